"""Check a whole exercise: the numbers of one iteration, each given the others as they were typed.

A number is right if it agrees with the correct one. If it does not, but follows from the typed
numbers that it was calculated from, then nothing is wrong with it: either those are rounded, or one
of them is wrong, and that one is marked. So a slip is marked once, where it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from typing import Literal, TypeAlias

import numpy as np

from core.check.carrying import Carried, as_typed, carry, exactly, opened
from core.check.digits import EXACT, Numeral, agreeing_digits
from core.check.operands import nearest, operands_of
from core.check.reach import Reach
from core.check.slips import Question
from core.check.verdict import Verdict, judge
from core.errors import Diverged
from core.explain.names import Bias, Weight, Whole
from core.explain.phases import phases_of
from core.explain.quantities import KINDS, Opened, Quantity, entry, open_iteration
from core.run.experiment import Experiment

State: TypeAlias = Literal["right", "rounded", "follows", "mistake", "unexplained"]

# What was not done right, or was done with a number that is not.
_WRONG: tuple[State, ...] = ("follows", "mistake", "unexplained")

# To look for a mistake takes a while, so only so many are looked for. Who makes more may begin with
# these.
MOST_EXPLAINED = 16

_ORDER = {kind.prefix: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Entry:
    """A number of the iteration, as it was typed; `row` is its place among all that was typed."""

    asked: Quantity
    typed: Numeral
    row: int = 0


@dataclass(frozen=True)
class Judged:
    """What became of an entry.

    - ``state``: right; right but for rounded numbers before it; it follows from a wrong one; a
      mistake that `core.check` knows; or none of these
    - ``correct``: the correct number
    - ``expected``: the number that follows from the typed ones before it; None if that is not
      finite
    - ``wrong``: the typed numbers that are not right, of those that it follows from
    - ``verdict``: what `core.check` says, where that was asked: not of what agrees, and of at most
      `MOST_EXPLAINED` numbers
    """

    entry: Entry
    state: State
    correct: float
    expected: float | None
    wrong: tuple[Quantity, ...] = ()
    verdict: Verdict | None = None

    @property
    def marked(self) -> bool:
        """Whether something happened here, not before."""
        return self.state in ("mistake", "unexplained")


def check_exercise(
    experiment: Experiment, entries: Sequence[Entry], example: int = 0
) -> list[Judged]:
    """Every entry judged, in the order of the calculation.

    Of several numbers for one quantity the last one counts for what follows. If each example has
    its own numbers, they are those of the `example`. Raises as `core.check.verdict.check` does.

    >>> from core.check.digits import read
    >>> from core.explain.quantities import quantity_named
    >>> from core.run.presets import mazur
    >>> sheet = {"new.w5": "0.365", "z.h1": "0.0275", "a.h1": "0.507", "delta.o1": "0.138"}
    >>> entries = [Entry(quantity_named(name, (2, 2, 2)), read(sheet[name])) for name in sheet]
    >>> for judged in check_exercise(mazur(), entries):
    ...     print(judged.entry.asked.name, judged.state, [own.name for own in judged.wrong])
    z.h1 mistake []
    a.h1 follows ['z.h1']
    delta.o1 right []
    new.w5 follows ['a.h1']
    """
    sheet = _Sheet(experiment, sorted(entries, key=lambda one: _rank(one.asked)), example)
    states: dict[Quantity, State] = {}
    judged: list[Judged] = []
    for one in sheet.entries:
        wrong = [own for own in sheet.made_of(one.asked) if states[own] in _WRONG]
        marked = sum(before.marked for before in judged)
        found = sheet.judge(one, tuple(wrong), explain=marked < MOST_EXPLAINED)
        states[one.asked] = found.state
        judged.append(found)
    return judged


def _rank(asked: Quantity) -> tuple[int, bool, int]:
    """Where a number stands in the calculation: it depends on none of the same rank, or a later."""
    order = phases_of(len(asked.sizes) - 1)
    # The loss is the sum of its shares.
    return order.index(asked.phase), isinstance(asked.part, Whole), _ORDER[asked.kind.prefix]


@dataclass(frozen=True)
class _Sheet:
    """What was typed, in the order of the calculation."""

    experiment: Experiment
    entries: Sequence[Entry]
    example: int

    @cached_property
    def typed(self) -> Mapping[Quantity, Numeral]:
        """The number of each quantity; of several the last."""
        return {one.asked: one.typed for one in self.entries}

    @cached_property
    def exact(self) -> Opened:
        """The correct iteration."""
        return open_iteration(self.experiment)

    @cached_property
    def started(self) -> Experiment:
        """The experiment with the weights and biases that were typed."""
        network = self.experiment.network
        weights = tuple(W.copy() for W in network.weights)
        biases = tuple(b.copy() for b in network.biases)
        started = replace(network, weights=weights, biases=biases)
        for asked, typed in self.typed.items():
            if asked.kind.prefix == "" and isinstance(asked.part, Weight | Bias):
                entry(started, asked.part)[...] = typed.value
        return replace(self.experiment, network=started)

    @cached_property
    def follows(self) -> Carried:
        """What follows from all typed numbers: each number from those before it."""
        return self._given(self.typed)

    @cached_property
    def around(self) -> Carried:
        """How far that can lie, as each typed number may have been rounded, or cut off."""
        ranges = {
            asked.name: np.array([number.value - number.unit, number.value + number.unit])
            for asked, number in self.typed.items()
        }
        return carry(self.started, ranges, self.example, exactly)

    def made_of(self, asked: Quantity) -> list[Quantity]:
        """The typed numbers that a number was made of."""
        return nearest(asked, self.typed, self.experiment)

    def judge(self, one: Entry, wrong: tuple[Quantity, ...], explain: bool) -> Judged:
        """What became of an entry, given which of the numbers that it was made of are wrong."""
        asked, typed = one.asked, one.typed
        alone = Question(self.exact, asked, self.example)
        correct = alone.correct
        expected, near = correct, Reach(EXACT, correct, correct)
        if operands_of(asked, self.experiment):  # a given number follows from none
            expected, near = self._expected(asked), self._near(asked)

        def judged(state: State, verdict: Verdict | None = None) -> Judged:
            finite = expected if isfinite(expected) else None
            because = wrong if state == "follows" else ()
            return Judged(one, state, correct, finite, because, verdict)

        if _agrees(typed, correct):
            return judged("right")
        carried: State = "follows" if wrong else "rounded"
        if isfinite(expected) and (_agrees(typed, expected) or near.holds(typed)):
            return judged(carried)
        if not explain:
            return judged("unexplained")
        for question in self._questions(alone, expected):
            verdict = judge(question, typed)
            if verdict.right_method:
                return judged("rounded" if question is alone else carried, verdict)
            if verdict.verdict == "mistake":
                return judged("mistake", verdict)
        return judged("unexplained", verdict)

    def _questions(self, alone: Question, expected: float) -> Iterator[Question]:
        """A number as it follows from those typed before it, and as it stands alone."""
        rank = _rank(alone.quantity)
        before = {own: typed for own, typed in self.typed.items() if _rank(own) < rank}
        if before and isfinite(expected):
            right = opened(self.started, self._given(before))
            given = {own.name: typed for own, typed in before.items()}
            question = Question(right, alone.quantity, self.example, expected, given)
            try:
                _ = question.correct
            except Diverged:
                pass  # numbers far too large were typed
            else:
                yield question
        yield alone

    def _expected(self, asked: Quantity) -> float:
        """The number that follows from the typed ones before it."""
        return float(self.follows.of(asked, self.example)[0, 0])

    def _near(self, asked: Quantity) -> Reach:
        """How far a number may lie from what follows from the typed ones before it."""
        low, high = self.around.of(asked, self.example)[:, 0]
        return Reach(EXACT, float(low), float(high))

    def _given(self, typed: Mapping[Quantity, Numeral]) -> Carried:
        values = {asked.name: number.value for asked, number in typed.items()}
        return as_typed(self.started, values, self.example)


def _agrees(typed: Numeral, value: float) -> bool:
    """Whether a number agrees in every digit that was typed; the last one may be cut off."""
    if typed.value == 0:
        return value == 0
    return agreeing_digits(typed.value, value) >= min(typed.digits, EXACT)
