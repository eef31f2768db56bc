"""How far rounding on the way leads at one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from core.check.carrying import DIGITS, carry
from core.check.digits import Numeral
from core.explain.quantities import Quantity
from core.run.experiment import Experiment

# The noise of floats, in proportion.
_NOISE = 1e-9


@dataclass(frozen=True)
class Reach:
    """The lowest and the highest number that the right method gives with so many digits carried."""

    digits: int
    low: float
    high: float

    def holds(self, typed: Numeral) -> bool:
        """Whether it leads to a number that was then typed: rounded, or cut off and so nearer to 0.

        >>> from core.check.digits import read
        >>> reach = Reach(3, 0.1381, 0.1389)
        >>> [reach.holds(read(text)) for text in ("0.138", "0.139", "0.1390", "0.140")]
        [True, True, False, False]
        """
        size, noise = abs(typed.value), _NOISE * abs(typed.value)
        ends = size - typed.unit / 2 - noise, size + typed.unit + noise
        low, high = ends if typed.value >= 0 else (-ends[1], -ends[0])
        return self.low <= high and low <= self.high

    @property
    def wide(self) -> bool:
        """Whether it tells nothing: the ends differ in sign, or by a factor of two or more."""
        ends = sorted((abs(self.low), abs(self.high)))
        return self.low * self.high <= 0 or ends[1] >= 2 * ends[0]


def reaches(
    experiment: Experiment, asked: Quantity, example: int, given: Mapping[str, Numeral]
) -> list[Reach]:
    """How far carrying few digits leads, from many digits to few.

    What was typed before is carried as anything that is typed like this.

    >>> from core.explain.quantities import quantity_named
    >>> from core.run.presets import mazur
    >>> found = reaches(mazur(), quantity_named("delta.o1", (2, 2, 2)), 0, {})
    >>> [(one.digits, round(one.low, 4)) for one in found]
    [(5, 0.1385), (4, 0.1384), (3, 0.1376), (2, 0.1296)]
    """
    ranges = {
        name: np.array([own.value - own.unit, own.value + own.unit]) for name, own in given.items()
    }
    low, high = carry(experiment, ranges, example).of(asked, example)
    found = [Reach(*one) for one in zip(DIGITS, low.tolist(), high.tolist(), strict=True)]
    return [one for one in reversed(found) if isfinite(one.low) and isfinite(one.high)]
