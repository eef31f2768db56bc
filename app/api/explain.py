"""The explanation of one number of an iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Body
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, in_conventions, to_core
from app.api.limits import check_forward
from app.api.router import api_router
from app.api.schemas import (
    MAZUR,
    OURS,
    Conventions,
    Envelope,
    ExampleIndex,
    Experiment,
    Notated,
    Written,
)
from app.web.heavy import WORDS
from app.words.meaning import label, meaning, question, title
from app.writing.chain import ChainLine, chain
from app.writing.matrices import Matrices, matrices, rendered
from app.writing.notation import NotationName, notation_of
from app.writing.source_lines import Source, sources
from app.writing.typeset import Writer
from app.writing.values import Values
from core.explain import names
from core.explain.formulas import formula_of
from core.explain.names import Part, Sizes
from core.explain.phases import phases_of
from core.explain.quantities import KINDS, Quantity, quantity_named


class ExplainRequest(Envelope):
    """A quantity to explain."""

    experiment: Experiment = MAZUR
    quantity: str = Field(
        description="Its name, such as `gradient.w5`, `delta.o1`, `z.h1`, `new.b.o1` or `loss`."
    )
    example: ExampleIndex = 0
    notation: Notated = "short"
    conventions: Written = OURS


@dataclass(frozen=True, slots=True)
class Related:
    """Another quantity of the same part of the network."""

    quantity: str
    label: Annotated[str, Field(description="Its name, in a word or two.")]
    value: float
    phase: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a number comes from, and what it means."""

    quantity: str
    part: Annotated[str, Field(description="The part that has it, such as w5, o1 or loss.")]
    phase: Annotated[str, Field(description="The phase that computes it.")]
    value: float
    title: str
    question: Annotated[str, Field(description="The question that its value answers.")]
    meaning: Annotated[str, Field(description="What this value means, in a sentence.")]
    chain: Annotated[list[ChainLine], Field(description="Its formula, line by line.")]
    rounded: Annotated[bool, Field(description="Whether a number is shown with fewer digits.")]
    matrices: Matrices
    python: Annotated[list[Source], Field(description="The functions that compute its phase.")]
    related: Annotated[
        list[Related], Field(description="All quantities of the same part, in order.")
    ]


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """The unchanged experiment, and the explanation of one of its quantities."""

    experiment: Experiment
    explanation: Explanation


def explain_answer(
    asked_of: core.Experiment,
    name: str,
    example: int,
    notation: NotationName,
    written: Conventions = OURS,
) -> ExplainAnswer:
    """The explanation of the quantity called `name`, as it is written in some conventions.

    Raises `core.InvalidExperiment` for a name or an example that does not exist, and
    `core.Diverged` for numbers that are not finite.
    """
    experiment, sizes = in_conventions(asked_of, written), asked_of.sizes
    asked = quantity_named(name, sizes)
    values = Values(experiment)
    own = str(example + 1) if values.m > 1 else ""
    writer = Writer(notation_of(notation, experiment, own), values, example)
    return ExplainAnswer(
        experiment=from_core(asked_of),
        explanation=Explanation(
            quantity=name,
            part=names.name_of(asked.part, sizes) or "loss",
            phase=asked.phase.id,
            value=values.of(name, example),
            title=title(asked),
            question=question(asked),
            meaning=meaning(asked, values, example),
            chain=list(chain(formula_of(name, experiment), writer)),
            matrices=rendered(matrices(asked, writer)),
            rounded=bool(values.rounded),
            python=sources(experiment, asked.kind.phase, asked.part),
            related=[
                Related(one.name, label(one), values.of(one.name, example), one.phase.id)
                for one in _related(asked.part, sizes)
            ],
        ),
    )


def _related(part: Part, sizes: Sizes) -> list[Quantity]:
    """The quantities of a part, in the order in which they are computed.

    >>> [quantity.name for quantity in _related(names.Weight(1, 0, 0), (2, 2, 2))]
    ['w5', 'term.w5', 'gradient.w5', 'step.w5', 'new.w5']
    """
    name = names.name_of(part, sizes)
    same = [Quantity(kind, part, sizes) for kind in KINDS if kind.sort.find(name, sizes) == part]
    return sorted(same, key=lambda quantity: phases_of(len(sizes) - 1).index(quantity.phase))


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "quantity": "delta.o1",
    "example": 0,
    "notation": "short",
    "conventions": OURS.model_dump(),
}

router = api_router()


@router.post(
    "/explain",
    summary="Explain a number",
    responses=examples.answering(
        examples.as_json(explain_answer(to_core(MAZUR), "delta.o1", 0, "short"))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"quantity": "gradient.w5"}' localhost:8000/api/explain"""
    ),
)
async def explain(
    body: Annotated[ExplainRequest, Body(examples=[REQUEST])],
) -> ExplainAnswer:
    """A quantity of the experiment's iteration: its formula, its matrices, its lines of Python."""
    experiment = to_core(body.experiment)
    check_forward(experiment)
    asked = (experiment, body.quantity, body.example, body.notation, body.conventions)
    return await WORDS.answer(explain_answer, *asked)
