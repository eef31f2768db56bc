"""The biases of each layer out of named values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.reading.found import Named, Unreadable
from app.reading.layers import array
from app.reading.names import rank_of
from app.reading.notes import Notes, counted, layer_words
from core.arrays import Array


def biases_of(named: Sequence[Named], weights: Sequence[Array], notes: Notes) -> tuple[Array, ...]:
    """The biases, (units, 1) for each layer of weights; those that are not given are 0.

    >>> W = [np.ones((2, 2)), np.ones((1, 2))]
    >>> [b.ravel().tolist() for b in biases_of([Named("b1", 0.35)], W, Notes())]
    [[0.35, 0.35], [0.0]]
    """
    units = [len(W) for W in weights]
    found: list[Array | None] = [None] * len(units)
    for layer, one in _placed(sorted(named, key=lambda one: rank_of(one.name)), units, notes):
        with notes.reading(one):
            found[layer] = _of_layer(one, units[layer])
            what = "one number for all biases" if np.ndim(array(one.value)) == 0 else "the biases"
            notes.read.append(f"{one.called}: {what} of {layer_words(layer + 1, len(units))}.")
    missing = [layer + 1 for layer, b in enumerate(found) if b is None]
    if missing:
        whose = " and ".join(layer_words(layer, len(units)) for layer in missing)
        notes.filled.append(f"Biases of {whose}: none were read, so they are 0.")
    return tuple(
        np.zeros((count, 1)) if b is None else b for b, count in zip(found, units, strict=True)
    )


def _placed(named: Sequence[Named], units: Sequence[int], notes: Notes) -> list[tuple[int, Named]]:
    """Which value belongs to which layer."""
    layers = len(units)
    if len(named) == 1 and (parts := _per_layer(named[0], units)):
        return list(enumerate(parts))
    numbers = [one for one in named if isinstance(one.value, float)]
    if len(named) == len(numbers) == sum(units) and len(named) > layers:
        return list(enumerate(_grouped(numbers, units)))
    if len(named) == layers:
        return list(enumerate(named))
    placed: list[tuple[int, Named]] = []
    taken: set[int] = set()
    for one in named:
        rank = rank_of(one.name)
        layer = layers - 1 if rank.last else rank.numbers[0] - 1 if rank.numbers else 0
        if layer in taken or not 0 <= layer < layers:
            notes.refuse(one, "It is not clear to which layer it belongs.")
            continue
        taken.add(layer)
        placed.append((layer, one))
    return placed


def _per_layer(named: Named, units: Sequence[int]) -> list[Named]:
    """The biases of all layers in one list, if there is one for each; else nothing."""
    value = named.value
    if not isinstance(value, list) or len(value) != len(units) or len(units) == 1:
        return []
    if not all(isinstance(part, list) for part in value) and len(units) != sum(units):
        return []
    return [Named(f"{named.name}[{index}]", part, named.line) for index, part in enumerate(value)]


def _grouped(numbers: Sequence[Named], units: Sequence[int]) -> list[Named]:
    """One number for each neuron, as the biases of each layer."""
    groups: list[Named] = []
    at = 0
    for count in units:
        part = numbers[at : at + count]
        name = f"{part[0].name} to {part[-1].name}" if count > 1 else part[0].name
        groups.append(Named(name, [one.value for one in part], part[0].line))
        at += count
    return groups


def _of_layer(named: Named, units: int) -> Array:
    """A layer's biases as a column: of a vector, a row, a column, or one number for all."""
    values = array(named.value)
    if values.ndim == 0:
        return np.full((units, 1), float(values))
    if values.size != units or values.ndim > 2 or max(values.shape) != values.size:
        has = counted(values.size, "number")
        raise Unreadable(f"It has {has}, and the layer has {counted(units, 'neuron')}.")
    return values.reshape(units, 1)
