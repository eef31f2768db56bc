"""A network whose weights are numbers with names of their own, w1 to w8, as in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import numpy as np

from core.arrays import Array
from core.explain.names import Sizes, fan_sizes

# The layers that are tried: up to two hidden ones of up to four neurons, as a page shows them.
_MOST = 4


def sizes_of(weights: int, biases: int, inputs: int | None, outputs: int | None) -> list[Sizes]:
    """The layer sizes with so many weights, the likeliest first.

    `biases` is how many there are, one for each neuron, or one for each layer, or none. The number
    of `inputs` and `outputs` is known, or None.

    >>> sizes_of(8, 2, 2, 2), sizes_of(6, 0, None, None)[0], sizes_of(3, 3, 1, 1)
    ([(2, 2, 2)], (2, 2, 1), [(1, 1, 1, 1)])
    """
    found = [
        sizes
        for sizes in _candidates()
        if sum(fan_sizes(sizes)) == weights
        and inputs in (None, sizes[0])
        and outputs in (None, sizes[-1])
    ]
    fitting = [sizes for sizes in found if biases in (sum(sizes[1:]), len(sizes) - 1)]
    return sorted(fitting or found, key=_unlikely)


def _candidates() -> Iterator[Sizes]:
    units = range(1, _MOST + 1)
    for hidden in range(3):
        yield from product(units, repeat=hidden + 2)


def _unlikely(sizes: Sizes) -> tuple[int, int, int]:
    """One hidden layer is likelier than none or two, and two neurons likelier than others."""
    return (abs(len(sizes) - 3), sum(abs(units - 2) for units in sizes), -sizes[0])


def numbered(numbers: Sequence[float], sizes: Sizes) -> list[Array]:
    """The weights of each layer, numbered layer by layer and row by row.

    >>> [W.tolist() for W in numbered([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], (2, 2, 1))]
    [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0]]]
    """
    arrays, at = [], 0
    for before, units in pairwise(sizes):
        part = np.array(numbers[at : at + before * units])
        arrays.append(part.reshape(units, before))
        at += before * units
    return arrays
