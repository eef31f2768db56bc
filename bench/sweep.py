"""What a network's iteration takes among 1,000 that are trained at once, and in a run by itself.

Both train the worked example for 10,000 iterations, and both give its loss on the way: a run that
of every iteration, a sweep that of each copy at the iterations that it looks at.
"""

from __future__ import annotations

import numpy as np

from bench.comparison import Comparison
from bench.training import STEPS, core_train
from core.arrays import Array
from core.run.presets import mazur
from core.run.sweep import sweep

RATES = np.geomspace(0.01, 100.0, 1_000)


def core_sweep() -> Array:
    """The worked example at 1,000 learning rates."""
    return sweep(mazur(), RATES, STEPS).losses


COMPARISONS = (
    Comparison(
        "an iteration, one of 1,000 rates",
        core_sweep,
        "an iteration of a run",
        core_train,
        target=1 / 100,
        times=len(RATES),
    ),
)
