"""The experiment with other layers, and with first weights by a named scheme."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, TypeAlias

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import MAX_LAYERS, MAX_NEURONS, QUICK_WORK, check_numbers
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Count, Envelope, Experiment, one_of, optional_body
from app.web.heavy import HEAVY
from app.words.layers import layers_said
from core.explain.names import Sizes
from core.run.initial import DEFAULT_SCHEME, DEFAULT_SEED, SCHEMES
from core.run.layers import with_layers

Units: TypeAlias = Annotated[int, Field(ge=1, le=MAX_NEURONS), INTEGRAL]
SchemeName: TypeAlias = Annotated[str, one_of(SCHEMES)]


class LayersRequest(Envelope):
    """An experiment, and the layers that it should have."""

    experiment: Experiment = MAZUR
    layers: Annotated[list[Units], Field(min_length=2, max_length=MAX_LAYERS + 1)] | None = Field(
        default=None,
        description="The neurons of each layer, the inputs first. Default: as they are.",
    )
    scheme: SchemeName = Field(
        default=DEFAULT_SCHEME,
        description=" ".join(f"{name}: {scheme.says}" for name, scheme in SCHEMES.items()),
    )
    seed: Count = Field(
        default=DEFAULT_SEED,
        description="Determines what is drawn: for each neuron by its place, to two decimals.",
    )
    redraw: bool = Field(
        default=False,
        description="Whether all parameters are drawn, or only those without a value: a layer, "
        "row and column that remain keep theirs, and the output layer stays the output layer.",
    )


@dataclass(frozen=True, slots=True)
class LayersAnswer:
    """The experiment with its layers."""

    experiment: Annotated[
        Experiment,
        Field(
            description="At iteration 0. A new hidden layer has the activation of the one before "
            "it; examples keep their columns, and new ones are 0 or what the loss allows."
        ),
    ]
    notes: Annotated[
        list[str], Field(description="What changed that one would have to look for, in words.")
    ]


def layers_answer(
    experiment: core.Experiment, sizes: Sizes, scheme: str, seed: int, redraw: bool
) -> LayersAnswer:
    """The experiment as `core.run.layers` gives it layers."""
    changed = with_layers(experiment, sizes, scheme, seed, redraw)
    return LayersAnswer(
        experiment=from_core(changed), notes=layers_said(experiment, changed, redraw)
    )


def _numbers(experiment: core.Experiment, sizes: Sizes) -> int:
    """The number of numbers in the experiment with these layers."""
    parameters = sum((before + 1) * units for before, units in pairwise(sizes))
    return parameters + (sizes[0] + sizes[-1]) * experiment.m


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "layers": [2, 3, 1],
    "scheme": "xavier",
    "seed": 0,
    "redraw": False,
}

router = api_router()


@router.post(
    "/layers",
    summary="Change the layers",
    responses=examples.answering(
        examples.as_json(layers_answer(to_core(MAZUR), (2, 3, 1), "xavier", 0, redraw=False))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"layers": [2, 3, 1]}' localhost:8000/api/layers""",
        """curl -d '{"scheme": "he", "seed": 7, "redraw": true}' localhost:8000/api/layers""",
    ),
)
async def layers(
    body: Annotated[LayersRequest, optional_body(LayersRequest, REQUEST)],
) -> LayersAnswer:
    """The experiment with other layers: parameters that remain keep their values, new ones are
    drawn by a named scheme, and so are all if asked.
    """
    experiment = to_core(body.experiment)
    sizes = tuple(body.layers or experiment.sizes)
    numbers = _numbers(experiment, sizes)
    check_numbers(numbers, ("body", "layers"))
    asked = (experiment, sizes, body.scheme, body.seed, body.redraw)
    if numbers > QUICK_WORK:
        return await HEAVY.answer(layers_answer, *asked)
    return layers_answer(*asked)
