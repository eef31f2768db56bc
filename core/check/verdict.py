"""Check my calculation: is a number that somebody typed right, and if not, what happened?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

from core.check.digits import EXACT, LEAST, Numeral, agreeing_digits, printed, read
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.slips import Mistake, Question, Slip
from core.explain.names import sizes_of
from core.explain.quantities import open_iteration, quantity_named
from core.run.experiment import Experiment

# From here on a number is right, though more were typed: a hand calculation has no more.
ENOUGH = 9

# A number with no more digits than FEW is near many others by chance, to SURE digits near none.
FEW, SURE = 4, 6

# A slip in a very large network may have happened to more quantities than are of use.
MOST_NAMED = 100


@dataclass(frozen=True)
class Verdict:
    """The answer to a typed number.

    - ``digits``: to how many significant digits, of those typed, it agrees with the right one
    - ``mistake``: the identifier of the one that explains it, in `core.check.mistakes`
    - ``where``: the quantities that the mistake happened to
    """

    verdict: Literal["right", "mistake", "unknown"]
    digits: int
    mistake: str | None
    explanation: str
    correct: float
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A mistake that gives the typed number, to so many digits, and others that give the same."""

    digits: int
    mistake: Mistake
    slip: Slip
    value: float
    others: tuple[Mistake, ...] = ()

    def told(self, question: Question) -> str:
        """What happened, how it is right, and what difference it makes."""
        correct = question.answer(question.right)
        sentences = [
            question.told(self.slip.happened),
            self.mistake.rule,
            f"That gives {printed(self.value)}, {apart(self.value, correct)}: right is "
            f"{printed(correct)}.",
            *(f"“{other.title}” gives the same." for other in self.others),
        ]
        return " ".join(sentences)


def check(experiment: Experiment, quantity: str, value: float | str, example: int = 0) -> Verdict:
    """Whether `value` is the number called `quantity`, or which mistake gives it.

    `value` is a float or, as it was typed, a text (`digits.read`). It agrees with a number if
    the two differ by at most one unit of its last digit; at least to `digits.LEAST` digits,
    and those beyond `core.check.digits.EXACT` do not count. The verdict is the first of:

    1. right, if it agrees with the right number;
    2. unknown, if it was typed with too few digits to tell;
    3. a mistake, if it agrees with what that gives: of several the one that it agrees with to the
       most digits, then the first of `mistakes`. If it has `FEW` digits, of which all but
       the last are right, that may be chance: then only if it agrees to `SURE` digits;
    4. right, if it agrees with the right number to `ENOUGH` digits, of more that were typed;
    5. rounding on the way, if it agrees with what that gives;
    6. unknown.

    With several examples, `example` says whose number it is, where each has its own. Raises
    `InvalidExperiment` for an unknown quantity, an example that there is not, and a value that is
    no finite number; `Diverged` where the right number is not finite.

    >>> from core.run.presets import mazur
    >>> verdict = check(mazur(), "new.loss", 0.291027924)
    >>> verdict.verdict, verdict.mistake, verdict.digits, verdict.where
    ('mistake', 'updated-weights', 6, ('w5', 'w6', 'w7', 'w8'))
    >>> check(mazur(), "delta.h1", "0.00877").explanation
    'Right, to 3 digits: delta.h1 is 0.00877135469.'
    """
    typed = read(value)
    asked = quantity_named(quantity, sizes_of(experiment.network))
    question = Question(open_iteration(experiment), asked, example)
    correct = question.answer(question.right)
    agreeing = agreeing_digits(typed.value, correct)
    digits = min(agreeing, typed.digits)
    enough = min(needed(typed), ENOUGH)

    if typed.digits <= agreeing < needed(typed):
        told = f"That agrees as far as it goes. With {LEAST} digits or more I can tell."
        return Verdict("unknown", digits, None, told, correct)
    explained = None
    if agreeing < needed(typed):
        chance = typed.digits <= FEW and agreeing == needed(typed) - 1
        least = SURE if chance else needed(typed)
        explained = explain(question, typed.value, least, MISTAKES.values())
    if agreeing < enough and explained is None:
        explained = explain(question, typed.value, needed(typed), [ROUNDING])

    if explained is not None:
        name, where = explained.mistake.id, explained.slip.where[:MOST_NAMED]
        return Verdict("mistake", digits, name, explained.told(question), correct, where)
    if agreeing >= enough:
        how = "Exactly right" if typed.value == correct else f"Right, to {digits} digits"
        told = f"{how}: {quantity} is {printed(correct)}."
        return Verdict("right", digits, None, told, correct)
    told = (
        f"That is not right, and not a mistake I know. It is {apart(typed.value, correct)}: right "
        f"is {printed(correct)}."
    )
    return Verdict("unknown", digits, None, told, correct)


def needed(typed: Numeral) -> int:
    """How many digits have to agree with a typed number.

    >>> needed(read("0.50")), needed(read("0.5000")), needed(read(2 / 3))
    (3, 4, 12)
    """
    return min(max(typed.digits, LEAST), EXACT)


def explain(
    question: Question, typed: float, least: int, mistakes: Iterable[Mistake]
) -> Explanation | None:
    """The mistake that gives the typed number to at least so many digits: the best, the first."""
    found = [
        Explanation(digits, mistake, slip, value)
        for mistake in mistakes
        for slip, value in mistake.values(question)
        if (digits := min(agreeing_digits(typed, value), EXACT)) >= least
    ]
    if not found:
        return None
    best = max(found, key=lambda explanation: explanation.digits)
    same = [other.mistake for other in found if agreeing_digits(other.value, best.value) >= EXACT]
    others = {mistake.id: mistake for mistake in same if mistake is not best.mistake}
    return replace(best, others=tuple(others.values()))


def apart(value: float, correct: float) -> str:
    """How far a number is from the right one, in words.

    >>> apart(0.0823, 0.082167041)
    '0.000132959 too high'
    """
    distance = abs(value - correct)
    how_far = printed(distance) if isfinite(distance) else "much"
    return f"{how_far} too {'high' if value > correct else 'low'}"
