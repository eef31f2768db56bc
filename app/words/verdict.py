"""The answers of Check, in words."""

from __future__ import annotations

from math import isfinite

from app.words.meaning import title
from core.check.digits import LEAST, printed
from core.check.mistakes import ROUNDING
from core.check.reach import Reach
from core.check.verdict import MistakeExplanation, Verdict
from core.explain.quantities import Quantity

_VAGUE = "With numbers rounded on the way several could lead near it: keep more digits to find out."

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
    if explanation is None or verdict.right_method:
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
    >>> hinted(check(mazur(), "gradient.w5", "0.0826"))
    "You rounded to 2 decimals on the way. With 3 digits carried, ... from 0.08124 to 0.08308. ..."
    """
    if verdict.verdict == "right":
        return _confirmed(verdict)
    if verdict.too_short:
        return f"These digits agree. Type at least {_NUMBERS[LEAST]}, to be sure."
    if verdict.explanation is None:
        unknown = "Not right, and none of the mistakes that Check knows gives this number."
        return f"{unknown} {_VAGUE}" if verdict.vague else unknown
    explanation, *others = verdict.explanations
    besides = verdict.rounded and not verdict.right_method
    sentences = [
        explanation.happened,
        "Numbers were rounded or cut off on the way, too." if besides else "",
        _led(verdict.reach) if verdict.right_method and verdict.reach else "",
        explanation.mistake.rule,
        *(_also(verdict, other) for other in others),
    ]
    return " ".join(filter(None, sentences))


def _confirmed(verdict: Verdict) -> str:
    """That a number is right, and to how many digits; of an updated parameter its step's count."""
    named = f"{spoken(verdict.asked)} is {printed(verdict.correct)}"
    if verdict.typed.value == verdict.correct:
        return f"Exactly right: {named}."
    if verdict.steps and not verdict.digits:
        return f"Right, but with too few digits to show the step: {named}."
    digits = "1 digit" if verdict.digits == 1 else f"{verdict.digits} digits"
    return f"Right, to {digits}{' of the step' if verdict.steps else ''}: {named}."


def _led(reach: Reach) -> str:
    """How far carrying so many digits leads."""
    carried = f"With {reach.digits} digits carried, the right method"
    low, high = (printed(float(f"{end:.4g}")) for end in (reach.low, reach.high))
    if reach.wide:
        return f"{carried} can lead to almost anything here, so that does not tell much."
    return f"{carried} can lead anywhere from {low} to {high}."


def _also(verdict: Verdict, other: MistakeExplanation) -> str:
    """Another explanation of the same number."""
    named = f"“{other.mistake.title}”"
    if verdict.rounded or other.mistake is ROUNDING:
        happened = "" if other.mistake is ROUNDING else f" {other.happened}"
        return f"{named} could lead here, too.{happened}"
    return f"{named} gives the same number."


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
