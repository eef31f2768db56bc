"""What `core` computed, as the API answers it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

import core
from app.api import schemas
from app.api.convert import from_core
from core.arrays import Array
from core.run.training import Record


def forward_answer(experiment: core.Experiment) -> schemas.ForwardAnswer:
    """The experiment, evaluated. Raises `core.Diverged` if that is not finite."""
    passed, loss = core.evaluate(experiment)
    return schemas.ForwardAnswer(
        experiment=from_core(experiment), forward=forward_json(passed, loss)
    )


def step_answer(
    experiment: core.Experiment, steps: int, record: Record, details: bool
) -> schemas.StepAnswer:
    """The experiment, trained. Raises `core.Diverged` if a number does not stay finite."""
    run = core.train(experiment, steps, record)
    losses: list[float] = run.losses.tolist()
    return schemas.StepAnswer(
        experiment=from_core(run.experiment),
        forward=forward_json(run.forward, losses[-1]),
        losses=losses,
        passes=[opened for passes in run.passes for opened in passes_json(passes)],
        details=details_json(experiment, run.passes[-1]) if details else None,
    )


def forward_json(passed: core.Forward, loss: float) -> schemas.Forward:
    """A forward pass, one row per example."""
    return schemas.Forward(
        z=[z.T.tolist() for z in passed.z], a=[a.T.tolist() for a in passed.a], loss=loss
    )


def passes_json(passes: core.Passes) -> Iterator[schemas.Pass]:
    """Each of a stack of passes."""
    networks, back, count = passes.networks, passes.backward, len(passes.losses)
    activations = [activation.name for activation in networks.activations]
    # The input is the same for every pass.
    a = [np.broadcast_to(layer, (count, *layer.shape[-2:])) for layer in passes.forward.a]
    each = zip(
        itertools.count(passes.first_iteration),
        per_pass(networks.weights),
        per_pass(b[..., 0] for b in networks.biases),
        per_pass(z.mT for z in passes.forward.z),
        per_pass(layer.mT for layer in a),
        passes.losses.tolist(),
        per_pass(delta.mT for delta in back.deltas),
        per_pass(back.gradients.weights),
        per_pass(db[..., 0] for db in back.gradients.biases),
        strict=False,  # the iterations go on
    )
    for iteration, W, b, z, a_, loss, deltas, dW, db in each:
        network = schemas.Network(weights=W, biases=b, activations=activations)
        yield schemas.Pass(iteration, network, z, a_, loss, deltas, schemas.Gradients(dW, db))


def per_pass(stacks: Iterable[Array]) -> Iterator[list[Any]]:
    """For each pass, what the stacks of all layers hold of it."""
    return (list(layers) for layers in zip(*(stack.tolist() for stack in stacks), strict=True))


def details_json(experiment: core.Experiment, passes: core.Passes) -> schemas.Details:
    """More about the last of a stack of passes."""
    z, deltas = (
        [layer[-1] for layer in stack] for stack in (passes.forward.z, passes.backward.deltas)
    )
    x, *computed = passes.forward.a
    a = [x, *(layer[-1] for layer in computed)]
    shares = experiment.loss.function(experiment.targets, z[-1], a[-1])
    return schemas.Details(
        output_losses=shares.T.tolist(),
        means=schemas.Means(
            z=[mean_row(layer) for layer in z],
            a=[mean_row(layer) for layer in a],
            deltas=[mean_row(layer) for layer in deltas],
            output_losses=mean_row(shares),
        ),
    )


def mean_row(columns: Array) -> list[list[float]]:
    """The mean of a layer's (units, m) over the examples, as the one row of its JSON.

    It is divided before it is added up, and kept between the least and the largest: the mean of
    finite numbers is finite, even where their sum is not.

    >>> mean_row(np.array([[1.0, 2.0], [1.5e308, 1.7e308]]))
    [[1.5, 1.6e+308]]
    """
    with np.errstate(over="ignore"):
        mean = (columns / columns.shape[1]).sum(axis=1)
    return [mean.clip(columns.min(axis=1), columns.max(axis=1)).tolist()]
