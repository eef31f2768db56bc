"""What a preset is: an experiment that tells a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.run.experiment import Experiment

# The default seed of presets with random numbers. With it, as with most, XOR is learned.
DEFAULT_SEED = 1


@dataclass(frozen=True)
class Preset:
    """An experiment that tells a story.

    - ``story``: one sentence for learners: what to watch, and why it happens
    - ``question``: what to predict before the run
    - ``iterations``: how many show what the story says
    - ``view``: where the page shows it: the id of a panel, or of a view of the lab
    - ``make``: builds the experiment; takes a seed if ``seeded``, no argument otherwise

    >>> from core.run.presets import PRESETS
    >>> PRESETS["slow"].title, PRESETS["slow"].experiment().learning_rate
    ('A learning rate far too small', 0.0001)
    """

    id: str
    title: str
    story: str
    question: str
    iterations: int
    view: str
    make: Callable[..., Experiment]
    seeded: bool = False

    def experiment(self, seed: int | None = None) -> Experiment:
        """The experiment, at iteration 0. The `seed` determines only the random numbers.

        >>> from core.run.presets import PRESETS
        >>> PRESETS["xor"].experiment(seed=7).network.weights[1].tolist()
        [[-0.4, 0.75], [-0.99, 0.64]]
        """
        return self.make(DEFAULT_SEED if seed is None else seed) if self.seeded else self.make()


def drawing(seed: int) -> Callable[..., Array]:
    """A function that draws an array of a given shape, uniformly from -1 to 1, to two decimals."""
    generator = np.random.default_rng(seed)
    return lambda *shape: generator.uniform(-1.0, 1.0, shape).round(2)
