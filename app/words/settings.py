"""The settings of an experiment as the page offers them: each choice, and its one label."""

from __future__ import annotations

from typing import Any, TypeAlias, get_args

import numpy as np

from core.network.activation import Activation, curve_of
from core.network.activations import ACTIVATIONS
from core.network.loss import Loss
from core.network.losses import LOSSES
from core.network.propagation import TrainBiases
from core.run.initial import SCHEMES, Scheme

# The ends of a range; None for an infinite one, because JSON has no infinity.
Ends: TypeAlias = list[float | None]

# Completes "the biases".
BIAS_LABELS: dict[TrainBiases, str] = {
    False: "stay as they are",
    True: "learn, one per neuron",
    "per_layer": "learn, one per layer",
}
if BIAS_LABELS.keys() != set(get_args(TrainBiases)):
    raise ValueError(f"a label is missing for one of {get_args(TrainBiases)}")


def settings_of_page() -> dict[str, list[dict[str, Any]]]:
    """The choices, and what the page has to know about each.

    >>> [choice["label"] for choice in settings_of_page()["losses"]]
    ['half squared error', 'cross-entropy', 'categorical cross-entropy']
    """
    return {
        "activations": [_activation(activation) for activation in ACTIVATIONS.values()],
        "losses": [_loss(loss) for loss in LOSSES.values()],
        "biases": [
            {"name": str(value).lower(), "label": label} for value, label in BIAS_LABELS.items()
        ],
        "schemes": [_scheme(scheme) for scheme in SCHEMES.values()],
    }


def _activation(activation: Activation) -> dict[str, Any]:
    return {
        "name": activation.name,
        "label": activation.label,
        "does": activation.does,
        "range": ends(activation.range),
        "curve": None if activation.coupling else _curve(activation),
        "outputs_only": activation.coupling.reason if activation.coupling else None,
    }


def _curve(activation: Activation) -> dict[str, list[float]]:
    """The points of an activation, with the digits that a drawing needs."""
    curve = curve_of(activation)
    points = {"z": curve.z, "a": curve.a, "slope": curve.slope}
    return {of: values.round(6).tolist() for of, values in points.items()}


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "name": loss.name,
        "label": loss.label,
        "outputs": loss.outputs,
        "targets": ends(loss.targets),
        "target_sum": loss.target_sum,
        "reason": loss.reason,
    }


def _scheme(scheme: Scheme) -> dict[str, Any]:
    return {
        "name": scheme.name,
        "label": scheme.label,
        "says": scheme.says,
        "seeded": scheme.seeded,
    }


def ends(values: tuple[float, float]) -> Ends:
    """The ends of a range.

    >>> ends((0.0, np.inf))
    [0.0, None]
    """
    return [end if np.isfinite(end) else None for end in values]
