"""10,000 iterations of the worked example, by `core.train` and by the loop of a textbook.

The textbook's loop makes a new array for every result, and its derivative evaluates the sigmoid
twice more. Like `core.train` it gives the loss of every iteration, and it trains no bias. The
careful loop has a derivative that evaluates the sigmoid only once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.comparison import Comparison
from core import train
from core.arrays import Array
from core.run.presets import mazur

STEPS = 10_000


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


def core_train() -> Array:
    """Training as the API and the page run it."""
    return train(mazur(), STEPS).losses


def core_train_recording() -> Array:
    """The same, recording every number of every pass."""
    return train(mazur(), STEPS, record="all").losses


PLAIN, RECORDED = "10,000 iterations", "10,000 iterations, all recorded"
COMPARISONS = (
    Comparison(PLAIN, core_train, "the textbook's loop", textbook_loop, target=1 / 3),
    Comparison(RECORDED, core_train_recording, "the textbook's loop", textbook_loop, target=1 / 3),
    Comparison(PLAIN, core_train, "a careful loop", careful_loop),
    Comparison(RECORDED, core_train_recording, "a careful loop", careful_loop),
)
