"""Check my calculation: is a number that somebody typed right, and if not, what happened?

A verdict contains facts; `app.words.verdict` makes sentences of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any, Literal

from core.check.calculator import calculated
from core.check.carrying import as_typed, opened
from core.check.digits import EXACT, LEAST, Numeral, agreeing_digits, read
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.moved import Moved
from core.check.reach import Reach
from core.check.slips import MOST_NAMED, Mistake, Question, Slip
from core.explain.names import Whole
from core.explain.quantities import Quantity, open_iteration, quantity_named
from core.run.experiment import Experiment

# Agreement to this many digits is enough, even if more were typed: hand calculations are not more
# exact.
_ENOUGH = 9

# A number with FEW digits may be close to others by chance; one that agrees to SURE digits is not.
FEW, SURE = 4, 6

# A mistake comes before rounding on the way if at most this part of the numbers that rounding
# reaches would agree with any mistake. Few type more than SURE digits after rounding on the way. If
# it is less than _UNLIKELY, rounding is not told at all.
_CHANCE, _CHANCE_OF_MANY, _UNLIKELY = 1e-4, 2e-3, 1e-5

# A mistake with rounding on the way is told if at most this part of the numbers from half to twice
# the typed one would be explained in the same way; by the number of typed digits.
_EXPLAINED = {3: 0.15, 4: 0.04}
_EXPLAINED_OF_MORE = 0.005
# If it is as much as this, nearly any number could be explained.
_VAGUE = 0.25

# Of explanations that reach the same number, at most these are told.
_MOST_TOLD = 3


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
    - ``digits``: how many of the typed significant digits agree with the correct number; of an
      updated parameter, how many digits of its step
    - ``explanations``: the likeliest explanation, and others that reach the number, too
    - ``rounded``: whether digits were lost on the way
    - ``reach``: how far carrying few digits leads, for the most digits that lead to the typed
      number; if none do, for the fewest
    - ``vague``: whether too many mistakes with rounding on the way would reach it
    - ``too_short``: whether all typed digits agree, but are too few to tell
    """

    verdict: Literal["right", "mistake", "unknown"]
    asked: Quantity
    typed: Numeral
    correct: float
    digits: int
    explanations: tuple[MistakeExplanation, ...] = ()
    rounded: bool = False
    reach: Reach | None = None
    vague: bool = False
    too_short: bool = False

    @property
    def explanation(self) -> MistakeExplanation | None:
        """The likeliest explanation, if there is any."""
        return self.explanations[0] if self.explanations else None

    @property
    def steps(self) -> bool:
        """Whether it is an updated parameter, of which only the step is calculated."""
        return self.asked.kind.prefix == "new." and not isinstance(self.asked.part, Whole)

    @property
    def right_method(self) -> bool:
        """Whether it is right, or only rounded on the way."""
        explanation = self.explanation
        return self.verdict == "right" or bool(explanation and explanation.mistake is ROUNDING)


def check(
    experiment: Experiment,
    quantity: str,
    value: float | str,
    example: int = 0,
    given: Mapping[str, float | str] | None = None,
) -> Verdict:
    """Whether `value` is the number called `quantity`, and if not, what gives it.

    `value` is a float, or the text that was typed: a number (`digits.read`) or an expression
    (`calculator`). It agrees with a number if it has at least `digits.LEAST` digits and differs by
    at most one unit of its last digit; digits beyond `digits.EXACT` do not count. The verdict is
    the first of these that applies:

    1. right, if it agrees with the correct number;
    2. unknown, if it has too few digits to tell;
    3. a mistake, if it agrees with the number that the mistake gives. Of several mistakes it is
       the one with most agreeing digits, then the first in `mistakes`. A value with `FEW` digits,
       all but the last of them correct, may agree by chance: it must agree to `SURE` digits;
    4. right, if it agrees with the correct number to `_ENOUGH` digits, though more were typed;
    5. rounding on the way, if carrying two or more digits (`carrying`) leads to it. It comes before
       the mistake of 3. if that might as well agree by chance (`_CHANCE`), and after it if not;
    6. rounding on the way, if it agrees with what rounding all numbers alike gives;
    7. a mistake with rounding on the way, if few numbers could be explained so (`_EXPLAINED`);
    8. unknown.

    If each example has its own number, `example` is its index. `given` are numbers before it as
    they were typed: then what follows from them is right. Raises `InvalidExperiment` for an
    unknown quantity, an example that does not exist, and a value that is not a finite number;
    `Diverged` if the right number is not finite.

    >>> from core.run.presets import mazur
    >>> verdict = check(mazur(), "new.loss", 0.291027924)
    >>> verdict.verdict, verdict.digits, verdict.explanation.mistake.id
    ('mistake', 6, 'updated-weights')
    >>> check(mazur(), "delta.h1", "0.00877").verdict
    'right'
    >>> rounded = check(mazur(), "gradient.w5", "0.0826")
    >>> rounded.explanation.mistake.id, rounded.reach.digits
    ('rounding', 3)
    >>> check(mazur(), "gradient.w5", "0.0826", given={"delta.o1": "0.1392"}).verdict
    'right'
    """
    typed = calculated(value).numeral
    asked = quantity_named(quantity, experiment.sizes)
    if not given:
        return judge(Question(open_iteration(experiment), asked, example), typed)
    before = {name: read(number, ("given", name)) for name, number in given.items()}
    follows = as_typed(experiment, {name: own.value for name, own in before.items()}, example)
    right = opened(experiment, follows)
    number = float(follows.of(asked, example)[0, 0])
    return judge(Question(right, asked, example, number, before), typed)


