"""10,000 iterations of the worked example, by `core.train` and by other programs.

All give the loss of every iteration, if nothing else is said, and train no bias:

- the loop of a textbook makes a new array for every result, and its derivative evaluates the
  sigmoid twice more; in the careful loop, it evaluates the sigmoid only once
- pure Python has an object for each neuron, as the script of the article has, and no library
- the script that we export to PyTorch leaves the gradients to autograd (if PyTorch is installed)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench import scripts
from bench.measure import Comparison, Timing, measure
from bench.neurons import NeuronNetwork
from bench.table import Row
from core import train
from core.arrays import Array
from core.run.presets import mazur

STEPS = 10_000
SHORT_RUNS = 100


def sigmoid(z: Array) -> Array:
    """The sigmoid, in its usual form."""
    return 1 / (1 + np.exp(-z))


def _textbook_derivative(z: Array) -> Array:
    """The slope of the sigmoid, as in the formula."""
    return sigmoid(z) * (1 - sigmoid(z))


def _careful_derivative(z: Array) -> Array:
    """The slope of the sigmoid, which is evaluated once."""
    a = sigmoid(z)
    return a * (1 - a)


def _plain_loop(derivative: Callable[[Array], Array]) -> Array:
    """Gradient descent on the worked example: the loss before each step, and after the last."""
    experiment = mazur()
    x, y, rate = experiment.inputs, experiment.targets, experiment.learning_rate
    W1, W2 = experiment.network.weights
    b1, b2 = experiment.network.biases
    losses = []
    for _ in range(STEPS):
        z_h = W1 @ x + b1
        h = sigmoid(z_h)
        z_o = W2 @ h + b2
        o = sigmoid(z_o)
        losses.append(0.5 * np.sum((y - o) ** 2))
        delta_o = (o - y) * derivative(z_o)
        dW2 = delta_o @ h.T
        delta_h = (W2.T @ delta_o) * derivative(z_h)
        dW1 = delta_h @ x.T
        W2 = W2 - rate * dW2
        W1 = W1 - rate * dW1
    o = sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2)
    losses.append(0.5 * np.sum((y - o) ** 2))
    return np.array(losses)


def textbook_loop() -> Array:
    """The loop of a textbook."""
    return _plain_loop(_textbook_derivative)


def careful_loop() -> Array:
    """The loop with one evaluation of the sigmoid for each derivative."""
    return _plain_loop(_careful_derivative)


def neurons_loop() -> Array:
    """Neurons as objects, with the loss of every iteration."""
    network = NeuronNetwork(mazur())
    losses = [network.loss()]
    for _ in range(STEPS):
        network.step()
        losses.append(network.loss())
    return np.array(losses)


def neurons_updates() -> NeuronNetwork:
    """Neurons as objects, only updated."""
    network = NeuronNetwork(mazur())
    for _ in range(STEPS):
        network.step()
    return network


def core_train() -> Array:
    """Training as the API and the page run it."""
    return train(mazur(), STEPS).losses


def core_train_recording() -> Array:
    """The same, recording every number of every pass."""
    return train(mazur(), STEPS, record="all").losses


def core_step() -> None:
    """Runs of a single step, whose cost is nearly all fixed."""
    for _ in range(SHORT_RUNS):
        train(mazur())


def rows(rounds: int) -> list[Row]:
    """The rows of training."""
    plain, recorded = f"{STEPS:,} iterations", f"{STEPS:,} iterations, all recorded"
    short = "a run of one step"
    with scripts.torch_loop(STEPS) as torch_loop:
        return measure(
            (
                Timing(plain, core_train),
                Comparison(plain, core_train, "the textbook's loop", textbook_loop, aim=1 / 3),
                Comparison(
                    recorded, core_train_recording, "the textbook's loop", textbook_loop, aim=1 / 3
                ),
                Comparison(plain, core_train, "a careful loop", careful_loop),
                Comparison(recorded, core_train_recording, "a careful loop", careful_loop),
                Comparison(plain, core_train, "pure Python", neurons_loop),
                Comparison(plain, core_train, "pure Python without losses", neurons_updates),
                *(
                    Comparison(plain, core_train, "the PyTorch that we export", loop)
                    for loop in torch_loop
                ),
                Timing(short, core_step, unit="us", times=SHORT_RUNS),
                Comparison(
                    short,
                    core_step,
                    "a step of a long run",
                    core_train,
                    times=SHORT_RUNS,
                    other_times=STEPS,
                ),
            ),
            rounds,
        )
