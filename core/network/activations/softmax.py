"""Softmax: probabilities of one choice out of several, which sum to 1.

The name: Bridle, "Probabilistic interpretation of feedforward classification network outputs", in:
Neurocomputing, NATO ASI Series F 68 (1990).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, Instructions, largest_of_units, sum_of_units
from core.expressions import Each, exp
from core.network.activation import OTHER, A, Activation, Coupling, Z


def softmax(z: Array) -> Array:
    """``e^z / sum of e^z`` over the units of a layer, z being (..., units, m).

    The largest z is subtracted from all, which changes no quotient, but keeps e^z finite.

    >>> softmax(np.array([[1e3], [1e3], [-1e3]])).ravel().tolist()
    [0.5, 0.5, 0.0]
    """
    with np.errstate(over="ignore"):  # a difference of -inf is right: its e^z is 0
        powers = np.exp(z - largest_of_units(z))
    return powers / sum_of_units(powers)


def softmax_derivative(z: Array, a: Array) -> Array:
    """How much each a changes with its own z: ``a (1 - a)``, the diagonal of the Jacobian.

    >>> a = softmax(np.array([[0.0], [0.0]]))
    >>> softmax_derivative(a, a).ravel().tolist()
    [0.25, 0.25]
    """
    return a * (1.0 - a)


def softmax_back(z: Array, a: Array, da: Array) -> Array:
    """dE/dz, given dE/da: ``a (da - sum of a da)``.

    The Jacobian has ``a_k ([k = i] - a_i)`` for da_k/dz_i; this is its product with dE/da.

    >>> z = np.array([[0.0], [0.0]])
    >>> softmax_back(z, softmax(z), np.array([[1.0], [0.0]])).ravel().tolist()
    [0.25, -0.25]
    """
    return a * (da - sum_of_units(a * da))


def _fast(z: Array, a: Array) -> Instructions:
    of_all = np.empty_like(a[:1])
    return [
        partial(np.maximum.reduce, z, axis=0, keepdims=True, out=of_all),
        partial(np.subtract, z, of_all, a),
        partial(np.exp, a, a),
        partial(np.add.reduce, a, axis=0, keepdims=True, out=of_all),
        partial(np.divide, a, of_all, a),
    ]


def _fast_slope(z: Array, a: Array, slope: Array) -> Instructions:
    one = np.ones_like(a)
    return [partial(np.subtract, one, a, slope), partial(np.multiply, slope, a, slope)]


def _fast_back(z: Array, a: Array, da: Array) -> Instructions:
    shares, of_all = np.empty_like(a), np.empty_like(a[:1])
    return [
        partial(np.multiply, a, da, shares),
        partial(np.add.reduce, shares, axis=0, keepdims=True, out=of_all),
        partial(np.subtract, da, of_all, da),
        partial(np.multiply, da, a, da),
    ]


def _says(z: float, a: float) -> str:
    part = "more than half" if a > 0.5 else "less than half" if a < 0.5 else "half"
    return (
        "Softmax shares 1 out among the outputs, the more to each the larger its net input; "
        f"{{name}} gets {part} of it."
    )


def _says_slope(z: float, slope: float) -> str:
    if slope == 0:
        return "{name} is saturated: a small change of its net input does not change it at all."
    return (
        "A small change of its net input changes {name} {slope} times as much, and the other "
        "outputs by just as much together, the other way."
    )


ACTIVATION = Activation(
    name="softmax",
    function=softmax,
    derivative=softmax_derivative,
    coupling=Coupling(
        back=softmax_back,
        fast_back=_fast_back,
        cross=-(A * OTHER),
        reason="shares 1 out among the outputs",
    ),
    range=(0.0, 1.0),
    kink=None,
    label="softmax",
    symbol="softmax",
    formula=exp(Z) / Each(exp(Z)),
    slope=A * (1 - A),
    fast=_fast,
    fast_slope=_fast_slope,
    torch="torch.softmax(z, dim=0)",
    does="makes probabilities of all net inputs together, which sum to 1",
    says=_says,
    says_slope=_says_slope,
)
