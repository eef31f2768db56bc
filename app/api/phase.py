"""What happens in one phase of an iteration: its computation, for each of its units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Body
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, in_conventions, to_core
from app.api.limits import MAX_NEURONS, check_forward
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
from app.words.happening import Happening, sentence, title
from app.words.meaning import title as title_of
from app.words.questions import Question, questions
from app.writing.chain import ChainLine, chain, in_symbols, result
from app.writing.mathml import plain, render, spoken
from app.writing.matrices import Matrices, matrices_of_phase, rendered
from app.writing.notation import NotationName, notation_of
from app.writing.source_lines import Source, sources_of_phase
from app.writing.typeset import Writer
from app.writing.typical import typical_writer
from app.writing.values import Values
from core.errors import InvalidExperiment
from core.explain.names import name_of
from core.explain.phases import Phase, phases_of
from core.explain.quantities import Quantity
from core.explain.units import typical_formulas, unit_formula, units_of

# Enough for all neurons of a layer, and all inputs and targets. A layer may have more weights.
MAX_ROWS = 2 * MAX_NEURONS


class PhaseRequest(Envelope):
    """A phase to tell."""

    experiment: Experiment = MAZUR
    phase: str = Field(description="Its id, such as `net-hidden`, `delta-output` or `update`.")
    example: ExampleIndex = 0
    notation: Notated = "short"
    conventions: Written = OURS


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation, which holds for any unit of the phase."""

    mathml: Annotated[
        str, Field(description="`data-quantities` names an element's quantities of all units.")
    ]
    text: Annotated[str, Field(description="The same in words.")]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the phase: a neuron, a weight, a bias, an output's share or the loss."""

    quantity: str
    part: Annotated[str, Field(description="The part that has it, such as w5, o1 or loss.")]
    title: str
    symbol: Annotated[str, Field(description="Its symbol in the notation, as text: `∂E/∂w₅`.")]
    value: float
    lines: Annotated[
        list[ChainLine],
        Field(description="What the phase computes: in symbols, with numbers, and the result."),
    ]
    short: Annotated[ChainLine, Field(description="Only the result: `= 0.0822`.")]


@dataclass(frozen=True, slots=True)
class PhaseTold:
    """What a phase computes, why, and with which numbers."""

    id: str
    title: Annotated[str, Field(description="What it computes, as the question that it answers.")]
    sentence: Annotated[str, Field(description="Why and how, in a sentence or two.")]
    equations: Annotated[
        list[Equation], Field(description="Of weights and of biases, if the phase has both.")
    ]
    rows: Annotated[
        list[UnitRow], Field(description=f"Its units in order: at most the first {MAX_ROWS}.")
    ]
    units: Annotated[int, Field(description="The number of units, with those without a row.")]
    rounded: Annotated[bool, Field(description="Whether a number is shown with fewer digits.")]
    matrices: Annotated[list[Matrices], Field(description="All units of a layer at once.")]
    python: Annotated[list[Source], Field(description="The functions that compute it.")]
    questions: Annotated[
        list[Question], Field(description="What learners ask here, with answers for this case.")
    ]


@dataclass(frozen=True, slots=True)
class PhaseAnswer:
    """The unchanged experiment, and what happens in one of its phases."""

    experiment: Experiment
    phase: PhaseTold


def phase_answer(
    asked_of: core.Experiment,
    phase: str,
    example: int,
    notation: NotationName,
    written: Conventions = OURS,
) -> PhaseAnswer:
    """What happens in the phase with this id, as it is written in some conventions.

    Raises `core.InvalidExperiment` for a phase or an example that does not exist, and
    `core.Diverged` for numbers that are not finite.
    """
    experiment = in_conventions(asked_of, written)
    asked, values = _phase_called(phase, experiment), Values(experiment)
    own = str(example + 1) if values.m > 1 else ""
    writer = Writer(notation_of(notation, experiment, own), values, example)
    units = list(units_of(asked, experiment))
    rows = [_row(unit, writer) for unit in units[:MAX_ROWS]]
    typical, told = typical_writer(asked, writer), Happening(asked, writer)
    equations = [in_symbols(one, typical) for one in typical_formulas(asked, experiment)]
    return PhaseAnswer(
        experiment=from_core(asked_of),
        phase=PhaseTold(
            id=asked.id,
            title=title(told),
            sentence=sentence(told),
            equations=[Equation(render(one), spoken(one)) for one in equations],
            rows=rows,
            units=len(units),
            matrices=[rendered(both) for both in matrices_of_phase(asked, writer)],
            rounded=bool(values.rounded),
            python=sources_of_phase(experiment, asked),
            questions=questions(told),
        ),
    )


def _phase_called(phase: str, experiment: core.Experiment) -> Phase:
    """The phase with this id. Raises `InvalidExperiment`, listing the allowed ones."""
    phases = {one.id: one for one in phases_of(len(experiment.sizes) - 1)}
    if phase not in phases:
        quoted = repr(phase if len(phase) <= 40 else phase[:40] + "…")
        raise InvalidExperiment(("phase",), f"got {quoted}; allowed are {', '.join(phases)}")
    return phases[phase]


def _row(unit: Quantity, writer: Writer) -> UnitRow:
    """What a phase computes for one of its units."""
    formula = unit_formula(unit, writer.values.experiment)
    return UnitRow(
        quantity=unit.name,
        part=name_of(unit.part, unit.sizes) or "loss",
        title=title_of(unit),
        symbol=plain(writer.notation.symbol(unit.name)),
        value=writer.values.of(unit.name, writer.example),
        lines=list(chain(formula, writer)),
        short=result(formula, writer),
    )


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "phase": "delta-output",
    "example": 0,
    "notation": "short",
    "conventions": OURS.model_dump(),
}

router = api_router()


@router.post(
    "/phase",
    summary="Tell a phase",
    responses=examples.answering(
        examples.as_json(phase_answer(to_core(MAZUR), "delta-output", 0, "short"))
    ),
    openapi_extra=examples.curl("""curl -d '{"phase": "delta-hidden"}' localhost:8000/api/phase"""),
)
async def phase(
    body: Annotated[PhaseRequest, Body(examples=[REQUEST])],
) -> PhaseAnswer:
    """What happens in a phase of the experiment's iteration, in full for each of its units."""
    experiment = to_core(body.experiment)
    check_forward(experiment)
    asked = (experiment, body.phase, body.example, body.notation, body.conventions)
    return await WORDS.answer(phase_answer, *asked)
