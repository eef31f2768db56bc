"""The leaky rectifier of Maas, Hannun and Ng, "Rectifier nonlinearities improve ..." (2013)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Constant, IfPositive, Largest
from core.network.activation import Activation, Kink, Z

_LEAK = 0.01


def leaky_relu(z: Array) -> Array:
    """``max(0.01 z, z)``: a hundredth of a net input below 0 leaks through.

    >>> leaky_relu(np.array([-2.0, 0.0, 2.0])).tolist()
    [-0.02, 0.0, 2.0]
    """
    return np.maximum(_LEAK * z, z)


def leaky_relu_derivative(z: Array, a: Array) -> Array:
    """Slope of the leaky rectifier: 1 where z > 0, else 0.01, so a neuron never stops learning.

    >>> z = np.array([-2.0, 0.0, 2.0])
    >>> leaky_relu_derivative(z, leaky_relu(z)).tolist()
    [0.01, 0.01, 1.0]
    """
    return np.where(z > 0.0, 1.0, _LEAK)


def _fast(z: Array, a: Array) -> Instructions:
    leak = np.full_like(z, _LEAK)
    return [partial(np.multiply, z, leak, a), partial(np.maximum, a, z, out=a)]


def _fast_slope(z: Array, a: Array, slope: Array) -> Instructions:
    zero, leak = np.zeros_like(z), np.full_like(z, _LEAK)
    return [partial(np.heaviside, z, zero, slope), partial(np.maximum, slope, leak, out=slope)]


def _says(z: float, a: float) -> str:
    if z > 0:
        return "The net input is positive, so {name} passes it on as it is."
    if z == 0:
        return "The net input is zero, and so is {name}."
    return "The net input is negative, so {name} passes on only a hundredth of it."


def _says_slope(z: float, slope: float) -> str:
    if z > 0:
        return "A change of its net input changes {name} by just as much."
    return (
        "The net input is not positive, so a small change of it changes {name} by a hundredth of "
        "that: little, but unlike a ReLU it still learns."
    )


ACTIVATION = Activation(
    name="leaky_relu",
    function=leaky_relu,
    derivative=leaky_relu_derivative,
    coupling=None,
    range=(-np.inf, np.inf),
    kink=Kink(at=0.0, below=lambda z: _LEAK * z, above=np.copy),
    label="leaky ReLU",
    symbol="LReLU",
    formula=Largest((_LEAK * Z, Z)),
    slope=IfPositive(Z, then=Constant(1.0), otherwise=Constant(_LEAK)),
    fast=_fast,
    fast_slope=_fast_slope,
    torch=f"torch.nn.functional.leaky_relu(z, {_LEAK})",
    does="passes each positive net input on, and a hundredth of every other one",
    says=_says,
    says_slope=_says_slope,
)
