"""Loss functions, each beside its derivative.

Every function takes the targets y, and the net inputs z and activations o of the output layer, all
(..., units, m). A loss is taken per output and example, so that each output's share of it can be
shown; `mean_loss` adds the outputs and averages over the examples.

The squared error is that of the worked example (Mazur 2015); for the cross-entropy, and why it
goes with the sigmoid, see Bishop, "Neural Networks for Pattern Recognition" (1995), section 6.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.errors import InvalidExperiment
from core.network.activations import Activation


def half_squared_error(y: Array, z: Array, o: Array) -> Array:
    """``(y - o)^2 / 2`` of each output. The 1/2 cancels in the derivative.

    >>> y, o = np.array([[0.01], [0.99]]), np.array([[0.75136507], [0.772928465]])
    >>> half_squared_error(y, o, o).round(9).ravel().tolist()
    [0.274811084, 0.023560026]
    """
    return 0.5 * (y - o) ** 2


def half_squared_error_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each output: ``(o - y) sigma'(z)``, the slope of the loss times that of a.

    >>> from core.network.activations import ACTIVATIONS, sigmoid
    >>> y, z = np.array([[0.01]]), np.array([[1.105905967]])
    >>> half_squared_error_delta(y, z, sigmoid(z), ACTIVATIONS["sigmoid"]).round(9).tolist()
    [[0.138498562]]
    """
    return (o - y) * activation.derivative(z, o)


def binary_cross_entropy(y: Array, z: Array, o: Array) -> Array:
    """``-y ln o - (1 - y) ln(1 - o)`` of each sigmoid output, y from 0 to 1.

    Computed from z as ``y ln(1 + e^-z) + (1 - y) ln(1 + e^z)``, the same number without the
    logarithm of an o that has rounded to 0 or 1.

    >>> y, z = np.array([[1.0, 0.0]]), np.array([[-1e4, 1e4]])
    >>> binary_cross_entropy(y, z, z).tolist()
    [[10000.0, 10000.0]]
    """
    return y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)


def binary_cross_entropy_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each sigmoid output: ``o - y``; the slope of the sigmoid has cancelled.

    >>> from core.network.activations import ACTIVATIONS
    >>> y, o = np.array([[1.0, 0.0]]), np.array([[0.75, 0.25]])
    >>> binary_cross_entropy_delta(y, o, o, ACTIVATIONS["sigmoid"]).tolist()
    [[-0.25, 0.25]]
    """
    return o - y


@dataclass(frozen=True)
class Loss:
    """A loss, (y, z, o) -> (..., units, m), and dE/dz of the output layer under it.

    >>> y = z = o = np.array([[0.0, 1.0]])
    >>> LOSSES["half_squared_error"].function(y, z, o).tolist()
    [[0.0, 0.0]]
    """

    name: str
    function: Callable[[Array, Array, Array], Array]
    output_delta: Callable[[Array, Array, Array, Activation], Array]


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", half_squared_error, half_squared_error_delta),
        Loss("binary_cross_entropy", binary_cross_entropy, binary_cross_entropy_delta),
    )
}


def loss_named(name: str) -> Loss:
    """The loss called `name`. Raises `InvalidExperiment` for a name that is not in `LOSSES`.

    >>> loss_named("hinge")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'hinge'; allowed are half_squared_error, binary_cross_entropy
    """
    if name not in LOSSES:
        raise InvalidExperiment(("loss",), f"got {name!r}; allowed are {', '.join(LOSSES)}")
    return LOSSES[name]


def mean_loss(shares: Array) -> Array:
    """The loss: the outputs' shares (..., units, m) added, then averaged over the m examples.

    >>> mean_loss(np.array([[0.274811083, 0.4], [0.023560026, 0.6]])).round(10).item()
    0.6491855545
    """
    return np.asarray(shares.sum(axis=-2).mean(axis=-1))
