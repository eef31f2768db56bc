"""The activation of each neuron over the plane of the two inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import (
    MAX_COORDINATE,
    MAX_SIDE,
    check_numbers,
    experiment_numbers,
    neurons,
)
from app.api.router import api_router
from app.api.schemas import INTEGRAL, MAZUR, Envelope, Experiment, optional_body
from app.web.heavy import HEAVY
from app.words.settings import Ends, ends
from core.explain.names import COMPUTED, Neuron, name_of
from core.lab.input_surface import input_surface


class InputSurfaceRequest(Envelope):
    """An experiment whose network has two inputs."""

    experiment: Experiment = MAZUR
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
    """The activation of a neuron over the plane of the inputs."""

    name: str
    layer: Annotated[int, Field(description="From 1; layer 0 holds the inputs.")]
    index: Annotated[int, Field(description="The index in its layer, from 0.")]
    activations: Annotated[
        list[list[float]],
        Field(description="`activations[j][i]`: at `inputs[0][i]` and `inputs[1][j]`."),
    ]
    range: Annotated[
        Ends, Field(description="The range of its activation function; null for an infinite end.")
    ]


@dataclass(frozen=True, slots=True)
class InputSurfaceAnswer:
    """The unchanged experiment, and the activations of its neurons at each point of the plane."""

    experiment: Experiment
    inputs: Annotated[list[list[float]], Field(description="The values of x1 and of x2.")]
    neurons: Annotated[list[NeuronSurface], Field(description="The hidden ones, then the outputs.")]


def input_surface_answer(
    experiment: core.Experiment, span: float | None, points: int
) -> InputSurfaceAnswer:
    """The surfaces; raises as `core.lab.input_surface` does."""
    found = input_surface(experiment, span, points)
    sizes = experiment.sizes
    neurons = [part for part in COMPUTED.parts(sizes) if isinstance(part, Neuron)]
    return InputSurfaceAnswer(
        experiment=from_core(experiment),
        inputs=[axis.tolist() for axis in found.axes],
        neurons=[
            NeuronSurface(
                name_of(neuron, sizes),
                neuron.layer,
                neuron.index,
                found.activations[neuron.layer - 1][neuron.index].tolist(),
                ends(experiment.network.activations[neuron.layer - 1].range),
            )
            for neuron in neurons
        ],
    )


REQUEST: examples.Json = {"experiment": examples.EXPERIMENT, "span": 1.0, "points": 5}

router = api_router()


@router.post(
    "/input-surface",
    summary="What each neuron sees",
    responses=examples.answering(
        examples.as_json(input_surface_answer(to_core(MAZUR), span=1.0, points=5))
    ),
    openapi_extra=examples.curl("""curl -d '{"points": 5}' localhost:8000/api/input-surface"""),
)
async def surface_of_inputs(
    body: Annotated[InputSurfaceRequest, optional_body(InputSurfaceRequest, REQUEST)],
) -> InputSurfaceAnswer:
    """The activation of each neuron on a grid of inputs, a square around the examples."""
    experiment = to_core(body.experiment)
    check_numbers(
        experiment_numbers(experiment) + neurons(experiment) * body.points**2,
        ("body", "points"),
    )
    return await HEAVY.answer(input_surface_answer, experiment, body.span, body.points)
