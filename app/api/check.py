"""Whether a calculated number is right, and if not, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isclose, isnan, nan
from typing import Annotated, Literal

from fastapi import Body
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import check_product, size
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, ExampleIndex, Experiment
from app.web.heavy import WORDS
from app.words.verdict import explained, headed, hinted
from app.words.way import compared
from core.check.calculator import Calculation, calculated
from core.check.reach import Reach
from core.check.slips import Question
from core.check.verdict import Verdict, judge
from core.check.way import differences
from core.errors import InvalidExperiment
from core.explain.quantities import open_iteration, quantity_named

# A value agrees with its text up to the noise of floats.
_SAME = 1e-12

# Examples times parameters. A check computes some hundred iterations.
MAX_CHECKED_WORK = 250_000


class CheckRequest(Envelope):
    """A number to check."""

    experiment: Experiment = MAZUR
    quantity: str = Field(
        description="Its name, such as `gradient.w5`, `delta.o1`, `z.h1`, `new.w1` or `loss`."
    )
    # Neither required nor null: an expression needs no value beside it.
    value: float = Field(
        default_factory=lambda: nan,
        description="The number that was calculated. It may be left out if `text` gives it.",
    )
    text: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="The value as it was typed, if its digits count: `0.50` has two, `0.5` one. "
        "Or the expression that was calculated, such as `0.7414*0.1868*0.5933`.",
    )
    example: ExampleIndex = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page shows a number."""

    phase: Annotated[str, Field(description="The phase of the iteration, such as `delta-hidden`.")]
    quantity: str


@dataclass(frozen=True, slots=True)
class Led:
    """How far the right method leads if numbers are rounded or cut off on the way."""

    digits: Annotated[int, Field(description="How many digits, or more, are carried.")]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed as an expression."""

    value: Annotated[float, Field(description="What it gives.")]
    differs: Annotated[
        str | None,
        Field(description="Which of its factors or terms is not ours, in words; null if none is."),
    ]


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Whether the number is right, and if not, which mistake gives it."""

    experiment: Experiment
    verdict: Annotated[
        Literal["right", "mistake", "unknown"],
        Field(
            description="Right, explained by a known mistake or by rounding on the way, or neither."
        ),
    ]
    digits: Annotated[
        int,
        Field(
            description="How many significant digits agree with the correct value; of a weight or "
            "bias after the update, how many digits of its step."
        ),
    ]
    mistake: Annotated[
        str | None, Field(description="The mistake's identifier, such as `updated-weights`.")
    ]
    title: Annotated[
        str | None,
        Field(description="The mistake in a few words, or that the few digits typed are right."),
    ]
    explanation: str
    hint: Annotated[str, Field(description="The explanation without the correct value.")]
    correct: Annotated[float, Field(description="The correct value.")]
    where: Annotated[list[str], Field(description="The quantities that the mistake affects.")]
    place: Annotated[Place | None, Field(description="Where the mistake can be seen.")]
    rounded: Annotated[
        bool,
        Field(
            description="Whether numbers were rounded or cut off on the way: by the right method "
            "(the mistake is `rounding`), or besides the mistake."
        ),
    ] = False
    reach: Annotated[
        Led | None,
        Field(
            description="How far rounding on the way leads, with the most digits that lead to "
            "this number; if none do, with two. Null for a right number."
        ),
    ] = None
    expression: Annotated[
        Typed | None, Field(description="The expression in `text`, if it is no number.")
    ] = None
    others: Annotated[
        list[str],
        Field(description="Identifiers of others that lead to this number, the likeliest first."),
    ] = field(default_factory=list)


def check_answer(
    experiment: core.Experiment, quantity: str, value: float, text: str | None, example: int
) -> CheckAnswer:
    """The verdict on `value`, or on the digits or the expression typed in `text`.

    Raises as `verdict.check` does, and `core.InvalidExperiment` if `text` is another number, or if
    both are missing.
    """
    if text is None and isnan(value):
        raise InvalidExperiment(("value",), "required, or a text")
    typed = calculated(value if text is None else text, ("text",))
    if not isnan(value) and not isclose(typed.numeral.value, value, rel_tol=_SAME, abs_tol=0.0):
        raise InvalidExperiment(
            ("text",), f"got {(text or '')[:40]!r}; must be the value, {value}, typed"
        )
    asked = quantity_named(quantity, experiment.sizes)
    question = Question(open_iteration(experiment), asked, example)
    verdict = judge(question, typed.numeral)
    explanation = verdict.explanation
    return CheckAnswer(
        experiment=from_core(experiment),
        verdict=verdict.verdict,
        digits=verdict.digits,
        mistake=explanation.mistake.id if explanation else None,
        title=headed(verdict),
        explanation=explained(verdict),
        hint=hinted(verdict),
        correct=verdict.correct,
        where=list(explanation.where) if explanation else [],
        place=place_of(verdict),
        rounded=verdict.rounded,
        reach=_led(verdict.reach) if verdict.reach else None,
        expression=_typed(question, typed, verdict),
        others=[other.mistake.id for other in verdict.explanations[1:]],
    )


def _typed(question: Question, typed: Calculation, verdict: Verdict) -> Typed | None:
    """The expression that was typed; where it gives a wrong number, how it differs from ours."""
    if typed.expression is None:
        return None
    found = (
        differences(typed.expression, question.quantity, question.right, question.example)
        if verdict.verdict != "right"
        else ()
    )
    sentences = [compared(one, question.sizes) for one in found]
    return Typed(typed.numeral.value, " ".join(sentences) or None)


def _led(reach: Reach) -> Led:
    return Led(reach.digits, reach.low, reach.high)


def place_of(verdict: Verdict) -> Place | None:
    """Where the mistake can be seen, None if there is no mistake."""
    if verdict.explanation is None:
        return None
    seen = verdict.explanation.seen
    # Weights are known from the start; what matters is the phase that used them wrongly.
    phase = verdict.asked.phase if seen.phase.kind == "input" else seen.phase
    return Place(phase.id, seen.name)


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "quantity": "new.loss",
    "value": 0.291027924,
    "text": "0.291027924",
    "example": 0,
}

router = api_router()


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
    # To rule out all mistakes takes milliseconds, even in a small network.
    return await WORDS.answer(
        check_answer, experiment, body.quantity, body.value, body.text, body.example
    )
