"""Where a typed expression differs, in words."""

from __future__ import annotations

from app.words.verdict import spoken
from core.check.digits import printed
from core.check.way import Difference, Part
from core.explain.names import Sizes
from core.explain.quantities import quantity_named

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def compared(difference: Difference, sizes: Sizes) -> str:
    """Which part of an expression differs, and what belongs there.

    >>> compared(Difference("factor", Part(0.45, "w6"), 3, Part(0.5933, "a.h1"), 2), (2, 2, 2))
    'Your third factor, 0.45, is w6; here belongs the activation of h1, 0.5933. The others are ...'
    """
    kind, typed, ours = difference.kind, difference.typed, difference.ours
    others = "The other is right." if difference.others == 1 else "The others are right."
    if typed is None:
        return f"A {kind} is missing: {_belonging(ours, sizes)}. {others}"
    place = _ORDINALS[difference.place - 1] if difference.place <= len(_ORDINALS) else "last"
    is_ = f"is {_spoken(typed.name, sizes)}" if typed.name else "is not ours"
    belongs = f"here belongs {_belonging(ours, sizes)}" if ours else "nothing belongs here"
    return f"Your {place} {kind}, {printed(typed.value)}, {is_}; {belongs}. {others}"


def _belonging(part: Part | None, sizes: Sizes) -> str:
    """What belongs: a quantity with its value, or only a value."""
    assert part is not None
    return (
        f"{_spoken(part.name, sizes)}, {printed(part.value)}" if part.name else printed(part.value)
    )


def _spoken(name: str, sizes: Sizes) -> str:
    return spoken(quantity_named(name, sizes))
