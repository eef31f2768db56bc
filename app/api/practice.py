"""A round of Practise: ten tasks, without their answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeAlias

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, network_from_core, to_core
from app.api.limits import check_product, size
from app.api.router import api_router
from app.api.schemas import (
    INTEGRAL,
    MAZUR,
    Count,
    Envelope,
    ExampleIndex,
    Experiment,
    Network,
    optional_body,
)
from app.web.heavy import WORDS
from app.words.practice import choice_label, none_said, question_of
from core.check.digits import LEAST
from core.explain.names import PARAMETERS
from core.practice.blanks import Blank
from core.practice.levels import LEVELS
from core.practice.planted import Planted
from core.practice.predictions import Prediction
from core.practice.rounds import TASKS, Item, Kind, Wanted, items_of, reason_for_none

# Examples times parameters. To find the mistakes of a round takes some thousand iterations.
MAX_PRACTISED_WORK = 100_000
MAX_PRACTISED_PARAMETERS = 500
# How many rounds are kept in memory, so that they need not be made again for each answer.
_KEPT = 32

Level: TypeAlias = Annotated[int, Field(ge=1, le=len(LEVELS)), INTEGRAL]


class PracticeRequest(Envelope):
    """A round: everything that determines it."""

    experiment: Experiment = MAZUR
    kind: Kind = Field(
        default="predict",
        description="Whether to answer questions before a phase shows its numbers, to fill in "
        "numbers, or to find a mistake that was made in an iteration.",
    )
    level: Level = Field(
        default=5,
        description="What is practised: 1 the forward pass, 2 the loss and the output deltas, "
        "3 their gradients, 4 the hidden deltas, 5 the whole iteration.",
    )
    seed: Count = Field(default=0, description="The same seed asks the same, for ever.")
    example: ExampleIndex = 0
    other_numbers: bool = Field(
        default=False,
        description="Whether no task is about the experiment's own numbers, but all about weights "
        "and biases that the seed draws. Else those follow when nothing is left to be asked.",
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible answer."""

    value: Annotated[str, Field(description="What to send, such as `positive` or `w5`.")]
    label: Annotated[str, Field(description="The same for people.")]
    part: Annotated[str, Field(description="The part of the network that it is, or empty.")]


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number of an iteration with a mistake."""

    quantity: str
    value: float


@dataclass(frozen=True, slots=True)
class PracticeItem:
    """A task, without its answer."""

    item: Annotated[int, Field(description="Its place in the round, from 0.")]
    network: Annotated[int, Field(description="The index of its network in `networks`.")]
    phase: Annotated[
        str,
        Field(
            description="The phase that it belongs to: it is asked when all numbers of earlier "
            "phases are shown, and none of this one except the `given`. Empty if it is about the "
            "whole iteration."
        ),
    ]
    asks: Annotated[
        str, Field(description="The kind of question, such as `largest-path`; `number`; `mistake`.")
    ]
    question: str
    part: Annotated[
        str,
        Field(
            description="The part that it is about; `loss` for the whole network, empty if the "
            "part is asked for."
        ),
    ]
    choices: Annotated[list[Choice], Field(description="Of which one is right.")]
    quantity: Annotated[str, Field(description="The number to fill in, or empty.")]
    digits: Annotated[
        int, Field(description="How many significant digits are wanted of that number, or 0.")
    ]
    given: Annotated[
        list[str], Field(description="Quantities of the same phase that may be shown: the earlier.")
    ]
    numbers: Annotated[
        list[ShownNumber],
        Field(description="With a mistake: all that the phases compute, in their order."),
    ]


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """The unchanged experiment, and the tasks of a round. What was asked for is said again."""

    experiment: Experiment
    kind: Kind
    level: int
    seed: int
    example: int
    other_numbers: bool
    networks: Annotated[
        list[Network],
        Field(description="The experiment's own, and the same with other weights and biases."),
    ]
    items: Annotated[list[PracticeItem], Field(description=f"The tasks: {TASKS}, or fewer.")]
    none: Annotated[str, Field(description="Why there are no tasks; empty if there are some.")]


def round_answer(body: PracticeRequest) -> PracticeAnswer:
    """The round without its answers. Raises as `round_wanted` does."""
    wanted, items = round_wanted(body)
    networks: list[core.Network] = []
    asked: list[PracticeItem] = []
    for item in items:
        if not any(network is item.network for network in networks):
            networks.append(item.network)
        asked.append(_asked(item, len(asked), len(networks) - 1))
    none = "" if items else none_said(reason_for_none(wanted), wanted.experiment.m)
    return PracticeAnswer(
        experiment=from_core(wanted.experiment),
        kind=wanted.kind,
        level=wanted.level,
        seed=wanted.seed,
        example=wanted.example,
        other_numbers=wanted.drawn,
        networks=[network_from_core(network) for network in networks],
        items=asked,
        none=none,
    )


def round_wanted(body: PracticeRequest) -> tuple[Wanted, tuple[Item, ...]]:
    """The round that a request wants, and its tasks.

    Raises `core.InvalidExperiment` for an example that does not exist, and `LimitExceeded`.
    """
    return _round(body.model_dump_json(include=set(PracticeRequest.model_fields)))


@lru_cache(maxsize=_KEPT)
def _round(described: str) -> tuple[Wanted, tuple[Item, ...]]:
    """The round with this description: a room asks for the same one again and again."""
    body = PracticeRequest.model_validate_json(described)
    experiment = to_core(body.experiment)
    loc, extent = ("body", "experiment"), size(experiment)
    check_product(loc, MAX_PRACTISED_WORK, **extent)
    check_product(loc, MAX_PRACTISED_PARAMETERS, parameters=extent["parameters"])
    wanted = Wanted(
        experiment, body.kind, body.level, body.seed, body.example, drawn=body.other_numbers
    )
    return wanted, tuple(items_of(wanted))


def _asked(item: Item, place: int, network: int) -> PracticeItem:
    """A task without its answer."""
    task, here = item.task, item.scene.here
    parts = {here.name("", part) for part in PARAMETERS.parts(here.sizes)}
    parts |= {here.name("", one) for layer in range(here.last + 1) for one in here.neurons(layer)}
    part = ""
    if isinstance(task, Prediction | Blank):
        about = task.part if isinstance(task, Prediction) else task.asked.part
        part = here.name("", about) or "loss"
    asks = {Blank: "number", Planted: "mistake"}
    return PracticeItem(
        item=place,
        network=network,
        phase="" if isinstance(task, Planted) else task.phase.id,
        asks=task.kind if isinstance(task, Prediction) else asks[type(task)],
        question=question_of(item),
        part=part,
        choices=[
            Choice(choice, choice_label(item, choice), choice if choice in parts else "")
            for choice in choices_of(item)
        ],
        quantity=task.asked.name if isinstance(task, Blank) else "",
        digits=LEAST if isinstance(task, Blank) else 0,
        given=list(task.given) if isinstance(task, Blank) else [],
        numbers=[ShownNumber(*pair) for pair in task.numbers.items()]
        if isinstance(task, Planted)
        else [],
    )


def choices_of(item: Item) -> tuple[str, ...]:
    """The choices of a task; a number to fill in has none."""
    return () if isinstance(item.task, Blank) else item.task.choices


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "kind": "predict",
    "level": 2,
    "seed": 7,
    "example": 0,
    "other_numbers": False,
}

router = api_router()


@router.post(
    "/practice",
    summary="Practise",
    responses=examples.answering(
        examples.as_json(round_answer(PracticeRequest.model_validate(REQUEST)))
    ),
    openapi_extra=examples.curl(
        "curl -X POST localhost:8000/api/practice",
        """curl -d '{"kind": "fill-in", "level": 1, "seed": 7}' localhost:8000/api/practice""",
    ),
)
async def practice(
    body: Annotated[PracticeRequest, optional_body(PracticeRequest, REQUEST)],
) -> PracticeAnswer:
    """A round of ten tasks without their answers: questions, numbers to fill in, or mistakes."""
    return await WORDS.answer(round_answer, body)
