"""An iteration to ask about, and what is clear enough to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan

import numpy as np

from core.errors import Diverged
from core.explain.here import Here
from core.explain.names import Neuron, Pair, Part
from core.explain.quantities import Opened, quantity
from core.network.propagation import Forward, forward
from core.run.experiment import Experiment

# Numbers smaller in size are near zero, and nothing is asked about them.
LEAST = 1e-6
# A number is clearly larger than another one if it is larger by this part of itself.
LEAD = 0.1
# A question has at most this many choices.
MOST_CHOICES = 16


@dataclass(frozen=True)
class Scene:
    """One iteration of an experiment, seen through one of its examples."""

    right: Opened
    example: int = 0

    @property
    def experiment(self) -> Experiment:
        """The experiment of the iteration."""
        return self.right.experiment

    @cached_property
    def here(self) -> Here:
        """The experiment's parts and their names."""
        return Here(self.experiment)

    @cached_property
    def passed_after(self) -> Forward:
        """The forward pass of the same examples after the update."""
        with np.errstate(all="ignore"):
            return forward(self.right.after, self.experiment.inputs)

    def named(self, name: str) -> float:
        """The quantity of this name, NaN if it is not finite."""
        try:
            return quantity(self.right, name, self.example)
        except Diverged:
            return nan

    def value(self, prefix: str, part: Part) -> float:
        """The quantity of a part, NaN if it is not finite."""
        return self.named(self.here.name(prefix, part))


def through_outputs(scene: Scene, output: Neuron) -> dict[Neuron, float]:
    """What the delta of a coupled output adds up: each output's error, times how it answers."""
    outputs = scene.here.neurons(scene.here.last)
    answers = {
        one: scene.value("slope.", one)
        if one == output
        else scene.value("jacobian.", Pair(one, output))
        for one in outputs
    }
    return {one: scene.value("error.", one) * answers[one] for one in outputs}


def is_clear(value: float, scale: float = 0.0) -> bool:
    """Whether a number is clearly not zero: not tiny, also beside the numbers that it is made of.

    >>> is_clear(0.02), is_clear(0.02, scale=0.5), is_clear(0.0)
    (True, False, False)
    """
    return isfinite(value) and abs(value) >= max(LEAST, LEAD * scale)


def differ(one: float, other: float) -> bool:
    """Whether two numbers are clearly different.

    >>> differ(0.5, 0.56), differ(0.5, 0.54), differ(0.0, 1e-9)
    (True, False, False)
    """
    return is_clear(one - other, max(abs(one), abs(other)))


def leader(values: Sequence[float]) -> int | None:
    """The index of the largest number if it is clearly larger than every other, else None.

    >>> leader([0.2, -0.9, 0.3]), leader([0.29, 0.3]), leader([0.3])
    (2, None, None)
    """
    if not 2 <= len(values) <= MOST_CHOICES or not all(map(isfinite, values)):
        return None
    best = max(range(len(values)), key=lambda index: values[index])
    others = (value for index, value in enumerate(values) if index != best)
    return best if all(differ(values[best], other) for other in others) else None


def largest(values: Sequence[float]) -> int | None:
    """The index of the number that is clearly the largest in size, else None.

    >>> largest([0.2, -0.9, 0.3])
    1
    """
    return leader([abs(value) for value in values])
