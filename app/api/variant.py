"""A run of a variant of backpropagation, and the numbers of its next iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import Body
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, quantity_at, to_core
from app.api.limits import MAX_STEPS, QUICK_WORK, check_product, check_run, layers, work
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Envelope, ExampleIndex, Experiment, one_of
from app.web.heavy import HEAVY
from core.run.variants import VARIANTS, Variant

MAX_QUANTITIES = 500  # all that a network of 4-4-4-4 computes are 326
# Steps times layers, because some variants compute their steps one by one.
MAX_VARIANT_WORK = 60_000

VariantName: TypeAlias = Annotated[str, one_of(VARIANTS)]


class VariantRequest(Envelope):
    """An experiment to train with a variant."""

    experiment: Experiment = MAZUR
    variant: VariantName = Field(description="See `GET /api/variants`.")
    steps: Annotated[int, Field(ge=0, le=MAX_STEPS), INTEGRAL] = Field(
        default=1, description="Iterations of the variant."
    )
    quantities: Annotated[list[str], Field(max_length=MAX_QUANTITIES)] = Field(
        default=[], description="Quantities of the next iteration to answer, such as `delta.h1`."
    )
    example: ExampleIndex = 0


@dataclass(frozen=True, slots=True)
class VariantAnswer:
    """The experiment after a variant's steps, and the losses on the way."""

    experiment: Annotated[Experiment, Field(description="Its `iteration` has advanced.")]
    variant: str
    losses: Annotated[
        list[float],
        Field(description="steps + 1 losses: before the first update, then after each."),
    ]
    values: Annotated[
        dict[str, float], Field(description="The requested quantities of the variant's next step.")
    ]


def variant_answer(
    experiment: core.Experiment, variant: Variant, steps: int, quantities: list[str], example: int
) -> VariantAnswer:
    """The experiment trained with a variant, and numbers of the variant's next iteration.

    Raises `core.InvalidExperiment` for a quantity or an example that does not exist and for a
    variant that does not apply to the experiment, `core.Diverged` if a number is not finite.
    """
    asked = [
        quantity_at(("quantities", index), name, experiment)
        for index, name in enumerate(quantities)
    ]
    network, losses = variant.run(experiment, steps)
    after = experiment.at(experiment.iteration + steps, network)
    opened = variant.open(after)
    return VariantAnswer(
        experiment=from_core(after),
        variant=variant.id,
        losses=losses.tolist(),
        values={quantity.name: quantity.of(opened, example) for quantity in asked},
    )


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "variant": "updated-weights",
    "steps": 1,
    "quantities": ["delta.h1", "new.w1"],
    "example": 0,
}

router = api_router()


@router.post(
    "/variant",
    summary="Train with a variant",
    responses=examples.answering(
        examples.as_json(
            variant_answer(
                to_core(MAZUR), VARIANTS["updated-weights"], 1, ["delta.h1", "new.w1"], 0
            )
        )
    ),
    openapi_extra=examples.curl(
        """curl -d '{"variant": "updated-weights", "steps": 10}' localhost:8000/api/variant"""
    ),
)
async def variant(
    body: Annotated[VariantRequest, Body(examples=[REQUEST])],
) -> VariantAnswer:
    """Trains with a variant, and answers numbers of the next iteration (also for 0 steps)."""
    experiment = to_core(body.experiment)
    loc = ("body", "steps")
    check_run(experiment, body.steps, loc)
    check_product(loc, MAX_VARIANT_WORK, steps=body.steps, layers=layers(experiment))
    request = (experiment, VARIANTS[body.variant], body.steps, body.quantities, body.example)
    if work(experiment, body.steps + 1) > QUICK_WORK:
        return await HEAVY.answer(variant_answer, *request)
    return variant_answer(*request)
