"""What learners get wrong: each mistake computes what they would have got.

A mistake is a right calculation of something else: of an experiment with another loss, slope or
learning rate, or of deltas carried back by other weights. So most are a small function that opens
such an iteration and looks the asked number up in it; where the mistake touches that number alone,
it is computed directly. There may be several ways to make a mistake, as there are several paths to
leave out: the function yields each as a `Slip`.

To add a mistake, add one function with its decorator, at the place that its rank deserves: of
several that explain a value equally well, `core.check.verdict` names the first. The modules rank in
the order in which they stand here.
"""

from __future__ import annotations

from importlib import import_module

from core.check.mistakes.rounded import ROUNDING
from core.check.slips import Mistake

_MODULES = [
    import_module(f"{__name__}.{name}")
    for name in ("backward", "update", "loss", "gradient", "forward")
]

MISTAKES = {
    record.id: record
    for module in _MODULES
    for record in vars(module).values()
    if isinstance(record, Mistake)
}

__all__ = ["MISTAKES", "ROUNDING"]
