"""Every gradient, beside the central difference of the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import LimitExceeded, check_losses, parameters
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from core.explain.names import name_of
from core.lab.gradient_check import STEP, TOLERANCE, gradient_check

MAX_CHECKED_GRADIENTS = 1_000


class GradientCheckRequest(Envelope):
    """An experiment whose gradients to check."""

    experiment: Experiment = MAZUR


@dataclass(frozen=True, slots=True)
class CheckedGradient:
    """The gradient of a parameter, found in two ways."""

    name: str
    value: Annotated[float, Field(description="The value of the parameter.")]
    step: Annotated[float, Field(description="h: how far the parameter was moved to each side.")]
    analytic: Annotated[float, Field(description="By backpropagation.")]
    numeric: Annotated[
        float,
        Field(description="By the central difference of the loss E, (E(p + h) - E(p - h)) / 2h."),
    ]
    relative_error: Annotated[
        float,
        Field(
            description="Their difference relative to the larger or, if both are too small to be "
            "resolved, relative to the smallest gradient that can be."
        ),
    ]
    corner: Annotated[
        bool,
        Field(
            description="Whether h takes an activation across its kink. The loss has a corner "
            "there, and `numeric` is the slope on the side that backpropagation uses."
        ),
    ]
    good: Annotated[bool, Field(description="Whether they agree.")]


@dataclass(frozen=True, slots=True)
class GradientCheckAnswer:
    """The unchanged experiment, and the gradients of all weights and of each neuron's bias."""

    experiment: Experiment
    step: Annotated[
        float, Field(description="About how far each parameter's h moves its net input.")
    ]
    tolerance: Annotated[float, Field(description="The largest relative error that passes.")]
    good: Annotated[bool, Field(description="Whether all gradients agree.")]
    worst: Annotated[str, Field(description="The parameter with the largest relative error.")]
    gradients: list[CheckedGradient]


def gradient_check_answer(experiment: core.Experiment) -> GradientCheckAnswer:
    """The check of the experiment. Raises `core.Diverged` for a number that is not finite."""
    check = gradient_check(experiment)
    sizes = experiment.sizes
    columns = (
        check.values,
        check.steps,
        check.analytic,
        check.numeric,
        check.relative_error,
        check.corner,
        check.good,
    )
    names = [name_of(parameter, sizes) for parameter in check.parameters]
    return GradientCheckAnswer(
        experiment=from_core(experiment),
        step=STEP,
        tolerance=TOLERANCE,
        good=bool(check.good.all()),
        worst=names[int(check.relative_error.argmax())],
        gradients=[
            CheckedGradient(*row)
            for row in zip(names, *(column.tolist() for column in columns), strict=True)
        ],
    )


def _check_size(experiment: core.Experiment) -> None:
    """Raises `LimitExceeded` for an experiment with too many gradients to check."""
    loc, count = ("body", "experiment"), parameters(experiment)
    if count > MAX_CHECKED_GRADIENTS:
        raise LimitExceeded(
            loc, f"got {count} parameters; at most {MAX_CHECKED_GRADIENTS} can be checked at once"
        )
    # Each parameter is moved to both sides, with corners and without.
    check_losses(experiment, 4 * count, loc)


REQUEST: examples.Json = {"experiment": examples.EXPERIMENT}

router = api_router()


@router.post(
    "/gradient-check",
    summary="Check the gradients",
    responses=examples.answering(examples.as_json(gradient_check_answer(to_core(MAZUR)))),
    openapi_extra=examples.curl("curl -X POST localhost:8000/api/gradient-check"),
)
async def check_gradients(
    body: Annotated[
        GradientCheckRequest,
        optional_body(GradientCheckRequest, REQUEST),
    ],
) -> GradientCheckAnswer:
    """Each gradient of backpropagation, beside the central difference of the loss."""
    experiment = to_core(body.experiment)
    _check_size(experiment)
    return await HEAVY.answer(gradient_check_answer, experiment)
