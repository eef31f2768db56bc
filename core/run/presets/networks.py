"""Networks of other sizes than the worked example's, from a single neuron on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import Array
from core.network.activations import activation_named
from core.network.losses import loss_named
from core.network.network import Network
from core.run.experiment import Experiment
from core.run.presets.gates import TRUTH_TABLE
from core.run.presets.preset import Preset, drawing


def neuron() -> Experiment:
    """One weight and one bias, with the badly wrong start of Nielsen (2015), chapter 3.

    >>> neuron().sizes
    (1, 1)
    """
    return _experiment([np.array([[2.0]])], [[2.0]], [[1.0]], [[0.0]], learning_rate=0.15)


def logistic(seed: int) -> Experiment:
    """Logistic regression: a sigmoid output without a hidden layer, under the cross-entropy.

    No line separates the two classes, so the best weights are finite.

    >>> logistic(1).sizes, logistic(1).m
    ((2, 1), 8)
    """
    draw = drawing(seed)
    return _experiment(
        [draw(1, 2)],
        draw(1, 1).tolist(),
        [
            [-0.9, -0.6, -0.4, -0.1, 0.1, 0.3, 0.6, 0.9],
            [-0.4, 0.5, -0.7, 0.2, -0.3, 0.8, -0.5, 0.4],
        ],
        [[0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0]],
        learning_rate=2.0,
        loss="binary_cross_entropy",
    )


def chain() -> Experiment:
    """Three neurons in a row, each with a weight of 1.

    >>> chain().sizes
    (1, 1, 1, 1)
    """
    ones = [np.array([[1.0]])] * 3
    return _experiment(ones, [[0.0]] * 3, [[1.0]], [[0.0]], learning_rate=0.5)


def xor_with_three(seed: int) -> Experiment:
    """XOR with one output, and one hidden neuron more than it needs.

    >>> xor_with_three(1).sizes
    (2, 3, 1)
    """
    draw = drawing(seed)
    weights = [draw(3, 2), draw(1, 3)]
    biases = [draw(3).tolist(), draw(1).tolist()]
    return _experiment(weights, biases, TRUTH_TABLE, [[0.0, 1.0, 1.0, 0.0]], learning_rate=2.0)


def autoencoder(seed: int) -> Experiment:
    """The encoder problem of Rumelhart, Hinton and Williams (1986), with four inputs.

    >>> autoencoder(1).sizes
    (4, 2, 4)
    """
    draw = drawing(seed)
    weights = [draw(2, 4), draw(4, 2)]
    biases = [draw(2).tolist(), draw(4).tolist()]
    one_of_four = np.eye(4).tolist()
    return _experiment(weights, biases, one_of_four, one_of_four, learning_rate=2.0)


def classes() -> Experiment:
    """Three classes of three points each, told apart by softmax. All weights begin at 0.

    >>> classes().sizes, classes().targets[:, 0].tolist()
    ((2, 3), [1.0, 0.0, 0.0])
    """
    points = [
        [-0.8, -0.5, -0.9, 0.7, 0.9, 0.4, 0.0, -0.3, 0.4],
        [0.6, 0.9, 0.2, 0.7, 0.3, 0.9, -0.8, -0.6, -0.7],
    ]
    return _experiment(
        [np.zeros((3, 2))],
        [[0.0] * 3],
        points,
        np.repeat(np.eye(3), 3, axis=1).tolist(),
        learning_rate=1.0,
        activation="softmax",
        loss="categorical_cross_entropy",
    )


def _experiment(
    weights: Sequence[Array],
    biases: Sequence[Sequence[float]],
    inputs: Sequence[Sequence[float]],
    targets: Sequence[Sequence[float]],
    *,
    learning_rate: float,
    activation: str = "sigmoid",
    loss: str = "half_squared_error",
) -> Experiment:
    """An experiment in which all layers have the same activation, and biases learn."""
    return Experiment(
        network=Network(
            tuple(weights),
            tuple(np.array(b)[:, np.newaxis] for b in biases),
            (activation_named(activation),) * len(weights),
        ),
        loss=loss_named(loss),
        inputs=np.array(inputs),
        targets=np.array(targets),
        learning_rate=learning_rate,
        train_biases=True,
    )


PRESETS = (
    Preset(
        "neuron",
        "One neuron",
        "The answer is 0.98 where 0 is right, yet of 300 iterations the first 100 hardly change "
        "it: out there the sigmoid is flat, and its slope is a factor of the gradient.",
        question="Will the loss fall fastest at the start, where the error is largest?",
        iterations=300,
        view="explain",
        make=neuron,
    ),
    Preset(
        "logistic",
        "Logistic regression",
        "Without a hidden layer and under the cross-entropy the loss has a single valley: from "
        "every start it ends at 0.393, with the same weights.",
        question="Begun with other weights, will it end with other weights?",
        iterations=500,
        view="surface",
        make=logistic,
        seeded=True,
    ),
    Preset(
        "classes",
        "Three classes with softmax",
        "Softmax makes shares of a whole: with weights of 0 each class gets a third, which costs "
        "ln 3 = 1.0986, and 300 iterations give every point's own class more than 0.9.",
        question="How sure of each point's class will the network be after 300 iterations?",
        iterations=300,
        view="neurons",
        make=classes,
    ),
    Preset(
        "chain",
        "A gradient that vanishes",
        "Each sigmoid on the way back leaves at most a quarter of the delta: in 100 iterations w3 "
        "moves ten times as far as w2, and w1 hardly at all.",
        question="Which weight will move most in 100 iterations, w1, w2 or w3?",
        iterations=100,
        view="histories",
        make=chain,
    ),
    Preset(
        "xor-with-three",
        "XOR with three hidden neurons",
        "Two hidden neurons are enough for XOR but sometimes get stuck; with a third one to spare, "
        "every start of the first forty learns it.",
        question="Will the third hidden neuron find something to do?",
        iterations=2_000,
        view="neurons",
        make=xor_with_three,
        seeded=True,
    ),
    Preset(
        "autoencoder",
        "An autoencoder",
        "Four inputs must pass through two neurons and come out again, so h1 and h2 invent a code: "
        "each input becomes its own pair of on and off.",
        question="How can two neurons tell four inputs apart?",
        iterations=2_000,
        view="experiment",
        make=autoencoder,
        seeded=True,
    ),
)
