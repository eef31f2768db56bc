"""A sheet: what is asked of an iteration, and which of its numbers are given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from core.errors import InvalidExperiment
from core.explain.names import Sizes
from core.explain.phases import Phase, PhaseKind, phases_of
from core.explain.quantities import Quantity
from core.practice.blanks import made_of
from core.practice.levels import LEVELS, phases_at
from core.practice.sheets.draw import asked_in, check_sizes, drawn
from core.run.experiment import Experiment

# What can be asked; the numbers of the input are always given.
KINDS: tuple[PhaseKind, ...] = tuple(kind for kind in get_args(PhaseKind) if kind != "input")


@dataclass(frozen=True)
class Sheet:
    """Sheet `number` of a seed. Its numbers depend on these two and on the layer sizes.

    - ``level``: 1 to 5 (`core.practice.levels`)
    - ``kinds``: of the level's phases only those of these kinds are asked

    Raises `InvalidExperiment`, naming the field, for sizes or a level that no sheet has, and if
    nothing would be asked.

    >>> Sheet(seed=7, number=1, level=4, sizes=(2, 1))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 4, the hidden deltas; a network without a hidden layer ...
    """

    seed: int
    number: int
    level: int
    sizes: Sizes
    kinds: tuple[PhaseKind, ...] = KINDS

    def __post_init__(self) -> None:
        check_sizes(self.sizes)
        if self.level not in LEVELS:
            raise InvalidExperiment(("level",), f"got {self.level}; allowed are 1 to {len(LEVELS)}")
        of_level = phases_at(self.level, len(self.sizes) - 1)
        if not of_level:
            raise InvalidExperiment(
                ("level",),
                f"got {self.level}, the hidden deltas; a network without a hidden layer has none",
            )
        if not self.phases:
            allowed = ", ".join(dict.fromkeys(phase.kind for phase in of_level))
            raise InvalidExperiment(
                ("phases",),
                f"got {', '.join(self.kinds)}; of these level {self.level} has none, but {allowed}",
            )

    @cached_property
    def experiment(self) -> Experiment:
        """Its experiment."""
        return drawn(self.sizes, self.seed, self.number)

    @property
    def phases(self) -> list[Phase]:
        """The phases that are asked, in order.

        >>> [phase.id for phase in Sheet(7, 1, level=2, sizes=(2, 2, 2)).phases]
        ['loss', 'delta-output']
        """
        last = len(self.sizes) - 1
        return [phase for phase in phases_at(self.level, last) if phase.kind in self.kinds]

    @cached_property
    def blanks(self) -> list[Quantity]:
        """What is asked, in the order of the phases.

        >>> [asked.name for asked in Sheet(7, 1, level=3, sizes=(2, 2, 2)).blanks]
        ['gradient.w5', 'gradient.w6', 'gradient.w7', 'gradient.w8']
        """
        return [asked for phase in self.phases for asked in asked_in(phase, self.experiment)]

    @cached_property
    def given(self) -> list[Quantity]:
        """The numbers that the blanks are calculated from and that nobody is asked for.

        The parameters and the example are given anyway, and are not among them.

        >>> [given.name for given in Sheet(7, 1, level=3, sizes=(2, 2, 2)).given]
        ['a.h1', 'a.h2', 'delta.o1', 'delta.o2']
        """
        asked, experiment = self.blanks, self.experiment
        needed = {name for blank in asked for name in made_of(blank, experiment)}
        return [
            unit
            for phase in phases_of(len(self.sizes) - 1)[1:]
            for unit in asked_in(phase, experiment)
            if unit.name in needed and unit not in asked
        ]
