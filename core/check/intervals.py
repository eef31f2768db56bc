"""Interval arithmetic: how far a formula's value can lie if its numbers lie in ranges.

A range is an array (2, ...): the lowest values, then the highest. A result contains every value
that the formula can have; it is exact if each number occurs only once in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from core.arrays import Array
from core.expressions import (
    Call,
    Constant,
    Each,
    Expression,
    Fraction,
    IfPositive,
    Known,
    Largest,
    Minus,
    Product,
    Square,
    Sum,
    leaves,
)

# A formula in which a number occurs twice, such as a(1 - a), is evaluated all over its range, at
# this many points.
_POINTS = 9


def points(values: Array) -> Array:
    """The ranges of exactly known values.

    >>> points(np.array([0.5, 2.0])).tolist()
    [[0.5, 2.0], [0.5, 2.0]]
    """
    return np.stack((values, values))


def hull(ranges: Sequence[Array]) -> Array:
    """The smallest ranges that contain all of these.

    >>> hull([points(np.array(0.5)), points(np.array(2.0))]).tolist()
    [0.5, 2.0]
    """
    if len(ranges) == 1:
        return ranges[0]
    found = np.broadcast_arrays(*ranges)
    return np.stack((np.min(found, axis=0)[0], np.max(found, axis=0)[1]))


def times(left: Array, right: Array) -> Array:
    """The ranges of products.

    >>> times(np.array([-1.0, 2.0]), np.array([3.0, 4.0])).tolist()
    [-4.0, 8.0]
    """
    ends = [one * other for one in left for other in right]
    return np.stack((np.minimum.reduce(ends), np.maximum.reduce(ends)))


def range_of(formula: Expression, known: Mapping[str, Array], coupled: bool = False) -> Array:
    """The range of a formula, given those of its leaves, (2, ..., units, m).

    It may be `coupled`, with sums over the units. Every function in a formula rises with its
    argument, as exp does. Raises `TypeError` for a formula of matrices or of several examples.

    >>> a = Known("a")
    >>> range_of(a * (1 - a), {"a": np.array([0.4, 0.7])}).round(2).tolist()
    [0.21, 0.25]
    """
    names = [leaf.name for leaf in leaves(formula) if isinstance(leaf, Known)]
    different = list(dict.fromkeys(names))
    if len(names) == len(different) or coupled:
        return _combined(formula, known)
    grids = (_all_over(known[name]) for name in different)
    found = hull(
        [
            _combined(formula, dict(zip(different, map(points, at), strict=True)))
            for at in product(*grids)
        ]
    )
    # A parabola's peak between two points is at most 1/64 of its height above them.
    margin = (found[1] - found[0]) / (_POINTS - 1) ** 2
    return np.stack((found[0] - margin, found[1] + margin))


def _all_over(own: Array) -> list[Array]:
    """Points of a range, its ends among them; only one if it is a point."""
    low, high = own
    if (low == high).all():
        return [low]
    between = [low + part * (high - low) for part in np.linspace(0.0, 1.0, _POINTS)[1:-1]]
    return [low, *between, high]


def _combined(formula: Expression, known: Mapping[str, Array]) -> Array:
    """The range of a formula, from the ranges of its parts."""

    def of(part: Expression) -> Array:
        return _combined(part, known)

    match formula:
        case Known(name):
            return known[name]
        case Constant(number):
            return np.array([number, number]).reshape(2, *[1] * _axes(known))
        case Minus(term):
            return -of(term)[::-1]
        case Sum(terms):
            total, *others = map(of, terms)
            for other in others:
                total = total + other
            return total
        case Product(factors):
            result, *others = map(of, factors)
            for other in others:
                result = times(result, other)
            return result
        case Fraction(above, below):
            return times(of(above), _inverse(of(below)))
        case Square(base):
            low, high = of(base)
            ends = (low * low, high * high)
            least = np.where((low < 0) & (high > 0), 0.0, np.minimum(*ends))
            return np.stack((least, np.maximum(*ends)))
        case Largest(parts):
            return np.asarray(np.maximum.reduce(np.broadcast_arrays(*map(of, parts))))
        case IfPositive(condition, then, otherwise):
            (low, high), yes, no = of(condition), of(then), of(otherwise)
            return np.where(low > 0, yes, np.where(high <= 0, no, hull([yes, no])))
        case Call(function, argument):
            return np.asarray(function.value(of(argument)))
        case Each(each):
            return np.asarray(of(each).sum(axis=-2, keepdims=True))
        case _:
            raise TypeError(f"got {formula}, which is no number of one unit")


def _axes(known: Mapping[str, Array]) -> int:
    """How many axes each end of a range has."""
    return max((own.ndim for own in known.values()), default=1) - 1


def _inverse(own: Array) -> Array:
    """The ranges of 1 / x; everything if x can be 0."""
    low, high = own
    through_zero = (low <= 0) & (high >= 0)
    return np.stack(
        (
            np.where(through_zero, -np.inf, 1.0 / high),
            np.where(through_zero, np.inf, 1.0 / low),
        )
    )
