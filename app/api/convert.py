"""Converts experiments between JSON (`app.api.schemas`) and numpy (`core`).

In JSON an example is a row and biases are a flat list; in `core` both are columns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

import numpy as np

import core
from app.api import schemas
from core.arrays import Array
from core.errors import InvalidExperiment
from core.explain.adopted import adopted
from core.explain.conventions import Conventions
from core.explain.names import Bias, Neuron, Sizes, Weight, input_named, parameter_named
from core.explain.quantities import Quantity, quantity_named
from core.network.activations import activation_named
from core.network.losses import loss_named

_T = TypeVar("_T")
_Field: TypeAlias = tuple[str | int, ...]


def to_core(experiment: schemas.Experiment) -> core.Experiment:
    """From JSON to numpy. Raises `core.InvalidExperiment` if the parts do not fit together."""
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
        frozen=tuple(experiment.frozen),
        iteration=experiment.iteration,
    )


def from_core(experiment: core.Experiment) -> schemas.Experiment:
    """From numpy to JSON; `to_core` restores the same experiment, to the last digit."""
    return schemas.Experiment(
        network=network_from_core(experiment.network),
        loss=experiment.loss.name,
        examples=schemas.Examples(
            inputs=experiment.inputs.T.tolist(), targets=experiment.targets.T.tolist()
        ),
        learning_rate=experiment.learning_rate,
        train_biases=experiment.train_biases,
        frozen=list(experiment.frozen),
        iteration=experiment.iteration,
    )


def in_conventions(experiment: core.Experiment, written: schemas.Conventions) -> core.Experiment:
    """The experiment as somebody with these conventions writes it."""
    return adopted(experiment, Conventions(**written.model_dump()))


def input_at(field: _Field, name: str, experiment: core.Experiment) -> Neuron:
    """The input called `name`. Raises `InvalidExperiment`, naming `field` of the request."""
    return _named(input_named, field, name, experiment)


def parameter_at(field: _Field, name: str, experiment: core.Experiment) -> Weight | Bias:
    """The parameter called `name`. Raises `InvalidExperiment`, naming `field` of the request."""
    return _named(parameter_named, field, name, experiment)


def quantity_at(field: _Field, name: str, experiment: core.Experiment) -> Quantity:
    """The quantity called `name`. Raises `InvalidExperiment`, naming `field` of the request."""
    return _named(quantity_named, field, name, experiment)


def network_from_core(network: core.Network) -> schemas.Network:
    """The network as JSON."""
    return schemas.Network(
        weights=[W.tolist() for W in network.weights],
        biases=[b[:, 0].tolist() for b in network.biases],
        activations=[activation.name for activation in network.activations],
    )


def _columns(rows: list[list[float]]) -> Array:
    """The rows as columns, with the memory layout of an array that was never transposed.

    The layout decides the order in which BLAS adds, and with it the last digit of a result.
    """
    return np.ascontiguousarray(np.array(rows).T)


def _named(
    find: Callable[[str, Sizes], _T], field: _Field, name: str, experiment: core.Experiment
) -> _T:
    try:
        return find(name, experiment.sizes)
    except InvalidExperiment as error:
        raise InvalidExperiment(field, str(error)) from None
