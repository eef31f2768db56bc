"""A run for export: what was set at which iteration, and the iterations that followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core import Experiment, Network, evaluate
from core.arrays import Array
from core.errors import InvalidExperiment
from core.run.training import pieces


@dataclass(frozen=True)
class Run:
    """Consecutive iterations; before some of them, something was changed by hand.

    `changed` are the experiment at the start and that after each change. `iteration` is the last
    iteration of the run, not before the last change.

    Raises `InvalidExperiment` for experiments that are not in order, and for networks of different
    sizes.

    >>> from core.run.presets import mazur
    >>> Run((mazur(), mazur()), 10)
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 0; must be more than 0, the iteration of the one before
    """

    changed: tuple[Experiment, ...]
    iteration: int

    def __post_init__(self) -> None:
        sizes = self.start.sizes
        for index, (before, after) in enumerate(pairwise(self.changed), start=1):
            if after.iteration <= before.iteration:
                raise InvalidExperiment(
                    ("changed", index, "iteration"),
                    f"got {after.iteration}; must be more than {before.iteration}, the iteration "
                    "of the one before",
                )
            if after.sizes != sizes:
                raise InvalidExperiment(
                    ("changed", index, "network"),
                    f"got {shape(after.sizes)} neurons; must be {shape(sizes)}, as in the first",
                )

    @property
    def start(self) -> Experiment:
        """The experiment at the start."""
        return self.changed[0]

    def stages(self) -> Iterator[tuple[Experiment, int]]:
        """Each of `changed`, and the number of steps from it.

        >>> from core.run.presets import mazur
        >>> start = mazur()
        >>> [steps for _, steps in Run((start, start.at(4, start.network)), 10).stages()]
        [4, 6]
        """
        ends = [experiment.iteration for experiment in self.changed[1:]] + [self.iteration]
        for experiment, end in zip(self.changed, ends, strict=True):
            yield experiment, end - experiment.iteration


@dataclass(frozen=True)
class Stretch:
    """Consecutive iterations, with a stack of networks, their losses, and the learning rate."""

    iterations: range
    networks: Network
    losses: Array
    learning_rate: float


def stretches(run: Run) -> Iterator[Stretch]:
    """All iterations of the run, in order, in stretches that fit the cache.

    Raises `Diverged`, naming the iteration, for a number that is not finite.

    >>> from core.run.presets import mazur
    >>> [(part.iterations, part.losses.round(4).tolist()) for part in stretches(Run((mazur(),), 2))]
    [(range(0, 2), [0.2984, 0.291]), (range(2, 3), [0.2835])]
    """
    for experiment, steps in run.stages():
        last = experiment
        for piece in pieces(experiment, steps):
            iterations = range(piece.first_iteration, piece.after.iteration)
            yield Stretch(iterations, piece.networks, piece.losses, experiment.learning_rate)
            last = piece.after
    end = range(last.iteration, last.iteration + 1)
    yield Stretch(end, last.network[np.newaxis], np.array([evaluate(last)[1]]), last.learning_rate)


def shape(sizes: tuple[int, ...]) -> str:
    """Layer sizes in words.

    >>> shape((2, 3, 1))
    '2-3-1'
    """
    return "-".join(map(str, sizes))
