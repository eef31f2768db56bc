"""The curves of the activations, to be drawn: each function and its slope, point by point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.network.activation import Activation


@dataclass(frozen=True)
class Curve:
    """Points of an activation, each (points,): net inputs, activations there, slopes there."""

    z: Array
    a: Array
    slope: Array


def curve_of(
    activation: Activation, low: float = -6.0, high: float = 6.0, points: int = 97
) -> Curve:
    """An activation between two net inputs: ``a = sigma(z)`` and ``sigma'(z)``, evenly spaced.

    The sigmoid is symmetric about (0, 1/2), where it is steepest:

    >>> from core.network.activations import ACTIVATIONS
    >>> curve = curve_of(ACTIVATIONS["sigmoid"], points=3)
    >>> curve.z.tolist(), curve.a.round(4).tolist(), curve.slope.round(4).tolist()
    ([-6.0, 0.0, 6.0], [0.0025, 0.5, 0.9975], [0.0025, 0.25, 0.0025])
    """
    z = np.linspace(low, high, points)
    a = activation.function(z)
    return Curve(z, a, activation.derivative(z, a))
