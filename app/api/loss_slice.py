"""The loss along one parameter, with its tangent and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, parameter_at, to_core
from app.api.limits import MAX_COORDINATE, check_loss_points
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from core.errors import Diverged
from core.explain.quantities import entry
from core.lab.axes import axis_around
from core.lab.loss_surface import loss_surface, tangent

MAX_SLICE_POINTS = 1_001


class LossSliceRequest(Envelope):
    """An experiment, and the parameter to vary."""

    experiment: Experiment = MAZUR
    parameter: str = Field(default="w5", description="A weight or a bias, such as `b.h1`.")
    span: Annotated[float, Field(gt=0, le=MAX_COORDINATE)] = Field(
        default=4.0, description="How far the slice reaches to each side of its value."
    )
    points: Annotated[int, Field(ge=2, le=MAX_SLICE_POINTS), INTEGRAL] = Field(
        default=101, description="The number of values; if odd, the parameter's own is among them."
    )


@dataclass(frozen=True, slots=True)
class Tangent:
    """The ends of the tangent of the slice."""

    values: Annotated[list[float], Field(description="Values of the parameter.")]
    losses: list[float]


@dataclass(frozen=True, slots=True)
class SlicePoint:
    """A point of the slice."""

    value: Annotated[float, Field(description="Of the parameter.")]
    loss: float


@dataclass(frozen=True, slots=True)
class LossSliceAnswer:
    """The unchanged experiment, and its loss along a parameter with all others fixed."""

    experiment: Experiment
    parameter: str
    value: float
    loss: float
    gradient: Annotated[float, Field(description="The slope of the slice at the value.")]
    values: Annotated[list[float], Field(description="From value - span to value + span.")]
    losses: Annotated[list[float], Field(description="At each of the values.")]
    tangent: Annotated[
        Tangent, Field(description="Its slope is the gradient; span / 4 to each side.")
    ]
    step: Annotated[
        SlicePoint,
        Field(description="The parameter after the update; a bias that is not trained stays."),
    ]


def loss_slice_answer(
    experiment: core.Experiment, parameter: str, span: float, points: int
) -> LossSliceAnswer:
    """The slice. Raises as `loss_surface` does, and `InvalidExperiment` for the parameter."""
    part = parameter_at(("parameter",), parameter, experiment)
    value = float(entry(experiment.network, part))
    found = loss_surface(experiment, [part], [axis_around(value, span, points)])
    (gradient,) = found.gradient.tolist()
    ends = tangent(found.here, gradient, span / 4)
    if not all(isfinite(end.loss) for end in ends):
        raise Diverged(experiment.iteration)
    return LossSliceAnswer(
        experiment=from_core(experiment),
        parameter=parameter,
        value=value,
        loss=found.here.loss,
        gradient=gradient,
        values=found.axes[0].tolist(),
        losses=found.losses.tolist(),
        tangent=Tangent(
            values=[float(end.values[0]) for end in ends], losses=[end.loss for end in ends]
        ),
        step=SlicePoint(float(found.step.values[0]), found.step.loss),
    )


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "parameter": "w5",
    "span": 4.0,
    "points": 9,
}

router = api_router()


@router.post(
    "/loss-slice",
    summary="The loss along a parameter",
    responses=examples.answering(
        examples.as_json(loss_slice_answer(to_core(MAZUR), "w5", span=4.0, points=9))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"parameter": "w5", "span": 4, "points": 9}' localhost:8000/api/loss-slice"""
    ),
)
async def loss_slice(
    body: Annotated[LossSliceRequest, optional_body(LossSliceRequest, REQUEST)],
) -> LossSliceAnswer:
    """The loss at many values of one weight or bias, its tangent there, and the next step."""
    experiment = to_core(body.experiment)
    check_loss_points(experiment, body.points)
    return await HEAVY.answer(loss_slice_answer, experiment, body.parameter, body.span, body.points)
