"""An iteration as a variant takes it, opened: where do its numbers part from the right ones?

`core.run.variants` runs the variants; here every number of one of their iterations has its name, so
that it can be laid beside the right one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from core.check.slips import with_loss
from core.explain.quantities import Opened, open_iteration
from core.run.experiment import Experiment
from core.run.variants import Variant, update_backwards, without_half

Opener: TypeAlias = Callable[[Experiment], Opened]


def open_updating_backwards(experiment: Experiment) -> Opened:
    """The deltas carried back by the weights that `update_backwards` has moved already."""
    with np.errstate(all="ignore"):
        moved = update_backwards(experiment, experiment.network)
    return open_iteration(experiment, carrier=moved)


def open_without_half(experiment: Experiment) -> Opened:
    """The loss doubled, and all that follows from it. Raises as `without_half` does."""
    without_half(experiment)
    return open_iteration(with_loss(experiment, share_factor=2.0, delta_factor=2.0))


OPENERS: dict[str, Opener] = {
    "correct": open_iteration,
    "updated-weights": open_updating_backwards,
    "biases-per-neuron": lambda experiment: open_iteration(replace(experiment, train_biases=True)),
    "biases-per-layer": lambda experiment: open_iteration(
        replace(experiment, train_biases="per_layer")
    ),
    "no-half": open_without_half,
}


def open_variant(experiment: Experiment, variant: Variant) -> Opened:
    """The experiment's next iteration, as `variant` takes it.

    >>> from core.run.presets import mazur
    >>> from core.explain.quantities import quantity
    >>> from core.run.variants import VARIANTS
    >>> for name in ("delta.o1", "delta.h1", "new.loss"):
    ...     right, other = (
    ...         quantity(open_variant(mazur(), VARIANTS[variant]), name)
    ...         for variant in ("correct", "updated-weights")
    ...     )
    ...     print(f"{name}: {right:.9f} {other:.9f}")
    delta.o1: 0.138498562 0.138498562
    delta.h1: 0.008771355 0.007294458
    new.loss: 0.291027774 0.291027924
    """
    return OPENERS[variant.id](experiment)
