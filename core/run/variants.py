"""Other ways to take the same step.

A reader of the worked example may have computed any of them. Side by side they show where the
numbers differ: each has another loss after one step, and after 10,000. A variant trains fast, and
can open one iteration to show every number in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.errors import Diverged, InvalidExperiment
from core.explain.quantities import Opened, open_iteration
from core.network.network import Network
from core.network.propagation import TrainBiases, bias_gradient, forward
from core.run.experiment import Experiment
from core.run.training import evaluate, evaluate_run, steps_at_once, train

# (experiment, steps) -> the network after them, and the losses before the first and after each.
# Raises `Diverged`, naming the first iteration with a number that is not finite.
_Run: TypeAlias = Callable[[Experiment, int], tuple[Network, Array]]

# experiment -> its next iteration, with every number in it.
_Opener: TypeAlias = Callable[[Experiment], Opened]


@dataclass(frozen=True)
class Variant:
    """A way to take a step.

    - ``id``, ``title``, and ``meaning``, which explains it in a sentence
    - ``run``: takes many steps
    - ``open``: opens one step

    >>> from core.explain.quantities import quantity
    >>> from core.run.presets import mazur
    >>> right, other = (VARIANTS[id_].open(mazur()) for id_ in ("correct", "updated-weights"))
    >>> for name in ("delta.o1", "delta.h1", "new.loss"):
    ...     print(f"{name}: {quantity(right, name):.9f} {quantity(other, name):.9f}")
    delta.o1: 0.138498562 0.138498562
    delta.h1: 0.008771355 0.007294458
    new.loss: 0.291027774 0.291027924
    """

    id: str
    title: str
    meaning: str
    run: _Run
    open: _Opener


def _train_as(settings: Callable[[Experiment], Experiment], loss_factor: float = 1.0) -> _Run:
    """The run of a variant that is ordinary training with other settings."""

    def run(experiment: Experiment, steps: int) -> tuple[Network, Array]:
        training = train(settings(experiment), steps)
        with np.errstate(over="ignore"):
            losses = loss_factor * training.losses
        if not np.isfinite(losses).all():
            raise Diverged(experiment.iteration + int(np.argmin(np.isfinite(losses))))
        return training.experiment.network, losses

    return run


def _training_biases(train_biases: TrainBiases) -> Callable[[Experiment], Experiment]:
    return lambda experiment: replace(experiment, train_biases=train_biases)


def _with_doubled_rate(experiment: Experiment) -> Experiment:
    """The experiment without the 1/2: doubling the gradient means doubling the learning rate.

    Raises `InvalidExperiment` for a loss that has no 1/2 to leave out.
    """
    _check_half(experiment)
    return replace(experiment, learning_rate=2.0 * experiment.learning_rate)


def _open_without_half(experiment: Experiment) -> Opened:
    """An iteration with the loss doubled, and so its gradients. Raises as `_with_doubled_rate`."""
    _check_half(experiment)
    return open_iteration(with_loss(experiment, 2.0, 2.0))


def _check_half(experiment: Experiment) -> None:
    if not experiment.loss.half:
        raise InvalidExperiment(
            ("variant",), f"got no-half; {experiment.loss.name} has no 1/2 that could be left out"
        )


def with_loss(experiment: Experiment, share_factor: float, delta_factor: float) -> Experiment:
    """The experiment with its loss and its output delta multiplied by these factors.

    >>> from core.explain.quantities import quantity
    >>> from core.run.presets import mazur
    >>> opened = open_iteration(with_loss(mazur(), share_factor=2.0, delta_factor=1.0))
    >>> round(quantity(opened, "loss"), 9), round(quantity(opened, "delta.o1"), 9)
    (0.596742218, 0.138498562)
    """
    loss = experiment.loss
    return replace(
        experiment,
        loss=replace(
            loss,
            function=lambda y, z, o: share_factor * loss.function(y, z, o),
            output_delta=lambda y, z, o, sigma: delta_factor * loss.output_delta(y, z, o, sigma),
        ),
    )


def _train_updating_backwards(experiment: Experiment, steps: int) -> tuple[Network, Array]:
    """`core.run.training.train` with `update_backwards` for its step."""
    end = experiment.iteration + steps
    losses: list[Array] = []
    while experiment.iteration < end:
        taken = min(end - experiment.iteration, steps_at_once(experiment))
        networks = [experiment.network]
        with np.errstate(all="ignore"):
            for _ in range(taken):
                networks.append(update_backwards(experiment, networks[-1]))
        losses.append(evaluate_run(experiment, _stack(networks))[1][:-1])
        experiment = experiment.at(experiment.iteration + taken, networks[-1])
    return experiment.network, np.concatenate([*losses, [evaluate(experiment)[1]]])


def _stack(networks: Sequence[Network]) -> Network:
    """Networks of the same sizes as one stack."""
    return Network(
        tuple(np.stack(W) for W in zip(*(network.weights for network in networks), strict=True)),
        tuple(np.stack(b) for b in zip(*(network.biases for network in networks), strict=True)),
        networks[0].activations,
    )


def _open_updating_backwards(experiment: Experiment) -> Opened:
    """An iteration whose deltas are carried back by the weights after `update_backwards`."""
    with np.errstate(all="ignore"):
        moved = update_backwards(experiment, experiment.network)
    return open_iteration(experiment, carrier=moved)


def update_backwards(experiment: Experiment, network: Network) -> Network:
    """The network after a step that updates each layer as soon as its gradient is known.

    So updated weights carry the delta back to the layer before: first
    ``W <- W - learning_rate delta a^T / m``, then ``delta <- (W^T delta) * sigma'(z)`` with the new
    W. Backpropagation uses the weights of the forward pass. An early version of Mazur's script
    updated like this, and the totals in his article are its results.

    >>> from core.run.presets import mazur
    >>> update_backwards(mazur(), mazur().network).weights[0].round(9).tolist()
    [[0.149817639, 0.199635277], [0.249788185, 0.29957637]]
    """
    passed = forward(network, experiment.inputs)
    z, a, y, rate = passed.z, passed.a, experiment.targets, experiment.learning_rate
    weights, biases = list(network.weights), list(network.biases)
    frozen = experiment.frozen_entries
    delta = experiment.loss.output_delta(y, z[-1], a[-1], network.activations[-1])
    for layer in reversed(range(len(weights))):
        weights[layer] = weights[layer] - rate * (delta @ a[layer].mT / y.shape[-1])
        if experiment.train_biases:
            db = delta.mean(axis=-1, keepdims=True)
            biases[layer] = biases[layer] - rate * bias_gradient(db, experiment.train_biases)
        if frozen is not None:
            weights[layer] = np.where(frozen.weights[layer], network.weights[layer], weights[layer])
            biases[layer] = np.where(frozen.biases[layer], network.biases[layer], biases[layer])
        if layer:
            activation = network.activations[layer - 1]
            delta = activation.back(z[layer - 1], a[layer], weights[layer].mT @ delta)
    return Network(tuple(weights), tuple(biases), network.activations)


VARIANTS = {
    variant.id: variant
    for variant in (
        Variant(
            "correct",
            "Backpropagation",
            "All deltas use the weights of the forward pass; then all layers are updated together.",
            _train_as(lambda experiment: experiment),
            open_iteration,
        ),
        Variant(
            "updated-weights",
            "Hidden deltas from updated weights",
            "Each layer is updated before the deltas of the layer before it are computed, so these "
            "use weights that have already moved; the article's totals come from this order.",
            _train_updating_backwards,
            _open_updating_backwards,
        ),
        Variant(
            "biases-per-neuron",
            "Biases trained, one per neuron",
            "Each neuron's bias learns too, by the neuron's own gradient.",
            _train_as(_training_biases(True)),
            lambda experiment: open_iteration(_training_biases(True)(experiment)),
        ),
        Variant(
            "biases-per-layer",
            "Biases trained, one per layer",
            "Each layer's shared bias learns too, by the sum of its neurons' gradients.",
            _train_as(_training_biases("per_layer")),
            lambda experiment: open_iteration(_training_biases("per_layer")(experiment)),
        ),
        Variant(
            "no-half",
            "Squared error without the 1/2",
            "The loss is the whole sum of squares: it is doubled, and so is every gradient.",
            _train_as(_with_doubled_rate, loss_factor=2.0),
            _open_without_half,
        ),
    )
}


def meaningful(experiment: Experiment) -> list[Variant]:
    """The variants that apply to an experiment: no-half needs a loss with a 1/2.

    >>> from core.run.presets import mazur
    >>> [variant.id for variant in meaningful(mazur())]
    ['correct', 'updated-weights', 'biases-per-neuron', 'biases-per-layer', 'no-half']
    """
    return [
        variant for variant in VARIANTS.values() if experiment.loss.half or variant.id != "no-half"
    ]
