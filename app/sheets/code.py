"""The code of a sheet, which leads back to it: ``7.3.5.2-2-2``.

That is the seed, the sheet's number, the level and the layers; if only some of the level's phases
are asked, their kinds follow: ``7.3.5.2-2-2.delta-gradient``.
"""

from __future__ import annotations

import re
from typing import cast

from core.errors import InvalidExperiment
from core.explain.phases import PhaseKind
from core.practice.sheets.sheet import KINDS, Sheet

_CODE = re.compile(
    r"([0-9]{1,16})\.([1-9][0-9]{0,3})\.([0-9])\.([0-9](?:-[0-9]){1,3})(?:\.([a-z]+(?:-[a-z]+){0,5}))?"
)


def code_of(sheet: Sheet) -> str:
    """The code of a sheet.

    >>> code_of(Sheet(seed=7, number=3, level=5, sizes=(2, 2, 2), kinds=("delta", "gradient")))
    '7.3.5.2-2-2.delta-gradient'
    """
    parts = [str(sheet.seed), str(sheet.number), str(sheet.level), "-".join(map(str, sheet.sizes))]
    if sheet.kinds != KINDS:
        parts.append("-".join(sheet.kinds))
    return ".".join(parts)


def sheet_of(code: str) -> Sheet:
    """The sheet with this code. Raises `InvalidExperiment`, naming the code or a part of it.

    >>> sheet_of("7.3.3.2-2-2")
    Sheet(seed=7, number=3, level=3, sizes=(2, 2, 2), kinds=('net', 'activation', 'loss', ...))
    """
    found = _CODE.fullmatch(code)
    kinds = found[5].split("-") if found and found[5] else KINDS
    if found is None or not set(kinds) <= set(KINDS):
        raise InvalidExperiment(
            ("code",),
            f"got {code[:40]!r}; must be a seed, a number, a level and layers, such as "
            "7.3.5.2-2-2, and after them kinds of phases, such as .delta-gradient",
        )
    return Sheet(
        seed=int(found[1]),
        number=int(found[2]),
        level=int(found[3]),
        sizes=tuple(map(int, found[4].split("-"))),
        kinds=ordered(cast(list[PhaseKind], kinds)),
    )


def ordered(kinds: list[PhaseKind] | tuple[PhaseKind, ...]) -> tuple[PhaseKind, ...]:
    """The kinds in the order of an iteration, each once."""
    return tuple(kind for kind in KINDS if kind in kinds)
