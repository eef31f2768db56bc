"""Where rounding on the way moves a mistake's number to, and how many numbers that explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Moved:
    """How far rounding moves a number, in proportion, and then the unit of the digits typed."""

    below: float
    above: float
    unit: float

    def interval(self, step: float, part: float) -> tuple[float, float]:
        """From where to where it moves a number, if only by this part of the way."""
        ends = step * (1 + part * self.below), step * (1 + part * self.above)
        return min(ends) - self.unit, max(ends) + self.unit

    def part(self, step: float, value: float) -> float:
        """The part of the way from a number to `value`; more than 1 if that is too far."""
        low, high = self.interval(step, 0.0)
        if low <= value <= high:
            return 0.0
        away = value - (high if value > high else low)
        room = step * (self.above if (away > 0) == (step > 0) else self.below)
        return away / room if room else inf

    def covered(self, steps: Sequence[float], value: float, part: float) -> float:
        """Which part of the numbers from half to twice a value is as near to one of these."""
        return _covered([self.interval(step, part) for step in steps], value)


def _covered(around: list[tuple[float, float]], value: float) -> float:
    """Which part of the numbers from half to twice a value lies in one of these intervals.

    >>> _covered([(0.5, 0.75), (0.6, 0.8), (1.9, 5.0)], 1.0)
    0.26...
    """
    start, end = sorted((value / 2, value * 2))
    total = 0.0
    at = start
    for low, high in sorted(around):
        low, high = max(low, at), min(high, end)
        if high > low:
            total += high - low
            at = high
    return total / (end - start)
