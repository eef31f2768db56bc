"""The numbers of an iteration for writing, and which of many are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from app.writing.mathml import is_rounded
from core.explain.here import Here
from core.explain.quantities import Opened, open_iteration, quantity_named

# If there are more terms or examples than this, only some are written.
MAX_TERMS = 6
MAX_EXAMPLES = 4


def shown(count: int, most: int, focus: int = 0) -> list[int | None]:
    """The indices of `count` things that are written: all, or the first three, `focus`, the last.

    None stands for those left out.

    >>> shown(4, most=4), shown(9, most=4), shown(9, most=4, focus=5)
    ([0, 1, 2, 3], [0, 1, 2, None, 8], [0, 1, 2, None, 5, None, 8])
    """
    written = range(count) if count <= most else sorted({0, 1, 2, focus, count - 1})
    places: list[int | None] = []
    for index in written:
        if index and places[-1] != index - 1:
            places.append(None)
        places.append(index)
    return places


@dataclass(frozen=True)
class Values(Here):
    """The quantities of an iteration by name and example, each computed once."""

    found: dict[tuple[str, int], float] = field(default_factory=dict)
    rounded: set[float] = field(default_factory=set)

    @cached_property
    def opened(self) -> Opened:
        """The iteration, computed when it is first asked for."""
        return open_iteration(self.experiment)

    def of(self, name: str, example: int) -> float:
        """A quantity's value. Raises as `core.explain.quantities.quantity` does."""
        if (name, example) not in self.found:
            asked = quantity_named(name, self.sizes)
            self.found[name, example] = asked.of(self.opened, example)
        return self.found[name, example]

    def show(self, value: float) -> float:
        """Notes whether a value needs more than `DIGITS` digits, and returns it."""
        if is_rounded(value):
            self.rounded.add(value)
        return value
