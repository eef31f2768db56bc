"""How a mistake is told: what was asked, what happened, and the iteration that came of it.

The iterations are opened here by the equations of `propagation`, on something that differs
from the experiment in one respect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.check.digits import EXACT, agreeing_digits, printed
from core.errors import Diverged
from core.explain import names
from core.explain.names import Neuron, Sizes, Weight
from core.explain.quantities import (
    Opened,
    Quantity,
    close_iteration,
    open_iteration,
    quantity,
    quantity_named,
)
from core.network.network import Network
from core.network.propagation import Backward, Gradients
from core.run.experiment import Experiment

# (z, a) -> da/dz, as an activation has it.
Slope: TypeAlias = Callable[[Array, Array], Array]

# The ways to make one mistake are tried up to about so many products of weights and activations:
# all of them in a small network, few in a very large one.
WORK = 3 * 10**6


@dataclass(frozen=True)
class Question:
    """A number that a learner has calculated, and the right iteration that it is of.

    `example` is the one that it belongs to, where each example has its own.
    """

    right: Opened
    quantity: Quantity
    example: int = 0

    @property
    def experiment(self) -> Experiment:
        """The experiment."""
        return self.right.experiment

    @property
    def sizes(self) -> Sizes:
        """Neurons in each layer, the inputs first."""
        return self.quantity.sizes

    @property
    def output_layer(self) -> int:
        """The last layer of neurons, and the number of layers of weights."""
        return len(self.sizes) - 1

    def answer(self, opened: Opened) -> float:
        """The number in an iteration. Raises `Diverged` if it is not finite."""
        return self.quantity.of(opened, self.example)

    def indices(self, layer: int) -> Sequence[int]:
        """The neurons of a layer that matter: the quantity's own if it is one of them, else all."""
        at = self.quantity.part.at
        own = at is not None and at.layer == layer
        return [at.index] if at is not None and own else range(self.sizes[layer])

    def neurons(self, layer: int) -> list[str]:
        """The names of the neurons of a layer that matter."""
        return [names.name_of(Neuron(layer, index), self.sizes) for index in self.indices(layer)]

    def weights_back(self) -> list[str]:
        """The weights that carry deltas back, as far as to the neurons that matter."""
        at = self.quantity.part.at
        return [
            names.name_of(Weight(layer, row, index), self.sizes)
            for layer in range(1 if at is None else max(1, at.layer), self.output_layer)
            for row in range(self.sizes[layer + 1])
            for index in self.indices(layer)
        ]

    def told(self, sentence: str) -> str:
        """A sentence in which ``{w5}`` has become the right number of that name."""

        def number(braced: re.Match[str]) -> str:
            try:
                return printed(quantity(self.right, braced[1], self.example))
            except Diverged:
                return "a number too large"

        return re.sub(r"\{([a-z0-9.]+)\}", number, sentence)


@dataclass(frozen=True)
class Slip:
    """One way to make a mistake.

    - ``happened``: what the learner did, in a sentence for `Question.told`
    - ``where``: the quantities that it happened to
    - ``opened``: the iteration that the learner calculated
    """

    happened: str
    where: tuple[str, ...]
    opened: Opened


Slips: TypeAlias = Callable[[Question], Iterable[Slip]]


@dataclass(frozen=True)
class Mistake:
    """A mistake: its identifier and title, how it is right, and the ways to make it."""

    id: str
    title: str
    rule: str
    slips: Slips

    def values(self, question: Question) -> list[tuple[Slip, float]]:
        """What the learner would have got, in each way that makes a difference to the number."""
        correct = question.answer(question.right)
        m = question.experiment.targets.shape[-1]
        most = max(4, WORK // (m * sum(names.fan_sizes(question.sizes))))
        found = []
        with np.errstate(all="ignore"):
            for slip in islice(self.slips(question), most):
                with suppress(Diverged):
                    value = question.answer(slip.opened)
                    if agreeing_digits(value, correct) < EXACT:
                        found.append((slip, value))
        return found

    def value(self, experiment: Experiment, name: str, example: int = 0) -> float | None:
        """What the learner would have got for the quantity called `name`, in the first such way.

        None where the mistake makes no difference to it. Raises `InvalidExperiment` for an unknown
        name, and `Diverged` where the right number is not finite.

        >>> from core.check.mistakes import MISTAKES
        >>> from core.run.presets import mazur
        >>> MISTAKES["updated-weights"].value(mazur(), "new.loss")
        0.29102792390544...
        >>> MISTAKES["updated-weights"].value(mazur(), "delta.o1") is None
        True
        """
        asked = quantity_named(name, names.sizes_of(experiment.network))
        question = Question(open_iteration(experiment), asked, example)
        return next((value for _, value in self.values(question)), None)


# Words.


def listed(words: Sequence[str]) -> str:
    """Words in a row, the first and last of many.

    >>> listed(["w5", "w7"]), listed([f"w{number}" for number in range(5, 15)])
    ('w5 and w7', 'w5 to w14')
    """
    if len(words) > 4:
        return f"{words[0]} to {words[-1]}"
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def numbers(quantities: Iterable[str]) -> str:
    """Where the numbers of these names are to stand in a sentence.

    >>> numbers(["new.w5", "new.w7"])
    '{new.w5} and {new.w7}'
    """
    return listed([f"{{{name}}}" for name in quantities])


# Something that differs from the experiment in one respect.


def with_layer(layers: tuple[Array, ...], layer: int, values: Array) -> tuple[Array, ...]:
    """The layers' arrays with other values in one of them."""
    return (*layers[:layer], values, *layers[layer + 1 :])


def with_weights(network: Network, layer: int, W: Array) -> Network:
    """The network with other weights in one layer."""
    return replace(network, weights=with_layer(network.weights, layer, W))


def with_loss(experiment: Experiment, share_factor: float, delta_factor: float) -> Experiment:
    """The experiment with a multiple of the loss, and a multiple of its output delta."""
    loss = experiment.loss
    return replace(
        experiment,
        loss=replace(
            loss,
            function=lambda y, z, o: share_factor * loss.function(y, z, o),
            output_delta=lambda y, z, o, sigma: delta_factor * loss.output_delta(y, z, o, sigma),
        ),
    )


def with_slopes(experiment: Experiment, slopes: dict[int, Slope]) -> Experiment:
    """The experiment with other slopes for the activations of some layers of neurons."""
    activations = tuple(
        replace(sigma, derivative=slopes.get(layer, sigma.derivative))
        for layer, sigma in enumerate(experiment.network.activations, start=1)
    )
    return replace(experiment, network=replace(experiment.network, activations=activations))


def with_gradients(opened: Opened, gradients: Gradients) -> Opened:
    """The iteration with other gradients, and so another update."""
    back = Backward(opened.backward.deltas, gradients)
    return close_iteration(opened.experiment, opened.forward, opened.carrier, back)


def scaled(gradients: Gradients, factor: float) -> Gradients:
    """A multiple of all gradients."""
    return Gradients(
        tuple(factor * dW for dW in gradients.weights),
        tuple(factor * db for db in gradients.biases),
    )


def swapped(W: Array, i: int, j: int) -> Array:
    """Weights with (i, j) and (j, i) in each other's place.

    >>> swapped(np.array([[0.40, 0.45], [0.50, 0.55]]), 0, 1).tolist()
    [[0.4, 0.5], [0.45, 0.55]]
    """
    W = W.copy()
    W[i, j], W[j, i] = W[j, i], W[i, j]
    return W
