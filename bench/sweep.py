"""A sweep: the time of an iteration of one network, among 1,000 and among 10,000.

Among 1,000 it is compared with a single run. Both train the worked example for 10,000 iterations
and give its loss on the way: a run at every iteration, a sweep for each copy at the recorded ones.
Among 10,000 the losses are recorded at each of 100 iterations.
"""

from __future__ import annotations

import numpy as np

from bench.measure import Comparison, Timing, measure
from bench.table import Row
from bench.training import STEPS, core_train
from core.arrays import Array
from core.run.presets import mazur
from core.run.sweep import sweep

RATES, MANY_RATES, FEW_STEPS = 1_000, 10_000, 100


def core_sweep() -> Array:
    """The worked example at 1,000 learning rates."""
    return sweep(mazur(), np.geomspace(0.01, 100.0, RATES), STEPS).losses


def wide_sweep() -> Array:
    """The worked example at 10,000 learning rates, for a few steps that are all recorded."""
    return sweep(mazur(), np.geomspace(0.01, 100.0, MANY_RATES), FEW_STEPS).losses


def rows(rounds: int) -> list[Row]:
    """The rows of the sweeps."""
    iteration = f"an iteration, one of {RATES:,} rates"
    many = f"an iteration, one of {MANY_RATES:,} rates, all losses"
    return measure(
        (
            Comparison(iteration, core_sweep, "one of a run", core_train, aim=1 / 100, times=RATES),
            Timing(iteration, core_sweep, unit="ns", times=RATES * STEPS),
            Comparison(
                many,
                wide_sweep,
                "one of a run",
                core_train,
                times=MANY_RATES * FEW_STEPS,
                other_times=STEPS,
            ),
            Timing(many, wide_sweep, unit="ns", times=MANY_RATES * FEW_STEPS, aim=50),
        ),
        rounds,
    )
