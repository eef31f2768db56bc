"""The time of an iteration in a sweep of 1,000 networks, compared with a single run.

Both train the worked example for 10,000 iterations and give its loss on the way: a run at every
iteration, a sweep for each copy at the recorded iterations.
"""

from __future__ import annotations

import numpy as np

from bench.comparison import Comparison
from bench.training import STEPS, core_train
from core.arrays import Array
from core.run.presets import mazur
from core.run.sweep import sweep

_RATES = np.geomspace(0.01, 100.0, 1_000)


def core_sweep() -> Array:
    """The worked example at 1,000 learning rates."""
    return sweep(mazur(), _RATES, STEPS).losses


COMPARISONS = (
    Comparison(
        "an iteration, one of 1,000 rates",
        core_sweep,
        "an iteration of a run",
        core_train,
        target=1 / 100,
        times=len(_RATES),
    ),
)
