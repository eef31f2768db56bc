"""Two ways of doing the same thing, measured side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import TypeAlias

Run: TypeAlias = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """A way of doing something, beside another that its time is a fraction of.

    `target` is the fraction that it should at most be, where there is one. If our way does the
    thing `times` over, what is compared is the time that each of them takes.
    """

    name: str
    run: Run
    other_name: str
    other_run: Run
    target: float | None = None
    times: int = 1


@dataclass(frozen=True)
class Result:
    """What a comparison gave: a ratio of times for each round, and our time in seconds."""

    comparison: Comparison
    ratios: tuple[float, ...]
    seconds: float

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)

    @property
    def met(self) -> bool:
        """Whether the ratio is on target, if there is one."""
        return self.comparison.target is None or self.ratio <= self.comparison.target


def measure(
    comparisons: Sequence[Comparison], rounds: int, clock: Callable[[], float] = perf_counter
) -> list[Result]:
    """Compares in so many rounds, in each of which everything runs once.

    A ratio is taken within a round, so what slows the machine for some seconds slows both sides;
    and each round begins with another run, so that none always follows the same one.
    """
    runs = list(dict.fromkeys(run for pair in comparisons for run in (pair.run, pair.other_run)))
    for run in runs:
        run()
    times: dict[Run, list[float]] = {run: [] for run in runs}
    for first in range(rounds):
        turn = first % len(runs)
        for run in runs[turn:] + runs[:turn]:
            start = clock()
            run()
            times[run].append(clock() - start)
    return [result(pair, times[pair.run], times[pair.other_run]) for pair in comparisons]


def result(pair: Comparison, ours: Sequence[float], others: Sequence[float]) -> Result:
    """What a comparison gave, from the seconds of each round."""
    ratios = tuple(our / pair.times / other for our, other in zip(ours, others, strict=True))
    return Result(pair, ratios, median(ours))


HEADINGS = ("", "time", "ratio", "middle half", "compared with", "target", "")


def table(results: Sequence[Result]) -> str:
    """The results as a table of text, a line each."""
    rows = [HEADINGS, *(row(result) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    )


def row(result: Result) -> tuple[str, ...]:
    """The cells of a result. The middle half of its rounds' ratios shows how sure it is."""
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
