"""The identity: a linear neuron, as in Widrow and Hoff, "Adaptive switching circuits" (1960)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.expressions import Constant
from core.network.activation import Activation, Z


def identity(z: Array) -> Array:
    """A copy of ``z``, so that changing a does not change z.

    >>> identity(np.array([-2.0, 2.0])).tolist()
    [-2.0, 2.0]
    """
    return z.copy()


def identity_derivative(z: Array, a: Array) -> Array:
    """Slope of the identity: 1 everywhere.

    >>> identity_derivative(np.array([-2.0, 2.0]), np.array([-2.0, 2.0])).tolist()
    [1.0, 1.0]
    """
    return np.ones_like(z)


ACTIVATION = Activation(
    name="identity",
    function=identity,
    derivative=identity_derivative,
    coupling=None,
    range=(-np.inf, np.inf),
    kink=None,
    label="identity",
    symbol="id",
    formula=Z,
    slope=Constant(1.0),
    fast=lambda z, a: [partial(np.copyto, a, z)],
    fast_slope=lambda z, a, slope: [],  # slopes are 1 to begin with
    torch="z",
    does="passes each net input on as it is",
    says=lambda z, a: "{name} passes its net input on as it is.",
    says_slope=lambda z, slope: "A change of its net input changes {name} by just as much.",
)
