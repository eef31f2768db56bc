"""The API. Every endpoint is a pure function of its request: the server keeps nothing.

What takes microseconds runs on the event loop, since a thread would cost more than the work.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import GetPydanticSchema
from starlette.concurrency import run_in_threadpool

from app.api import examples, schemas
from app.api.answers import forward_answer, step_answer
from app.api.check import check_answer
from app.api.convert import to_core
from app.api.explain import explain_answer
from app.api.limits import (
    MAX_BODY,
    QUICK_WORK,
    check_check,
    check_forward,
    check_step,
    check_variant,
    work,
)
from app.api.published import published_answer
from app.api.variants import variant_answer, variants_answer
from app.web.json_body import JsonRoute
from core.run.presets import preset_named
from core.run.variants import VARIANTS

ERRORS: dict[int | str, dict[str, Any]] = {
    413: {
        "model": schemas.Error,
        "description": f"The body is longer than 1 MiB ({MAX_BODY:,} bytes).",
        "content": {"application/json": {"example": examples.TOO_LARGE}},
    },
    422: {
        "model": schemas.Error,
        "description": "Something in the request is wrong, or the run diverged.",
        "content": {"application/json": {"example": examples.WRONG_STEPS}},
    },
}
WINS = "Wins over that of the body."
# Describes a parameter that may be left out as what it is when it is there, never null.
OPTIONAL = GetPydanticSchema(
    get_pydantic_json_schema=lambda schema, handler: handler(schema["schema"])
)

api = APIRouter(prefix="/api", route_class=JsonRoute, responses=ERRORS)
health = APIRouter()


@api.post(
    "/reset",
    summary="Begin anew",
    responses=examples.answering(examples.FORWARD_ANSWER),
    openapi_extra=examples.curl("curl -X POST localhost:8000/api/reset"),
)
async def reset(
    body: Annotated[
        schemas.ResetRequest | None, Body(examples=[{"preset": "mazur", "seed": None}])
    ] = None,
    preset: Annotated[schemas.PresetName | None, OPTIONAL, Query(description=WINS)] = None,
    seed: Annotated[schemas.Count | None, OPTIONAL, Query(description=WINS)] = None,
) -> schemas.ForwardAnswer:
    """The named experiment at iteration 0, and its forward pass."""
    request = body or schemas.ResetRequest()
    preset = preset or request.preset
    seed = request.seed if seed is None else seed
    return forward_answer(preset_named(preset, seed))


@api.post(
    "/forward",
    summary="Look",
    responses=examples.answering(examples.FORWARD_ANSWER),
    openapi_extra=examples.curl(
        "curl -X POST localhost:8000/api/forward",
        "curl -X POST localhost:8000/api/step | curl -d @- localhost:8000/api/forward",
    ),
)
async def forward(
    body: Annotated[
        schemas.ForwardRequest | None, Body(examples=[{"experiment": examples.EXPERIMENT}])
    ] = None,
) -> schemas.ForwardAnswer:
    """The forward pass of the experiment as it is. Nothing changes."""
    request = body or schemas.ForwardRequest()
    experiment = to_core(request.experiment)
    check_forward(experiment)
    return forward_answer(experiment)


@api.post(
    "/step",
    summary="Learn",
    responses=examples.answering(examples.STEP_ANSWER),
    openapi_extra=examples.curl(
        "curl -X POST localhost:8000/api/step",
        """curl -d '{"steps": 20, "record": "all"}' localhost:8000/api/step""",
        "curl -X POST localhost:8000/api/step?steps=10000 | curl -d @- localhost:8000/api/step",
    ),
)
async def step(
    body: Annotated[
        schemas.StepRequest | None,
        Body(examples=[{"experiment": examples.EXPERIMENT, "steps": 1, "record": "last"}]),
    ] = None,
    steps: Annotated[schemas.Steps | None, OPTIONAL, Query(description=WINS)] = None,
    record: Annotated[schemas.Record | None, OPTIONAL, Query(description=WINS)] = None,
) -> schemas.StepAnswer:
    """Iterations of gradient descent, each over all examples: forward, backward, update."""
    request = body or schemas.StepRequest()
    experiment = to_core(request.experiment)
    steps_loc = ("body" if steps is None else "query", "steps")
    steps, record = steps or request.steps, record or request.record
    check_step(experiment, steps, record, steps_loc)
    if work(experiment, steps) > QUICK_WORK:
        return await run_in_threadpool(step_answer, experiment, steps, record, request.details)
    return step_answer(experiment, steps, record, request.details)


@api.post(
    "/explain",
    summary="Ask a number where it comes from",
    responses=examples.answering(examples.EXPLAIN_ANSWER),
    openapi_extra=examples.curl(
        """curl -d '{"quantity": "gradient.w5"}' localhost:8000/api/explain"""
    ),
)
async def explain(
    body: Annotated[schemas.ExplainRequest, Body(examples=[examples.EXPLAIN_REQUEST])],
) -> schemas.ExplainAnswer:
    """A quantity of the experiment's iteration: its formula, its matrices, its lines of Python."""
    experiment = to_core(body.experiment)
    check_forward(experiment)
    asked = (experiment, body.quantity, body.example, body.notation)
    if work(experiment, 1) > QUICK_WORK:
        return await run_in_threadpool(explain_answer, *asked)
    return explain_answer(*asked)


