"""Times and ratios of times, measured side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from bench.table import Row

Run: TypeAlias = Callable[[], object]
_Seconds: TypeAlias = Mapping[Run, Sequence[float]]

_UNITS = {"ms": 1e3, "us": 1e6, "ns": 1e9}


@dataclass(frozen=True)
class Timing:
    """The time of our way of doing something, in a `unit` of a second.

    If it does the thing `times` over, it is the time of one of them. `aim` is the longest allowed.
    """

    name: str
    run: Run
    unit: str = "ms"
    times: int = 1
    aim: float | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """What is run in each round."""
        return (self.run,)

    def row(self, seconds: _Seconds) -> Row:
        """Its row, given the seconds of each run in each round."""
        scale = _UNITS[self.unit] / self.times
        values = tuple(scale * each for each in seconds[self.run])
        return Row(self.name, values, self.unit, self.aim)


@dataclass(frozen=True)
class Comparison:
    """Our way of doing something, and another way whose time ours is a fraction of.

    `aim` is the largest allowed fraction, if there is one. If our way does the thing `times` over,
    or the other way `other_times`, the times of one of them are compared.
    """

    name: str
    run: Run
    other_name: str
    other_run: Run
    aim: float | None = None
    times: int = 1
    other_times: int = 1

    @property
    def runs(self) -> tuple[Run, ...]:
        """What is run in each round."""
        return (self.run, self.other_run)

    def row(self, seconds: _Seconds) -> Row:
        """Its row, given the seconds of each run in each round."""
        pairs = zip(seconds[self.run], seconds[self.other_run], strict=True)
        values = tuple((our / self.times) / (other / self.other_times) for our, other in pairs)
        return Row(self.name, values, f"of {self.other_name}", self.aim)


def measure(
    figures: Sequence[Timing | Comparison],
    rounds: int,
    clock: Callable[[], float] = perf_counter,
) -> list[Row]:
    """Measures in a number of rounds. In each round, everything runs once.

    A ratio is taken within a round, so that anything that slows the machine for some seconds slows
    both sides. Each round begins with another run, so that none always follows the same one.
    """
    runs = list(dict.fromkeys(run for figure in figures for run in figure.runs))
    for run in runs:
        run()
    seconds: dict[Run, list[float]] = {run: [] for run in runs}
    for first in range(rounds):
        turn = first % len(runs)
        for run in runs[turn:] + runs[:turn]:
            start = clock()
            run()
            seconds[run].append(clock() - start)
    return [figure.row(seconds) for figure in figures]
