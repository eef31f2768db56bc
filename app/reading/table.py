"""CSV: matrices under their names, the columns of examples, or the history of a run."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.reading.found import MOST_NUMBERS, Found, Named, Unread, Unreadable, Value, finite, unread
from app.reading.names import kind_of

_NUMBERED = re.compile(r"(w|b\.h|b\.o)([1-9][0-9]{0,4})$")


def read_table(text: str) -> Found:
    """The matrices, columns or parameters in a table.

    >>> read_table("W1\\n.15,.2\\n.25,.3\\nb1,.35,.35").named[0]
    Named(name='W1', value=[[0.15, 0.2], [0.25, 0.3]], line=1)
    >>> [named.name for named in read_table("x1,x2,y\\n0,1,1").named]
    ['inputs', 'targets']
    """
    try:
        rows = _rows(text)
    except csv.Error:
        return Found((), [unread(1, text, "It is no table of comma-separated values.")])
    if sum(len(cells) for _, cells in rows) > MOST_NUMBERS:
        return Found((), [unread(1, text, f"It has more than {MOST_NUMBERS} cells.")])
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if not any(_is_number(cell) for _, cells in filled for cell in cells):
        return Found((), [unread(1, text, "There are no numbers in it.")])
    if filled and len(filled[0][1]) > 1 and not any(map(_is_number, filled[0][1])):
        return _columns(filled)
    return _blocks(rows)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their line numbers, as cells without spaces around them."""
    counts = {mark: text.count(mark) for mark in ("\t", ";", ",")}
    mark = next((one for one in ("\t", ";") if counts[one]), ",")
    if not any(counts.values()):
        text = re.sub(r"(?<=\S) +(?=\S)", ",", text)
    reader = csv.reader(text.split("\n"), delimiter=mark, skipinitialspace=True)
    decimal = "," if mark != "," else ""
    return [
        (reader.line_num, [_with_point(cell.strip(), decimal) for cell in row]) for row in reader
    ]


def _with_point(cell: str, decimal: str) -> str:
    """A number with a decimal comma as one with a point, where the comma separates nothing."""
    return cell.replace(decimal, ".") if decimal and cell.count(decimal) == 1 else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float:
    """The number in a cell. Raises `Unreadable`."""
    try:
        return finite(float(cell))
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable(f"It has “{cell[:20]}” where a number is needed.") from None


def _columns(rows: Sequence[tuple[int, list[str]]]) -> Found:
    """A table with a name over each column: of examples, or of a run, whose last row counts."""
    (line, names), *others = rows
    missed: list[Unread] = []
    read: list[tuple[int, dict[str, float]]] = []
    for at, cells in others:
        try:
            if len(cells) != len(names):
                raise Unreadable(f"It has {len(cells)} cells under {len(names)} names.")
            read.append((at, dict(zip(names, map(_number, cells), strict=True))))
        except Unreadable as error:
            missed.append(unread(at, ",".join(cells), str(error)))
    if not read:
        return Found((), [*missed, unread(line, ",".join(names), "No row of numbers follows it.")])
    if any(name.startswith("b.") for name in names) or "iteration" in names:
        at, last = read[-1]
        named = [
            Named(name, value, at)
            for name, value in last.items()
            if _NUMBERED.match(name) or kind_of(name) == "learning rate"
        ]
        return Found(named, missed)
    kinds = {name: kind_of(name) for name in names}
    named = []
    for kind in ("inputs", "targets"):
        own = [name for name in names if kinds[name] == kind]
        if own:
            named.append(Named(kind, [[row[name] for name in own] for _, row in read], line))
    unused = [name for name in names if kinds[name] not in ("inputs", "targets")]
    missed += [
        unread(line, name, "The name of this column does not say what it is.") for name in unused
    ]
    return Found(named, missed)


def _blocks(rows: Sequence[tuple[int, list[str]]]) -> Found:
    """Matrices: rows of numbers under a name, after a name, or between empty rows."""
    named: list[Named] = []
    missed: list[Unread] = []
    for line, name, block in _named_blocks(rows):
        try:
            numbers: list[Value] = [[_number(cell) for cell in cells] for cells in block]
            if not numbers:
                raise Unreadable("No numbers follow this name.")
        except Unreadable as error:
            missed.append(unread(line, name or ",".join(block[0]), str(error)))
            continue
        named.append(Named(name or f"weights {len(named) + 1}", _plain(name, numbers), line))
    return Found(named, missed)


def _plain(name: str, rows: list[Value]) -> Value:
    """The rows; a single one of a bias or a rate as a vector, and a single number as itself."""
    first = rows[0]
    if kind_of(name) in (None, "weights", "inputs", "targets") or len(rows) > 1:
        return rows
    return first[0] if isinstance(first, list) and len(first) == 1 else first


def _named_blocks(
    rows: Sequence[tuple[int, list[str]]],
) -> Iterator[tuple[int, str, list[list[str]]]]:
    """Each block of rows: its first line, its name or an empty one, its cells."""
    name, number = "", 0
    keyed: list[tuple[tuple[int, str], int, list[str]]] = []
    for line, cells in rows:
        given = cells
        while given and given[-1] == "":
            given = given[:-1]
        if not given:
            name, number = "", number + 1
            continue
        if not _is_number(given[0]):
            if given[0] != name:
                name, number = given[0], number + 1
            given = given[1:]
        keyed.append(((number, name), line, given))
    for (_, called), block in groupby(keyed, key=lambda one: one[0]):
        lines = list(block)
        yield lines[0][1], called, [cells for _, _, cells in lines if cells]
