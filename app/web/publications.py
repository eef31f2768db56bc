"""The published figures, as rows for the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from app.api.published import PublishedFigure, published_answer


@dataclass(frozen=True)
class _Shown:
    """A number in two pieces: the digits that agree with the number beside it, and the others."""

    agreeing: str
    rest: str


@dataclass(frozen=True)
class FigureRow:
    """A figure on the page: printed, and computed to as many digits as are printed."""

    figure: PublishedFigure
    printed: _Shown
    computed: _Shown
    variant: _Shown | None


@dataclass(frozen=True)
class _Group:
    """The figures of one publication."""

    source: str
    rows: list[FigureRow]


@cache
def groups() -> list[_Group]:
    """All figures, publication by publication."""
    found = published_answer().figures
    return [
        _Group(source, [_row(figure) for figure in of_source])
        for source, of_source in groupby(found, key=lambda figure: figure.source)
    ]


def _row(figure: PublishedFigure) -> FigureRow:
    """The row of a figure.

    >>> [loss] = [figure for figure in published_answer().figures if figure.id == "E_total_1"]
    >>> _row(loss).printed, _row(loss).computed
    (_Shown(agreeing='0.291027', rest='924'), _Shown(agreeing='0.291027', rest='774'))
    """
    written = figure.printed.replace("-", "−")
    unit = "%" if written.endswith("%") else ""
    written = written.removesuffix("%")
    computed = _rounded(figure.computed, figure.printed_digits)
    same = min(figure.digits, _common_digits(written, computed))
    beside = None
    if figure.variant is not None:
        variant = _rounded(figure.variant.computed, figure.printed_digits)
        beside = _split(variant, _common_digits(written, variant), unit)
    return FigureRow(figure, _split(written, same, unit), _split(computed, same, unit), beside)


def _rounded(value: float, digits: int) -> str:
    """The number with `digits` significant digits, a true minus sign and no exponent.

    >>> _rounded(3.510187782978859e-05, 6), _rounded(0.5113012702387375, 9), _rounded(-0.019, 4)
    ('0.0000351019', '0.511301270', '−0.01900')
    """
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    return f"{value:.{max(0, digits - 1 - exponent)}f}".replace("-", "−")


def _significant(text: str) -> Iterator[int]:
    """The positions of the significant digits in a written number.

    >>> list(_significant("−0.0103"))
    [4, 5, 6]
    """
    begun = False
    for index, character in enumerate(text):
        begun = begun or character in "123456789"
        if begun and character.isdigit():
            yield index


def _common_digits(one: str, other: str) -> int:
    """How many leading significant digits two written numbers share.

    >>> _common_digits("0.291027924", "0.291027774"), _common_digits("0.0012", "0.012")
    (6, 0)
    """
    same = 0
    for here, there in zip(_significant(one), _significant(other), strict=False):
        if one[: here + 1] != other[: there + 1]:
            break
        same += 1
    return same


def _split(text: str, digits: int, unit: str) -> _Shown:
    """A written number, split after `digits` significant digits.

    >>> _split("0.0159136", 3, ""), _split("0.0159136", 0, "%")
    (_Shown(agreeing='0.0159', rest='136'), _Shown(agreeing='', rest='0.0159136%'))
    """
    places = list(_significant(text))
    end = places[digits - 1] + 1 if digits else 0
    if end == len(text):
        return _Shown(text + unit, "")
    return _Shown(text[:end], text[end:] + unit)
