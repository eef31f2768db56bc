"""Two ways of doing the same thing, measured side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import TypeAlias

_Run: TypeAlias = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """Our way of doing something, and another way whose time ours should be a fraction of.

    `target` is the largest allowed fraction, if there is one. If our way does the thing `times`
    over, the time of one of them is compared.
    """

    name: str
    run: _Run
    other_name: str
    other_run: _Run
    target: float | None = None
    times: int = 1


@dataclass(frozen=True)
class Result:
    """The result of a comparison: a ratio of times for each round, and our time in seconds."""

    comparison: Comparison
    ratios: tuple[float, ...]
    seconds: float

    @property
    def ratio(self) -> float:
        """The median of all rounds."""
        return median(self.ratios)

    @property
    def met(self) -> bool:
        """Whether the ratio meets the target, if there is one."""
        return self.comparison.target is None or self.ratio <= self.comparison.target


def measure(
    comparisons: Sequence[Comparison], rounds: int, clock: Callable[[], float] = perf_counter
) -> list[Result]:
    """Compares in a number of rounds. In each round, everything runs once.

    A ratio is taken within a round, so that anything that slows the machine for some seconds slows
    both sides. Each round begins with another run, so that none always follows the same one.
    """
    runs = list(dict.fromkeys(run for pair in comparisons for run in (pair.run, pair.other_run)))
    for run in runs:
        run()
    times: dict[_Run, list[float]] = {run: [] for run in runs}
    for first in range(rounds):
        turn = first % len(runs)
        for run in runs[turn:] + runs[:turn]:
            start = clock()
            run()
            times[run].append(clock() - start)
    return [result(pair, times[pair.run], times[pair.other_run]) for pair in comparisons]


def result(pair: Comparison, ours: Sequence[float], others: Sequence[float]) -> Result:
    """The result of a comparison, given the seconds of each round."""
    ratios = tuple(our / pair.times / other for our, other in zip(ours, others, strict=True))
    return Result(pair, ratios, median(ours))


_HEADINGS = ("", "time", "ratio", "middle half", "compared with", "target", "")


def table(results: Sequence[Result]) -> str:
    """The results as a text table, one line each."""
    rows = [_HEADINGS, *(row(result) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    )


def row(result: Result) -> tuple[str, ...]:
    """The cells of a result. The middle half of the ratios shows how certain it is."""
    pair = result.comparison
    low, _, high = quantiles(result.ratios, n=4)
    return (
        pair.name,
        f"{1000 * result.seconds:.3g} ms",
        f"{result.ratio:.3f}",
        f"{low:.3f} to {high:.3f}",
        pair.other_name,
        "" if pair.target is None else f"at most {pair.target:.3f}",
        "" if pair.target is None else "met" if result.met else "MISSED",
    )
