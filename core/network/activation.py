"""The record of an activation function: everything that the program knows about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Expression, Function, Known, filled

# The leaves of an activation's formulas: the net input and the activation. In that of a coupling,
# there is the activation of another neuron of the layer.
Z, A, OTHER = Known("z"), Known("a"), Known("other")

Words: TypeAlias = Callable[[float, float], str]


def follows(most: str) -> Words:
    """`says_slope` of a smooth activation: how much it follows its net input; `most` says where.

    >>> follows("the most is 1/4, at a net input of 0")(40.0, 0.0)
    '{name} is saturated: a small change of its net input does not change it at all.'
    """

    def says(z: float, slope: float) -> str:
        if slope == 0:
            return "{name} is saturated: a small change of its net input does not change it at all."
        return f"A small change of its net input changes {{name}} {{slope}} times as much; {most}."

    return says


@dataclass(frozen=True)
class Kink:
    """Where an activation has a corner, and the smooth functions that meet there."""

    at: float
    below: Callable[[Array], Array]
    above: Callable[[Array], Array]


@dataclass(frozen=True, kw_only=True)
class Coupling:
    """How an activation couples the neurons of a layer: each a depends on the z of all of them.

    So only the output layer can have it, and only one of several neurons.

    - ``back``: (z, a, dE/da) -> dE/dz, all (..., units, m)
    - ``fast_back``: (z, a, da) -> instructions for ``da <- back(z, a, da)``; the units are the
      first axis, as in `core.run.tape`
    - ``cross``: the derivative of a neuron's a by the z of another one, as a formula of the
      neuron's own `A` and the `OTHER` one
    - ``reason``: why only outputs have it, beginning with a verb
    """

    back: Callable[[Array, Array, Array], Array]
    fast_back: Callable[[Array, Array, Array], Instructions]
    cross: Expression
    reason: str


@dataclass(frozen=True, kw_only=True)
class Activation:
    """An activation function.

    What it is:

    - ``name``: in the API and in files
    - ``function``: z -> a, element by element, for an array of any shape; a new array
    - ``derivative``: (z, a) -> da/dz, where a = function(z) is known
    - ``coupling``: if a is not computed element by element but from all z of the layer, how; then
      the arrays are (..., units, m), and ``derivative`` is that of each a by its own z
    - ``range``: its infimum and supremum, perhaps infinite
    - ``kink``: where it has no derivative; None where it is smooth everywhere

    How it is written:

    - ``label``: in menus and sentences
    - ``symbol``: in formulas, such as the σ of σ(z)
    - ``formula``: a as a formula of `Z`
    - ``slope``: da/dz as a formula of `Z` and `A`, in its simplest form

    How a program computes it:

    - ``fast``: (z, a) -> instructions for ``a <- function(z)``, without a new array; the units of
      a coupled activation are the first axis
    - ``fast_slope``: (z, a, slope) -> instructions for ``slope <- derivative(z, a)``
    - ``torch``: the PyTorch expression, in `z`

    In words, where ``{name}`` stands for the neuron:

    - ``does``: what "the activation function" does with each net input
    - ``says``: (z, a) -> a sentence about this activation
    - ``says_slope``: (z, slope) -> a sentence about this slope; it may contain ``{slope}``

    There are no defaults: an incomplete record fails when it is imported. Raises `ValueError` for
    an empty text and for a formula with another leaf.

    >>> from core.network.activations import ACTIVATIONS
    >>> ACTIVATIONS["tanh"].function(np.array([0.5])).round(9).tolist()
    [0.462117157]
    """

    name: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    coupling: Coupling | None
    range: tuple[float, float]
    kink: Kink | None
    label: str
    symbol: str
    formula: Expression
    slope: Expression
    fast: Callable[[Array, Array], Instructions]
    fast_slope: Callable[[Array, Array, Array], Instructions]
    torch: str
    does: str
    says: Words
    says_slope: Words

    def __post_init__(self) -> None:
        for field in ("name", "label", "symbol", "torch", "does"):
            if not getattr(self, field):
                raise ValueError(f"the activation {self.name!r} has no {field}")
        try:
            filled(self.formula, {"z": Z}), filled(self.slope, {"z": Z, "a": A})
            if self.coupling:
                filled(self.coupling.cross, {"a": A, "other": OTHER})
        except KeyError as leaf:
            raise ValueError(f"a formula of {self.name!r} has the unknown leaf {leaf}") from leaf

    def back(self, z: Array, a: Array, da: Array) -> Array:
        """dE/dz, given dE/da: the product of dE/da and the Jacobian da/dz (..., units, m).

        Element by element, a slope is all that the Jacobian has: ``dE/dz = dE/da * sigma'(z)``.

        >>> from core.network.activations import ACTIVATIONS
        >>> z, one = np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]])
        >>> for name in ("sigmoid", "softmax"):
        ...     sigma = ACTIVATIONS[name]
        ...     print(sigma.back(z, sigma.function(z), one).ravel().tolist())
        [0.25, 0.0]
        [0.25, -0.25]
        """
        if self.coupling:
            return self.coupling.back(z, a, da)
        return da * self.derivative(z, a)

    @cached_property
    def applied(self) -> Function:
        """The function as formulas apply it to a net input, such as σ(z)."""
        return Function(self.symbol, lambda z: self.function(np.asarray(z)))

    @cached_property
    def slope_applied(self) -> Function:
        """Its derivative as formulas apply it to a net input, such as σ′(z)."""

        def slope(z: float) -> Array:
            at = np.asarray(z)
            return self.derivative(at, self.function(at))

        return Function(f"{self.symbol}′", slope)


@dataclass(frozen=True)
class ActivationCurve:
    """Net inputs, and the activation and its slope at each of them; all (points,)."""

    z: Array
    a: Array
    slope: Array


def curve_of(
    activation: Activation, low: float = -6.0, high: float = 6.0, points: int = 97
) -> ActivationCurve:
    """``a = sigma(z)`` and ``sigma'(z)`` at evenly spaced net inputs between two ends.

    Raises `ValueError` for a coupled activation, which is no function of one net input.

    The sigmoid is symmetric about (0, 1/2), where it is steepest:

    >>> from core.network.activations import ACTIVATIONS
    >>> curve = curve_of(ACTIVATIONS["sigmoid"], points=3)
    >>> curve.z.tolist(), curve.a.round(4).tolist(), curve.slope.round(4).tolist()
    ([-6.0, 0.0, 6.0], [0.0025, 0.5, 0.9975], [0.0025, 0.25, 0.0025])
    """
    if activation.coupling:
        raise ValueError(f"got {activation.name}, which is no function of one net input")
    z = np.linspace(low, high, points)
    a = activation.function(z)
    return ActivationCurve(z, a, activation.derivative(z, a))
