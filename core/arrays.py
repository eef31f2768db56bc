"""The shapes of arrays: one column per example, and leading axes for several networks.

A layer has weights (..., units, units before) and biases (..., units, 1). Its net inputs,
activations and deltas are (..., units, m) for m examples. Every `...` is the same: empty for one
network, (1000,) for a sweep, (10001,) for all iterations of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

# Calls that compute in place, to be made in order (`core.run.tape`).
Instruction: TypeAlias = Callable[[], object]
Instructions: TypeAlias = list[Instruction]


def sum_of_units(array: Array) -> Array:
    """The sum over the units of a layer, (..., 1, m).

    >>> sum_of_units(np.array([[1.0, 2.0], [10.0, 20.0]])).tolist()
    [[11.0, 22.0]]
    """
    return np.asarray(array.sum(axis=-2, keepdims=True))


def largest_of_units(array: Array) -> Array:
    """The largest number of each layer and example, (..., 1, m).

    >>> largest_of_units(np.array([[1.0, 2.0], [10.0, -20.0]])).tolist()
    [[10.0, 2.0]]
    """
    return np.asarray(array.max(axis=-2, keepdims=True))


def all_finite(arrays: Iterable[Array]) -> bool:
    """Whether every number in every array is finite.

    >>> all_finite([np.array([1.0, 2.0]), np.array([np.inf])])
    False
    """
    return all(bool(np.isfinite(array).all()) for array in arrays)
