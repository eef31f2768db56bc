"""The hyperbolic tangent, as recommended by LeCun et al., "Efficient BackProp" (1998)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Function, Square
from core.network.activation import A, Activation, Z, follows


def tanh(z: Array) -> Array:
    """Hyperbolic tangent, ``(e^z - e^-z) / (e^z + e^-z)``: from -1 to 1.

    >>> tanh(np.array([-1e4, 0.0, 0.5])).round(9).tolist()
    [-1.0, 0.0, 0.462117157]
    """
    return np.tanh(z)


def tanh_derivative(z: Array, a: Array) -> Array:
    """Slope of tanh, ``1 - a^2``: at most 1, at z = 0.

    >>> z = np.array([0.0, 0.5])
    >>> tanh_derivative(z, tanh(z)).round(9).tolist()
    [1.0, 0.786447733]
    """
    return 1.0 - a * a


def _fast_slope(z: Array, a: Array, slope: Array) -> Instructions:
    one = np.ones_like(a)
    return [partial(np.multiply, a, a, slope), partial(np.subtract, one, slope, slope)]


def _says(z: float, a: float) -> str:
    sign = "positive" if a > 0 else "negative" if a < 0 else "zero"
    return (
        f"tanh makes a number from −1 to 1 of any net input and keeps its sign; {{name}} is {sign}."
    )


ACTIVATION = Activation(
    name="tanh",
    function=tanh,
    derivative=tanh_derivative,
    coupling=None,
    range=(-1.0, 1.0),
    kink=None,
    label="tanh",
    symbol="tanh",
    formula=Function("tanh", np.tanh)(Z),
    slope=1 - Square(A),
    fast=lambda z, a: [partial(np.tanh, z, a)],
    fast_slope=_fast_slope,
    torch="torch.tanh(z)",
    does="squeezes each net input to a number between −1 and 1",
    says=_says,
    says_slope=follows("the most is 1, at a net input of 0"),
)
