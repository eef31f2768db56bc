"""Rounding on the way, which is considered only after all mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from core.check.rounding import from_displayed_digits, to_decimals, to_significant_digits
from core.check.slips import Mistake, Question, Slip
from core.explain.quantities import open_iteration


def _rounded_on_the_way(question: Question) -> Iterator[Slip]:
    """All operands as displayed: with a few decimals, or a few significant digits."""
    for kind, rounding in (
        ("decimals", to_decimals),
        ("significant digits", to_significant_digits),
    ):
        for digits in range(2, 10):
            shown = from_displayed_digits(question.experiment, partial(rounding, digits))
            yield Slip(
                f"You rounded to {digits} {kind} on the way.",
                (question.quantity.name,),
                question.outcome(open_iteration(shown)),
            )


# Considered last, because someone who rounds has understood the calculation.
ROUNDING = Mistake(
    "rounding",
    "Rounded on the way",
    "Keep all digits until the end, and round only the result.",
    "input",
    _rounded_on_the_way,
)
