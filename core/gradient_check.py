"""The gradient check: backpropagation's gradients beside what the loss itself does.

Each parameter is moved a little to either side and the loss is computed anew, with nothing but
forward passes. Where that slope is the one that backpropagation gives, it is right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.activations import Activation
from core.arrays import Array
from core.errors import Diverged
from core.experiment import Experiment
from core.names import PARAMETERS, Bias, Weight, sizes_of
from core.neighbours import neighbours_losses
from core.propagation import Gradients, backward
from core.quantities import entry
from core.training import evaluate

# Relative, of a parameter of up to 1. Truncation grows with its square and rounding falls with it;
# here both take a third of the digits.
STEP = float(np.cbrt(np.finfo(float).eps))
# Of the relative error.
TOLERANCE = 1e-5


@dataclass(frozen=True)
class GradientCheck:
    """The gradient of each parameter, found in two ways; every array is (parameters,).

    ``corner``: whether the step passes a corner of the loss, where a relu switches on or off.
    """

    parameters: tuple[Weight | Bias, ...]
    values: Array
    analytic: Array
    numeric: Array
    corner: NDArray[np.bool_]
    relative_error: Array

    @property
    def good(self) -> NDArray[np.bool_]:
        """Whether they agree."""
        return self.relative_error <= TOLERANCE


def gradient_check(experiment: Experiment, gradients: Gradients | None = None) -> GradientCheck:
    """The gradient of each parameter beside the central difference of the loss E.

    ``(E(p + h) - E(p - h)) / 2h``, all of them in one batched forward pass.

    Raises `Diverged` for a number that is not finite. The gradients are those of backpropagation,
    unless others are given to be checked.

    >>> from core.presets import mazur
    >>> check = gradient_check(mazur())
    >>> check.analytic[4].round(9).item(), check.numeric[4].round(9).item()
    (0.082167041, 0.082167041)
    >>> bool(check.good.all()), bool(check.relative_error.max() < 1e-8)
    (True, True)
    """
    passed, loss = evaluate(experiment)
    with np.errstate(over="ignore", invalid="ignore"):
        gradients = (
            gradients
            or backward(experiment.network, passed, experiment.targets, experiment.loss).gradients
        )
    parameters = tuple(
        part
        for part in PARAMETERS.parts(sizes_of(experiment.network))
        if isinstance(part, Weight | Bias)
    )
    values, analytic = (
        np.array([entry(source, part) for part in parameters])
        for source in (experiment.network, gradients)
    )
    h = STEP * np.cbrt(np.maximum(1.0, np.abs(values)))
    moved = np.stack([values + np.diag(h), values - np.diag(h)])
    changes = {part: moved[:, :, index] for index, part in enumerate(parameters)}
    branch = replace(
        experiment,
        network=replace(
            experiment.network,
            activations=tuple(
                on_its_branch(activation, z)
                for activation, z in zip(experiment.network.activations, passed.z, strict=True)
            ),
        ),
    )
    losses = neighbours_losses(branch, changes)
    corner = (losses != neighbours_losses(experiment, changes)).any(axis=0)
    with np.errstate(over="ignore", invalid="ignore"):
        up, down = np.diagonal(moved, axis1=1, axis2=2)
        numeric = (losses[0] - losses[1]) / (up - down)
    if not (np.isfinite(numeric).all() and np.isfinite(analytic).all()):
        raise Diverged(experiment.iteration)
    resolution = 10 * np.finfo(float).eps * (1 + loss) / h
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), resolution / TOLERANCE)
    return GradientCheck(
        parameters, values, analytic, numeric, corner, np.abs(analytic - numeric) / scale
    )


def on_its_branch(activation: Activation, z: Array) -> Activation:
    """The activation without corners: a relu goes on as it is at z, be it 0 or the identity."""
    if activation.name != "relu":
        return activation
    return replace(activation, function=lambda moved: np.where(z > 0, moved, 0.0))
