"""The questions that ask for a prediction, before a phase shows its numbers.

Each kind of question is a function that yields all questions of this kind that an iteration can
pose. None is ambiguous: what is asked is clear by the margins of `core.practice.scene`. None has
its answer on the screen: it is about numbers that are first known in its own phase.

To add a kind, add one function with its decorator, and its words to `app.words.practice`.
"""

from __future__ import annotations

from importlib import import_module

from core.practice.predictions.kind import Asked, Prediction

_MODULES = [import_module(f"{__name__}.{name}") for name in ("forward", "backward", "update")]

PREDICTIONS = {
    record.id: record
    for module in _MODULES
    for record in vars(module).values()
    if isinstance(record, Asked)
}

__all__ = ["PREDICTIONS", "Asked", "Prediction"]
