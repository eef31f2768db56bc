"""The neighbours of a network, which differ from it in a few parameters, and their losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.explain.names import Bias, Weight
from core.explain.quantities import entry
from core.network.network import Network
from core.run.experiment import Experiment
from core.run.training import evaluate_stack, steps_at_once

# For each changed parameter, its value in each neighbour; all arrays have the same shape.
Changes: TypeAlias = Mapping[Weight | Bias, Array]


def neighbours(network: Network, changes: Changes) -> Network:
    """A stack of copies of a network in which some parameters have other values.

    Layers with a changed parameter get the shape of the values as leading axes. The other layers
    have no such axes: all copies share them.

    >>> from core.run.presets import mazur
    >>> w5, w6 = Weight(1, 0, 0), Weight(1, 0, 1)
    >>> stack = neighbours(mazur().network, {w5: np.array([0.0, 1.0, 2.0]), w6: np.zeros(3)})
    >>> [W.shape for W in stack.weights], stack.weights[1][2].tolist()
    ([(2, 2), (3, 2, 2)], [[2.0, 0.0], [0.5, 0.55]])
    """
    (shape,) = {values.shape for values in changes.values()}
    changed = {parameter.at.layer - 1 for parameter in changes}

    def copies(layers: tuple[Array, ...]) -> tuple[Array, ...]:
        return tuple(
            np.broadcast_to(own, (*shape, *own.shape)).copy() if layer in changed else own
            for layer, own in enumerate(layers)
        )

    stack = Network(copies(network.weights), copies(network.biases), network.activations)
    for parameter, values in changes.items():
        entry(stack, parameter)[...] = values
    return stack


def neighbours_losses(experiment: Experiment, changes: Changes) -> Array:
    """The loss of each of the `neighbours` of the experiment's network, in the shape of the values.

    They are evaluated in batches that fit the cache. A loss that is not finite stays inf or nan.

    >>> from core.run.presets import mazur
    >>> neighbours_losses(mazur(), {Weight(1, 0, 0): np.array([0.4, 0.35891648])}).round(9).tolist()
    [0.298371109, 0.294985251]
    """
    (shape,) = {values.shape for values in changes.values()}
    flat = {parameter: values.ravel() for parameter, values in changes.items()}
    count, at_once = int(np.prod(shape)), steps_at_once(experiment)
    batches = (
        {parameter: values[start : start + at_once] for parameter, values in flat.items()}
        for start in range(0, count, at_once)
    )
    losses = [evaluate_stack(experiment, neighbours(experiment.network, few))[1] for few in batches]
    return np.concatenate(losses).reshape(shape)
