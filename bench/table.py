"""The rows of the table: a figure, what was measured, and the aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """A figure, and its value in each round (a single value if it is counted).

    `aim` is the largest value that is allowed, if there is one.
    """

    figure: str
    values: tuple[float, ...]
    unit: str
    aim: float | None = None

    @property
    def measured(self) -> float:
        """The median of all rounds."""
        return median(self.values)

    @property
    def met(self) -> bool:
        """Whether the aim is met, if there is one."""
        return self.aim is None or self.measured <= self.aim


_HEADINGS = ("figure", "measured", "middle half", "aim", "")


def table(rows: Sequence[Row]) -> str:
    """The rows as a text table, one line each.

    >>> print(table([Row("requests", (5.0,), "requests", aim=4.0)]))
    figure    measured    middle half  aim
    requests  5 requests               at most 4  MISSED
    """
    lines = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    """The cells of a row. The middle half of the values shows how certain it is."""
    low, _, high = quantiles(row.values, n=4) if len(row.values) > 1 else (0.0, 0.0, 0.0)
    return (
        row.figure,
        f"{row.measured:.3g} {row.unit}",
        f"{low:.3g} to {high:.3g}" if len(row.values) > 1 else "",
        "" if row.aim is None else f"at most {row.aim:.3g}",
        "" if row.aim is None else "met" if row.met else "MISSED",
    )
