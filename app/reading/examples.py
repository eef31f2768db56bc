"""The examples of an experiment out of named values, or those of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.api.limits import MAX_EXAMPLES
from app.reading.found import Named, Unreadable, unread
from app.reading.layers import array
from app.reading.notes import Notes, counted, times
from core import Experiment
from core.arrays import Array


@dataclass(frozen=True)
class Rows:
    """Inputs or targets as they stand in the text, and what they are called there."""

    called: str
    values: Array

    @property
    def size(self) -> str:
        """Its shape in words."""
        vector = self.values.ndim == 1
        return counted(self.values.size, "number") if vector else times(self.values.shape)


def rows_of(named: Sequence[Named], notes: Notes) -> Rows | None:
    """The inputs or targets in one array, or in numbers with a name each."""
    if named and all(isinstance(one.value, float) for one in named):
        called = f"{named[0].name} to {named[-1].name}" if len(named) > 1 else named[0].called
        return Rows(called, array([one.value for one in named]))
    found: Rows | None = None
    for one in named:
        with notes.reading(one):
            values = array(one.value)
            if found is not None:
                raise Unreadable(f"{found.called} has such numbers already.")
            if not 1 <= values.ndim <= 2:
                raise Unreadable("It has no row for each example.")
            found = Rows(one.called, values)
    return found


def units_of(examples: Rows | None, units: int) -> int:
    """How many numbers an example has, if it does not have to fit a network."""
    if examples is None:
        return units
    return int(examples.values.shape[-1])


def with_examples(
    start: Experiment, base: Experiment, x: Rows | None, y: Rows | None, notes: Notes
) -> Experiment:
    """The experiment with the examples of the text, or those of the page as far as they fit."""
    first, last = start.sizes[0], start.sizes[-1]
    inputs = None if x is None else columns_of(x.values, first, None if y is None else y.values)
    targets = None if y is None else columns_of(y.values, last, inputs)
    _tell(x, inputs, "input", first, notes)
    _tell(y, targets, "target", last, notes)
    if inputs is not None and targets is not None and inputs.shape[1] != targets.shape[1]:
        of_both = counted(targets.shape[1], "target"), counted(inputs.shape[1], "input")
        why = f"There are {of_both[0]} for {of_both[1]}, and each example needs one of both."
        notes.unread.append(unread(None, y.called if y else "", why))
        targets = None
    if inputs is None and targets is None:
        fits = (first, last) == (base.sizes[0], base.sizes[-1])
        how = "" if fits else ", in the columns that fit; new ones are 0"
        notes.filled.append(f"Examples are not given: those on the page{how}.")
        return start
    if targets is None and inputs is not None:
        notes.filled.append("Targets are not given: 0 in every example.")
        targets = np.zeros((last, inputs.shape[1]))
    if inputs is None and targets is not None:
        notes.filled.append("Inputs are not given: 0 in every example.")
        inputs = np.zeros((first, targets.shape[1]))
    assert inputs is not None
    assert targets is not None
    return replace(start, inputs=inputs, targets=targets)


def _tell(given: Rows | None, found: Array | None, what: str, units: int, notes: Notes) -> None:
    """Says what was read as inputs or targets, or why it does not fit."""
    if given is None:
        return
    if found is None:
        why = f"It is {given.size}, and the network has {counted(units, what)} for each example."
        if max(given.values.shape) > MAX_EXAMPLES:
            why = f"It is {given.size}, and at most {MAX_EXAMPLES} examples can be read."
        notes.unread.append(unread(None, given.called, why))
    else:
        of = counted(found.shape[1], "example")
        notes.read.append(f"{given.called}, {given.size}: the {what}s of {of}.")


def columns_of(values: Array, units: int, other: Array | None) -> Array | None:
    """The examples as columns, (units, m), from rows, columns or a vector; None if they do not fit.

    A vector is one example, or with one unit one number for each. `other` are the other side's
    numbers, whose m decides where rows and columns both fit.

    >>> columns_of(np.ones((4, 2)), 2, None).shape, columns_of(np.ones(4), 1, None).shape
    ((2, 4), (1, 4))
    >>> columns_of(np.ones((3, 4)), 2, None)
    """
    rows = values if values.ndim == 2 else values[np.newaxis]
    ways = [np.ascontiguousarray(rows.T), rows]
    fitting = [way for way in ways if len(way) == units and way.shape[1] <= MAX_EXAMPLES]
    counts = () if other is None else other.shape if other.ndim == 2 else (1, len(other))
    agreeing = [way for way in fitting if way.shape[1] in counts]
    return next(iter([*agreeing, *fitting]), None)
