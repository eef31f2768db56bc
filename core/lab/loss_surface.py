"""The loss over one parameter (a slice) or two (a surface), with all others fixed.

With it: the network's own point, the gradient there, and the point after the update.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, all_finite
from core.errors import Diverged
from core.explain.names import Bias, Weight
from core.explain.quantities import gradient_of, open_iteration, updated_value_of, value_of
from core.lab.neighbours import neighbours_losses
from core.run.experiment import Experiment
from core.run.training import evaluate


@dataclass(frozen=True)
class Point:
    """A point of the surface: the value of each parameter, (parameters,), and the loss there."""

    values: Array
    loss: float


@dataclass(frozen=True)
class LossSurface:
    """The loss over one parameter or two.

    - ``axes``: values of each parameter, (points,)
    - ``losses``: (points,); over two, (points of the second, points of the first)
    - ``here``: the network's own point
    - ``gradient``: dE/dp of each parameter there, (parameters,)
    - ``step``: the point after the update of these parameters alone
    """

    axes: tuple[Array, ...]
    losses: Array
    here: Point
    gradient: Array
    step: Point


def loss_surface(
    experiment: Experiment, parameters: Sequence[Weight | Bias], axes: Sequence[Array]
) -> LossSurface:
    """The loss at every combination of values on the parameters' `axes`, computed in one batch.

    Raises `Diverged` for a number that is not finite, on the surface or after the update.

    >>> from core.run.presets import mazur
    >>> w5, values = Weight(1, 0, 0), np.array([0.0, 0.4, 0.8])
    >>> slice_ = loss_surface(mazur(), [w5], [values])
    >>> slice_.losses.round(4).tolist()
    [0.2647, 0.2984, 0.3301]
    >>> slice_.gradient.round(9).tolist(), slice_.step.values.round(8).tolist()
    ([0.082167041], [0.35891648])
    """
    passed, loss = evaluate(experiment)
    opened = open_iteration(experiment, passed)
    values, gradient, updated = (
        np.array([quantity_of(opened, parameter) for parameter in parameters])
        for quantity_of in (value_of, gradient_of, updated_value_of)
    )
    grid = np.meshgrid(*axes)
    losses = neighbours_losses(experiment, dict(zip(parameters, grid, strict=True)))
    (loss_after,) = neighbours_losses(
        experiment, dict(zip(parameters, updated[:, np.newaxis], strict=True))
    )
    if not all_finite([losses, gradient]):
        raise Diverged(experiment.iteration)
    if not all_finite([updated, loss_after]):
        raise Diverged(experiment.iteration + 1)
    return LossSurface(
        tuple(axes), losses, Point(values, loss), gradient, Point(updated, float(loss_after))
    )


def tangent(point: Point, slope: float, reach: float) -> tuple[Point, Point]:
    """The ends of a line with this slope through a point of a slice, `reach` to each side.

    >>> left, right = tangent(Point(np.array([0.5]), 1.0), slope=2.0, reach=0.25)
    >>> left.values.tolist(), left.loss, right.values.tolist(), right.loss
    ([0.25], 0.5, [0.75], 1.5)
    """
    return (
        Point(point.values - reach, point.loss - reach * slope),
        Point(point.values + reach, point.loss + reach * slope),
    )
