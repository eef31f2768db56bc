"""Experiments with a name. Each tells one story.

Random numbers come from a seed, so the same seed gives the same experiment. They have two decimals,
because a learner calculates with them by hand.
"""

from __future__ import annotations

from core.errors import InvalidExperiment
from core.run.experiment import Experiment
from core.run.presets import gates, networks, worked_example
from core.run.presets.preset import DEFAULT_SEED, Preset
from core.run.presets.worked_example import mazur

__all__ = ["DEFAULT_SEED", "PRESETS", "Preset", "mazur", "preset_named"]

# tests/core/test_presets.py proves each story.
PRESETS = {
    preset.id: preset for preset in (*worked_example.PRESETS, *gates.PRESETS, *networks.PRESETS)
}


def preset_named(name: str, seed: int | None = None) -> Experiment:
    """The experiment called `name`, at iteration 0; `seed` is for presets with random numbers.

    Raises `InvalidExperiment` for a name that is not in `PRESETS`.

    >>> preset_named("mazur").iteration
    0
    >>> preset_named("parity")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'parity'; allowed are mazur, random, saturated, slow, ...
    """
    if name not in PRESETS:
        raise InvalidExperiment(("preset",), f"got {name!r}; allowed are {', '.join(PRESETS)}")
    return PRESETS[name].experiment(seed)
