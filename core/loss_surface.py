"""The loss over one parameter or two, all others as they are: a slice of it, or a surface.

Where the network is on it, how steep it is there, and where the next update leads. The slope of
the slice is the gradient; the update goes down it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.errors import Diverged
from core.experiment import Experiment
from core.names import Bias, Weight
from core.neighbours import neighbours_losses
from core.quantities import gradient_of, open_iteration, updated_value_of, value_of
from core.training import evaluate


@dataclass(frozen=True)
class Place:
    """A point of the surface: a value of each of its parameters, and the loss there."""

    values: tuple[float, ...]
    loss: float


@dataclass(frozen=True)
class LossSurface:
    """The loss over one parameter or two.

    - ``axes``: the values of each parameter, (points,)
    - ``losses``: (points,), or (points of the second, points of the first)
    - ``here``: where the experiment's network is
    - ``gradient``: of the loss along each parameter, here
    - ``step``: where the update takes the parameters, and the loss there if only they moved
    """

    axes: tuple[Array, ...]
    losses: Array
    here: Place
    gradient: tuple[float, ...]
    step: Place


def loss_surface(
    experiment: Experiment, parameters: Sequence[Weight | Bias], axes: Sequence[Array]
) -> LossSurface:
    """The loss at all combinations of values of the parameters, which are on the `axes`.

    Raises `Diverged` for a loss, a gradient or an update that is not finite.

    >>> from core.presets import mazur
    >>> w5 = Weight(1, 0, 0)
    >>> slice_ = loss_surface(mazur(), [w5], [np.array([0.0, 0.4, 0.8])])
    >>> slice_.losses.round(4).tolist()
    [0.2647, 0.2984, 0.3301]
    >>> round(slice_.gradient[0], 9), round(slice_.step.values[0], 8)
    (0.082167041, 0.35891648)
    """
    loss = evaluate(experiment)[1]
    opened = open_iteration(experiment)
    gradient, here, there = (
        tuple(float(of(opened, parameter)) for parameter in parameters)
        for of in (gradient_of, value_of, updated_value_of)
    )
    losses = neighbours_losses(experiment, dict(zip(parameters, np.meshgrid(*axes), strict=True)))
    at_step = neighbours_losses(
        experiment,
        {parameter: np.array(value) for parameter, value in zip(parameters, there, strict=True)},
    )
    if not (np.isfinite(losses).all() and np.isfinite(gradient).all()):
        raise Diverged(experiment.iteration)
    if not (np.isfinite(at_step) and np.isfinite(there).all()):
        raise Diverged(experiment.iteration + 1)
    return LossSurface(
        tuple(axes), losses, Place(here, loss), gradient, Place(there, float(at_step))
    )
