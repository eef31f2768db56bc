"""Other ways to take the same step, named for what they are.

Each is what a reader of the worked example may have computed instead. Laid beside one another
they show where the numbers part: the loss of the example after one step, and after 10,000, differs
in each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.errors import Diverged, InvalidExperiment
from core.network.network import Network
from core.network.propagation import bias_gradient, forward
from core.run.experiment import Experiment
from core.run.training import evaluate, finite_losses, steps_at_once, train

# (experiment, steps) -> the network after them, and the steps + 1 losses on the way.
Run: TypeAlias = Callable[[Experiment, int], tuple[Network, Array]]


@dataclass(frozen=True)
class Variant:
    """A way to take the step: its identifier, its title, what it is in a sentence, and its run."""

    id: str
    title: str
    meaning: str
    run: Run

    def next_network(self, experiment: Experiment) -> Network:
        """The network after one step. Raises `Diverged` if that is not finite.

        >>> from core.run.presets import mazur
        >>> VARIANTS["biases-per-neuron"].next_network(mazur()).biases[1].round(9).ravel().tolist()
        [0.530750719, 0.619049118]
        """
        return self.run(experiment, 1)[0]


def losses(experiment: Experiment, variant: Variant, steps: int) -> Array:
    """The loss before the first of `steps` steps and after each, shape (steps + 1,).

    Raises `Diverged`, naming the first iteration with a number that is not finite.

    >>> from core.run.presets import mazur
    >>> losses(mazur(), VARIANTS["updated-weights"], 1).round(9).tolist()
    [0.298371109, 0.291027924]
    """
    return variant.run(experiment, steps)[1]


def networks(experiment: Experiment, variant: Variant, after: Sequence[int]) -> list[Network]:
    """The networks after so many steps each, numbers that do not fall. Raises as `losses` does.

    >>> from core.run.presets import mazur
    >>> before, after = networks(mazur(), VARIANTS["updated-weights"], [0, 1])
    >>> before.weights[0][0, 0].item(), round(after.weights[0][0, 0].item(), 9)
    (0.15, 0.149817639)
    """
    reached = [experiment]
    for before, now in pairwise([0, *after]):
        network, _ = variant.run(reached[-1], now - before)
        reached.append(experiment.at(experiment.iteration + now, network))
    return [last.network for last in reached[1:]]


def train_as(settings: Callable[[Experiment], Experiment], loss_factor: float = 1.0) -> Run:
    """The run of a variant that other settings of the experiment express."""

    def run(experiment: Experiment, steps: int) -> tuple[Network, Array]:
        training = train(settings(experiment), steps)
        with np.errstate(over="ignore"):
            losses = loss_factor * training.losses
        if not np.isfinite(losses).all():
            raise Diverged(experiment.iteration + int(np.argmin(np.isfinite(losses))))
        return training.experiment.network, losses

    return run


def without_half(experiment: Experiment) -> Experiment:
    """The same steps by other means: a doubled gradient is a doubled learning rate.

    Raises `InvalidExperiment` for a loss that has no 1/2 to leave out.
    """
    if experiment.loss.name != "half_squared_error":
        raise InvalidExperiment(
            ("variant",), f"got no-half; {experiment.loss.name} has no 1/2 that could be left out"
        )
    return replace(experiment, learning_rate=2.0 * experiment.learning_rate)


def train_updating_backwards(experiment: Experiment, steps: int) -> tuple[Network, Array]:
    """`core.run.training.train` with `update_backwards` for its step."""
    end = experiment.iteration + steps
    losses: list[Array] = []
    while experiment.iteration < end:
        taken = min(end - experiment.iteration, steps_at_once(experiment))
        networks = [experiment.network]
        with np.errstate(all="ignore"):
            for _ in range(taken):
                networks.append(update_backwards(experiment, networks[-1]))
        losses.append(finite_losses(experiment, stack(networks))[:-1])
        experiment = experiment.at(experiment.iteration + taken, networks[-1])
    return experiment.network, np.concatenate([*losses, [evaluate(experiment)[1]]])


def stack(networks: Sequence[Network]) -> Network:
    """Networks of the same sizes as one, with a leading axis.

    >>> from core.run.presets import mazur
    >>> stack([mazur().network] * 3).weights[0].shape
    (3, 2, 2)
    """
    return Network(
        tuple(np.stack(W) for W in zip(*(network.weights for network in networks), strict=True)),
        tuple(np.stack(b) for b in zip(*(network.biases for network in networks), strict=True)),
        networks[0].activations,
    )


def update_backwards(experiment: Experiment, network: Network) -> Network:
    """The network after a step that updates each layer as soon as its gradient is known.

    So the delta of the layer before is carried back by weights that have already moved:
    ``W <- W - learning_rate delta a^T / m`` first, and ``delta <- (W^T delta) * sigma'(z)`` with
    that W. Backpropagation carries it back by the weights of the forward pass; an early version of
    Mazur's script did this, and his totals are its results.

    >>> from core.run.presets import mazur
    >>> update_backwards(mazur(), mazur().network).weights[0].round(9).tolist()
    [[0.149817639, 0.199635277], [0.249788185, 0.29957637]]
    """
    passed = forward(network, experiment.inputs)
    z, a, y, rate = passed.z, passed.a, experiment.targets, experiment.learning_rate
    weights, biases = list(network.weights), list(network.biases)
    delta = experiment.loss.output_delta(y, z[-1], a[-1], network.activations[-1])
    for layer in reversed(range(len(weights))):
        weights[layer] = weights[layer] - rate * (delta @ a[layer].mT / y.shape[-1])
        if experiment.train_biases:
            db = delta.mean(axis=-1, keepdims=True)
            biases[layer] = biases[layer] - rate * bias_gradient(db, experiment.train_biases)
        if layer:
            slope = network.activations[layer - 1].derivative(z[layer - 1], a[layer])
            delta = (weights[layer].mT @ delta) * slope
    return Network(tuple(weights), tuple(biases), network.activations)


VARIANTS = {
    variant.id: variant
    for variant in (
        Variant(
            "correct",
            "Backpropagation",
            "All deltas use the weights of the forward pass; then all layers are updated together.",
            train_as(lambda experiment: experiment),
        ),
        Variant(
            "updated-weights",
            "Hidden deltas from updated weights",
            "Each layer is updated before the deltas of the layer before it are computed, so these "
            "use weights that have already moved; the article's totals come from this order.",
            train_updating_backwards,
        ),
        Variant(
            "biases-per-neuron",
            "Biases trained, one per neuron",
            "Each neuron's bias learns too, by the neuron's own gradient.",
            train_as(lambda experiment: replace(experiment, train_biases=True)),
        ),
        Variant(
            "biases-per-layer",
            "Biases trained, one per layer",
            "Each layer's shared bias learns too, by the sum of its neurons' gradients.",
            train_as(lambda experiment: replace(experiment, train_biases="per_layer")),
        ),
        Variant(
            "no-half",
            "Squared error without the 1/2",
            "The loss is the whole sum of squares: it is doubled, and so is every gradient.",
            train_as(without_half, loss_factor=2.0),
        ),
    )
}


def variant_named(name: str) -> Variant:
    """The variant with this id. Raises `InvalidExperiment` for one not in `VARIANTS`."""
    if name not in VARIANTS:
        raise InvalidExperiment(("variant",), f"got {name!r}; allowed are {', '.join(VARIANTS)}")
    return VARIANTS[name]


def meaningful(experiment: Experiment) -> list[Variant]:
    """The variants that an experiment can be run as: no-half needs a loss with a 1/2.

    >>> from core.run.presets import mazur
    >>> [variant.id for variant in meaningful(mazur())]
    ['correct', 'updated-weights', 'biases-per-neuron', 'biases-per-layer', 'no-half']
    """
    squared = experiment.loss.name == "half_squared_error"
    return [variant for variant in VARIANTS.values() if squared or variant.id != "no-half"]
