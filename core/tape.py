"""The recurrence of gradient descent as a tape of in-place numpy calls.

An iteration of a small network costs less in arithmetic than in allocating results and looking up
functions. So the calls that an iteration makes are bound to their buffers once, in order, and then
only called, over and over. Nothing but the parameters is recorded: `core.training` derives the
rest of a whole run from them in one pass of `core.propagation`, whose equations these are.

A layer's weights and biases are one block ``[W b]`` here, and an activation carries a row of ones
below it: ``z = [W b] [a; 1]`` is one product, and so are both its gradients, ``delta [a; 1]^T``.
All blocks of a kind lie in one vector, so what is done to all of them alike is one call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.experiment import Experiment
from core.network import Network
from core.propagation import TrainBiases

Instruction: TypeAlias = Callable[[], object]
Tape: TypeAlias = list[Instruction]


def trajectory(experiment: Experiment, steps: int) -> Network:
    """The networks of `steps` iterations of gradient descent, as one stack of ``steps + 1``.

    The first is the experiment's own. Numbers that leave the finite range stay in the stack as
    inf or nan, without a warning.

    >>> from core.presets import mazur
    >>> networks = trajectory(mazur(), steps=10)
    >>> networks.weights[1].shape
    (11, 2, 2)
    >>> networks[1].weights[1].round(9).tolist()
    [[0.35891648, 0.408666186], [0.51130127, 0.561370121]]
    """
    shapes = [(W.shape[0], W.shape[1] + 1) for W in experiment.network.weights]
    parameters, layers = blocks(shapes)
    for layer, (W, b, _) in zip(layers, experiment.network.layers(), strict=True):
        layer[:] = np.hstack([W, b])
    recording = BytesIO()
    record: Instruction = partial(recording.write, parameters.data)
    tape = [*iteration_tape(experiment, parameters, layers), record]
    with np.errstate(all="ignore"):
        record()
        for instruction in chain.from_iterable(repeat(tape, steps)):
            instruction()
    recorded = np.frombuffer(recording.getbuffer()).reshape(steps + 1, -1)
    stacks = split(recorded, shapes)
    return Network(
        weights=tuple(stack[..., :-1] for stack in stacks),
        biases=tuple(stack[..., -1:] for stack in stacks),
        activations=experiment.network.activations,
    )


def iteration_tape(experiment: Experiment, parameters: Array, layers: Sequence[Array]) -> Tape:
    """The instructions of one iteration, which change `parameters` and its views `layers`."""
    m = experiment.inputs.shape[1]
    rows = [layer.shape[1] for layer in layers] + [len(experiment.targets) + 1]
    neurons, a = blocks([(count, m) for count in rows])
    neurons[:] = 1.0
    a[0][:-1] = experiment.inputs
    slopes, slope = blocks([block.shape for block in a])
    slopes[:] = 1.0
    descent, gradients = blocks([layer.shape for layer in layers])
    rates = learning_rates(experiment.learning_rate / m, experiment.train_biases, layers)
    activations = [activation.name for activation in experiment.network.activations]
    tape = forward_tape(layers, a, activations)
    tape += slopes_tape(neurons[a[0].size :], slopes[a[0].size :], a[1:], activations)
    tape += backward_tape(experiment, layers, a, slope, gradients)
    if experiment.train_biases == "per_layer":
        tape += [instruction for block in gradients for instruction in share_bias(block)]
    return [
        *tape,
        partial(np.multiply, descent, rates, descent),
        partial(np.subtract, parameters, descent, parameters),
    ]


def forward_tape(layers: Sequence[Array], a: Sequence[Array], activations: Sequence[str]) -> Tape:
    """Instructions for the activations ``a[1:]``, given the input ``a[0]``."""
    tape: Tape = []
    for layer, before, after, name in zip(layers, a[:-1], a[1:], activations, strict=True):
        z = np.empty_like(after[:-1])
        tape += [partial(layer.dot, before, z), *ACTIVATE[name](z, after[:-1])]
    return tape


def slopes_tape(
    neurons: Array, slopes: Array, a: Sequence[Array], activations: Sequence[str]
) -> Tape:
    """Instructions for the slopes of `neurons`, of which `a` are the layers' blocks.

    Adjacent layers with the same activation are done together.
    """
    tape: Tape = []
    start = 0
    for name, group in groupby(zip(activations, a, strict=True), key=itemgetter(0)):
        end = start + sum(block.size for _, block in group)
        tape += SLOPE[name](neurons[start:end], slopes[start:end])
        start = end
    return tape


def backward_tape(
    experiment: Experiment,
    layers: Sequence[Array],
    a: Sequence[Array],
    slope: Sequence[Array],
    gradients: Sequence[Array],
) -> Tape:
    """Instructions for the gradients ``[dW db]``, added up over the examples."""
    delta = np.empty_like(a[-1][:-1])
    tape: Tape = [partial(np.subtract, a[-1][:-1], experiment.targets, delta)]
    if SLOPE_REMAINS[experiment.loss.name]:
        tape += [partial(np.multiply, delta, slope[-1][:-1], delta)]
    for layer in range(len(layers) - 1, 0, -1):
        # The row of ones comes back as a row too, which leads nowhere.
        back = np.empty_like(a[layer])
        tape += [
            partial(delta.dot, a[layer].T, gradients[layer]),
            partial(layers[layer].T.dot, delta, back),
            partial(np.multiply, back, slope[layer], back),
        ]
        delta = back[:-1]
    return [*tape, partial(delta.dot, a[0].T, gradients[0])]


def blocks(shapes: Sequence[tuple[int, ...]]) -> tuple[Array, list[Array]]:
    """A flat vector, and its views of these shapes, one after the other.

    >>> flat, (first, second) = blocks([(1, 3), (2, 1)])
    >>> flat[:] = range(5)
    >>> first.tolist(), second.tolist()
    ([[0.0, 1.0, 2.0]], [[3.0], [4.0]])
    """
    flat = np.empty(sum(rows * columns for rows, columns in shapes))
    return flat, split(flat, shapes)


def split(flat: Array, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Views of these shapes, one after the other, of the last axis of `flat`.

    >>> [view.shape for view in split(np.zeros((7, 12)), [(2, 3), (2, 3)])]
    [(7, 2, 3), (7, 2, 3)]
    """
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    parts = np.split(flat, ends[:-1], axis=-1)
    return [
        part.reshape(*flat.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)
    ]


