"""What stands on the pages of a sheet and of its key, and which of it fits on one page.

The style sheet, `static/css/sheets.css`, gives everything the heights that are used here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from app.sheets.drawing import drawn
from app.sheets.numbers import Decimal, worked
from app.sheets.rules import rule_of
from app.words.phases import phase_name
from app.writing.mathml import plain
from app.writing.notation import Notation
from core.explain.phases import PhaseKind
from core.explain.quantities import Opened, Quantity, open_iteration
from core.practice.sheets.draw import asked_in
from core.practice.sheets.sheet import Sheet

# What fits on a page of both A4 and Letter, with a margin of 12 mm.
PAGE = 254.0
# The title with what to do, the drawing's margin, and the title of a further page.
_HEAD, _AROUND_DRAWING, _NEXT_HEAD = 44.0, 3.0, 10.0
_TABLE = 60.0
# A phase's name and rule.
_HEADING = 9.0

# wide: room to write a sum down; narrow: for one number; dense: numbers that are printed.
Style: TypeAlias = Literal["wide", "narrow", "dense"]
# What is left on a page is given to those who write.
Space: TypeAlias = Literal["airy", "roomy", "close"]
_HEIGHTS: dict[Space, dict[Style, float]] = {
    "airy": {"wide": 28.0, "narrow": 20.0, "dense": 4.1},
    "roomy": {"wide": 20.0, "narrow": 13.0, "dense": 4.1},
    "close": {"wide": 14.0, "narrow": 9.0, "dense": 4.1},
}
_COLUMNS: dict[Style, int] = {"wide": 2, "narrow": 4, "dense": 5}
_STYLES: dict[PhaseKind, Style] = {"net": "wide", "delta": "wide"}


@dataclass(frozen=True)
class Cell:
    """A number, by its symbol; an empty text is a blank."""

    name: str
    symbol: str
    value: str = ""


@dataclass(frozen=True)
class Row:
    """Cells side by side."""

    style: Style
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Block:
    """The rows of a phase; a rule only where somebody calculates."""

    title: str
    rows: tuple[Row, ...]
    rule: str = ""
    continued: bool = False


@dataclass
class Page:
    """A page: its blocks, and whether the table of the activation follows them."""

    space: Space
    room: float
    blocks: list[Block] = field(default_factory=list)
    has_table: bool = False


@dataclass(frozen=True)
class Writing:
    """How the numbers of a sheet are written."""

    sheet: Sheet
    decimal: Decimal

    @cached_property
    def opened(self) -> Opened:
        """The sheet's iteration."""
        return open_iteration(self.sheet.experiment)

    def symbol(self, name: str) -> str:
        """The symbol of a quantity, as text."""
        return plain(Notation("short", self.sheet.sizes).symbol(name))

    def cell(self, asked: Quantity, *, filled: bool) -> Cell:
        """A number of the sheet's iteration, or a blank for it."""
        value = asked.of(self.opened)
        return Cell(
            asked.name, self.symbol(asked.name), worked(value, self.decimal) if filled else ""
        )


def pages_of(writing: Writing) -> list[Page]:
    """The pages of a sheet: as few as can be, with as much space as they have."""
    blocks = list(_blocks(writing))
    each = [_pages(writing.sheet, blocks, space) for space in _HEIGHTS]
    return min(each, key=len)


def _pages(sheet: Sheet, blocks: list[Block], space: Space) -> list[Page]:
    """The pages with so much space."""
    pages = [Page(space, PAGE - _HEAD - drawn(sheet.sizes).height - _AROUND_DRAWING)]
    for block in blocks:
        _place(block, pages)
    if any(phase.kind == "activation" for phase in sheet.phases):
        if pages[-1].room < _TABLE:
            pages.append(Page(space, PAGE - _NEXT_HEAD))
        pages[-1].has_table = True
    return pages


def _place(block: Block, pages: list[Page]) -> None:
    """Adds a block to the last page, and to further ones what does not fit."""
    rows = list(block.rows)
    height = _HEIGHTS[pages[-1].space][rows[0].style]
    continued = False
    while rows:
        page = pages[-1]
        fitting = min(len(rows), int((page.room - _HEADING) // height))
        if fitting <= 0:
            pages.append(Page(page.space, PAGE - _NEXT_HEAD))
            continue
        page.blocks.append(replace(block, rows=tuple(rows[:fitting]), continued=continued))
        page.room -= _HEADING + fitting * height
        rows, continued = rows[fitting:], True


def _blocks(writing: Writing) -> Iterator[Block]:
    """What is given, then a block for each phase that is asked."""
    sheet = writing.sheet
    if sheet.given:
        cells = [writing.cell(one, filled=True) for one in sheet.given]
        yield Block("Given", _rows(cells, "dense"))
    for phase in sheet.phases:
        cells = [writing.cell(one, filled=False) for one in asked_in(phase, sheet.experiment)]
        style = _STYLES.get(phase.kind, "narrow")
        yield Block(phase_name(phase), _rows(cells, style), rule=rule_of(phase, sheet.sizes[-1]))


def key_of(writing: Writing) -> list[Block]:
    """The key of a sheet, which fits on one page: what was given, and each blank's number."""
    sheet = writing.sheet
    given = [Block("Given", _filled(sheet.given, writing))] if sheet.given else []
    return given + [
        Block(phase_name(phase), _filled(asked_in(phase, sheet.experiment), writing))
        for phase in sheet.phases
    ]


def _filled(units: list[Quantity], writing: Writing) -> tuple[Row, ...]:
    return _rows([writing.cell(one, filled=True) for one in units], "dense")


def _rows(cells: list[Cell], style: Style) -> tuple[Row, ...]:
    columns = _COLUMNS[style]
    return tuple(
        Row(style, tuple(cells[start : start + columns])) for start in range(0, len(cells), columns)
    )
