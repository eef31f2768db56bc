"""The activation of each neuron over the plane of two inputs, or along one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, input_at, to_core
from app.api.limits import (
    MAX_COORDINATE,
    MAX_NEURONS,
    MAX_SIDE,
    check_numbers,
    experiment_numbers,
    neurons,
)
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from app.words.settings import Ends, ends
from core.errors import InvalidExperiment
from core.explain.names import COMPUTED, INPUTS, Neuron, name_of
from core.lab.input_surface import input_surface


class InputSurfaceRequest(Envelope):
    """An experiment, and the inputs to vary."""

    experiment: Experiment = MAZUR
    plane: Annotated[list[str], Field(min_length=1, max_length=2)] | None = Field(
        default=None,
        description="The one or two inputs that vary, such as `i1` and `i3`. Default: the first "
        "two, or the only one.",
    )
    held: Annotated[dict[str, float], Field(max_length=MAX_NEURONS)] = Field(
        default={},
        description="The values of other inputs by their names, such as `i2`. Default: the middle "
        "of the examples.",
    )
    span: Annotated[float, Field(gt=0, le=MAX_COORDINATE)] | None = Field(
        default=None,
        description="How far the grid reaches to each side of the middle of the examples. Default: "
        "far enough to contain them all, and at least 1.",
    )
    points: Annotated[int, Field(ge=2, le=MAX_SIDE), INTEGRAL] = Field(
        default=33, description="The number of values of each input."
    )


@dataclass(frozen=True, slots=True)
class NeuronSurface:
    """The activation of a neuron over the plane, or along the input."""

    name: str
    layer: Annotated[int, Field(description="From 1; layer 0 holds the inputs.")]
    index: Annotated[int, Field(description="The index in its layer, from 0.")]
    activations: Annotated[
        list[list[float]],
        Field(
            description="`activations[j][i]`: at `inputs[0][i]` and `inputs[1][j]`; one row along "
            "one input."
        ),
    ]
    range: Annotated[
        Ends, Field(description="The range of its activation function; null for an infinite end.")
    ]


@dataclass(frozen=True, slots=True)
class InputSurfaceAnswer:
    """The unchanged experiment, and the activations of its neurons at each point of the plane."""

    experiment: Experiment
    plane: list[str]
    held: Annotated[dict[str, float], Field(description="The values of all other inputs.")]
    inputs: Annotated[
        list[list[float]], Field(description="The values of each input of the plane.")
    ]
    neurons: Annotated[list[NeuronSurface], Field(description="The hidden ones, then the outputs.")]


def input_surface_answer(
    experiment: core.Experiment,
    plane: list[str] | None,
    held: dict[str, float],
    span: float | None,
    points: int,
) -> InputSurfaceAnswer:
    """The surfaces. Raises as `core.lab.input_surface` does, and `InvalidExperiment` for names."""
    sizes = experiment.sizes
    found = input_surface(
        experiment,
        span,
        points,
        _varied(experiment, plane),
        {input_at(("held", name), name, experiment).index: held[name] for name in held},
    )
    names = [name_of(part, sizes) for part in INPUTS.parts(sizes)]
    neurons = [part for part in COMPUTED.parts(sizes) if isinstance(part, Neuron)]
    return InputSurfaceAnswer(
        experiment=from_core(experiment),
        plane=[names[index] for index in found.plane],
        held={names[index]: value for index, value in found.held.items()},
        inputs=[axis.tolist() for axis in found.axes],
        neurons=[
            NeuronSurface(
                name_of(neuron, sizes),
                neuron.layer,
                neuron.index,
                np.atleast_2d(found.activations[neuron.layer - 1][neuron.index]).tolist(),
                ends(experiment.network.activations[neuron.layer - 1].range),
            )
            for neuron in neurons
        ],
    )


def _varied(experiment: core.Experiment, plane: list[str] | None) -> list[int] | None:
    """The indices of the inputs that vary. Raises `InvalidExperiment` for one that comes twice."""
    if plane is None:
        return None
    varied = [input_at(("plane", at), name, experiment).index for at, name in enumerate(plane)]
    if len(set(varied)) < len(varied):
        raise InvalidExperiment(
            ("plane",), f"got {plane[0]} twice; two different inputs span a plane"
        )
    return varied


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "plane": ["i1", "i2"],
    "held": {},
    "span": 1.0,
    "points": 5,
}

router = api_router()


@router.post(
    "/input-surface",
    summary="What each neuron sees",
    responses=examples.answering(
        examples.as_json(input_surface_answer(to_core(MAZUR), None, {}, span=1.0, points=5))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"points": 5}' localhost:8000/api/input-surface""",
        """curl -d '{"plane": ["i2"], "held": {"i1": 0.5}}' localhost:8000/api/input-surface""",
    ),
)
async def surface_of_inputs(
    body: Annotated[InputSurfaceRequest, optional_body(InputSurfaceRequest, REQUEST)],
) -> InputSurfaceAnswer:
    """The activation of each neuron on a grid of two inputs, a square around the examples, or along
    one input; the others are held.
    """
    experiment = to_core(body.experiment)
    sides = len(body.plane) if body.plane else min(2, experiment.sizes[0])
    check_numbers(
        experiment_numbers(experiment) + neurons(experiment) * body.points**sides,
        ("body", "points"),
    )
    asked = (body.plane, body.held, body.span, body.points)
    return await HEAVY.answer(input_surface_answer, experiment, *asked)
