"""Activation functions, each beside its derivative.

Each works element by element on an array of any shape: the net input z in, the activation a out.
A derivative is given both z and a = function(z): most are simplest in the activation that the
forward pass has already computed, so nothing is computed twice.

The sigmoid is that of the worked example (Mazur 2015); tanh is recommended by LeCun et al.,
"Efficient BackProp" (1998), and the rectifier by Nair and Hinton (2010).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.errors import InvalidExperiment


def sigmoid(z: Array) -> Array:
    """Logistic function, ``1 / (1 + e^-z)``: from 0 to 1.

    Beyond z = -709 the exponential is infinite and its reciprocal the right answer, 0: the
    overflow is harmless, so it is not reported.

    >>> sigmoid(np.array([-1e4, 0.0, 0.3775, 1e4])).round(9).tolist()
    [0.0, 0.5, 0.593269992, 1.0]
    """
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(z: Array, a: Array) -> Array:
    """Slope of the sigmoid, ``a (1 - a)``: at most 1/4, at z = 0.

    >>> z = np.array([0.3775])
    >>> sigmoid_derivative(z, sigmoid(z)).round(9).tolist()
    [0.241300709]
    """
    return a * (1.0 - a)


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


def identity(z: Array) -> Array:
    """``z`` as it is: a linear neuron. A new array, so that no change of a is one of z.

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


@dataclass(frozen=True)
class Activation:
    """An activation function and its derivative, which takes (z, a) and returns da/dz.

    >>> ACTIVATIONS["tanh"].function(np.array([0.5])).round(9).tolist()
    [0.462117157]
    """

    name: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", sigmoid, sigmoid_derivative),
        Activation("tanh", tanh, tanh_derivative),
        Activation("relu", relu, relu_derivative),
        Activation("identity", identity, identity_derivative),
    )
}


def activation_named(name: str, field: tuple[str | int, ...] = ("activations",)) -> Activation:
    """The activation called `name`.

    Raises `InvalidExperiment` for a name that is not in `ACTIVATIONS`, blaming `field`.

    >>> activation_named("softmax")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'softmax'; allowed are sigmoid, tanh, relu, identity
    """
    if name not in ACTIVATIONS:
        raise InvalidExperiment(field, f"got {name!r}; allowed are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
