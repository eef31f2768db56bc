"""An iteration in which one number is another, and everything after it follows from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import Array
from core.check.changes import with_gradients, with_layer
from core.errors import Diverged
from core.explain.names import Bias, Neuron, Weight
from core.explain.phases import phases_of
from core.explain.quantities import Opened, Quantity
from core.explain.units import units_of
from core.network.network import Network
from core.network.propagation import Backward, Forward, Gradients, backward, forward


def following(
    right: Opened, changed: Quantity, value: float, example: int = 0
) -> dict[str, float] | None:
    """What the phases compute, by name and in order, if one of these numbers is `value`.

    Everything before the changed number is right; what follows is calculated rightly, but from the
    wrong number. None if a number is not finite.

    >>> from core.explain.quantities import open_iteration, quantity_named
    >>> from core.run.presets import mazur
    >>> net = quantity_named("z.h1", (2, 2, 2))
    >>> numbers = following(open_iteration(mazur()), net, 0.0275)
    >>> numbers["z.h1"], round(numbers["a.h1"], 9), numbers["z.h2"]
    (0.0275, 0.506874567, 0.39249999999999996)
    """
    with np.errstate(all="ignore"):
        opened = _opened(right, changed, value, example)
    numbers: dict[str, float] = {}
    try:
        for phase in phases_of(len(changed.sizes) - 1):
            for unit in units_of(phase, right.experiment):
                numbers[unit.name] = unit.of(opened, example)
        if changed.kind.prefix == "loss.":
            change = value - numbers[changed.name]
            numbers["loss"] += change / right.experiment.m
    except Diverged:
        return None
    numbers[changed.name] = value
    return numbers


def _opened(right: Opened, changed: Quantity, value: float, example: int) -> Opened:
    """The iteration with the number changed in its arrays.

    A share of the loss, the loss and an updated parameter change no other array.
    """
    match changed.kind.prefix, changed.part:
        case ("z." | "a.") as prefix, Neuron(layer, index):
            passed = right.forward
            z, a = passed.z[layer - 1], passed.a[layer]
            if prefix == "z.":
                z = _with_entry(z, index, example, value)
                a = right.experiment.network.activations[layer - 1].function(z)
            else:
                a = _with_entry(a, index, example, value)
            return Opened(right.experiment, _onward(right, layer, z, a), right.carrier)
        case "delta.", Neuron(layer, index):
            delta = _with_entry(right.backward.deltas[layer - 1], index, example, value)
            return replace(right, given=_backward_from(right, layer, delta))
        case "gradient.", (Weight() | Bias()) as part:
            return with_gradients(right, _with_gradient(right.backward.gradients, part, value))
        case _:
            return right


def _with_entry(values: Array, row: int, column: int, value: float) -> Array:
    """A copy with one entry replaced."""
    values = values.copy()
    values[row, column] = value
    return values


def _onward(right: Opened, layer: int, z: Array, a: Array) -> Forward:
    """The forward pass with other net inputs and activations in one layer, and what follows."""
    network, passed = right.experiment.network, right.forward
    z_before, a_before = passed.z[: layer - 1], passed.a[:layer]
    if layer == len(network.weights):
        return Forward((*z_before, z), (*a_before, a))
    rest = Network(network.weights[layer:], network.biases[layer:], network.activations[layer:])
    after = forward(rest, a)
    return Forward((*z_before, z, *after.z), (*a_before, *after.a))


def _backward_from(right: Opened, layer: int, delta: Array) -> Backward:
    """The backward pass with another delta in one layer: it is that of the layers up to this one.

    Their loss is one that has this delta.
    """
    experiment, passed = right.experiment, right.forward
    network, beyond = right.carrier, right.backward
    first = Network(network.weights[:layer], network.biases[:layer], network.activations[:layer])
    loss = replace(experiment.loss, output_delta=lambda *_: delta)
    back = backward(
        first, Forward(passed.z[:layer], passed.a[: layer + 1]), experiment.targets, loss
    )
    return Backward(
        (*back.deltas, *beyond.deltas[layer:]),
        Gradients(
            (*back.gradients.weights, *beyond.gradients.weights[layer:]),
            (*back.gradients.biases, *beyond.gradients.biases[layer:]),
        ),
    )


def _with_gradient(gradients: Gradients, part: Weight | Bias, value: float) -> Gradients:
    """The gradients with that of one parameter replaced."""
    if isinstance(part, Weight):
        layer, place, arrays = part.layer, (part.row, part.column), gradients.weights
    else:
        layer, place, arrays = part.at.layer - 1, (part.at.index, 0), gradients.biases
    changed = with_layer(arrays, layer, _with_entry(arrays[layer], *place, value))
    if isinstance(part, Weight):
        return replace(gradients, weights=changed)
    return replace(gradients, biases=changed)
