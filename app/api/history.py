"""Every weight, bias, activation and delta over the iterations of a run, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import (
    MAX_STEPS,
    QUICK_WORK,
    check_numbers,
    check_run,
    neurons,
    parameters,
    work,
)
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Count, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from core.run.history import POINTS, history

MAX_HISTORY_POINTS = 1_000
# Numbers in an answer. Each has a name, which takes time in a large network.
MAX_HISTORY_NUMBERS = 200_000


class HistoryRequest(Envelope):
    """An experiment to train and record."""

    experiment: Experiment = MAZUR
    steps: Annotated[int, Field(ge=0, le=MAX_STEPS), INTEGRAL] = Field(
        default=1_000, description="Iterations of gradient descent."
    )
    points: Annotated[int, Field(ge=2, le=MAX_HISTORY_POINTS), INTEGRAL] = Field(
        default=POINTS, description="The largest number of iterations in the answer."
    )
    example: Count = Field(
        default=0, description="The index of the example of activations and deltas, from 0."
    )


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    """The experiment after the steps, and the numbers of some iterations on the way."""

    experiment: Annotated[Experiment, Field(description="Its `iteration` has advanced.")]
    iterations: Annotated[
        list[int],
        Field(description="Evenly spread, with the first and the one after the last step."),
    ]
    values: Annotated[
        dict[str, list[float]],
        Field(description="By name, such as `w5`, `b.h1`, `a.o1`, `delta.h1` and `loss`."),
    ]


def history_answer(
    experiment: core.Experiment, steps: int, points: int, example: int
) -> HistoryAnswer:
    """The history; raises as `core.run.history.history` does."""
    found = history(experiment, steps, points, example)
    return HistoryAnswer(
        experiment=from_core(found.experiment),
        iterations=found.iterations.tolist(),
        values={name: values.tolist() for name, values in found.values.items()},
    )


def _check_points(experiment: core.Experiment, steps: int, points: int) -> None:
    """Raises `LimitExceeded` for a history of too many numbers."""
    each = parameters(experiment) + 2 * neurons(experiment) + 2
    check_numbers(min(points, steps + 1) * each, ("body", "points"), MAX_HISTORY_NUMBERS)


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "steps": 1_000,
    "points": 3,
    "example": 0,
}

router = api_router()


@router.post(
    "/history",
    summary="Record every number over the iterations",
    responses=examples.answering(
        examples.as_json(history_answer(to_core(MAZUR), steps=1_000, points=3, example=0))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"steps": 10000, "points": 5}' localhost:8000/api/history"""
    ),
)
async def history_of_run(
    body: Annotated[HistoryRequest, optional_body(HistoryRequest, REQUEST)],
) -> HistoryAnswer:
    """Trains, and records weights, biases, activations, deltas and the loss."""
    experiment = to_core(body.experiment)
    check_run(experiment, body.steps, ("body", "steps"))
    _check_points(experiment, body.steps, body.points)
    asked = (experiment, body.steps, body.points, body.example)
    if work(experiment, body.steps + 1) > QUICK_WORK:
        return await HEAVY.answer(history_answer, *asked)
    return history_answer(*asked)