@api.post(
    "/check",
    summary="Check a calculation",
    responses=examples.answering(examples.CHECK_ANSWER),
    openapi_extra=examples.curl(
        """curl -d '{"quantity": "delta.h1", "value": 0.03635}' localhost:8000/api/check"""
    ),
)
async def check(
    body: Annotated[schemas.CheckRequest, Body(examples=[examples.CHECK_REQUEST])],
) -> schemas.CheckAnswer:
    """Whether a number of the experiment's iteration is right, or which mistake gives it."""
    experiment = to_core(body.experiment)
    check_check(experiment)
    # To know that it is no mistake takes all of them: milliseconds, even in a small network.
    return await run_in_threadpool(
        check_answer, experiment, body.quantity, body.value, body.text, body.example
    )


@api.get(
    "/published",
    summary="The published figures",
    responses=examples.answering(examples.PUBLISHED_ANSWER),
    openapi_extra=examples.curl("curl localhost:8000/api/published"),
)
async def published() -> schemas.PublishedAnswer:
    """Every figure that the publications print of the worked example, and what is computed here."""
    return published_answer()


@api.get(
    "/variants",
    summary="Other ways to learn",
    responses=examples.answering(examples.VARIANTS_ANSWER),
    openapi_extra=examples.curl("curl localhost:8000/api/variants"),
)
async def variants() -> schemas.VariantsAnswer:
    """Each way to take a step that can be laid beside backpropagation."""
    return variants_answer()


@api.post(
    "/variant",
    summary="Learn in another way",
    responses=examples.answering(examples.VARIANT_ANSWER),
    openapi_extra=examples.curl(
        """curl -d '{"variant": "updated-weights", "steps": 10}' localhost:8000/api/variant"""
    ),
)
async def variant(
    body: Annotated[schemas.VariantRequest, Body(examples=[examples.VARIANT_REQUEST])],
) -> schemas.VariantAnswer:
    """Iterations as a variant takes them, and numbers of the one after: 0 steps only open that."""
    experiment = to_core(body.experiment)
    check_variant(experiment, body.steps)
    request = (experiment, VARIANTS[body.variant], body.steps, body.quantities, body.example)
    if work(experiment, body.steps + 1) > QUICK_WORK:
        return await run_in_threadpool(variant_answer, *request)
    return variant_answer(*request)


@health.head("/healthz", include_in_schema=False)
@health.get(
    "/healthz",
    summary="Is it up?",
    responses=examples.answering({"status": "ok"}),
    openapi_extra=examples.curl("curl localhost:8000/healthz"),
)
async def healthz() -> schemas.Health:
    """Answers once the server can serve."""
    return schemas.Health()
