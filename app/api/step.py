"""Iterations of gradient descent, and their numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.forward import ARows, Forward, LayerRows, ZRows, forward_json
from app.api.limits import QUICK_WORK, LimitExceeded, check_run, work
from app.api.router import api_router
from app.api.schemas import (
    IN_QUERY,
    MAZUR,
    OPTIONAL,
    Envelope,
    Experiment,
    Network,
    Steps,
    optional_body,
)
from app.web.heavy import HEAVY
from core.arrays import Array
from core.network.propagation import paths_back
from core.run.training import Record

MAX_RECORDED_STEPS = 1_000  # with record=all


class StepRequest(Envelope):
    """An experiment to train."""

    experiment: Experiment = MAZUR
    steps: Steps = Field(default=1, description="Iterations of gradient descent.")
    record: Record = Field(
        default="last",
        description="Which passes to answer: of the last iteration, or of every one "
        f"(at most {MAX_RECORDED_STEPS} steps).",
    )
    detailed: bool = Field(
        default=False,
        description="Whether to answer `details` too: each output's share of the loss, what the "
        "pass adds up, and the means over the examples.",
    )


@dataclass(frozen=True, slots=True)
class Gradients:
    """The gradients, as means over the examples."""

    weights: Annotated[LayerRows, Field(description="In the shape of the network's weights.")]
    biases: Annotated[list[list[float]], Field(description="In the shape of the network's biases.")]


@dataclass(frozen=True, slots=True)
class Pass:
    """One iteration, with all its numbers."""

    iteration: Annotated[int, Field(description="The number of updates before it.")]
    network: Annotated[Network, Field(description="The network before the update.")]
    z: ZRows
    a: ARows
    loss: Annotated[float, Field(description="Mean over the examples, before the update.")]
    deltas: Annotated[
        LayerRows,
        Field(description="`deltas[l]`: dE/dz of layer l + 1, one row per example, of its own E."),
    ]
    gradients: Gradients


@dataclass(frozen=True, slots=True)
class Sums:
    """What a pass adds up: a loss out of shares, and hidden derivatives out of paths back."""

    losses: Annotated[list[float], Field(description="The loss of each example.")]
    paths: Annotated[
        list[list[list[list[float]]]],
        Field(
            description="`paths[l][m][i][j]`: the term that `weights[l + 1][i][j]` carries back "
            "from neuron i's delta to neuron j of layer l + 1."
        ),
    ]
    activations: Annotated[
        LayerRows,
        Field(description="`activations[l]`: dE/da of layer l + 1, the sum of its paths."),
    ]


@dataclass(frozen=True, slots=True)
class Means:
    """Means over the examples in the last recorded pass: one row instead of one per example."""

    z: ZRows
    a: ARows
    deltas: Annotated[LayerRows, Field(description="`deltas[l]`: dE/dz of layer l + 1.")]
    output_losses: Annotated[
        list[list[float]], Field(description="Each output's share; their sum is the loss.")
    ]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Details:
    """More about the last recorded pass."""

    output_losses: Annotated[
        list[list[float]],
        Field(description="Each output's share of the loss, one row per example."),
    ]
    sums: Sums
    means: Annotated[Means, Field(description="The averages, in the shape of a single example.")]


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """The experiment after the steps, and the losses and passes on the way."""

    experiment: Annotated[Experiment, Field(description="Its `iteration` has advanced.")]
    forward: Annotated[Forward, Field(description="The forward pass after the steps.")]
    losses: Annotated[
        list[float],
        Field(description="steps + 1 losses: before the first update, then after each."),
    ]
    passes: Annotated[list[Pass], Field(description="The recorded iterations, in order.")]
    details: Annotated[
        Details | SkipJsonSchema[None],
        Field(exclude_if=lambda details: details is None, description="If `detailed`."),
    ] = None


def step_answer(
    experiment: core.Experiment, steps: int, record: Record, detailed: bool
) -> StepAnswer:
    """The trained experiment. Raises `core.Diverged` if a number is not finite."""
    run = core.train(experiment, steps, record)
    losses: list[float] = run.losses.tolist()
    return StepAnswer(
        experiment=from_core(run.experiment),
        forward=forward_json(run.forward, losses[-1]),
        losses=losses,
        passes=[opened for passes in run.passes for opened in _passes_json(passes)],
        details=_details_json(experiment, run.passes[-1]) if detailed else None,
    )


def _passes_json(passes: core.Passes) -> Iterator[Pass]:
    """The passes of a stack, one by one."""
    networks, back = passes.networks, passes.backward
    activations = [activation.name for activation in networks.activations]
    x, *computed = passes.forward.a
    inputs = x.T.tolist()  # the same for every pass
    each = zip(
        itertools.count(passes.first_iteration),
        _per_pass(networks.weights),
        _per_pass(b[..., 0] for b in networks.biases),
        _per_pass(z.mT for z in passes.forward.z),
        _per_pass(a.mT for a in computed),
        passes.losses.tolist(),
        _per_pass(delta.mT for delta in back.deltas),
        _per_pass(back.gradients.weights),
        _per_pass(db[..., 0] for db in back.gradients.biases),
        strict=False,  # the iterations have no end
    )
    for iteration, W, b, z, a, loss, deltas, dW, db in each:
        network = Network(weights=W, biases=b, activations=activations)
        yield Pass(iteration, network, z, [inputs, *a], loss, deltas, Gradients(dW, db))


def _per_pass(stacks: Iterable[Array]) -> Iterator[list[Any]]:
    """For each pass, its entry in the stacks of all layers.

    Listed pass by pass: while numpy lists an array, no other thread can do anything.
    """
    return ([layer.tolist() for layer in layers] for layers in zip(*stacks, strict=True))


def _details_json(experiment: core.Experiment, passes: core.Passes) -> Details:
    """The details of the last pass of a stack."""
    z, deltas = (
        [layer[-1] for layer in stack] for stack in (passes.forward.z, passes.backward.deltas)
    )
    x, *computed = passes.forward.a
    a = [x, *(layer[-1] for layer in computed)]
    shares = experiment.loss.function(experiment.targets, z[-1], a[-1])
    losses = shares.sum(axis=0)
    with np.errstate(all="ignore"):
        back = [
            (paths_back(W[-1], delta), W[-1].mT @ delta)
            for W, delta in zip(passes.networks.weights[1:], deltas[1:], strict=True)
        ]
    return Details(
        output_losses=shares.T.tolist(),
        sums=Sums(
            losses=losses.tolist(),
            paths=[np.moveaxis(paths, -1, 0).tolist() for paths, _ in back],
            activations=[da.T.tolist() for _, da in back],
        ),
        means=Means(
            z=[_mean_row(layer) for layer in z],
            a=[_mean_row(layer) for layer in a],
            deltas=[_mean_row(layer) for layer in deltas],
            output_losses=_mean_row(shares),
            sums=Sums(
                losses=_mean_row(losses[np.newaxis])[0],
                paths=[[[_mean_row(into)[0] for into in paths]] for paths, _ in back],
                activations=[_mean_row(da) for _, da in back],
            ),
        ),
    )


def _mean_row(columns: Array) -> list[list[float]]:
    """The mean of a layer's (units, m) over the examples, as the one row of its JSON.

    It is divided before it is added up, and clipped to the smallest and largest value, so that the
    mean of finite numbers is finite even if their sum is not.

    >>> _mean_row(np.array([[1.0, 2.0], [1.5e308, 1.7e308]]))
    [[1.5, 1.6e+308]]
    """
    with np.errstate(over="ignore"):
        mean = (columns / columns.shape[1]).sum(axis=1)
    return [mean.clip(columns.min(axis=1), columns.max(axis=1)).tolist()]


REQUEST: examples.Json = {"experiment": examples.EXPERIMENT, "steps": 1, "record": "last"}

router = api_router()


@router.post(
    "/step",
    summary="Train",
    responses=examples.answering(
        examples.as_json(step_answer(to_core(MAZUR), steps=1, record="last", detailed=False))
    ),
    openapi_extra=examples.curl(
        "curl -X POST localhost:8000/api/step",
        """curl -d '{"steps": 20, "record": "all"}' localhost:8000/api/step""",
        "curl -X POST localhost:8000/api/step?steps=10000 | curl -d @- localhost:8000/api/step",
    ),
)
async def step(
    body: Annotated[
        StepRequest,
        optional_body(StepRequest, REQUEST),
    ],
    steps: Annotated[Steps | None, OPTIONAL, IN_QUERY] = None,
    record: Annotated[Record | None, OPTIONAL, IN_QUERY] = None,
) -> StepAnswer:
    """Iterations of gradient descent, each over all examples: forward, backward, update."""
    experiment = to_core(body.experiment)
    steps_loc = ("body" if steps is None else "query", "steps")
    steps, record = steps or body.steps, record or body.record
    recorded = steps if record == "all" else 1
    if recorded > MAX_RECORDED_STEPS:
        raise LimitExceeded(
            steps_loc,
            f"got {steps} steps; with record=all at most {MAX_RECORDED_STEPS} are allowed",
        )
    check_run(experiment, steps, steps_loc, recorded, detailed=body.detailed)
    if work(experiment, steps) > QUICK_WORK or recorded > 1:
        return await HEAVY.answer(step_answer, experiment, steps, record, body.detailed)
    return step_answer(experiment, steps, record, body.detailed)
