"""The rectifier, as in Nair and Hinton, "Rectified linear units ..." (2010)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.expressions import Constant, IfPositive, Largest
from core.network.activation import Activation, Kink, Z


def relu(z: Array) -> Array:
    """Rectified linear unit, ``max(z, 0)``.

    >>> relu(np.array([-2.0, 0.0, 2.0])).tolist()
    [0.0, 0.0, 2.0]
    """
    return np.maximum(z, 0.0)


def relu_derivative(z: Array, a: Array) -> Array:
    """Slope of the rectifier: 1 where z > 0, else 0; at z = 0 the usual choice, 0.

    >>> z = np.array([-2.0, 0.0, 2.0])
    >>> relu_derivative(z, relu(z)).tolist()
    [0.0, 0.0, 1.0]
    """
    return np.heaviside(z, 0.0)


def _says(z: float, a: float) -> str:
    if z > 0:
        return "The net input is positive, so {name} passes it on as it is."
    return f"The net input is {'negative' if z else 'zero'}, so {{name}} is silent: 0."


def _says_slope(z: float, slope: float) -> str:
    if slope:
        return "A change of its net input changes {name} by just as much."
    return "The net input is not positive, so a small change of it leaves {name} at 0."


ACTIVATION = Activation(
    name="relu",
    function=relu,
    derivative=relu_derivative,
    coupling=None,
    range=(0.0, np.inf),
    kink=Kink(at=0.0, below=np.zeros_like, above=np.copy),
    label="ReLU",
    symbol="ReLU",
    formula=Largest((Constant(0.0), Z)),
    slope=IfPositive(Z, then=Constant(1.0), otherwise=Constant(0.0)),
    fast=lambda z, a: [partial(np.maximum, z, np.zeros_like(z), out=a)],
    fast_slope=lambda z, a, slope: [partial(np.heaviside, z, np.zeros_like(z), slope)],
    torch="torch.relu(z)",
    does="passes each positive net input on and turns every other one into 0",
    says=_says,
    says_slope=_says_slope,
)
