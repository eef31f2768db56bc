"""The mistakes that learners make. Each one computes the number that it gives.

A mistake is a correct calculation of something else: with another loss, slope or learning rate, or
with deltas carried back by other weights. So most are small functions that open such an iteration
and look the number up in it. If a mistake affects only that number, it is computed directly. There
may be several ways to make a mistake (any one path can be left out): the function yields each as a
`Slip`.

To add a mistake, add one function with its decorator. Its place is its rank: of several mistakes
that explain a value equally well, `core.check.verdict` names the first. The modules rank in the
order listed here.
"""

from __future__ import annotations

from importlib import import_module

from core.check.mistakes.rounded import ROUNDING
from core.check.slips import Mistake

_MODULES = [
    import_module(f"{__name__}.{name}")
    for name in ("softmax", "backward", "update", "loss", "gradient", "forward")
]

MISTAKES = {
    record.id: record
    for module in _MODULES
    for record in vars(module).values()
    if isinstance(record, Mistake)
}

__all__ = ["MISTAKES", "ROUNDING"]
