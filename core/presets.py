"""Experiments with a name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.activations import activation_named
from core.errors import InvalidExperiment
from core.experiment import Experiment
from core.losses import loss_named
from core.network import Network


def mazur(seed: int | None = None) -> Experiment:
    """The worked example of Mazur (2015). Nothing in it is random, so `seed` changes nothing.

    >>> experiment = mazur()
    >>> experiment.inputs.tolist(), experiment.targets.tolist(), experiment.learning_rate
    ([[0.05], [0.1]], [[0.01], [0.99]], 0.5)
    """
    return Experiment(
        network=Network(
            weights=(
                np.array([[0.15, 0.20], [0.25, 0.30]]),
                np.array([[0.40, 0.45], [0.50, 0.55]]),
            ),
            biases=(np.full((2, 1), 0.35), np.full((2, 1), 0.60)),
            activations=(activation_named("sigmoid"), activation_named("sigmoid")),
        ),
        loss=loss_named("half_squared_error"),
        inputs=np.array([[0.05], [0.10]]),
        targets=np.array([[0.01], [0.99]]),
        learning_rate=0.5,
    )


PRESETS: dict[str, Callable[[int | None], Experiment]] = {"mazur": mazur}


def preset_named(name: str, seed: int | None = None) -> Experiment:
    """The experiment called `name`, at iteration 0; `seed` is for those that draw at random.

    Raises `InvalidExperiment` for a name that is not in `PRESETS`.

    >>> preset_named("mazur").iteration
    0
    >>> preset_named("xor")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'xor'; allowed are mazur
    """
    if name not in PRESETS:
        raise InvalidExperiment(("preset",), f"got {name!r}; allowed are {', '.join(PRESETS)}")
    return PRESETS[name](seed)
