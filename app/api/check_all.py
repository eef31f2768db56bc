"""A whole exercise: each number of an iteration, given the others as they were typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import Field

import core
from app.api import examples
from app.api.check import MAX_CHECKED_WORK, Place, place_of
from app.api.convert import from_core, to_core
from app.api.limits import LimitExceeded, check_product, size
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, Exact, ExampleIndex, Experiment, optional_body
from app.web.heavy import WORDS
from app.words.exercise import explained, headed, hinted
from app.words.meaning import title
from core.check.digits import agreeing_digits
from core.check.exercise import MOST_EXPLAINED, Judged, State, check_exercise
from core.check.lines import Row, Unread, entries_of, rows_in
from core.explain.quantities import check_example

MAX_ROWS = 250
MAX_TEXT = 20_000  # characters


class TypedNumber(Exact):
    """A number with its name, as somebody typed them."""

    name: Annotated[str, Field(max_length=200)] = Field(
        description="Such as `net_h1`, `out_h1`, `E_total`, `dE/dw5`, `delta_o1`, `w5+`, or as "
        "other endpoints have it: `gradient.w5`."
    )
    text: Annotated[str, Field(max_length=200)] = Field(
        description="Such as `0.0821`, `3.5e-5` or `1/3`. Its digits count."
    )


class CheckAllRequest(Envelope):
    """The numbers of a whole exercise, in any order."""

    experiment: Experiment = MAZUR
    numbers: Annotated[list[TypedNumber], Field(max_length=MAX_ROWS)] = Field(
        default=[], description="The numbers one by one."
    )
    text: Annotated[str, Field(max_length=MAX_TEXT)] = Field(
        default="",
        description="More of them, as lines of name and number: `net_h1 = 0.3775`. A tab, a colon "
        "or a space may stand between them.",
    )
    example: ExampleIndex = 0


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """A number of the exercise, and what became of it."""

    row: Annotated[int, Field(description="Its place among all that were sent, from 0.")]
    name: str
    text: str
    state: Annotated[
        State,
        Field(
            description="`right` in all its digits; right but for digits lost before it "
            "(`rounded`); it `follows` from a number that is not right; a known `mistake`; or "
            "`unexplained`."
        ),
    ]
    quantity: Annotated[str, Field(description="What it is, such as `gradient.w5`.")]
    title: Annotated[str, Field(description="The same in words.")]
    heading: Annotated[str, Field(description="What became of it in a few words.")]
    explanation: str
    hint: Annotated[str, Field(description="The explanation without the correct value.")]
    digits: Annotated[
        int, Field(description="How many significant digits agree with the correct value.")
    ]
    correct: Annotated[float, Field(description="The correct value.")]
    expected: Annotated[
        float,
        Field(
            description="The value that follows from the numbers before it, as they were typed; "
            "the correct one if none follows that is finite."
        ),
    ]
    follows_from: Annotated[
        list[str], Field(description="The wrong numbers that it follows from, by name.")
    ]
    mistake: Annotated[
        str, Field(description="The mistake's identifier, such as `updated-weights`, or empty.")
    ]
    place: Annotated[Place, Field(description="Where the mistake can be seen, or else the number.")]


@dataclass(frozen=True, slots=True)
class UnreadNumber:
    """What cannot be judged, since its name or its number cannot be read."""

    row: Annotated[int, Field(description="Its place among all that were sent, from 0.")]
    name: str
    text: str
    problem: Annotated[str, Field(description="Why, and which names are meant.")]


@dataclass(frozen=True, slots=True)
class CheckAllAnswer:
    """What became of each number, in the order of the calculation."""

    experiment: Experiment
    example: int
    numbers: Annotated[list[CheckedNumber], Field(description="In the order of the calculation.")]
    unread: list[UnreadNumber]
    counts: Annotated[dict[State, int], Field(description="How many there are of each state.")]
    marks: Annotated[
        int,
        Field(
            description="How many are wrong where they stand, as a mistake or unexplained. Of at "
            f"most {MOST_EXPLAINED} the mistake is looked for."
        ),
    ]


def check_all_answer(experiment: core.Experiment, rows: list[Row], example: int) -> CheckAllAnswer:
    """What became of each number. Raises as `check_exercise` does."""
    check_example(experiment, example)
    entries, unread = entries_of(rows, experiment)
    judged = check_exercise(experiment, entries, example)
    found = Counter(one.state for one in judged)
    return CheckAllAnswer(
        experiment=from_core(experiment),
        example=example,
        numbers=[_judged_json(one, rows[one.entry.row]) for one in judged],
        unread=[_unread_json(one, rows[one.row]) for one in unread],
        counts={state: found[state] for state in get_args(State)},
        marks=sum(one.marked for one in judged),
    )


def _judged_json(judged: Judged, row: Row) -> CheckedNumber:
    asked, typed = judged.entry.asked, judged.entry.typed
    verdict = judged.verdict if judged.marked else None
    explanation = verdict.explanation if verdict else None
    return CheckedNumber(
        row=judged.entry.row,
        name=row.name,
        text=row.text,
        state=judged.state,
        quantity=asked.name,
        title=title(asked),
        heading=headed(judged),
        explanation=explained(judged),
        hint=hinted(judged),
        digits=min(typed.digits, agreeing_digits(typed.value, judged.correct)),
        correct=judged.correct,
        expected=judged.correct if judged.expected is None else judged.expected,
        follows_from=[own.name for own in judged.wrong],
        mistake=explanation.mistake.id if explanation else "",
        place=(place_of(verdict) if verdict else None) or Place(asked.phase.id, asked.name),
    )


def _unread_json(unread: Unread, row: Row) -> UnreadNumber:
    return UnreadNumber(unread.row, row.name, row.text, unread.problem)


SHEET = """net_h1 = 0.378
out_h1 = 0.593
out_h2 = 0.597
net_o1 = 0.506
out_o1 = 0.624
E_o1 = 0.188
delta_o1 = 0.144
dE/dw5 = 0.0854
w5+ = 0.443
"""

REQUEST: examples.Json = {"experiment": examples.EXPERIMENT, "text": SHEET, "example": 0}

router = api_router()


@router.post(
    "/check-all",
    summary="Check a whole exercise",
    responses=examples.answering(
        examples.as_json(check_all_answer(to_core(MAZUR), rows_in(SHEET, to_core(MAZUR)), 0))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"text": "net_h1 = 0.3775\\\\nout_h1 = 0.593"}' localhost:8000/api/check-all"""
    ),
)
async def check_all(
    body: Annotated[CheckAllRequest, optional_body(CheckAllRequest, REQUEST)],
) -> CheckAllAnswer:
    """What became of each number of an exercise, given the others as they were typed."""
    experiment = to_core(body.experiment)
    rows = [Row(number.name, number.text) for number in body.numbers]
    rows += rows_in(body.text, experiment)
    if len(rows) > MAX_ROWS:
        raise LimitExceeded(
            ("body", "text"), f"got {len(rows)} numbers in all; at most {MAX_ROWS} are allowed"
        )
    check_product(
        ("body", "experiment"), MAX_CHECKED_WORK, numbers=max(len(rows), 1), **size(experiment)
    )
    return await WORDS.answer(check_all_answer, experiment, rows, body.example)
