"""What other layers changed in an experiment beside its parameters, in words."""

from __future__ import annotations

from core import Experiment
from core.arrays import Array
from core.check.slips import in_a_row


def layers_said(before: Experiment, after: Experiment) -> list[str]:
    """A sentence for each change that one would have to look for.

    >>> from core.run.layers import with_layers
    >>> from core.run.presets import mazur
    >>> layers_said(mazur(), with_layers(mazur(), (4, 2, 1)))
    ['Every example has x3 = 0 and x4 = 0 now.', 'No example has y2 any more.']
    """
    columns = (("x", before.inputs, after.inputs), ("y", before.targets, after.targets))
    new = [column for stem, old, now in columns for column in _new(stem, old, now)]
    gone = [column for stem, old, now in columns for column in _beyond(stem, len(now), len(old))]
    return [
        *([f"Every example has {in_a_row(new)} now."] if new else []),
        *([f"No example has {in_a_row(gone)} any more."] if gone else []),
    ]


def _new(stem: str, old: Array, now: Array) -> list[str]:
    """The new columns with their value, which is the same in all examples."""
    return [
        f"{name} = {float(row[0]):g}"
        for name, row in zip(_beyond(stem, len(old), len(now)), now[len(old) :], strict=True)
    ]


def _beyond(stem: str, count: int, last: int) -> list[str]:
    """The names from the one after `count` to the last.

    >>> _beyond("x", 2, 4), _beyond("x", 4, 2)
    (['x3', 'x4'], [])
    """
    return [f"{stem}{number}" for number in range(count + 1, last + 1)]