def learning_rates(rate: float, train_biases: TrainBiases, layers: Sequence[Array]) -> Array:
    """The rate of each parameter, as a vector: that of a bias that stays fixed is 0.

    >>> learning_rates(0.5, False, [np.zeros((2, 3))]).tolist()
    [0.5, 0.5, 0.0, 0.5, 0.5, 0.0]
    """
    rates, views = blocks([layer.shape for layer in layers])
    for view in views:
        view[:, :-1] = rate
        view[:, -1:] = rate if train_biases else 0.0
    return rates


def share_bias(block: Array) -> Tape:
    """Instructions that give each bias of a gradient ``[dW db]`` the sum of all of them."""
    db, total = block[:, -1:], np.empty((1, 1))
    return [partial(np.sum, db, axis=0, keepdims=True, out=total), partial(np.copyto, db, total)]


def activate_sigmoid(z: Array, a: Array) -> Tape:
    """Instructions for ``a <- 1 / (1 + e^-z)``."""
    one = np.ones_like(a)
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, one, a),
        partial(np.reciprocal, a, a),
    ]


def slope_sigmoid(a: Array, slope: Array) -> Tape:
    """Instructions for ``slope <- (1 - a) a``."""
    one = np.ones_like(a)
    return [partial(np.subtract, one, a, slope), partial(np.multiply, slope, a, slope)]


def slope_tanh(a: Array, slope: Array) -> Tape:
    """Instructions for ``slope <- 1 - a^2``."""
    one = np.ones_like(a)
    return [partial(np.multiply, a, a, slope), partial(np.subtract, one, slope, slope)]


# Instructions for a <- function(z) and for slope <- derivative, as in core.activations. All of
# these slopes are known from a alone: a rectifier's is positive where its z is.
ACTIVATE: dict[str, Callable[[Array, Array], Tape]] = {
    "sigmoid": activate_sigmoid,
    "tanh": lambda z, a: [partial(np.tanh, z, a)],
    "relu": lambda z, a: [partial(np.maximum, z, np.zeros_like(z), out=a)],
    "identity": lambda z, a: [partial(np.copyto, a, z)],
}
SLOPE: dict[str, Callable[[Array, Array], Tape]] = {
    "sigmoid": slope_sigmoid,
    "tanh": slope_tanh,
    "relu": lambda a, slope: [partial(np.heaviside, a, np.zeros_like(a), slope)],
    "identity": lambda a, slope: [],  # stays 1
}
# Whether the output's delta is o - y times the slope, or o - y alone, as in core.losses.
SLOPE_REMAINS = {"half_squared_error": True, "binary_cross_entropy": False}
