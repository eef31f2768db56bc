"""What a sheet says of itself."""

from __future__ import annotations

from core.practice.levels import LEVELS
from core.practice.sheets.sheet import Sheet

LEVEL_NAMES = {
    1: "the forward pass",
    2: "the loss and the output deltas",
    3: "the gradients of the output layer",
    4: "the hidden deltas",
    5: "the whole iteration",
}
if LEVEL_NAMES.keys() != LEVELS.keys():
    raise ValueError(f"names differ from levels: {sorted(LEVEL_NAMES.keys() ^ LEVELS.keys())}")


def title_of(sheet: Sheet) -> str:
    """The title of a sheet.

    >>> title_of(Sheet(seed=7, number=3, level=2, sizes=(2, 2, 2)))
    'Sheet 3 of seed 7: the loss and the output deltas'
    """
    return f"Sheet {sheet.number} of seed {sheet.seed}: {LEVEL_NAMES[sheet.level]}"
