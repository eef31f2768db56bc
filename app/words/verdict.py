"""The answers of Check, in words."""

from __future__ import annotations

from math import isfinite

from app.words.meaning import title
from core.check.digits import LEAST, printed
from core.check.verdict import Verdict
from core.explain.quantities import Quantity

_NUMBERS = ("no", "one", "two", "three", "four", "five")


def headed(verdict: Verdict) -> str | None:
    """The verdict in a few words, None if there is nothing to say of the number.

    >>> from core.check.verdict import check
    >>> from core.run.presets import mazur
    >>> headed(check(mazur(), "z.h1", 0.0275)), headed(check(mazur(), "z.h1", "0.38"))
    ('A bias left out', 'Right so far')
    """
    if verdict.too_short:
        return "Right so far"
    return verdict.explanation.mistake.title if verdict.explanation else None


def explained(verdict: Verdict) -> str:
    """What happened, the rule, and the difference it makes.

    >>> from core.check.verdict import check
    >>> from core.run.presets import mazur
    >>> explained(check(mazur(), "delta.h1", "0.00877"))
    'Right, to 3 digits: the delta of h1 is 0.00877135469.'
    >>> explained(check(mazur(), "loss", 0.5))
    'Not right, and ... gives this number. It is 0.201628891 too high: 0.298371109 is right.'
    """
    explanation = verdict.explanation
    if verdict.verdict == "right" or verdict.too_short:
        return hinted(verdict)
    if explanation is None:
        return f"{hinted(verdict)} It is {difference(verdict.typed.value, verdict.correct)}."
    return (
        f"{hinted(verdict)} That gives {printed(explanation.value)}, which is "
        f"{difference(explanation.value, verdict.correct)}."
    )


def hinted(verdict: Verdict) -> str:
    """The explanation without the correct value, for a learner who wants to find it.

    >>> from core.check.verdict import check
    >>> from core.run.presets import mazur
    >>> hinted(check(mazur(), "z.h1", 0.0275))
    "You left out the bias of h1 (0.35). The net input is the weighted sum plus the neuron's bias."
    """
    if verdict.verdict == "right":
        exactly = verdict.typed.value == verdict.correct
        how = "Exactly right" if exactly else f"Right, to {verdict.digits} digits"
        return f"{how}: {spoken(verdict.asked)} is {printed(verdict.correct)}."
    if verdict.too_short:
        return f"These digits agree. Type at least {_NUMBERS[LEAST]}, to be sure."
    if verdict.explanation is None:
        return "Not right, and none of the mistakes that Check knows gives this number."
    explanation, *others = verdict.explanations
    sentences = [
        explanation.happened,
        explanation.mistake.rule,
        *(f"“{other.mistake.title}” gives the same number." for other in others),
    ]
    return " ".join(sentences)


def difference(value: float, correct: float) -> str:
    """How far a number is from the correct one."""
    distance = abs(value - correct)
    how_far = printed(distance) if isfinite(distance) else "much"
    side = "high" if value > correct else "low"
    return f"{how_far} too {side}: {printed(correct)} is right"


def spoken(asked: Quantity) -> str:
    """The quantity within a sentence: 'the gradient of w5', 'w5 after the update'."""
    name = title(asked).partition(",")[0]
    first = name.split(" ", 1)[0]
    named = any(letter.isdigit() for letter in first)
    return name if named else f"the {name[:1].lower()}{name[1:]}".replace("the the ", "the ")
