"""The curves of an activation and its slope, point by point, for drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.network.activation import Activation


@dataclass(frozen=True)
class ActivationCurve:
    """Net inputs, and the activation and its slope at each of them; all (points,)."""

    z: Array
    a: Array
    slope: Array


def curve_of(
    activation: Activation, low: float = -6.0, high: float = 6.0, points: int = 97
) -> ActivationCurve:
    """``a = sigma(z)`` and ``sigma'(z)`` at evenly spaced net inputs between two ends.

    The sigmoid is symmetric about (0, 1/2), where it is steepest:

    >>> from core.network.activations import ACTIVATIONS
    >>> curve = curve_of(ACTIVATIONS["sigmoid"], points=3)
    >>> curve.z.tolist(), curve.a.round(4).tolist(), curve.slope.round(4).tolist()
    ([-6.0, 0.0, 6.0], [0.0025, 0.5, 0.9975], [0.0025, 0.25, 0.0025])
    """
    z = np.linspace(low, high, points)
    a = activation.function(z)
    return ActivationCurve(z, a, activation.derivative(z, a))
