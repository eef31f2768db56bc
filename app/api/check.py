"""Whether a number that somebody calculated is right, and if not, where it went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Body
from pydantic import Field
from starlette.concurrency import run_in_threadpool

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import check_product, size
from app.api.schemas import MAZUR, Count, Envelope, Experiment
from app.web.json_body import JsonRoute
from app.words.verdict import explained, hinted
from core.check.digits import read
from core.check.verdict import Verdict
from core.check.verdict import check as verdict_on
from core.errors import InvalidExperiment

# Examples times parameters: a check computes some hundred iterations.
MAX_CHECKED_WORK = 250_000


class CheckRequest(Envelope):
    """A number that somebody calculated, to be checked."""

    experiment: Experiment = MAZUR
    quantity: str = Field(
        description="Its name, such as `gradient.w5`, `delta.o1`, `z.h1`, `new.w1` or `loss`."
    )
    value: float = Field(description="What was calculated.")
    text: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="The value as it was typed, if its digits count: `0.50` has two, 0.5 only one.",
    )
    example: Count = Field(
        default=0, description="From 0: whose number it is, where each example has its own."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number can be seen."""

    phase: Annotated[str, Field(description="The phase of the iteration, such as `delta-hidden`.")]
    quantity: str


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Whether a number is right, and if not, what happened."""

    experiment: Experiment
    verdict: Annotated[
        Literal["right", "mistake", "unknown"],
        Field(description="Right, explained by a known mistake, or neither."),
    ]
    digits: Annotated[
        int, Field(description="To how many significant digits it agrees with the right value.")
    ]
    mistake: Annotated[
        str | None, Field(description="An identifier such as `updated-weights`, if it is one.")
    ]
    title: Annotated[str | None, Field(description="The mistake in a few words.")]
    explanation: str
    hint: Annotated[str, Field(description="The explanation without the right value in it.")]
    correct: Annotated[float, Field(description="The right value.")]
    where: Annotated[list[str], Field(description="The quantities that the mistake happened to.")]
    place: Annotated[Place | None, Field(description="Where the mistake can be seen.")]


def check_answer(
    experiment: core.Experiment, quantity: str, value: float, text: str | None, example: int
) -> CheckAnswer:
    """The verdict on `value`, or on the digits of `text`, which is how it was typed.

    Raises as `verdict.check` does, and `core.InvalidExperiment` for a text of another number.
    """
    if text is not None and read(text, ("text",)).value != value:
        raise InvalidExperiment(("text",), f"got {text[:40]!r}; must be the value, {value}, typed")
    verdict = verdict_on(experiment, quantity, value if text is None else text, example)
    explanation = verdict.explanation
    return CheckAnswer(
        experiment=from_core(experiment),
        verdict=verdict.verdict,
        digits=verdict.digits,
        mistake=explanation.mistake.id if explanation else None,
        title=explanation.mistake.title if explanation else None,
        explanation=explained(verdict),
        hint=hinted(verdict),
        correct=verdict.correct,
        where=list(explanation.where) if explanation else [],
        place=_place_of(verdict),
    )


def _place_of(verdict: Verdict) -> Place | None:
    """Where the mistake can be looked at, None if there is none."""
    if verdict.explanation is None:
        return None
    seen = verdict.explanation.seen
    # Weights are there from the beginning: what matters is where they were used.
    phase = verdict.asked.phase if seen.phase.kind == "input" else seen.phase
    return Place(phase.id, seen.name)


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "quantity": "new.loss",
    "value": 0.291027924,
    "text": "0.291027924",
    "example": 0,
}

router = APIRouter(route_class=JsonRoute)


@router.post(
    "/check",
    summary="Check a calculation",
    responses=examples.answering(
        examples.as_json(check_answer(to_core(MAZUR), "new.loss", 0.291027924, "0.291027924", 0))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"quantity": "delta.h1", "value": 0.03635}' localhost:8000/api/check"""
    ),
)
async def check(
    body: Annotated[CheckRequest, Body(examples=[REQUEST])],
) -> CheckAnswer:
    """Whether a number of the experiment's iteration is right, or which mistake gives it."""
    experiment = to_core(body.experiment)
    check_product(("body", "experiment"), MAX_CHECKED_WORK, **size(experiment))
    # To know that it is no mistake takes all of them: milliseconds, even in a small network.
    return await run_in_threadpool(
        check_answer, experiment, body.quantity, body.value, body.text, body.example
    )
