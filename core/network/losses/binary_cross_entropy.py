"""The cross-entropy of yes-or-no targets.

Why it goes with the sigmoid: Bishop, "Neural Networks for Pattern Recognition" (1995), section 6.7.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.expressions import ln, ln_1_exp
from core.network.activation import Activation
from core.network.loss import Loss, O, Y, Z


def binary_cross_entropy(y: Array, z: Array, o: Array) -> Array:
    """``-y ln o - (1 - y) ln(1 - o)`` of each sigmoid output, y from 0 to 1.

    Computed from z as ``y ln(1 + e^-z) + (1 - y) ln(1 + e^z)``, which is equal but takes no
    logarithm of an o that was rounded to 0 or 1.

    >>> y, z = np.array([[1.0, 0.0]]), np.array([[-1e4, 1e4]])
    >>> binary_cross_entropy(y, z, z).tolist()
    [[10000.0, 10000.0]]
    """
    return y * np.logaddexp(0.0, -z) + (1.0 - y) * np.logaddexp(0.0, z)


def binary_cross_entropy_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
    """dE/dz of each sigmoid output: ``o - y``; the slope of the sigmoid cancels.

    >>> from core.network.activations.sigmoid import ACTIVATION
    >>> y, o = np.array([[1.0, 0.0]]), np.array([[0.75, 0.25]])
    >>> binary_cross_entropy_delta(y, o, o, ACTIVATION).tolist()
    [[-0.25, 0.25]]
    """
    return o - y


def _says(y: float, o: float) -> str:
    if o == y:
        return "{off}: no other answer would have a smaller share."
    return "{off}; its share would be smaller if {name} went {way}."


LOSS = Loss(
    name="binary_cross_entropy",
    function=binary_cross_entropy,
    output_delta=binary_cross_entropy_delta,
    slope_remains=False,
    without_half=None,
    outputs=("sigmoid",),
    targets=(0.0, 1.0),
    target_sum=None,
    reason="takes each output for a probability of its own",
    label="cross-entropy",
    formula=-(Y * ln(O)) - (1 - Y) * ln(1 - O),
    computed=Y * ln_1_exp(-Z) + (1 - Y) * ln_1_exp(Z),
    error=O - Y,
    derived=(),
    fast_error=lambda y, z, o, error: [partial(np.subtract, o, y, error)],
    torch='torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")',
    adds="its cross-entropy with the target",
    answers="the error alone, positive where the output is too {high}, since the slope cancels",
    says=_says,
)
