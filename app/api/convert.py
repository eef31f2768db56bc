"""Between the experiment of JSON (`app.api.schemas`) and that of numpy (`core`).

JSON has an example as a row and biases as a flat list, `core` both as columns.
"""

from __future__ import annotations

import numpy as np

import core
from app.api import schemas
from core.arrays import Array
from core.network.activations import activation_named
from core.network.losses import loss_named


def to_core(experiment: schemas.Experiment) -> core.Experiment:
    """The experiment to compute on. Raises `core.InvalidExperiment` if its parts do not fit."""
    network = experiment.network
    return core.Experiment(
        network=core.Network(
            weights=tuple(np.array(W) for W in network.weights),
            biases=tuple(np.array(b)[:, np.newaxis] for b in network.biases),
            activations=tuple(activation_named(name) for name in network.activations),
        ),
        loss=loss_named(experiment.loss),
        inputs=_columns(experiment.examples.inputs),
        targets=_columns(experiment.examples.targets),
        learning_rate=experiment.learning_rate,
        train_biases=experiment.train_biases,
        iteration=experiment.iteration,
    )


def from_core(experiment: core.Experiment) -> schemas.Experiment:
    """The experiment to answer; `to_core` of it is the same again, to the last digit."""
    return schemas.Experiment(
        network=_network_json(experiment.network),
        loss=experiment.loss.name,
        examples=schemas.Examples(
            inputs=experiment.inputs.T.tolist(), targets=experiment.targets.T.tolist()
        ),
        learning_rate=experiment.learning_rate,
        train_biases=experiment.train_biases,
        iteration=experiment.iteration,
    )


def _network_json(network: core.Network) -> schemas.Network:
    """A network as JSON has it."""
    return schemas.Network(
        weights=[W.tolist() for W in network.weights],
        biases=[b[:, 0].tolist() for b in network.biases],
        activations=[activation.name for activation in network.activations],
    )


def _columns(rows: list[list[float]]) -> Array:
    """The rows as columns, laid out in memory as an array that was never transposed.

    The layout decides the order in which BLAS adds, and so the last digit of a result.
    """
    return np.ascontiguousarray(np.array(rows).T)
