"""The cross-entropy of probabilities of one choice out of several.

Why it goes with softmax: Bishop, "Neural Networks for Pattern Recognition" (1995), section 6.9.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array, sum_of_units
from core.expressions import Each, exp, ln
from core.network.activation import Activation
from core.network.loss import Loss, O, Y, Z


def categorical_cross_entropy(y: Array, z: Array, o: Array) -> Array:
    """``-y ln o`` of each softmax output, where the targets of an example sum to 1.

    Computed from z as ``y (ln sum of e^z - z)``, which is equal but takes no logarithm of an o that
    was rounded to 0 or 1. The largest z is subtracted from all, so its e^z is the 1 of ``log1p``.

    >>> y, z = np.array([[1.0], [0.0]]), np.array([[-1e3], [1e3]])
    >>> categorical_cross_entropy(y, z, z).ravel().tolist()
    [2000.0, 0.0]
    """
    largest = z.argmax(axis=-2, keepdims=True)
    below = z - np.take_along_axis(z, largest, axis=-2)
    others = np.exp(below)
    np.put_along_axis(others, largest, 0.0, axis=-2)
    return y * (np.log1p(sum_of_units(others)) - below)


def categorical_cross_entropy_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each softmax output: ``o - y``; the rest of the Jacobian cancels.

    dE/do_k is ``-y_k / o_k``, and do_k/dz_i is ``o_k ([k = i] - o_i)``. Their products add up to
    ``o_i (sum of y) - y_i``, and the targets of an example sum to 1.

    >>> from core.network.activations.softmax import ACTIVATION
    >>> y, o = np.array([[1.0], [0.0]]), np.array([[0.75], [0.25]])
    >>> categorical_cross_entropy_delta(y, o, o, ACTIVATION).ravel().tolist()
    [-0.25, 0.25]
    """
    return o - y


def _says(y: float, o: float) -> str:
    if y == 0:
        return (
            "The target of {name} is 0, so it adds nothing itself: what it gets too much, the "
            "others get too little."
        )
    return (
        "Its share grows without limit as {name} gets smaller, and shrinks to nothing as it gets "
        "near 1."
    )


LOSS = Loss(
    name="categorical_cross_entropy",
    function=categorical_cross_entropy,
    output_delta=categorical_cross_entropy_delta,
    slope_remains=False,
    without_half=None,
    outputs=("softmax",),
    targets=(0.0, 1.0),
    target_sum=1.0,
    reason="takes all outputs together for the probabilities of one choice",
    label="categorical cross-entropy",
    formula=-(Y * ln(O)),
    computed=Y * (ln(Each(exp(Z))) - Z),
    error=O - Y,
    derived=(-(Y / O), O * Each(Y) - Y),
    fast_error=lambda y, z, o, error: [partial(np.subtract, o, y, error)],
    torch="-y * torch.log_softmax(z, dim=0)",
    adds="its target times minus the logarithm of its probability",
    answers="the error alone, positive where the output is too {high}, since the rest cancels",
    says=_says,
)
