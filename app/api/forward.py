"""The forward pass of an experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import QUICK_WORK, check_forward, work
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY

# For each layer and each example, the numbers of the neurons.
LayerRows: TypeAlias = list[list[list[float]]]
ZRows: TypeAlias = Annotated[
    LayerRows, Field(description="`z[l]`: net inputs of layer l + 1, one row per example.")
]
ARows: TypeAlias = Annotated[
    LayerRows,
    Field(description="`a[l]`: activations of layer l, one row per example; `a[0]` is the input."),
]


class ForwardRequest(Envelope):
    """An experiment to evaluate."""

    experiment: Experiment = MAZUR


@dataclass(frozen=True, slots=True)
class Forward:
    """A forward pass."""

    z: ZRows
    a: ARows
    loss: Annotated[float, Field(description="Mean over the examples.")]


@dataclass(frozen=True, slots=True)
class ForwardAnswer:
    """The unchanged experiment, and its forward pass."""

    experiment: Experiment
    forward: Forward


def forward_answer(experiment: core.Experiment) -> ForwardAnswer:
    """The forward pass of the experiment. Raises `core.Diverged` if a number is not finite."""
    passed, loss = core.evaluate(experiment)
    return ForwardAnswer(experiment=from_core(experiment), forward=forward_json(passed, loss))


def forward_json(passed: core.Forward, loss: float) -> Forward:
    """A forward pass, one row per example."""
    return Forward(
        z=[z.T.tolist() for z in passed.z], a=[a.T.tolist() for a in passed.a], loss=loss
    )


REQUEST: examples.Json = {"experiment": examples.EXPERIMENT}

router = api_router()


@router.post(
    "/forward",
    summary="Run the forward pass",
    responses=examples.answering(examples.as_json(forward_answer(to_core(MAZUR)))),
    openapi_extra=examples.curl(
        "curl -X POST localhost:8000/api/forward",
        "curl -X POST localhost:8000/api/step | curl -d @- localhost:8000/api/forward",
    ),
)
async def forward(
    body: Annotated[ForwardRequest, optional_body(ForwardRequest, REQUEST)],
) -> ForwardAnswer:
    """The forward pass of the experiment, which does not change."""
    experiment = to_core(body.experiment)
    check_forward(experiment)
    if work(experiment, 1) > QUICK_WORK:
        return await HEAVY.answer(forward_answer, experiment)
    return forward_answer(experiment)
