"""Experiments of every kind, reproducible from a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from core import (
    ACTIVATIONS,
    LOSSES,
    Experiment,
    Gradients,
    Loss,
    Network,
    backward,
    forward,
    update,
)
from core.arrays import Array
from core.explain.names import PARAMETERS, name_of
from core.network.propagation import TrainBiases

HALF = "half_squared_error"
# The activations that any layer may have, and those that need several outputs.
ELEMENTWISE = [name for name, activation in ACTIVATIONS.items() if not activation.coupling]
COUPLED = [name for name in ACTIVATIONS if name not in ELEMENTWISE]
TRAIN_BIASES: tuple[TrainBiases, ...] = (False, True, "per_layer")


def make_experiment(
    *,
    sizes: Sequence[int] = (3, 4, 2),
    activations: Sequence[str] = ("tanh", "sigmoid"),
    loss: str = "half_squared_error",
    m: int = 3,
    learning_rate: float = 0.1,
    train_biases: TrainBiases = True,
    frozen: Sequence[str] = (),
    seed: int = 0,
) -> Experiment:
    """An experiment with these properties and random, read-only numbers."""
    rng = np.random.default_rng(seed)
    layers = list(zip(sizes[1:], sizes[:-1], strict=True))
    return Experiment(
        network=Network(
            weights=tuple(read_only(rng.uniform(-1, 1, shape)) for shape in layers),
            biases=tuple(read_only(rng.uniform(-1, 1, (units, 1))) for units, _ in layers),
            activations=tuple(ACTIVATIONS[name] for name in activations),
        ),
        loss=LOSSES[loss],
        inputs=read_only(rng.uniform(-1, 1, (sizes[0], m))),
        targets=read_only(_targets(LOSSES[loss], rng.uniform(0, 1, (sizes[-1], m)))),
        learning_rate=learning_rate,
        train_biases=train_biases,
        frozen=tuple(frozen),
    )


def _targets(loss: Loss, targets: Array) -> Array:
    """The targets; if those of an example must have a sum, scaled to it."""
    return targets * loss.target_sum / targets.sum(axis=0) if loss.target_sum else targets


def read_only(array: Array) -> Array:
    """The array, made read-only: writing to it raises."""
    array.flags.writeable = False
    return array


def kinds() -> list[tuple[str, str, str]]:
    """(hidden activation, output activation, loss) in every allowed combination."""
    return [
        (hidden, output, loss)
        for hidden in ELEMENTWISE
        for output in ACTIVATIONS
        for loss in LOSSES
        if fits(loss, output)
    ]


def fits(loss: str, output: str) -> bool:
    """Whether the loss goes with an output of this activation."""
    outputs = LOSSES[loss].outputs
    return outputs is None or output in outputs


def enough_outputs(sizes: Sequence[int], output: str) -> list[int]:
    """The layer sizes, with two outputs or more if this activation needs them."""
    return [*sizes[:-1], max(sizes[-1], 2 if output in COUPLED else 1)]


def each_kind() -> list[tuple[str, str, str]]:
    """Enough of `kinds` for each activation hidden and as output, and for each loss."""
    after = dict(zip(ELEMENTWISE, ELEMENTWISE[1:] + ELEMENTWISE[:1], strict=True))
    coupled = [("tanh", output, HALF) for output in COUPLED]
    return [
        kind for kind in kinds() if kind[1] == after[kind[0]] or kind[2] != HALF or kind in coupled
    ]


@st.composite
def experiments(draw: st.DrawFn, min_m: int = 1, max_m: int = 5) -> Experiment:
    """Any layer sizes, activations, loss, number of examples, trained biases, frozen parameters."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    loss = draw(st.sampled_from(sorted(LOSSES)))
    output = draw(st.sampled_from([name for name in sorted(ACTIVATIONS) if fits(loss, name)]))
    hidden = st.sampled_from(sorted(ELEMENTWISE))
    sizes = enough_outputs(sizes, output)
    return make_experiment(
        sizes=sizes,
        activations=[draw(hidden) for _ in sizes[2:]] + [output],
        loss=loss,
        m=draw(st.integers(min_m, max_m)),
        learning_rate=draw(st.sampled_from([0.01, 0.1, 0.5])),
        train_biases=draw(st.sampled_from(TRAIN_BIASES)),
        frozen=draw(st.just([]) | some_of(parameters(sizes))),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


def parameters(sizes: Sequence[int]) -> list[str]:
    """The names of all weights and biases of a network with these layer sizes."""
    return [name_of(part, tuple(sizes)) for part in PARAMETERS.parts(tuple(sizes))]


def some_of(names: Sequence[str]) -> st.SearchStrategy[list[str]]:
    """Some of the names, each at most once."""
    return st.lists(st.sampled_from(names), unique=True)


def updated(experiment: Experiment, network: Network, gradients: Gradients) -> Network:
    """The network (or stack) after the experiment's update by these gradients."""
    rate, train_biases = experiment.learning_rate, experiment.train_biases
    return update(network, gradients, rate, train_biases, experiment.frozen_entries)


def tame_experiments(steps: int) -> st.SearchStrategy[Experiment]:
    """Those of `experiments` whose numbers stay small, and so comparable, for this many steps."""
    return experiments().filter(lambda experiment: stays_small(experiment, steps))


def stays_small(experiment: Experiment, steps: int, limit: float = 4.0) -> bool:
    """Whether plain gradient descent keeps every parameter below the limit."""
    network = experiment.network
    for _ in range(steps):
        passed = forward(network, experiment.inputs)
        back = backward(network, passed, experiment.targets, experiment.loss)
        network = updated(experiment, network, back.gradients)
        if max(np.abs(array).max() for array in (*network.weights, *network.biases)) > limit:
            return False
    return True
