"""The record of a loss function: everything that the program knows about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Expression, Known, filled
from core.network.activation import Activation, Words

# The leaves of a loss's formulas: an output's target, its net input and its activation.
Y, Z, O = Known("y"), Known("z"), Known("o")  # noqa: E741 - o is the output everywhere


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A loss function.

    It gives a share per output and example; `mean_loss` combines the shares.

    What it is:

    - ``name``: in the API and in files
    - ``function``: (y, z, o) -> each output's share, all (..., units, m)
    - ``output_delta``: (y, z, o, activation) -> dE/dz of the output layer
    - ``slope_remains``: whether the output delta is dE/do times the slope of the activation (or
      its Jacobian); if not, that has cancelled, and the delta is `error` alone
    - ``without_half``: the same without its 1/2; None if it has none
    - ``outputs``: the names of the output activations that it fits; None for any
    - ``targets``: the smallest and the largest target that it allows
    - ``target_sum``: what the targets of each example must sum to; None for anything
    - ``reason``: why it allows only those, beginning with a verb

    How it is written:

    - ``label``: in menus and sentences
    - ``formula``: an output's share as a formula of `Y` and `O`
    - ``computed``: the same in the form that `function` computes, with `Y`, `Z` and `O`
    - ``error``: the quantity ``error.o1`` as a formula of `Y` and `O`
    - ``derived``: the steps from dE/do to `error`, where the slope remains; where a Jacobian
      cancels, dE/do, then the steps from dE/dz to `error`

    How a program computes it:

    - ``fast_error``: (y, z, o, error) -> instructions for ``error <- o - y``, or its counterpart
    - ``torch``: the PyTorch expression of `function`

    In words, where ``{name}`` stands for the output, ``{off}`` for its side of the target,
    ``{size}`` for its distance from the target, and ``{way}`` for where it should go:

    - ``adds``: completes "each output adds"
    - ``answers``: completes "how the loss answers to each output's net input": what the delta is,
      where ``{high}`` stands for the side on which it is positive
    - ``says``: (y, o) -> a sentence about this share of the loss

    There are no defaults: an incomplete record fails when it is imported. Raises `ValueError` for
    an empty text and for a formula with another leaf.

    >>> from core.network.losses import LOSSES
    >>> y = z = o = np.array([[0.0, 1.0]])
    >>> LOSSES["half_squared_error"].function(y, z, o).tolist()
    [[0.0, 0.0]]
    """

    name: str
    function: Callable[[Array, Array, Array], Array]
    output_delta: Callable[[Array, Array, Array, Activation], Array]
    slope_remains: bool
    without_half: Loss | None
    outputs: tuple[str, ...] | None
    targets: tuple[float, float]
    target_sum: float | None
    reason: str
    label: str
    formula: Expression
    computed: Expression
    error: Expression
    derived: tuple[Expression, ...]
    fast_error: Callable[[Array, Array, Array, Array], Instructions]
    torch: str
    adds: str
    answers: str
    says: Words

    def __post_init__(self) -> None:
        for field in ("name", "label", "torch", "adds", "answers"):
            if not getattr(self, field):
                raise ValueError(f"the loss {self.name!r} has no {field}")
        leaves = {"y": Y, "o": O}
        try:
            for formula in (self.formula, self.error, *self.derived):
                filled(formula, leaves)
            filled(self.computed, {**leaves, "z": Z})
        except KeyError as leaf:
            raise ValueError(f"a formula of {self.name!r} has the unknown leaf {leaf}") from leaf

    @property
    def half(self) -> bool:
        """Whether it has a 1/2 that can be left out."""
        return self.without_half is not None


def mean_loss(shares: Array) -> Array:
    """The loss: the shares (..., units, m), summed over outputs and averaged over the m examples.

    >>> mean_loss(np.array([[0.274811083, 0.4], [0.023560026, 0.6]])).round(10).item()
    0.6491855545
    """
    return np.asarray(shares.sum(axis=-2).mean(axis=-1))
