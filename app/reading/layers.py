"""The layers of a network out of arrays: which way round they are, and which sizes they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from app.api.limits import MAX_LAYERS, MAX_NEURONS
from app.reading.found import Named, Unreadable, Value, shape
from app.reading.notes import times
from core.arrays import Array

# So many ways to read vectors among the weights are tried.
_MOST_WAYS = 64


@dataclass(frozen=True)
class Matrix:
    """The weights into one layer as they stand in the text, (rows, columns) or a vector."""

    named: Named
    values: Array

    @property
    def size(self) -> str:
        """Its shape in words: 2 × 3, or 3 for a vector."""
        return times(self.values.shape)


def matrices_of(named: Named) -> list[Matrix]:
    """The matrices of a value: one, or those of a list. Raises `Unreadable`.

    >>> [one.size for one in matrices_of(Named("weights", [[[1.0, 2.0]], [[3.0]]]))]
    ['1 × 2', '1 × 1']
    """
    value = named.value
    if isinstance(value, list) and value and all(_is_matrix(part) for part in value):
        parts = [
            Named(f"{named.name}[{index}]", part, named.line) for index, part in enumerate(value)
        ]
        return [Matrix(part, _matrix(part.value)) for part in parts]
    return [Matrix(named, _matrix(value))]


def _matrix(value: Value) -> Array:
    """A matrix, or a vector; of one number a matrix of one. Raises `Unreadable` for others."""
    values = array(value)
    if values.ndim > 2:
        raise Unreadable(f"Its shape is {times(values.shape)}, which is no matrix.")
    return values.reshape(1, 1) if values.ndim == 0 else values


def _is_matrix(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def array(value: Value) -> Array:
    """Numbers as an array. Raises `Unreadable`."""
    shape(value)
    return np.array(value, dtype=np.float64)


def oriented(matrices: Sequence[Matrix], transposed: bool) -> list[Array] | None:
    """The weights with a row for each receiver, if their shapes fit together read in this way.

    As they stand, or transposed: with a row for each sender. A vector is a row or a column.

    >>> W1, W2 = Matrix(Named("W1", 0.0), np.ones((3, 2))), Matrix(Named("W2", 0.0), np.ones(3))
    >>> [W.shape for W in oriented([W1, W2], transposed=False)]
    [(3, 2), (1, 3)]
    >>> oriented([W1, W2], transposed=True)
    """
    ways = [_ways(matrix.values, transposed) for matrix in matrices]
    for tried, found in enumerate(product(*ways)):
        if tried >= _MOST_WAYS:
            break
        if all(after.shape[1] == before.shape[0] for before, after in pairwise(found)):
            return list(found)
    return None


def _ways(values: Array, transposed: bool) -> list[Array]:
    if values.ndim == 2:
        return [np.ascontiguousarray(values.T) if transposed else values]
    return [values[np.newaxis, :], values[:, np.newaxis]]


def too_large(weights: Sequence[Array]) -> str:
    """Why these layers are too large to be an experiment, in a sentence; empty if they are not."""
    if len(weights) > MAX_LAYERS:
        return f"There are {len(weights)} layers of weights, and at most {MAX_LAYERS} can be read."
    widest = max(max(W.shape) for W in weights)
    if widest > MAX_NEURONS:
        return f"A layer has {widest} neurons, and at most {MAX_NEURONS} can be read."
    return ""
