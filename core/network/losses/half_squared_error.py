"""Half the squared error, the loss of the worked example (Mazur 2015)."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.expressions import HALF, Constant, Minus, Product, Square
from core.network.activation import Activation
from core.network.loss import Loss, O, Y


def half_squared_error(y: Array, z: Array, o: Array) -> Array:
    """``(y - o)^2 / 2`` of each output. The 1/2 cancels in the derivative.

    >>> y, o = np.array([[0.01], [0.99]]), np.array([[0.75136507], [0.772928465]])
    >>> half_squared_error(y, o, o).round(9).ravel().tolist()
    [0.274811084, 0.023560026]
    """
    return 0.5 * (y - o) ** 2


def half_squared_error_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each output: dE/do, which is ``o - y``, carried back through the activation.

    For most activations that is ``(o - y) sigma'(z)``.

    >>> from core.network.activations.sigmoid import ACTIVATION, sigmoid
    >>> y, z = np.array([[0.01]]), np.array([[1.105905967]])
    >>> half_squared_error_delta(y, z, sigmoid(z), ACTIVATION).round(9).tolist()
    [[0.138498562]]
    """
    return activation.back(z, o, o - y)


def squared_error(y: Array, z: Array, o: Array) -> Array:
    """``(y - o)^2`` of each output.

    >>> y, o = np.array([[0.01], [0.99]]), np.array([[0.75136507], [0.772928465]])
    >>> squared_error(y, o, o).round(9).ravel().tolist()
    [0.549622167, 0.047120051]
    """
    return (y - o) ** 2


def squared_error_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each output: twice `half_squared_error_delta`."""
    return activation.back(z, o, 2.0 * (o - y))


def _says(y: float, o: float) -> str:
    if o == y:
        return "{off}, so it adds nothing to the loss."
    return (
        "{off} by {size}: squared, so that both directions count alike, and halved, so that the "
        "derivative has no 2."
    )


def _says_without_half(y: float, o: float) -> str:
    if o == y:
        return "{off}, so it adds nothing to the loss."
    return "{off} by {size}: squared, so that both directions count alike."


# Some authors do without the 1/2 (`core.explain.conventions`).
_WITHOUT_HALF = Loss(
    name="squared_error",
    function=squared_error,
    output_delta=squared_error_delta,
    slope_remains=True,
    without_half=None,
    outputs=None,
    targets=(-np.inf, np.inf),
    target_sum=None,
    reason="is defined for any output and target",
    label="squared error",
    formula=Square(Y - O),
    computed=Square(Y - O),
    error=2 * (O - Y),
    derived=(Product((Constant(2.0), Y - O, Minus(Constant(1.0)))), -(2 * (Y - O))),
    fast_error=lambda y, z, o, error: [
        partial(np.subtract, o, y, error),
        partial(np.multiply, 2.0, error, error),
    ],
    torch="(y - o) ** 2",
    adds="the square of its error",
    answers="the error times the slope of the activation function",
    says=_says_without_half,
)

LOSS = Loss(
    name="half_squared_error",
    function=half_squared_error,
    output_delta=half_squared_error_delta,
    slope_remains=True,
    without_half=_WITHOUT_HALF,
    outputs=None,
    targets=(-np.inf, np.inf),
    target_sum=None,
    reason="is defined for any output and target",
    label="half squared error",
    formula=HALF * Square(Y - O),
    computed=HALF * Square(Y - O),
    error=O - Y,
    derived=(Product((Constant(2.0), HALF, Y - O, Minus(Constant(1.0)))), -(Y - O)),
    fast_error=lambda y, z, o, error: [partial(np.subtract, o, y, error)],
    torch="0.5 * (y - o) ** 2",
    adds="half the square of its error",
    answers="the error times the slope of the activation function",
    says=_says,
)
