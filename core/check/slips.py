"""A question about a number, and the ways to slip on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
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
from core.explain.quantities import Opened, Quantity, open_iteration, quantity
from core.network.activation import Activation
from core.run.experiment import Experiment

# The ways to make one mistake are tried up to about so many products of weights and activations.
_WORK = 10**6

# Of one mistake at most so many ways are tried: among very many numbers, one is near any other.
_MOST_WAYS = 60

# Of the quantities that a slip happened to, at most so many are named.
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

    @property
    def gradient(self) -> str:
        """The name of the gradient of the asked number's weight or bias."""
        return f"gradient.{self.name(self.quantity.part)}"

    def from_gradient(self, products: Array) -> float:
        """The number if the gradient of its weight or bias were the mean of these products, (m,).

        NaN where the number has nothing to do with that.
        """
        gradient, rate = float(products.mean()), self.experiment.learning_rate
        match self.quantity.kind.prefix, self.quantity.part:
            case "gradient.", _:
                return gradient
            case "step.", Weight():
                return rate * gradient
            case "new.", Weight(layer, row, column):
                w = self.experiment.network.weights[layer][row, column]
                return float(w - rate * gradient)
            case _:
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

    def activation(self, layer: int) -> Activation:
        """The activation of a layer of neurons."""
        return self.experiment.network.activations[layer - 1]

    def layers_together(self, of: Container[str] | None = None) -> list[list[int]]:
        """Layers of neurons that go wrong together: the output, all hidden ones, all.

        Of these only the layers with an activation `of` those names.
        """
        *hidden, output = (
            [layer] if of is None or self.activation(layer).name in of else []
            for layer in range(1, self.output_layer + 1)
        )
        behind = [layer for layers in hidden for layer in layers]
        places = [output, behind, behind + output]
        return [layers for at, layers in enumerate(places) if layers not in ([], *places[:at])]

    def neurons(self, layer: int) -> list[str]:
        """The names of the neurons of a layer that matter."""
        return [self.name(Neuron(layer, index)) for index in self.indices(layer)]

    def weights_back(self) -> list[Weight]:
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
        return [*weights[:MOST_NAMED], *weights[MOST_NAMED:][-1:]]

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
        m = question.experiment.m
        most = max(4, min(_MOST_WAYS, _WORK // (m * sum(names.fan_sizes(question.sizes)))))
        with np.errstate(all="ignore"):
            return [
                slip
                for slip in islice(self.slips(question), most)
                if isfinite(slip.value) and agreeing_digits(slip.value, correct) < EXACT
            ]


def mistake(id_: str, title: str, rule: str, since: PhaseKind) -> Callable[[Slips], Mistake]:
    """Makes a mistake of the decorated function."""
    return lambda slips: Mistake(id_, title, rule, since, slips)


def all_but(own: int, count: int) -> Iterator[int]:
    """The indices of the neighbours of one of so many.

    >>> list(all_but(1, 3))
    [0, 2]
    """
    return (index for index in range(count) if index != own)


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


def each_once(words: Iterable[str]) -> str:
    """Words in a row, without repeating any.

    >>> each_once(["tanh", "sigmoid", "tanh"])
    'tanh and sigmoid'
    """
    return in_a_row(list(dict.fromkeys(words)))
