"""Logical functions of two inputs: what one line can separate, and what needs hidden neurons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.network.network import Network
from core.run.experiment import Experiment
from core.run.presets.preset import DEFAULT_SEED, Preset, drawing
from core.run.presets.worked_example import mazur, with_weights

# The inputs of the four examples: 00, 01, 10 and 11.
TRUTH_TABLE = ((0.0, 0.0, 1.0, 1.0), (0.0, 1.0, 0.0, 1.0))


def _gates(seed: int, o1: list[float], o2: list[float]) -> Experiment:
    """Two logical functions of the inputs 00, 01, 10, 11, with random weights and biases.

    The biases learn: with inputs 0, 0 the weights into the hidden layer have no gradient.
    """
    draw = drawing(seed)
    weights, biases = (draw(2, 2), draw(2, 2)), (draw(2, 1), draw(2, 1))
    return replace(
        mazur(),
        network=Network(weights, biases, mazur().network.activations),
        inputs=np.array(TRUTH_TABLE),
        targets=np.array([o1, o2]),
        learning_rate=1.0,
        train_biases=True,
    )


def xor(seed: int) -> Experiment:
    """o1 learns the exclusive or, o2 its complement. With some seeds, learning gets stuck.

    >>> xor(1).targets.tolist()
    [[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]
    """
    return _gates(seed, o1=[0.0, 1.0, 1.0, 0.0], o2=[1.0, 0.0, 0.0, 1.0])


def and_or(seed: int) -> Experiment:
    """o1 learns AND, o2 learns OR. The initial weights are those of `xor`.

    >>> and_or(1).targets.tolist()
    [[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0]]
    """
    return _gates(seed, o1=[0.0, 0.0, 0.0, 1.0], o2=[0.0, 1.0, 1.0, 1.0])


def symmetric() -> Experiment:
    """XOR with initial weights that are all equal, and biases that are equal in each layer.

    >>> [W.tolist() for W in symmetric().network.weights]
    [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]]]
    """
    task = replace(xor(DEFAULT_SEED), network=mazur().network)
    return with_weights(task, np.full((2, 2), 0.5), np.full((2, 2), 0.5))


PRESETS = (
    Preset(
        "xor",
        "XOR and its complement",
        "No single line separates XOR, so the hidden neurons must share the work: watch the "
        "loss wait on a plateau near 0.25 until they do, and then fall.",
        question="For how many iterations will the loss stay near 0.25?",
        iterations=2_000,
        view="neurons",
        make=xor,
        seeded=True,
    ),
    Preset(
        "and-or",
        "AND and OR",
        "One line is enough for AND, and one for OR: the loss falls without the long plateau "
        "that XOR has to cross.",
        question="Will the loss fall sooner than that of XOR, or later?",
        iterations=2_000,
        view="neurons",
        make=and_or,
        seeded=True,
    ),
    Preset(
        "symmetric",
        "Equal weights",
        "All weights begin equal, so h1 and h2 receive the same delta and stay equal for ever: "
        "two neurons do the work of one, which is too few for XOR.",
        question="Will h1 and h2 ever see different things?",
        iterations=5_000,
        view="neurons",
        make=symmetric,
    ),
)