def judge(question: Question, typed: Numeral) -> Verdict:
    """The verdict of `check` on a number that was typed for a question."""
    asked, correct = question.quantity, question.correct
    agreeing = agreeing_digits(typed.value, correct)
    needed = _needed_digits(typed)
    digits = _digits_of_step(question, typed, min(agreeing, typed.digits))

    def answer(verdict: Literal["right", "mistake", "unknown"], **others: Any) -> Verdict:
        return Verdict(verdict, asked, typed, correct, digits, **others)

    if agreeing >= needed:
        return answer("right")
    if typed.digits <= agreeing:
        return answer("unknown", too_short=True)
    slips = _slips(question, MISTAKES.values())
    agreeing_ones = _explanations(question, typed.value, needed, slips)
    near = typed.digits <= FEW and agreeing == needed - 1
    found = tuple(one for one in agreeing_ones if one.digits >= SURE or not near)
    if agreeing >= _ENOUGH and not found:
        return answer("right")
    ways = question.reaches
    reach = next((one for one in ways if one.holds(typed)), None)
    furthest = ways[-1] if ways else None
    chance = _chance(slips, reach, typed) if reach else 0.0
    if reach and (not found or chance > _UNLIKELY):
        carried = _carried(question, typed, needed)
        rounded = not found or chance > (_CHANCE_OF_MANY if typed.digits > SURE else _CHANCE)
        if rounded and not agreeing_ones:
            fewer = [way for way in ways if way.digits > reach.digits]
            agreeing_ones, _ = _with_rounding(question, typed, slips, fewer, _VAGUE)
        told = (*carried, *agreeing_ones) if rounded else (*found, *carried)
        return answer("mistake", explanations=told, rounded=rounded, reach=reach)
    if found:
        return answer("mistake", explanations=found, reach=furthest)
    alike = _explanations(question, typed.value, needed, _slips(question, [ROUNDING]))
    if alike:
        return answer("mistake", explanations=alike, rounded=True, reach=furthest)
    allowed = _EXPLAINED.get(max(_typed_step(question, typed), LEAST), _EXPLAINED_OF_MORE)
    likely, vague = _with_rounding(question, typed, slips, ways, allowed)
    if likely:
        return answer("mistake", explanations=likely, rounded=True, reach=furthest)
    return answer("unknown", reach=furthest, vague=vague)


def _needed_digits(typed: Numeral) -> int:
    """How many digits of a typed number must agree.

    >>> _needed_digits(read("0.50")), _needed_digits(read("0.5000")), _needed_digits(read(2 / 3))
    (3, 4, 12)
    """
    return min(max(typed.digits, LEAST), EXACT)


def _digits_of_step(question: Question, typed: Numeral, agreeing: int) -> int:
    """How many digits of a step agree, given how many digits of the number do."""
    step = question.correct - question.origin
    if not question.origin or not step:
        return agreeing
    return max(0, min(agreeing, agreeing + _magnitude(step) - _magnitude(question.correct)))


def _typed_step(question: Question, typed: Numeral) -> int:
    """How many digits of the step were typed."""
    step = typed.value - question.origin
    if not question.origin or not step:
        return typed.digits
    return max(0, typed.digits + _magnitude(step) - _magnitude(typed.value))


