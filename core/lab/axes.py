"""Axes of evenly spaced values."""

from __future__ import annotations

import numpy as np

from core.arrays import Array


def axis_around(value: float, span: float, points: int) -> Array:
    """Values from ``value - span`` to ``value + span``, (points,), with `value` if points is odd.

    >>> axis_around(0.3, 1.0, 3).tolist()
    [-0.7, 0.3, 1.3]
    """
    # The middle of these whole numbers is exactly 0.
    return value + span * (np.arange(1 - points, points, 2) / (points - 1))
