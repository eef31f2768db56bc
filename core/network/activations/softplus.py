"""The softplus of Dugas et al., "Incorporating second-order functional knowledge ..." (2001)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.expressions import exp, ln_1_exp
from core.network.activation import Activation, Z, follows
from core.network.activations.sigmoid import fast_sigmoid, sigmoid


def softplus(z: Array) -> Array:
    """``ln(1 + e^z)``: a rectifier without a kink. Finite where e^z is not.

    >>> softplus(np.array([-1e4, 0.0, 1e4])).round(9).tolist()
    [0.0, 0.693147181, 10000.0]
    """
    return np.logaddexp(0.0, z)


def softplus_derivative(z: Array, a: Array) -> Array:
    """Slope of softplus: the sigmoid, ``1 / (1 + e^-z)``.

    >>> z = np.array([-1e4, 0.0, 1e4])
    >>> softplus_derivative(z, softplus(z)).tolist()
    [0.0, 0.5, 1.0]
    """
    return sigmoid(z)


def _says(z: float, a: float) -> str:
    of = "its net input" if z > 0 else "0"
    size = f"a little larger than {of}" if a > max(z, 0) else f"as good as {of}"
    return f"softplus is a ReLU without a kink; {{name}} is {size}."


ACTIVATION = Activation(
    name="softplus",
    function=softplus,
    derivative=softplus_derivative,
    coupling=None,
    range=(0.0, np.inf),
    kink=None,
    label="softplus",
    symbol="softplus",
    formula=ln_1_exp(Z),
    slope=1 / (1 + exp(-Z)),
    fast=lambda z, a: [partial(np.logaddexp, np.zeros_like(z), z, a)],
    fast_slope=lambda z, a, slope: fast_sigmoid(z, slope),
    # PyTorch's own threshold, 20, would leave out 2e-9.
    torch="torch.nn.functional.softplus(z, threshold=40.0)",
    does="makes a positive number of each net input, near the net input itself if that is large",
    says=_says,
    says_slope=follows("the larger the net input, the closer that comes to 1"),
)
