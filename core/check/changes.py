"""Copies of an experiment or an iteration with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from core.arrays import Array
from core.explain.quantities import Opened
from core.network.activation import Activation
from core.network.network import Network
from core.network.propagation import Backward, Gradients
from core.run.experiment import Experiment

# (z, a) -> da/dz, like the derivative of an activation.
Slope: TypeAlias = Callable[[Array, Array], Array]


def with_layer(layers: tuple[Array, ...], layer: int, values: Array) -> tuple[Array, ...]:
    """The arrays of all layers, with those of one layer replaced."""
    return (*layers[:layer], values, *layers[layer + 1 :])


def with_other_weights(network: Network, layer: int, W: Array) -> Network:
    """The network with the weights of one layer replaced."""
    return replace(network, weights=with_layer(network.weights, layer, W))


def with_activations(experiment: Experiment, changed: Mapping[int, Activation]) -> Experiment:
    """The experiment with the activations of some layers replaced."""
    activations = tuple(
        changed.get(layer, sigma)
        for layer, sigma in enumerate(experiment.network.activations, start=1)
    )
    return replace(experiment, network=replace(experiment.network, activations=activations))


def with_slopes(experiment: Experiment, slopes: Mapping[int, Slope]) -> Experiment:
    """The experiment with the derivatives of some layers' activations replaced.

    A slope is all that is left of a coupled activation's Jacobian.
    """
    sigmas = experiment.network.activations
    return with_activations(
        experiment,
        {
            layer: replace(sigmas[layer - 1], derivative=slope, coupling=None)
            for layer, slope in slopes.items()
        },
    )


def with_gradients(opened: Opened, gradients: Gradients) -> Opened:
    """The iteration with other gradients, and therefore another update."""
    return replace(opened, given=Backward(opened.backward.deltas, gradients))


def scaled(gradients: Gradients, factor: float) -> Gradients:
    """All gradients, multiplied by a factor."""
    return Gradients(
        tuple(factor * dW for dW in gradients.weights),
        tuple(factor * db for db in gradients.biases),
    )


def swapped(W: Array, i: int, j: int) -> Array:
    """A copy of the weights with (i, j) and (j, i) swapped.

    >>> import numpy as np
    >>> swapped(np.array([[0.40, 0.45], [0.50, 0.55]]), 0, 1).tolist()
    [[0.4, 0.5], [0.45, 0.55]]
    """
    W = W.copy()
    W[i, j], W[j, i] = W[j, i], W[i, j]
    return W
