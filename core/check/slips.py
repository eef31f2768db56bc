"""A question, the ways to slip on it, and what differs from an experiment in one respect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite, nan
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.check.digits import EXACT, agreeing_digits, printed
from core.errors import Diverged
from core.explain import names
from core.explain.names import Neuron, Sizes, Weight
from core.explain.phases import PhaseKind
from core.explain.quantities import (
    Opened,
    Quantity,
    open_iteration,
    quantity,
)
from core.network.activation import Activation
from core.network.network import Network
from core.network.propagation import Backward, Gradients
from core.run.experiment import Experiment

# (z, a) -> da/dz, as an activation has it.
Slope: TypeAlias = Callable[[Array, Array], Array]

# The ways to make one mistake are tried up to about so many products of weights and activations.
_WORK = 10**6

# And up to so many ways, for among very many numbers one is near any that is typed.
_MOST_WAYS = 60

# A slip in a very large network may have happened to more quantities than are of use.
MOST_NAMED = 100

# What depends on what. Net inputs and activations depend on each other, layer by layer; a gradient
# depends on deltas, and no delta on a gradient.
_ORDER: dict[PhaseKind, int] = {
    "input": 0,
    "net": 1,
    "activation": 1,
    "loss": 2,
    "delta": 3,
    "gradient": 4,
    "update": 5,
}


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

    @property
    def correct(self) -> float:
        """The right number. Raises `Diverged` if it is not finite."""
        return self.quantity.of(self.right, self.example)

    def outcome(self, opened: Opened) -> float:
        """The number in another iteration, NaN if it is not finite."""
        try:
            return self.quantity.of(opened, self.example)
        except Diverged:
            return nan

    def depends_on(self, kind: PhaseKind) -> bool:
        """Whether the number may change with what phases of this kind compute.

        >>> from core.explain.quantities import quantity_named
        >>> from core.run.presets import mazur
        >>> asked = Question(open_iteration(mazur()), quantity_named("delta.h1", (2, 2, 2)))
        >>> asked.depends_on("activation"), asked.depends_on("gradient")
        (True, False)
        """
        return _ORDER[self.quantity.phase.kind] >= _ORDER[kind]

    def reopened(self, experiment: Experiment) -> Opened:
        """The backward pass and the update of another experiment, after the right forward pass."""
        return open_iteration(experiment, self.right.forward)

    def updated_as(self, experiment: Experiment) -> Opened:
        """The update of another experiment, after both passes have gone right."""
        return replace(self.right, experiment=experiment, given=self.right.backward)

    def indices(self, layer: int) -> Sequence[int]:
        """The neurons of a layer that matter: the quantity's own if it is one of them, else all."""
        at = self.quantity.part.at
        own = at is not None and at.layer == layer
        return [at.index] if at is not None and own else range(self.sizes[layer])

    def name(self, part: names.Part) -> str:
        """The name of a part of the network."""
        return names.name_of(part, self.sizes)

    def neurons(self, layer: int) -> list[str]:
        """The names of the neurons of a layer that matter."""
        return [self.name(Neuron(layer, index)) for index in self.indices(layer)]

    def weights_back(self) -> list[str]:
        """The weights that carry deltas back, as far as to the neurons that matter.

        Of more than `MOST_NAMED` they are the first, and the last.
        """
        at, output = self.quantity.part.at, self.output_layer
        weights = [
            Weight(layer, row, index)
            for layer in range(1 if at is None else max(1, at.layer), output)
            for row in range(self.sizes[layer + 1])
            for index in self.indices(layer)
        ]
        return [self.name(weight) for weight in (*weights[:MOST_NAMED], *weights[MOST_NAMED:][-1:])]

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
    - ``value``: the number that the learner got, NaN if it is not finite
    - ``seen``: the quantity whose formula shows it, by default the first of `where`
    """

    happened: str
    where: tuple[str, ...]
    value: float
    seen: str = ""


Slips: TypeAlias = Callable[[Question], Iterable[Slip]]


@dataclass(frozen=True)
class Mistake:
    """A mistake: its identifier and title, how it is right, and the ways to make it.

    `since` is the first kind of phase whose numbers it changes: for those before it is not tried.
    """

    id: str
    title: str
    rule: str
    since: PhaseKind
    slips: Slips

    def ways(self, question: Question) -> list[Slip]:
        """The ways to make it that make a difference to the number. Raises `Diverged`."""
        correct = question.correct
        if not question.depends_on(self.since):
            return []
        m = question.experiment.targets.shape[-1]
        most = max(4, min(_MOST_WAYS, _WORK // (m * sum(names.fan_sizes(question.sizes)))))
        with np.errstate(all="ignore"):
            return [
                slip
                for slip in islice(self.slips(question), most)
                if isfinite(slip.value) and agreeing_digits(slip.value, correct) < EXACT
            ]


# Words.


def in_a_row(words: Sequence[str]) -> str:
    """Words in a row, the first and last of many.

    >>> in_a_row(["w5", "w7"]), in_a_row([f"w{number}" for number in range(5, 15)])
    ('w5 and w7', 'w5 to w14')
    """
    if len(words) > 4:
        return f"{words[0]} to {words[-1]}"
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def numbers_of(quantities: Iterable[str]) -> str:
    """Where the numbers of these names are to stand in a sentence.

    >>> numbers_of(["new.w5", "new.w7"])
    '{new.w5} and {new.w7}'
    """
    return in_a_row([f"{{{name}}}" for name in quantities])


# Something that differs from the experiment in one respect.


def with_layer(layers: tuple[Array, ...], layer: int, values: Array) -> tuple[Array, ...]:
    """The layers' arrays with other values in one of them."""
    return (*layers[:layer], values, *layers[layer + 1 :])


def with_weights(network: Network, layer: int, W: Array) -> Network:
    """The network with other weights in one layer."""
    return replace(network, weights=with_layer(network.weights, layer, W))


def with_activations(experiment: Experiment, changed: Mapping[int, Activation]) -> Experiment:
    """The experiment with other activations in some layers of neurons."""
    activations = tuple(
        changed.get(layer, sigma)
        for layer, sigma in enumerate(experiment.network.activations, start=1)
    )
    return replace(experiment, network=replace(experiment.network, activations=activations))


def with_slopes(experiment: Experiment, slopes: Mapping[int, Slope]) -> Experiment:
    """The experiment with other slopes for the activations of some layers of neurons."""
    sigmas = experiment.network.activations
    return with_activations(
        experiment,
        {layer: replace(sigmas[layer - 1], derivative=slope) for layer, slope in slopes.items()},
    )


def with_gradients(opened: Opened, gradients: Gradients) -> Opened:
    """The iteration with other gradients, and so another update."""
    return replace(opened, given=Backward(opened.backward.deltas, gradients))


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