def _magnitude(value: float) -> int:
    """The exponent of its power of ten; of 0 a very small one."""
    return floor(log10(abs(value))) if value else -324


def _slips(question: Question, mistakes: Iterable[Mistake]) -> list[tuple[Mistake, Slip]]:
    """All ways to make some mistakes."""
    return [(mistake, slip) for mistake in mistakes for slip in mistake.ways(question)]


def _explanations(
    question: Question, typed: float, least: int, slips: list[tuple[Mistake, Slip]]
) -> tuple[MistakeExplanation, ...]:
    """The mistake that best explains the typed number, and those that give the same number.

    The best one agrees to the most digits, at least the needed ones; of equals it is the first.
    """
    found = [
        (min(agreeing_digits(typed, slip.value), EXACT), mistake, slip) for mistake, slip in slips
    ]
    likely = [candidate for candidate in found if candidate[0] >= least]
    if not likely:
        return ()
    best = max(likely, key=lambda candidate: candidate[0])
    same = [best, *likely]
    each: dict[str, MistakeExplanation] = {}
    for digits, mistake, slip in same:
        if mistake.id not in each and agreeing_digits(slip.value, best[2].value) >= EXACT:
            each[mistake.id] = _told(question, mistake, slip, digits)
    return tuple(each.values())


def _told(question: Question, mistake: Mistake, slip: Slip, digits: int) -> MistakeExplanation:
    """The explanation by one way to make a mistake."""
    return MistakeExplanation(
        mistake,
        question.told(slip.happened),
        slip.where[:MOST_NAMED],
        quantity_named(slip.seen or slip.where[0], question.sizes),
        slip.value,
        digits,
    )


def _carried(question: Question, typed: Numeral, needed: int) -> tuple[MistakeExplanation, ...]:
    """The right method with digits lost on the way: all alike, if that gives just this number."""
    alike = _explanations(question, typed.value, needed, _slips(question, [ROUNDING]))
    name = question.quantity.name
    some = Slip("You rounded numbers on the way, or cut them off.", (name,), typed.value)
    return alike or (_told(question, ROUNDING, some, typed.digits),)


def _chance(slips: list[tuple[Mistake, Slip]], reach: Reach, typed: Numeral) -> float:
    """Which part of the numbers that rounding reaches agrees with a mistake's."""
    low, high = reach.low - typed.unit, reach.high + typed.unit
    inside = {slip.value for _, slip in slips if low <= slip.value <= high}
    width = high - low  # nothing if a 0 was typed, and only 0 can be reached
    return max(len(inside), 1) * 2 * typed.unit / width if width else 1.0


def _with_rounding(
    question: Question,
    typed: Numeral,
    slips: list[tuple[Mistake, Slip]],
    ways: Sequence[Reach],
    allowed: float,
) -> tuple[tuple[MistakeExplanation, ...], bool]:
    """Mistakes that reach the number if digits were lost on the way, the nearest first.

    Rounding is taken to move a mistake's number as much as the right one. There are none if more
    than the `allowed` part of all numbers is as near to a mistake; and it is vague if rounding
    leads nearly anywhere.
    """
    origin = question.origin
    value, correct = typed.value - origin, question.correct - origin
    if _typed_step(question, typed) < 2 or not value or not correct:
        return (), False
    for reach in ways:
        below, above = sorted(((reach.low - origin) / correct, (reach.high - origin) / correct))
        if not 0 < below <= above < 2:
            break
        moved = Moved(below - 1, above - 1, typed.unit)
        steps = [slip.value - origin for _, slip in slips]
        needed = [moved.part(step, value) for step in steps]
        if min(needed, default=2.0) <= 1:
            nearest = min(needed)
            if moved.covered(steps, value, nearest) > allowed:
                return (), moved.covered(steps, value, 1.0) >= _VAGUE
            near = sorted(zip(needed, range(len(slips)), strict=True))
            each: dict[str, MistakeExplanation] = {}
            for part, index in near:
                mistake, slip = slips[index]
                if part <= 1 and moved.covered(steps, value, part) <= allowed:
                    agreeing = min(agreeing_digits(typed.value, slip.value), typed.digits)
                    each.setdefault(mistake.id, _told(question, mistake, slip, agreeing))
            return tuple(each.values())[:_MOST_TOLD], False
    return (), False
