"""Check my calculation: is a number that somebody typed right, and if not, what happened?

A verdict contains facts; `app.words.verdict` makes sentences of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.check.digits import EXACT, LEAST, Numeral, agreeing_digits, read
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.slips import MOST_NAMED, Mistake, Question
from core.explain.quantities import Quantity, open_iteration, quantity_named
from core.run.experiment import Experiment

# Agreement to this many digits is enough, even if more were typed: hand calculations are not more
# exact.
_ENOUGH = 9

# A number with FEW digits may be close to others by chance; one that agrees to SURE digits is not.
FEW, SURE = 4, 6


@dataclass(frozen=True)
class MistakeExplanation:
    """A mistake that gives the typed number.

    - ``happened``: what the learner did, in a sentence
    - ``where``: the quantities that the mistake affects
    - ``seen``: the quantity whose formula shows the mistake
    - ``value``: the number that the mistake gives
    - ``digits``: the number of digits to which the typed number agrees with it
    """

    mistake: Mistake
    happened: str
    where: tuple[str, ...]
    seen: Quantity
    value: float
    digits: int


@dataclass(frozen=True)
class Verdict:
    """The answer to a typed number.

    - ``asked``: the quantity; ``correct``: its correct number
    - ``digits``: how many of the typed significant digits agree with the correct number
    - ``explanations``: the likeliest mistake, and others that give the same number
    """

    verdict: Literal["right", "mistake", "unknown"]
    asked: Quantity
    typed: Numeral
    correct: float
    digits: int
    explanations: tuple[MistakeExplanation, ...] = ()

    @property
    def explanation(self) -> MistakeExplanation | None:
        """The likeliest explanation, if there is any."""
        return self.explanations[0] if self.explanations else None

    @property
    def too_short(self) -> bool:
        """Whether all typed digits agree, but are too few to tell."""
        return self.verdict == "unknown" and self.typed.digits == self.digits


def check(experiment: Experiment, quantity: str, value: float | str, example: int = 0) -> Verdict:
    """Whether `value` is the number called `quantity`, and if not, which mistake gives it.

    `value` is a float, or the text that was typed (`digits.read`). It agrees with a number if it
    has at least `digits.LEAST` digits and differs by at most one unit of its last digit; digits
    beyond `digits.EXACT` do not count. The verdict is the first of these that applies:

    1. right, if it agrees with the correct number;
    2. unknown, if it has too few digits to tell;
    3. a mistake, if it agrees with the number that the mistake gives. Of several mistakes it is
       the one with most agreeing digits, then the first in `mistakes`. A value with `FEW` digits,
       all but the last of them correct, may agree by chance: it must agree to `SURE` digits;
    4. right, if it agrees with the correct number to `_ENOUGH` digits, though more were typed;
    5. rounding on the way, if it agrees with what rounding gives;
    6. unknown.

    If each example has its own number, `example` is its index. Raises
    `InvalidExperiment` for an unknown quantity, an example that does not exist, and a value that is
    not a finite number; `Diverged` if the right number is not finite.

    >>> from core.run.presets import mazur
    >>> verdict = check(mazur(), "new.loss", 0.291027924)
    >>> verdict.verdict, verdict.digits, verdict.explanation.mistake.id
    ('mistake', 6, 'updated-weights')
    >>> check(mazur(), "delta.h1", "0.00877").verdict
    'right'
    """
    typed = read(value)
    asked = quantity_named(quantity, experiment.sizes)
    return judge(Question(open_iteration(experiment), asked, example), typed)


def judge(question: Question, typed: Numeral) -> Verdict:
    """The verdict of `check` on a number that was typed for a question."""
    asked, correct = question.quantity, question.correct
    agreeing = agreeing_digits(typed.value, correct)
    needed = _needed_digits(typed)
    enough = min(needed, _ENOUGH)
    digits = min(agreeing, typed.digits)

    if typed.digits <= agreeing < needed:
        return Verdict("unknown", asked, typed, correct, digits)
    found: tuple[MistakeExplanation, ...] = ()
    if agreeing < needed:
        chance = typed.digits <= FEW and agreeing == needed - 1
        least = SURE if chance else needed
        found = _explanations(question, typed.value, least, MISTAKES.values())
    if agreeing < enough and not found:
        found = _explanations(question, typed.value, needed, [ROUNDING])
    if found:
        return Verdict("mistake", asked, typed, correct, digits, found)
    return Verdict("right" if agreeing >= enough else "unknown", asked, typed, correct, digits)


def _needed_digits(typed: Numeral) -> int:
    """How many digits of a typed number must agree.

    >>> _needed_digits(read("0.50")), _needed_digits(read("0.5000")), _needed_digits(read(2 / 3))
    (3, 4, 12)
    """
    return min(max(typed.digits, LEAST), EXACT)


def _explanations(
    question: Question, typed: float, least: int, mistakes: Iterable[Mistake]
) -> tuple[MistakeExplanation, ...]:
    """The mistake that best explains the typed number, and those that give the same number.

    The best one agrees to the most digits, at least the needed ones; of equals it is the first.
    """
    found = [
        (min(agreeing_digits(typed, slip.value), EXACT), mistake, slip)
        for mistake in mistakes
        for slip in mistake.ways(question)
    ]
    likely = [candidate for candidate in found if candidate[0] >= least]
    if not likely:
        return ()
    best = max(likely, key=lambda candidate: candidate[0])
    same = [best, *likely]
    each: dict[str, MistakeExplanation] = {}
    for digits, mistake, slip in same:
        if mistake.id not in each and agreeing_digits(slip.value, best[2].value) >= EXACT:
            each[mistake.id] = MistakeExplanation(
                mistake,
                question.told(slip.happened),
                slip.where[:MOST_NAMED],
                quantity_named(slip.seen or slip.where[0], question.sizes),
                slip.value,
                digits,
            )
    return tuple(each.values())
