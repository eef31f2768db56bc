"""SiLU, or swish: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units ..." (2018)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Function, exp
from core.network.activation import Activation, Z, follows
from core.network.activations.sigmoid import fast_sigmoid, sigmoid

_SIGMA = Function("σ", sigmoid)


def silu(z: Array) -> Array:
    """Sigmoid linear unit, ``z sigma(z)``, with its minimum -0.278 at z = -1.278.

    >>> silu(np.array([-1e4, -1.2784645, 0.0, 1e4])).round(9).tolist()
    [-0.0, -0.278464543, 0.0, 10000.0]
    """
    return z * sigmoid(z)


def silu_derivative(z: Array, a: Array) -> Array:
    """Slope of SiLU, ``sigma(z) (1 + z (1 - sigma(z)))``: from -0.1 to 1.1.

    >>> z = np.array([-2.4, -1.2784645427, 0.0, 2.4])
    >>> silu_derivative(z, silu(z)).round(9).tolist()
    [-0.099839301, 0.0, 0.5, 1.099839301]
    """
    s = sigmoid(z)
    return s * (1.0 + z * (1.0 - s))


def _fast_slope(z: Array, a: Array, slope: Array) -> Instructions:
    s, one = np.empty_like(z), np.ones_like(z)
    return [
        *fast_sigmoid(z, s),
        partial(np.subtract, one, s, slope),
        partial(np.multiply, z, slope, slope),
        partial(np.add, one, slope, slope),
        partial(np.multiply, s, slope, slope),
    ]


def _says(z: float, a: float) -> str:
    sign = "positive" if a > 0 else "negative" if a < 0 else "as good as zero"
    like = ", like its net input" if a else ""
    return (
        "SiLU multiplies the net input by its sigmoid, a number from 0 to 1; "
        f"{{name}} is {sign}{like}."
    )


ACTIVATION = Activation(
    name="silu",
    function=silu,
    derivative=silu_derivative,
    coupling=None,
    range=(-0.2784645427610739, np.inf),
    kink=None,
    label="SiLU",
    symbol="SiLU",
    formula=Z / (1 + exp(-Z)),
    slope=_SIGMA(Z) * (1 + Z * (1 - _SIGMA(Z))),
    fast=lambda z, a: [*fast_sigmoid(z, a), partial(np.multiply, z, a, a)],
    fast_slope=_fast_slope,
    torch="torch.nn.functional.silu(z)",
    does="multiplies each net input by its own sigmoid",
    says=_says,
    says_slope=follows("below a net input of −1.28 that is negative"),
)
