"""The answer to a task of Practise: is it right, and why; and help on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from fastapi import Body
from pydantic import Field

from app.api import examples
from app.api.convert import from_core
from app.api.practice import REQUEST as PRACTICE
from app.api.practice import PracticeRequest, choices_of, round_wanted
from app.api.router import api_router
from app.api.schemas import INTEGRAL, Count, Experiment, Notated
from app.web.heavy import WORDS
from app.words.happening import Happening, sentence
from app.words.practice import place_said, why_of
from app.words.verdict import headed, hinted
from app.writing.chain import ChainLine, chain
from app.writing.notation import Notation, NotationName
from app.writing.typeset import Writer
from app.writing.values import Values
from core.check.digits import read
from core.check.mistakes import MISTAKES
from core.check.slips import Question
from core.check.verdict import Verdict, judge
from core.errors import InvalidExperiment
from core.explain.quantities import quantity_named
from core.explain.units import unit_formula
from core.practice.blanks import Blank
from core.practice.planted import Planted
from core.practice.predictions import Prediction
from core.practice.rounds import Item

HelpStep: TypeAlias = Annotated[int, Field(ge=0, le=3), INTEGRAL]
# The fields of an answer.
Answered: TypeAlias = Literal["choice", "quantity", "text"]


class PracticeAnswerRequest(PracticeRequest):
    """An answer to a task of a round, a wish for help, or both."""

    item: Count = Field(default=0, description="The place of the task in the round, from 0.")
    choice: Annotated[str, Field(max_length=100)] | None = Field(
        default=None, description="The chosen answer, or the mistake that was made."
    )
    quantity: Annotated[str, Field(max_length=100)] | None = Field(
        default=None, description="With a mistake: the name of the first wrong number."
    )
    text: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="The number to fill in, as it was typed: `0,0821`, `8.2e-2` or `1/3`.",
    )
    help: HelpStep = Field(
        default=0,
        description="1 tells the rule, 2 the formula with the numbers in it, 3 the answer.",
    )
    notation: Notated = "short"


@dataclass(frozen=True, slots=True)
class Worked:
    """How a quantity is calculated."""

    quantity: str
    lines: Annotated[list[ChainLine], Field(description="As many as the help tells.")]


@dataclass(frozen=True, slots=True)
class Help:
    """What helps: nothing, if no help is asked for."""

    rule: str
    formulas: list[Worked]


@dataclass(frozen=True, slots=True)
class Solved:
    """A field of the right answer."""

    field: Answered
    value: Annotated[str, Field(description="The value; a number with all its digits.")]


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """Whether an answer is right, and why."""

    experiment: Experiment
    right: Annotated[
        bool, Field(description="Whether all is answered, and right; of a mistake, place and name.")
    ]
    right_fields: Annotated[list[Answered], Field(description="The fields answered rightly.")]
    wrong_fields: Annotated[list[Answered], Field(description="The fields answered wrongly.")]
    verdict: Annotated[
        Literal["right", "mistake", "unknown", ""],
        Field(description="Of a number, as `/api/check` has it; else empty."),
    ]
    mistake: Annotated[
        str, Field(description="The identifier of the mistake that gives the typed number.")
    ]
    title: Annotated[
        str,
        Field(description="That mistake in a few words, or that the few digits typed are right."),
    ]
    said: Annotated[
        list[str], Field(description="Why it is right; of a wrong number or mistake, a hint.")
    ]
    solution: Annotated[
        list[Solved],
        Field(
            description="The right answer: of a question once one was given, of other tasks once "
            "it was right, or with the third help. Else empty."
        ),
    ]
    help: Help


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is said of an answer: whether each of its fields is right."""

    fields: dict[Answered, bool]
    needed: int = 1
    verdict: Verdict | None = None
    said: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether all that is needed is answered, and right."""
        return len(self.fields) == self.needed and all(self.fields.values())


def judged_answer(body: PracticeAnswerRequest) -> JudgedAnswer:
    """What is right and wrong about an answer to a task of a round.

    Raises as `round_wanted` does; and `core.InvalidExperiment` for an item, a choice, a quantity or
    a text that there cannot be, and if neither an answer nor help is asked for.
    """
    wanted, items = round_wanted(body)
    if body.item >= len(items):
        allowed = f"allowed are 0 to {len(items) - 1}" if items else "this round has no tasks"
        raise InvalidExperiment(("item",), f"got {body.item}; {allowed}")
    item, step = items[body.item], body.help
    judged = _judged(item, body)
    if not judged.fields and step == 0:
        field = "text" if isinstance(item.task, Blank) else "choice"
        raise InvalidExperiment((field,), "got nothing; an answer is needed, or a step of help")
    told = isinstance(item.task, Prediction) and bool(judged.fields)
    done = step == 3 or judged.right or told
    explanation = judged.verdict.explanation if judged.verdict else None
    return JudgedAnswer(
        experiment=from_core(wanted.experiment),
        right=judged.right,
        right_fields=[field for field, right in judged.fields.items() if right],
        wrong_fields=[field for field, right in judged.fields.items() if not right],
        verdict=judged.verdict.verdict if judged.verdict else "",
        mistake=explanation.mistake.id if explanation else "",
        title=(headed(judged.verdict) if judged.verdict else None) or "",
        # Of a right number Check has said all.
        said=[*judged.said, *([why_of(item)] if done and not judged.fields.get("text") else [])],
        solution=_solution(item) if done else [],
        help=_help(item, step, body.notation),
    )


def _judged(item: Item, body: PracticeAnswerRequest) -> _Judged:
    """The judgement on an answer. Fields that a task does not have do not count."""
    task, choice = item.task, body.choice
    allowed = choices_of(item)
    if choice is not None and allowed and choice not in allowed:
        raise InvalidExperiment(
            ("choice",), f"got {choice[:40]!r}; allowed are {', '.join(allowed)}"
        )
    match task:
        case Prediction(answer=answer):
            return _Judged({} if choice is None else {"choice": choice == answer})
        case Blank():
            return _judged_number(item, task, body.text)
        case Planted():
            return _judged_mistake(item, task, choice, body.quantity)


def _judged_number(item: Item, task: Blank, text: str | None) -> _Judged:
    """The judgement on a number, by Check."""
    if text is None:
        return _Judged({})
    typed = read(text, ("text",))
    verdict = judge(Question(item.scene.right, task.asked, item.scene.example), typed)
    right = verdict.verdict == "right"
    return _Judged({"text": right}, verdict=verdict, said=(hinted(verdict),))


def _judged_mistake(item: Item, task: Planted, choice: str | None, quantity: str | None) -> _Judged:
    """The judgement on where a mistake begins and what it is: on both, or on one of them."""
    fields: dict[Answered, bool] = {}
    said: list[str] = []
    if quantity is not None:
        fields["quantity"] = quantity == task.asked.name
        said.append(place_said(item, quantity))
    if choice is not None:
        fields["choice"] = choice == task.mistake.id
        if not fields["choice"] and fields.get("quantity", True):
            said.append(f"That mistake was not made. Its rule: {MISTAKES[choice].rule}")
    return _Judged(fields, needed=2, said=tuple(said))


def _solution(item: Item) -> list[Solved]:
    match item.task:
        case Prediction(answer=answer):
            return [Solved("choice", answer)]
        case Blank(asked=asked):
            return [Solved("text", repr(item.scene.named(asked.name)))]
        case Planted() as planted:
            return [
                Solved("choice", planted.mistake.id),
                Solved("quantity", planted.asked.name),
                Solved("text", repr(planted.right)),
            ]


def _help(item: Item, step: int, notation: NotationName) -> Help:
    """The rule of the phase; then the formulas with the numbers put in; then the results."""
    if step == 0:
        return Help("", [])
    scene, task = item.scene, item.task
    values = Values(scene.experiment)
    own = str(scene.example + 1) if values.m > 1 else ""
    writer = Writer(Notation(notation, values.sizes, own), values, scene.example)
    about = task.about if isinstance(task, Prediction) else (task.asked.name,)
    return Help(
        rule=sentence(Happening(task.phase, writer)),
        formulas=[
            Worked(name, lines)
            for name in about
            if (lines := [line for line in _lines(name, writer) if _is_told(line, step)])
        ],
    )


def _lines(name: str, writer: Writer) -> list[ChainLine]:
    formula = unit_formula(quantity_named(name, writer.values.sizes), writer.values.experiment)
    return list(chain(formula, writer))


def _is_told(line: ChainLine, step: int) -> bool:
    """Whether a line of a formula is told at a step of help."""
    return line.role in ("symbols", "names") or step == 3 or (step == 2 and line.role != "result")


REQUEST: examples.Json = {
    **PRACTICE,
    "item": 0,
    "choice": "o1",
    "help": 2,
    "notation": "short",
}

router = api_router()


@router.post(
    "/practice/answer",
    summary="Answer a task",
    responses=examples.answering(
        examples.as_json(judged_answer(PracticeAnswerRequest.model_validate(REQUEST)))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"item": 0, "choice": "b.h1"}' localhost:8000/api/practice/answer""",
        """curl -d '{"kind": "fill-in", "item": 0, "help": 2}' """
        "localhost:8000/api/practice/answer",
    ),
)
async def practice_answer(
    body: Annotated[PracticeAnswerRequest, Body(examples=[REQUEST])],
) -> JudgedAnswer:
    """Whether an answer to a task of a round is right, and why; or help in three steps."""
    return await WORDS.answer(judged_answer, body)
