"""A network out of pasted text: Python or numpy, CSV, a state_dict as JSON, an exported file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import MAX_TEXT, QUICK_WORK, check_numbers, experiment_numbers
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, Experiment, optional_body
from app.reading.found import Unread
from app.reading.reading import read_text
from app.web.heavy import HEAVY


class ReadRequest(Envelope):
    """A text, and the experiment that gives what the text does not say."""

    text: Annotated[str, Field(max_length=MAX_TEXT)] = Field(
        default="",
        description="Python or numpy (`W1 = np.array([[...]])`), CSV, a PyTorch `state_dict` as "
        "JSON, or an exported file. It is read, and never run.",
    )
    transposed: bool = Field(
        default=False,
        description="Whether each column, and not each row, holds the weights into one neuron. "
        "Where the shapes allow only one of both, that is taken.",
    )
    experiment: Experiment = Field(
        default=MAZUR,
        description="Where they fit, its examples and learning rate are those of a text without.",
    )


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What the text was read as."""

    experiment: Annotated[
        Experiment | None,
        Field(description="At iteration 0; null if the text holds nothing of an experiment."),
    ]
    read: Annotated[
        list[str], Field(description="What was read as what, with its shape, in sentences.")
    ]
    filled: Annotated[
        list[str], Field(description="What the text does not say, and what is taken for it.")
    ]
    unread: Annotated[list[Unread], Field(description="What could not be read, and why.")]
    transposed: Annotated[
        bool, Field(description="Whether columns were taken for the weights into one neuron.")
    ]
    turnable: Annotated[bool, Field(description="Whether the shapes allow rows and columns.")]


def read_answer(text: str, base: core.Experiment, transposed: bool) -> ReadAnswer:
    """The text as `app.reading` reads it."""
    reading = read_text(text, base, transposed)
    experiment = reading.experiment
    if experiment is not None:
        check_numbers(experiment_numbers(experiment), ("body", "text"))
    return ReadAnswer(
        experiment=None if experiment is None else from_core(experiment),
        read=reading.read,
        filled=reading.filled,
        unread=reading.unread,
        transposed=reading.transposed,
        turnable=reading.turnable,
    )


_HOMEWORK = """\
W1 = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
W2 = np.array([[0.7], [0.8], [0.9]])
b1 = np.random.randn(3)
eta = 1/4
"""
REQUEST: examples.Json = {"text": _HOMEWORK, "transposed": False, "experiment": examples.EXPERIMENT}

router = api_router()


@router.post(
    "/read",
    summary="Read a network out of text",
    responses=examples.answering(
        examples.as_json(read_answer(_HOMEWORK, to_core(MAZUR), transposed=False))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"text": "W1 = [[1, 2], [3, 4]]; lr = 0.1"}' localhost:8000/api/read""",
        """jq -Rs '{text: .}' homework.py | curl -d @- localhost:8000/api/read""",
    ),
)
async def read(body: Annotated[ReadRequest, optional_body(ReadRequest, REQUEST)]) -> ReadAnswer:
    """What a pasted text says of a network: the experiment, what was read as what, what is filled
    in by default, and exactly what could not be read.
    """
    asked = body.text, to_core(body.experiment), body.transposed
    if len(body.text) > QUICK_WORK:
        return await HEAVY.answer(read_answer, *asked)
    return read_answer(*asked)
