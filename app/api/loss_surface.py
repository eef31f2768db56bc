"""The loss over two parameters, for contours or a surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, parameter_at, to_core
from app.api.limits import MAX_COORDINATE, MAX_SIDE, check_loss_points
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from core.arrays import Array
from core.errors import InvalidExperiment
from core.explain.quantities import entry
from core.lab.axes import axis_around
from core.lab.loss_surface import Point, loss_surface

Coordinate: TypeAlias = Annotated[float, Field(ge=-MAX_COORDINATE, le=MAX_COORDINATE)]
Range: TypeAlias = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]


class LossSurfaceRequest(Envelope):
    """An experiment, and the two parameters to vary."""

    experiment: Experiment = MAZUR
    parameters: Annotated[list[str], Field(min_length=2, max_length=2)] = Field(
        default=["w5", "w6"], description="Two different weights or biases."
    )
    span: Annotated[float, Field(gt=0, le=MAX_COORDINATE)] = Field(
        default=4.0, description="How far the surface reaches to each side of their values."
    )
    points: Annotated[int, Field(ge=2, le=MAX_SIDE), INTEGRAL] = Field(
        default=41, description="The number of values of each."
    )
    ranges: Annotated[list[Range], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="The lowest and the highest value of each, instead of `span`. Optional.",
    )


@dataclass(frozen=True, slots=True)
class SurfacePoint:
    """A point of the surface."""

    values: Annotated[list[float], Field(description="Values of the two parameters.")]
    loss: float


@dataclass(frozen=True, slots=True)
class LossSurfaceAnswer:
    """The unchanged experiment, and its loss over two parameters with all others fixed."""

    experiment: Experiment
    parameters: list[str]
    values: Annotated[list[list[float]], Field(description="The values of each parameter.")]
    losses: Annotated[
        list[list[float]],
        Field(description="`losses[j][i]`: at `values[0][i]` and `values[1][j]`."),
    ]
    here: Annotated[SurfacePoint, Field(description="The network's own point.")]
    gradient: Annotated[list[float], Field(description="dE/dp of each parameter there.")]
    step: Annotated[
        SurfacePoint,
        Field(description="The two after the update; a bias that is not trained stays."),
    ]


def loss_surface_answer(
    experiment: core.Experiment,
    parameters: list[str],
    span: float,
    points: int,
    ranges: list[list[float]] | None,
) -> LossSurfaceAnswer:
    """The surface. Raises as `loss_surface` does, and `InvalidExperiment` for other fields."""
    parts = [
        parameter_at(("parameters", index), name, experiment)
        for index, name in enumerate(parameters)
    ]
    if parts[0] == parts[1]:
        raise InvalidExperiment(
            ("parameters",), f"got {parameters[0]} twice; two different parameters are needed"
        )
    if ranges is None:
        values = [float(entry(experiment.network, part)) for part in parts]
        axes = [axis_around(value, span, points) for value in values]
    else:
        axes = [_axis_between(index, ends, points) for index, ends in enumerate(ranges)]
    found = loss_surface(experiment, parts, axes)
    return LossSurfaceAnswer(
        experiment=from_core(experiment),
        parameters=parameters,
        values=[axis.tolist() for axis in found.axes],
        losses=found.losses.tolist(),
        here=_surface_point(found.here),
        gradient=found.gradient.tolist(),
        step=_surface_point(found.step),
    )


def _axis_between(index: int, ends: list[float], points: int) -> Array:
    """Values between two ends. Raises `InvalidExperiment` if the second is not above the first."""
    low, high = ends
    if low >= high:
        raise InvalidExperiment(
            ("ranges", index), f"got {low} to {high}; the second must be above the first"
        )
    return np.linspace(low, high, points)


def _surface_point(point: Point) -> SurfacePoint:
    return SurfacePoint(point.values.tolist(), point.loss)


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "parameters": ["w5", "w6"],
    "span": 4.0,
    "points": 5,
}

router = api_router()


@router.post(
    "/loss-surface",
    summary="The loss over two parameters",
    responses=examples.answering(
        examples.as_json(
            loss_surface_answer(to_core(MAZUR), ["w5", "w6"], span=4.0, points=5, ranges=None)
        )
    ),
    openapi_extra=examples.curl(
        """curl -d '{"parameters": ["w1", "b.o2"], "points": 5}' localhost:8000/api/loss-surface"""
    ),
)
async def surface_of_loss(
    body: Annotated[LossSurfaceRequest, optional_body(LossSurfaceRequest, REQUEST)],
) -> LossSurfaceAnswer:
    """The loss on a grid of the values of two weights or biases."""
    experiment = to_core(body.experiment)
    check_loss_points(experiment, body.points**2)
    return await HEAVY.answer(
        loss_surface_answer,
        experiment,
        body.parameters,
        body.span,
        body.points,
        body.ranges,
    )
