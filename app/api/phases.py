"""The phases of an experiment's iteration in words, and the parts of its network by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, in_conventions, to_core
from app.api.limits import LimitExceeded, check_numbers, experiment_numbers, pairs, parameters
from app.api.router import api_router
from app.api.schemas import (
    MAZUR,
    OURS,
    Conventions,
    Envelope,
    Experiment,
    Notated,
    Written,
    optional_body,
)
from app.web.heavy import WORDS
from app.words.parts import (
    Factors,
    NamedQuantity,
    NetworkPart,
    Symbols,
    factors,
    parts_of,
    quantities_of,
    symbols,
)
from app.words.phases import PhaseWords, words_of_phases
from app.writing.notation import NotationName
from core.explain.phases import layer_name

MAX_NAMED_PARAMETERS = 2_000  # in a network whose parts are all named


class PhasesRequest(Envelope):
    """An experiment, and the notation of its quantities."""

    experiment: Experiment = MAZUR
    notation: Notated = "short"
    conventions: Written = OURS


@dataclass(frozen=True, slots=True)
class PhasesAnswer:
    """The unchanged experiment, the phases of its iteration, and the parts of its network."""

    experiment: Experiment
    layers: Annotated[
        list[str], Field(description="The name of each layer: `input`, `hidden`, `output`.")
    ]
    phases: Annotated[list[PhaseWords], Field(description="In their order.")]
    parts: Annotated[
        list[NetworkPart], Field(description="All parts that a diagram of the network shows.")
    ]
    quantities: Annotated[
        list[NamedQuantity], Field(description="In the order in which they are computed.")
    ]
    symbols: Symbols
    factors: Annotated[
        Factors,
        Field(description="By what a run’s numbers are multiplied to be those of the conventions."),
    ]


def phases_answer(
    asked_of: core.Experiment, notation: NotationName, written: Conventions = OURS
) -> PhasesAnswer:
    """The words for each phase, and the name of each part, in some conventions."""
    experiment, sizes = in_conventions(asked_of, written), asked_of.sizes
    return PhasesAnswer(
        experiment=from_core(asked_of),
        layers=[layer_name(layer, len(sizes) - 1) for layer in range(len(sizes))],
        phases=words_of_phases(experiment, notation),
        parts=parts_of(experiment, notation),
        quantities=quantities_of(experiment),
        symbols=symbols(notation),
        factors=factors(asked_of, experiment.conventions),
    )


def _check_size(experiment: core.Experiment) -> None:
    """Raises `LimitExceeded` for a network with too many parts to name them all."""
    for count, what in (
        (parameters(experiment), "parameters"),
        (pairs(experiment), "derivatives of one output by another's net input"),
    ):
        if count > MAX_NAMED_PARAMETERS:
            raise LimitExceeded(
                ("body", "experiment", "network"),
                f"got {count} {what}; at most {MAX_NAMED_PARAMETERS} can be named at once",
            )
    check_numbers(experiment_numbers(experiment), ("body", "experiment"))


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "notation": "short",
    "conventions": OURS.model_dump(),
}

router = api_router()


@router.post(
    "/phases",
    summary="Describe the phases",
    responses=examples.answering(examples.as_json(phases_answer(to_core(MAZUR), "short"))),
    openapi_extra=examples.curl("""curl -d '{"notation": "article"}' localhost:8000/api/phases"""),
)
async def phases(
    body: Annotated[PhasesRequest, optional_body(PhasesRequest, REQUEST)],
) -> PhasesAnswer:
    """What each phase of the experiment's iteration computes, and the names of its numbers."""
    experiment = to_core(body.experiment)
    _check_size(experiment)
    return await WORDS.answer(phases_answer, experiment, body.notation, body.conventions)
