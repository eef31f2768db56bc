"""Reads a whole exercise as people type or paste it: a name and a number on each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.check.digits import read
from core.check.exercise import Entry
from core.check.naming import meant_by
from core.errors import InvalidExperiment
from core.run.experiment import Experiment

# What stands between a name and its number. The first of these that leaves both is the one.
_BETWEEN = (r"\s*[=≈].*[=≈]\s*", r"\s*[=≈:;|\t]\s*", r",?\s+", r",")

# Longer lines are no name and number.
_LONGEST = 200


@dataclass(frozen=True)
class Row:
    """A name and the text of a number, as they were typed."""

    name: str
    text: str


@dataclass(frozen=True)
class Unread:
    """A row that cannot be judged, by its place among all rows, and why."""

    row: int
    problem: str


def rows_in(text: str, experiment: Experiment) -> list[Row]:
    """The rows of a text; lines without anything, and those that begin with ``#``, are skipped.

    Of ``net_h1 = 0.15 * 0.05 + ... = 0.3775`` the last number counts.

    >>> from core.run.presets import mazur
    >>> rows_in("net_h1 = 0.3775\\n\\ndelta h1\\t0,00877\\nw5+, 0.359\\nabout 5", mazur())[1:]
    [Row(name='delta h1', text='0,00877'), Row(name='w5+', text='0.359'), Row(name='about', ...)]
    """
    lines = (line.strip(" \t|") for line in text.splitlines())
    return [_row_of(line, experiment) for line in lines if line and not line.startswith("#")]


def entries_of(rows: Iterable[Row], experiment: Experiment) -> tuple[list[Entry], list[Unread]]:
    """The rows that are understood, and those that are not.

    >>> from core.run.presets import mazur
    >>> entries, unread = entries_of([Row("net_h1", "0.3775"), Row("z1", "0.3775")], mazur())
    >>> entries[0].asked.name, unread
    ('z.h1', [Unread(row=1, problem="got 'z1', which may be net_h1 or net_o1")])
    """
    entries: list[Entry] = []
    unread: list[Unread] = []
    for index, row in enumerate(rows):
        try:
            entries.append(Entry(meant_by(row.name, experiment), read(row.text), index))
        except InvalidExperiment as error:
            unread.append(Unread(index, str(error)))
    return entries, unread


def _row_of(line: str, experiment: Experiment) -> Row:
    """A line as a row: with a name and a number that are understood, if there are such."""
    ways = list(_ways(line[:_LONGEST]))
    named = [row for row in ways if _is_name(row.name, experiment)]
    numbered = [row for row in ways if _is_number(row.text)]
    both = [row for row in named if row in numbered]
    return next(iter([*both, *named, *numbered, *ways]), Row(line, ""))


def _ways(line: str) -> Iterator[Row]:
    """All ways to take a line apart, the likeliest first."""
    for between in _BETWEEN:
        for found in re.finditer(between, line):
            yield Row(line[: found.start()], line[found.end() :])


def _is_name(text: str, experiment: Experiment) -> bool:
    try:
        meant_by(text, experiment)
    except InvalidExperiment:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        read(text)
    except InvalidExperiment:
        return False
    return True
