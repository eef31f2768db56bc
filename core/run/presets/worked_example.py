"""The worked example of Mazur (2015), and what happens with another start, rate or target."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import Array
from core.network.activations import activation_named
from core.network.losses import loss_named
from core.network.network import Network
from core.run.experiment import Experiment
from core.run.presets.preset import Preset, drawing


def mazur() -> Experiment:
    """The worked example of Mazur (2015). Nothing in it is random.

    >>> experiment = mazur()
    >>> experiment.inputs.tolist(), experiment.targets.tolist(), experiment.learning_rate
    ([[0.05], [0.1]], [[0.01], [0.99]], 0.5)
    """
    return Experiment(
        network=Network(
            weights=(
                np.array([[0.15, 0.20], [0.25, 0.30]]),
                np.array([[0.40, 0.45], [0.50, 0.55]]),
            ),
            biases=(np.full((2, 1), 0.35), np.full((2, 1), 0.60)),
            activations=(activation_named("sigmoid"), activation_named("sigmoid")),
        ),
        loss=loss_named("half_squared_error"),
        inputs=np.array([[0.05], [0.10]]),
        targets=np.array([[0.01], [0.99]]),
        learning_rate=0.5,
    )


def drawn(seed: int) -> Experiment:
    """The worked example with random weights from -1 to 1.

    >>> [W.tolist() for W in drawn(1).network.weights]
    [[[0.02, 0.9], [-0.71, 0.9]], [[-0.38, -0.15], [0.66, -0.18]]]
    """
    draw = drawing(seed)
    return with_weights(mazur(), draw(2, 2), draw(2, 2))


def saturated() -> Experiment:
    """The worked example with hidden weights 200 times as large, output weights 10 times.

    >>> [W.tolist() for W in saturated().network.weights]
    [[[30.0, 40.0], [50.0, 60.0]], [[4.0, 4.5], [5.0, 5.5]]]
    """
    return with_weights(
        mazur(), np.array([[30.0, 40.0], [50.0, 60.0]]), np.array([[4.0, 4.5], [5.0, 5.5]])
    )


def slow() -> Experiment:
    """The worked example with 1/5,000 of its learning rate."""
    return replace(mazur(), learning_rate=0.0001)


def diverging() -> Experiment:
    """The worked example with linear outputs, trained biases, and a learning rate too large.

    Sigmoid outputs would keep the loss below 1. The bias of a linear output alone multiplies the
    error by ``1 - learning rate`` at each step, and the weights into it add to the overshoot.
    Above a rate of 2 the error grows even when all hidden activations are 0.
    """
    network = mazur().network
    linear = replace(network, activations=(network.activations[0], activation_named("identity")))
    return replace(mazur(), network=linear, learning_rate=2.1, train_biases=True)


def conflict() -> Experiment:
    """The worked example, and a second example with the same inputs and swapped targets.

    >>> conflict().inputs.tolist(), conflict().targets.tolist()
    ([[0.05, 0.05], [0.1, 0.1]], [[0.01, 0.99], [0.99, 0.01]])
    """
    x, y = mazur().inputs, mazur().targets
    return replace(mazur(), inputs=np.hstack([x, x]), targets=np.hstack([y, y[::-1]]))


def with_weights(experiment: Experiment, *weights: Array) -> Experiment:
    """The experiment with other weights, one matrix for each layer."""
    return replace(experiment, network=replace(experiment.network, weights=weights))


PRESETS = (
    Preset(
        "mazur",
        "The article's example",
        "The article's own example: after 10,000 iterations both outputs are within 0.006 of "
        "their targets.",
        question="How close to their targets will the outputs be after 10,000 iterations?",
        iterations=10_000,
        view="explain",
        make=mazur,
    ),
    Preset(
        "random",
        "Random weights",
        "The article's example, begun with weights drawn at random: another seed begins at "
        "another loss, and learning brings it down all the same.",
        question="Begun with other weights, will the loss end higher, lower or the same?",
        iterations=10_000,
        view="experiment",
        make=drawn,
        seeded=True,
    ),
    Preset(
        "saturated",
        "Saturated neurons",
        "Large weights hold every neuron at the flat end of its sigmoid: o1 is wrong by almost "
        "1, yet deltas are nearly 0 and 5,000 iterations take less than 0.1% off the loss.",
        question="With o1 wrong by almost 1, how far will 5,000 iterations take the loss?",
        iterations=5_000,
        view="gradients",
        make=saturated,
    ),
    Preset(
        "slow",
        "A learning rate far too small",
        "At a learning rate of 0.0001 every step goes the right way, but 1,000 of them take "
        "less than 1% off the loss.",
        question="How much of the loss will 1,000 steps take away?",
        iterations=1_000,
        view="sweep",
        make=slow,
    ),
    Preset(
        "diverging",
        "A learning rate far too large",
        "At a learning rate of 2.1 every step overshoots the minimum and lands higher up the "
        "other side: the loss climbs at every iteration.",
        question="After 20 iterations, will the loss be lower or higher than now?",
        iterations=20,
        view="slice",
        make=diverging,
    ),
    Preset(
        "conflict",
        "Two examples in conflict",
        "The second example has the inputs of the first and asks for the opposite: the outputs "
        "settle at 0.5, and the loss at 0.2401 instead of 0.",
        question="What will the network answer, if the same inputs have two opposite targets?",
        iterations=500,
        view="experiment",
        make=conflict,
    ),
)
