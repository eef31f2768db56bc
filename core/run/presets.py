"""Experiments with a name. Each tells one story; all are 2-2-2 networks.

Random numbers come from a seed, so the same seed gives the same experiment. They have two decimals,
because a learner calculates with them by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Array
from core.errors import InvalidExperiment
from core.network.activations import activation_named
from core.network.losses import loss_named
from core.network.network import Network
from core.run.experiment import Experiment

# The default seed of presets with random numbers. With it, as with most, XOR is learned.
DEFAULT_SEED = 1


@dataclass(frozen=True)
class Preset:
    """An experiment that tells a story.

    - ``story``: one sentence for learners: what to watch, and why it happens
    - ``question``: what to predict before the run
    - ``iterations``: how many show what the story says
    - ``view``: where the page shows it: the id of a panel, or of a view of the lab
    - ``make``: builds the experiment; takes a seed if ``seeded``, no argument otherwise

    >>> PRESETS["slow"].title, PRESETS["slow"].experiment().learning_rate
    ('A learning rate far too small', 0.0001)
    """

    id: str
    title: str
    story: str
    question: str
    iterations: int
    view: str
    make: Callable[..., Experiment]
    seeded: bool = False

    def experiment(self, seed: int | None = None) -> Experiment:
        """The experiment, at iteration 0. The `seed` determines only the random numbers.

        >>> PRESETS["xor"].experiment(seed=7).network.weights[1].tolist()
        [[-0.4, 0.75], [-0.99, 0.64]]
        """
        return self.make(DEFAULT_SEED if seed is None else seed) if self.seeded else self.make()


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
    draw = _drawing(seed)
    return _with_weights(mazur(), draw(2, 2), draw(2, 2))


def _gates(seed: int, o1: list[float], o2: list[float]) -> Experiment:
    """Two logical functions of the inputs 00, 01, 10, 11, with random weights and biases.

    The biases learn: with inputs 0, 0 the weights into the hidden layer have no gradient.
    """
    draw = _drawing(seed)
    weights, biases = (draw(2, 2), draw(2, 2)), (draw(2, 1), draw(2, 1))
    return replace(
        mazur(),
        network=Network(weights, biases, mazur().network.activations),
        inputs=np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]),
        targets=np.array([o1, o2]),
        learning_rate=1.0,
        train_biases=True,
    )


def xor(seed: int) -> Experiment:
    """o1 learns the exclusive or, o2 its complement. With some seeds, learning gets stuck.

    >>> xor(1).targets.tolist()
    [[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]
    """
    return _gates(seed, o1=[0.0, 1.0, 1.0, 0.0], o2=[1.0, 0.0, 0.0, 1.0])


def and_or(seed: int) -> Experiment:
    """o1 learns AND, o2 learns OR. The initial weights are those of `xor`.

    >>> and_or(1).targets.tolist()
    [[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0]]
    """
    return _gates(seed, o1=[0.0, 0.0, 0.0, 1.0], o2=[0.0, 1.0, 1.0, 1.0])


def saturated() -> Experiment:
    """The worked example with hidden weights 200 times as large, output weights 10 times.

    >>> [W.tolist() for W in saturated().network.weights]
    [[[30.0, 40.0], [50.0, 60.0]], [[4.0, 4.5], [5.0, 5.5]]]
    """
    return _with_weights(
        mazur(), np.array([[30.0, 40.0], [50.0, 60.0]]), np.array([[4.0, 4.5], [5.0, 5.5]])
    )


def symmetric() -> Experiment:
    """XOR with initial weights that are all equal, and biases that are equal in each layer.

    >>> [W.tolist() for W in symmetric().network.weights]
    [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]]]
    """
    task = replace(xor(DEFAULT_SEED), network=mazur().network)
    return _with_weights(task, np.full((2, 2), 0.5), np.full((2, 2), 0.5))


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


def _with_weights(experiment: Experiment, *weights: Array) -> Experiment:
    return replace(experiment, network=replace(experiment.network, weights=weights))


def _drawing(seed: int) -> Callable[..., Array]:
    """A function that draws an array of a given shape, uniformly from -1 to 1, to two decimals."""
    generator = np.random.default_rng(seed)
    return lambda *shape: generator.uniform(-1.0, 1.0, shape).round(2)


# tests/core/test_presets.py proves each story.
PRESETS = {
    preset.id: preset
    for preset in (
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
            "xor",
            "XOR and its complement",
            "No single line separates XOR, so the hidden neurons must share the work: watch the "
            "loss wait on a plateau near 0.25 until they do, and then fall.",
            question="For how many iterations will the loss stay near 0.25?",
            iterations=2_000,
            view="neurons",
            make=xor,
            seeded=True,
        ),
        Preset(
            "and-or",
            "AND and OR",
            "One line is enough for AND, and one for OR: the loss falls without the long plateau "
            "that XOR has to cross.",
            question="Will the loss fall sooner than that of XOR, or later?",
            iterations=2_000,
            view="neurons",
            make=and_or,
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
            "symmetric",
            "Equal weights",
            "All weights begin equal, so h1 and h2 receive the same delta and stay equal for ever: "
            "two neurons do the work of one, which is too few for XOR.",
            question="Will h1 and h2 ever see different things?",
            iterations=5_000,
            view="neurons",
            make=symmetric,
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
}


def preset_named(name: str, seed: int | None = None) -> Experiment:
    """The experiment called `name`, at iteration 0; `seed` is for presets with random numbers.

    Raises `InvalidExperiment` for a name that is not in `PRESETS`.

    >>> preset_named("mazur").iteration
    0
    >>> preset_named("parity")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'parity'; allowed are mazur, random, xor, and-or, ...
    """
    if name not in PRESETS:
        raise InvalidExperiment(("preset",), f"got {name!r}; allowed are {', '.join(PRESETS)}")
    return PRESETS[name].experiment(seed)
