"""What became of the numbers of a whole exercise, in words."""

from __future__ import annotations

from app.words.verdict import difference, spoken
from app.words.verdict import hinted as hinted_by_check
from core.check.digits import agreeing_digits, printed
from core.check.exercise import Judged
from core.check.slips import in_a_row


def headed(judged: Judged) -> str:
    """What became of a number, in a few words.

    >>> from core.check.digits import read
    >>> from core.check.exercise import Entry, check_exercise
    >>> from core.explain.quantities import quantity_named
    >>> from core.run.presets import mazur
    >>> typed = {"z.h1": "0.0275", "a.h1": "0.507", "delta.o1": "0.138"}
    >>> sheet = [Entry(quantity_named(name, (2, 2, 2)), read(typed[name])) for name in typed]
    >>> [headed(judged) for judged in check_exercise(mazur(), sheet)]
    ['A bias left out', 'Follows from the net input of h1', 'Right']
    """
    match judged.state:
        case "right":
            return "Right"
        case "rounded":
            return "Right, from rounded numbers"
        case "follows":
            return f"Follows from {_causes(judged)}"
        case _:
            explanation = judged.verdict.explanation if judged.verdict else None
            return explanation.mistake.title if explanation else "Not explained"


def hinted(judged: Judged) -> str:
    """The same in full, without the correct value."""
    match judged.state:
        case "right":
            return "All of its digits agree."
        case "rounded":
            return "It follows from the numbers before it, which are rounded."
        case "follows":
            are = "is" if len(judged.wrong) == 1 else "are"
            return f"It follows from {_causes(judged)} as typed, which {are} not right."
        case _ if judged.verdict is not None:
            return hinted_by_check(judged.verdict)
        case _:
            return "Not right. So much is marked before it that no mistake was looked for."


def explained(judged: Judged) -> str:
    """The same with the number that was to be expected, and the correct one.

    >>> from core.check.digits import read
    >>> from core.check.exercise import Entry, check_exercise
    >>> from core.explain.quantities import quantity_named
    >>> from core.run.presets import mazur
    >>> sheet = [Entry(quantity_named("delta.o1", (2, 2, 2)), read("0.138"))]
    >>> [explained(judged) for judged in check_exercise(mazur(), sheet)]
    ['Right, to 3 digits: the delta of o1 is 0.138498562.']
    """
    typed, correct = judged.entry.typed, judged.correct
    named = spoken(judged.entry.asked)
    if judged.state == "right":
        digits = min(typed.digits, agreeing_digits(typed.value, correct))
        count = "1 digit" if digits == 1 else f"{digits} digits"
        how = "Exactly right" if typed.value == correct else f"Right, to {count}"
        return f"{how}: {named} is {printed(correct)}."
    told = [hinted(judged)]
    if judged.expected is not None and judged.expected != correct:
        told.append(f"From the numbers as typed comes {printed(judged.expected)}.")
    if judged.state in ("rounded", "follows"):
        told.append(f"With every number right, {named} is {printed(correct)}.")
    else:
        told.append(f"It is {difference(typed.value, correct)}.")
    return " ".join(told)


def _causes(judged: Judged) -> str:
    """The wrong numbers that a number follows from: 'the net input of h1'."""
    return in_a_row([spoken(asked) for asked in judged.wrong])
