"""Check my calculation: is a number that somebody typed right, and if not, what happened?

The verdict has the facts. Whoever shows it puts them into sentences.
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

# A number that agrees to so many digits is right, even if more were typed: hand calculations are
# not more exact.
ENOUGH = 9

# A number of FEW digits is near many others by chance; one that agrees to SURE digits is not.
FEW, SURE = 4, 6


@dataclass(frozen=True)
class Explanation:
    """A mistake that gives the typed number.

    - ``happened``: what the learner did, in a sentence
    - ``where``: the quantities that it happened to
    - ``seen``: the quantity whose formula shows it
    - ``value``: what the mistake gives
    - ``digits``: to how many digits the typed number agrees with that
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

    - ``asked``: the quantity that it was typed for, and ``correct``: its right number
    - ``digits``: to how many significant digits, of those typed, it agrees with the right one
    - ``explanations``: the mistakes that give it: the likeliest, and others that give the same
    """

    verdict: Literal["right", "mistake", "unknown"]
    asked: Quantity
    typed: Numeral
    correct: float
    digits: int
    explanations: tuple[Explanation, ...] = ()

    @property
    def explanation(self) -> Explanation | None:
        """The likeliest explanation, if there is any."""
        return self.explanations[0] if self.explanations else None

    @property
    def too_short(self) -> bool:
        """Whether all digits agree, but there are too few of them to tell."""
        return self.verdict == "unknown" and self.typed.digits == self.digits


def check(experiment: Experiment, quantity: str, value: float | str, example: int = 0) -> Verdict:
    """Whether `value` is the number called `quantity`, or which mistake gives it.

    `value` is a float or, as it was typed, a text (`digits.read`). It agrees with a number if they
    differ by at most one unit of its last digit, and it has at least `digits.LEAST` digits; digits
    beyond `digits.EXACT` do not count. The verdict is the first of:

    1. right, if it agrees with the right number;
    2. unknown, if it was typed with too few digits to tell;
    3. a mistake, if it agrees with what that gives: of several the one that it agrees with to the
       most digits, then the first of `mistakes`. If it has `FEW` digits, of which all but
       the last are right, that may be chance: then only if it agrees to `SURE` digits;
    4. right, if it agrees with the right number to `ENOUGH` digits, of more that were typed;
    5. rounding on the way, if it agrees with what that gives;
    6. unknown.

    Where each example has a number of its own, `example` says which one is meant. Raises
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
    """The verdict on a number that was typed for a question: that of `check`."""
    asked, correct = question.quantity, question.correct
    agreeing = agreeing_digits(typed.value, correct)
    needed = _needed_digits(typed)
    enough = min(needed, ENOUGH)
    digits = min(agreeing, typed.digits)

    if typed.digits <= agreeing < needed:
        return Verdict("unknown", asked, typed, correct, digits)
    found: tuple[Explanation, ...] = ()
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
    """How many digits have to agree with a typed number.

    >>> _needed_digits(read("0.50")), _needed_digits(read("0.5000")), _needed_digits(read(2 / 3))
    (3, 4, 12)
    """
    return min(max(typed.digits, LEAST), EXACT)


def _explanations(
    question: Question, typed: float, least: int, mistakes: Iterable[Mistake]
) -> tuple[Explanation, ...]:
    """The mistake that gives the typed number to at least so many digits, and its equals.

    It is the one that agrees to the most digits, then the first. Its equals give the same number.
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
    each: dict[str, Explanation] = {}
    for digits, mistake, slip in same:
        if mistake.id not in each and agreeing_digits(slip.value, best[2].value) >= EXACT:
            each[mistake.id] = Explanation(
                mistake,
                question.told(slip.happened),
                slip.where[:MOST_NAMED],
                quantity_named(slip.seen or slip.where[0], question.sizes),
                slip.value,
                digits,
            )
    return tuple(each.values())
