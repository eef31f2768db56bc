"""What a loss function is: one record, and nothing about it is said elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Instructions
from core.expressions import Expression, Known, filled
from core.network.activation import Activation

# The leaves of a loss's formulas: an output's target, its net input, and what it answers.
Y, Z, O = Known("y"), Known("z"), Known("o")  # noqa: E741 - o is the output everywhere


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A loss: everything that the program knows about it.

    It is taken per output and example; `mean_loss` makes one number of that.

    What it is:

    - ``name``: in the API and in files
    - ``function``: (y, z, o) -> each output's share, all (..., units, m)
    - ``output_delta``: (y, z, o, activation) -> dE/dz of the output layer
    - ``slope_remains``: whether that is dE/do times the slope of the activation; if not, the slope
      has cancelled, and it is `error` alone
    - ``half``: whether it has a 1/2 that could be left out
    - ``outputs``: the names of the output activations that it goes with; None for any
    - ``targets``: the least and the largest target that it is defined for
    - ``reason``: what it does that allows only those, a verb and what follows it

    How it is written:

    - ``label``: in menus and sentences
    - ``formula``: an output's share, in the leaves `Y` and `O`
    - ``computed``: the same as `function` computes it, in `Y`, `Z` and `O`
    - ``error``: the quantity ``error.o1``, in `Y` and `O`
    - ``derived``: how dE/do becomes that, step by step, where the slope remains

    How a program computes it:

    - ``fast_error``: (y, z, o, error) -> instructions for ``error <- o - y``, or whatever it is
    - ``torch``: `function` in PyTorch

    In words, where ``{name}`` stands for the output, ``{off}`` says on which side of its target it
    is, ``{size}`` how far, and ``{way}`` where it should go:

    - ``adds``: what "each output adds"
    - ``answers``: how it "answers to each output's net input": what the delta is
    - ``says``: a sentence on this share of the loss
    - ``says_settled``: the same where the output is on its target

    Nothing has a default: a record that lacks something fails when it is imported. Raises
    `ValueError` for a text that is empty and for a formula with another leaf.

    >>> from core.network.losses import LOSSES
    >>> y = z = o = np.array([[0.0, 1.0]])
    >>> LOSSES["half_squared_error"].function(y, z, o).tolist()
    [[0.0, 0.0]]
    """

    name: str
    function: Callable[[Array, Array, Array], Array]
    output_delta: Callable[[Array, Array, Array, Activation], Array]
    slope_remains: bool
    half: bool
    outputs: tuple[str, ...] | None
    targets: tuple[float, float]
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
    says: str
    says_settled: str

    def __post_init__(self) -> None:
        for field in ("name", "label", "torch", "adds", "answers", "says", "says_settled"):
            if not getattr(self, field):
                raise ValueError(f"the loss {self.name!r} has no {field}")
        leaves = {"y": Y, "o": O}
        try:
            for formula in (self.formula, self.error, *self.derived):
                filled(formula, leaves)
            filled(self.computed, {**leaves, "z": Z})
        except KeyError as leaf:
            raise ValueError(f"a formula of {self.name!r} has the unknown leaf {leaf}") from leaf


def mean_loss(shares: Array) -> Array:
    """The loss: the outputs' shares (..., units, m) added, then averaged over the m examples.

    >>> mean_loss(np.array([[0.274811083, 0.4], [0.023560026, 0.6]])).round(10).item()
    0.6491855545
    """
    return np.asarray(shares.sum(axis=-2).mean(axis=-1))
