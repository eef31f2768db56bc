"""The sigmoid, the activation of the worked example (Mazur 2015)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import exp
from core.network.activation import A, Activation, Z, follows


def sigmoid(z: Array) -> Array:
    """Logistic function, ``1 / (1 + e^-z)``, between 0 and 1.

    >>> sigmoid(np.array([-1e4, 0.0, 0.3775, 1e4])).round(9).tolist()
    [0.0, 0.5, 0.593269992, 1.0]
    """
    with np.errstate(over="ignore"):  # below z = -709, e^-z is infinite, and the result 0 is right
        return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(z: Array, a: Array) -> Array:
    """Slope of the sigmoid, ``a (1 - a)``: at most 1/4, at z = 0.

    >>> z = np.array([0.3775])
    >>> sigmoid_derivative(z, sigmoid(z)).round(9).tolist()
    [0.241300709]
    """
    return a * (1.0 - a)


def fast_sigmoid(z: Array, a: Array) -> Instructions:
    """Instructions for ``a <- 1 / (1 + e^-z)``."""
    one = np.ones_like(a)
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, one, a),
        partial(np.reciprocal, a, a),
    ]


def _fast_slope(z: Array, a: Array, slope: Array) -> Instructions:
    one = np.ones_like(a)
    return [partial(np.subtract, one, a, slope), partial(np.multiply, slope, a, slope)]


def _says(z: float, a: float) -> str:
    side = "above" if a > 0.5 else "below" if a < 0.5 else "at"
    reason = "as good as zero" if a == 0.5 else "positive" if z > 0 else "negative"
    return (
        "The sigmoid makes a number from 0 to 1 of any net input; "
        f"{{name}} is {side} 1/2, as its net input is {reason}."
    )


ACTIVATION = Activation(
    name="sigmoid",
    function=sigmoid,
    derivative=sigmoid_derivative,
    coupling=None,
    range=(0.0, 1.0),
    kink=None,
    label="sigmoid",
    symbol="σ",
    formula=1 / (1 + exp(-Z)),
    slope=A * (1 - A),
    fast=fast_sigmoid,
    fast_slope=_fast_slope,
    torch="torch.sigmoid(z)",
    does="squeezes each net input to a number between 0 and 1",
    says=_says,
    says_slope=follows("the most is 1/4, at a net input of 0"),
)
