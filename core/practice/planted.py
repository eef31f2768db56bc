"""An iteration with a mistake in it: where did it begin, and what is it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.check.digits import ALL, LEAST, Numeral, agreeing_digits
from core.check.mistakes import MISTAKES
from core.check.slips import Mistake, Question, Slip
from core.check.verdict import judge
from core.explain.names import Neuron
from core.explain.phases import Phase, PhaseKind
from core.explain.quantities import Quantity, quantity_named
from core.explain.units import units_of
from core.practice.chance import Place, shuffled
from core.practice.following import following
from core.practice.scene import Scene, is_clear

# How many mistakes there are to choose from.
CHOICES = 4
# How many numbers are tried for one item, before it is given up.
_MOST_TRIES = 60

# Numbers that differ by this part of themselves differ visibly, also with three digits.
_VISIBLE = 0.02

# Where a mistake is planted, if not in the first phase whose numbers it changes.
_PLANTED_IN: dict[str, tuple[PhaseKind, ...]] = {
    "swapped-weights": ("net",),
    "sign": ("delta", "update"),
    "total": ("loss", "gradient"),
    "activation-left-out": ("activation", "gradient"),
    "learning-rate": ("update",),
    "target-shifted": ("delta",),
}


@dataclass(frozen=True)
class Planted:
    """A mistake that was made in one number of an iteration.

    - ``asked``: the first wrong number; ``right`` is what it should be
    - ``mistake``, ``happened``: what was done, in general and in a sentence
    - ``numbers``: all that the phases compute, by name and in order, with the mistake
    - ``choices``: the identifiers of some mistakes, of which only this one gives the number
    """

    asked: Quantity
    right: float
    mistake: Mistake
    happened: str
    numbers: dict[str, float]
    choices: tuple[str, ...]

    @property
    def phase(self) -> Phase:
        """The phase of the first wrong number."""
        return self.asked.phase

    @property
    def wrong(self) -> float:
        """The number that the mistake gives."""
        return self.numbers[self.asked.name]


def planted_in(
    scene: Scene, phases: Sequence[Phase], place: Place, before: Sequence[str] = ()
) -> Planted | None:
    """A mistake in a number of one of the phases; `place` decides which. None if none is clear.

    Of those that are clear it is the first that is not among the mistakes `before`, if there is
    one, and else the rarest among them.

    The number is clearly wrong. Its mistake is made in this number alone: all that it is calculated
    from is right. Check names the mistake, and no other known mistake gives the number.

    >>> from core.explain.phases import phases_of
    >>> from core.explain.quantities import open_iteration
    >>> from core.run.presets import mazur
    >>> found = planted_in(Scene(open_iteration(mazur())), phases_of(2), (7,))
    >>> found.asked.name, found.mistake.id, round(found.right, 9), round(found.wrong, 9)
    ('a.o1', 'activation-left-out', 0.75136507, 1.105905967)
    """
    units = [unit for phase in phases for unit in units_of(phase, scene.experiment)]
    tries = 0
    mixed = shuffled((*place, "mistake"), MISTAKES.values(), lambda found: found.id)
    for mistake in sorted(mixed, key=lambda found: before.count(found.id)):
        fitting = [unit for unit in units if unit.phase.kind in _kinds(mistake)]
        for unit in shuffled((*place, "number"), fitting, lambda found: found.name):
            question = Question(scene.right, unit, scene.example)
            for slip in _clear_ways(mistake, question):
                if (tries := tries + 1) > _MOST_TRIES:
                    return None
                planted = _planted(mistake, slip, question, place)
                if planted:
                    return planted
    return None


def _clear_ways(mistake: Mistake, question: Question) -> list[Slip]:
    """The ways to make a mistake that begin in this very number, and that one can see."""
    right = question.outcome(question.right)
    if not is_clear(right):
        return []
    return [
        slip
        for slip in mistake.ways(question)
        if is_clear(slip.value) and _differ(slip.value, right) and _begins_here(slip, question)
    ]


def _begins_here(slip: Slip, question: Question) -> bool:
    """Whether a mistake is made in this number, and not in one that it is calculated from."""
    asked = question.quantity
    where = [quantity_named(name, asked.sizes) for name in slip.where]
    seen = quantity_named(slip.seen, asked.sizes) if slip.seen else where[0]
    match asked.phase.kind, asked.part.at:
        case "loss", _:
            return all(found.phase == asked.phase for found in where)
        case "net", Neuron(layer):
            # The weights and biases of its layer; every neuron has its own.
            return (seen == asked or not seen.kind.prefix) and _layers(where) == {layer}
        case "delta", Neuron(layer) as at:
            # Its own slope, error or paths; weights are those that lead out of its layer.
            own = seen.phase == asked.phase and seen.part.at == at
            return own and _layers(where) == {layer if where[0].kind.prefix else layer + 1}
        case "activation", _:
            return where == [asked]
        case _:
            return seen == asked


def _layers(where: list[Quantity]) -> set[int]:
    """The layers that some quantities belong to."""
    return {found.part.at.layer for found in where if found.part.at is not None}


def _planted(mistake: Mistake, slip: Slip, question: Question, place: Place) -> Planted | None:
    """A mistake made in this way, if it is clear."""
    asked, wrong = question.quantity, slip.value
    others = _others(mistake, question, wrong, place)
    explanation = judge(question, Numeral(wrong, ALL)).explanation
    numbers = following(question.right, asked, wrong, question.example)
    if others is None or numbers is None or not explanation or explanation.mistake != mistake:
        return None
    choices = [mistake.id, *others[: CHOICES - 1]]
    happened, right = question.told(slip.happened), question.correct
    mixed = tuple(shuffled((*place, "choices"), choices))
    return Planted(asked, right, mistake, happened, numbers, mixed)


def _others(mistake: Mistake, question: Question, wrong: float, place: Place) -> list[str] | None:
    """Mistakes that visibly do not give the wrong number, first those that can be made here.

    None if another mistake does give it.
    """
    found: list[tuple[bool, str]] = []
    kind = question.quantity.phase.kind
    for other in MISTAKES.values():
        if other != mistake:
            values = [way.value for way in other.ways(question)]
            if any(agreeing_digits(value, wrong) >= LEAST for value in values):
                return None
            if all(_differ(value, wrong) for value in values):
                found.append((not values or kind not in _kinds(other), other.id))
    # The sort keeps the order in which the place has put them.
    mixed = shuffled((*place, "others"), found, lambda candidate: candidate[1])
    return [id_ for _, id_ in sorted(mixed, key=lambda candidate: candidate[0])]


def _kinds(mistake: Mistake) -> tuple[PhaseKind, ...]:
    """The kinds of phases in which a mistake is planted."""
    return _PLANTED_IN.get(mistake.id, (mistake.since,))


def _differ(one: float, other: float) -> bool:
    """Whether one sees that two numbers differ."""
    return is_clear(one - other) and abs(one - other) >= _VISIBLE * max(abs(one), abs(other))
