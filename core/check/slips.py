"""A question about a number, and the mistakes (slips) that a learner can make with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from math import isfinite, nan
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.check.digits import EXACT, Numeral, agreeing_digits, printed
from core.check.reach import Reach, reaches
from core.errors import Diverged
from core.explain import names
from core.explain.names import Bias, Neuron, Sizes, Weight
from core.explain.phases import PhaseKind
from core.explain.quantities import Opened, Quantity, entry, open_iteration, quantity
from core.network.activation import Activation
from core.run.experiment import Experiment

# How many products of weights and activations may be spent on the ways to make one mistake.
_WORK = 10**6

# How many ways to make one mistake are tried. With too many, one would agree by chance.
_MOST_WAYS = 60

# How many of the quantities that a slip affects are named.
MOST_NAMED = 100

# A quantity depends on those of its own and of lower rank. Net inputs and activations depend on
# each other, layer by layer; gradients depend on deltas, but no delta depends on a gradient.
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
    """Which number a learner has calculated, and the correct iteration.

    `example` is the number's example, if each example has its own number. `follows` is the number
    that follows from numbers before it, if they are `given` as they were typed.
    """

    right: Opened
    quantity: Quantity
    example: int = 0
    follows: float | None = None
    given: Mapping[str, Numeral] = field(default_factory=dict)

    @property
    def experiment(self) -> Experiment:
        """The experiment of the iteration."""
        return self.right.experiment

    @property
    def sizes(self) -> Sizes:
        """The number of neurons in each layer, inputs first."""
        return self.quantity.sizes

    @property
    def output_layer(self) -> int:
        """The index of the output layer, which is also the number of layers of weights."""
        return len(self.sizes) - 1

    @property
    def correct(self) -> float:
        """The right number. Raises `Diverged` if it is not finite."""
        own = self.quantity.of(self.right, self.example)
        return own if self.follows is None else self.follows

    @property
    def origin(self) -> float:
        """Where the number starts from: for an updated parameter its old value, else 0.

        Only the step from there is calculated, so only its digits tell anything.
        """
        part = self.quantity.part
        if self.quantity.kind.prefix != "new." or not isinstance(part, Weight | Bias):
            return 0.0
        return float(entry(self.experiment.network, part))

    @cached_property
    def reaches(self) -> list[Reach]:
        """How far carrying few digits leads, from many digits to few."""
        return reaches(self.experiment, self.quantity, self.example, self.given)

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
        """The number, if the gradient of its weight or bias were the mean of `products`, (m,).

        NaN if the number does not depend on that gradient.
        """
        gradient, rate = float(products.mean()), self.experiment.learning_rate
        if self.quantity.part in self.experiment.frozen_parameters:
            rate = 0.0
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
        """Whether the number can depend on results of phases of this kind.

        >>> from core.explain.quantities import quantity_named
        >>> from core.run.presets import mazur
        >>> asked = Question(open_iteration(mazur()), quantity_named("delta.h1", (2, 2, 2)))
        >>> asked.depends_on("activation"), asked.depends_on("gradient")
        (True, False)
        """
        return _ORDER[self.quantity.phase.kind] >= _ORDER[kind]

    def reopened(self, experiment: Experiment) -> Opened:
        """An iteration with the correct forward pass; backward pass and update of `experiment`."""
        return open_iteration(experiment, self.right.forward)

    def updated_as(self, experiment: Experiment) -> Opened:
        """An iteration with both passes correct and the update of `experiment`."""
        return replace(self.right, experiment=experiment, given=self.right.backward)

    def indices(self, layer: int) -> Sequence[int]:
        """The relevant neurons of a layer: the quantity's own if it is in this layer, else all."""
        at = self.quantity.part.at
        own = at is not None and at.layer == layer
        return [at.index] if at is not None and own else range(self.sizes[layer])

    def name(self, part: names.Part) -> str:
        """The name of a part of the network."""
        return names.name_of(part, self.sizes)

    def activation(self, layer: int) -> Activation:
        """The activation of a layer of neurons."""
        return self.experiment.network.activations[layer - 1]

    @property
    def elementwise(self) -> set[str]:
        """The names of the activations that have a slope, and no Jacobian with more than that."""
        return {sigma.name for sigma in self.experiment.network.activations if not sigma.coupling}

    def layers_together(self, of: Container[str] | None = None) -> list[list[int]]:
        """Groups of layers to which a mistake may apply: the output, all hidden layers, all layers.

        With `of`, the groups contain only layers with one of these activations.
        """
        *hidden, output = (
            [layer] if of is None or self.activation(layer).name in of else []
            for layer in range(1, self.output_layer + 1)
        )
        behind = [layer for layers in hidden for layer in layers]
        places = [output, behind, behind + output]
        return [layers for at, layers in enumerate(places) if layers not in ([], *places[:at])]

    def neurons(self, layer: int) -> list[str]:
        """The names of the relevant neurons of a layer."""
        return [self.name(Neuron(layer, index)) for index in self.indices(layer)]

    def weights_back(self) -> list[Weight]:
        """The weights that carry deltas back to the relevant neurons.

        If there are more than `MOST_NAMED`, only the first ones, and the last.
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
        """The sentence with ``{w5}`` replaced by the correct number of that name."""

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
    - ``where``: the quantities that the mistake affects
    - ``value``: the number that it gives, NaN if it is not finite
    - ``seen``: the quantity whose formula shows the mistake, by default the first of `where`
    """

    happened: str
    where: tuple[str, ...]
    value: float
    seen: str = ""


_Slips: TypeAlias = Callable[[Question], Iterable[Slip]]


@dataclass(frozen=True)
class Mistake:
    """A mistake: its identifier and title, the rule that it breaks, and the ways to make it.

    `since` is the first kind of phase whose numbers it changes. It is not tried for earlier ones.
    """

    id: str
    title: str
    rule: str
    since: PhaseKind
    slips: _Slips

    def ways(self, question: Question) -> list[Slip]:
        """The ways to make it that change the number. Raises `Diverged`."""
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


def mistake(id_: str, title: str, rule: str, since: PhaseKind) -> Callable[[_Slips], Mistake]:
    """Turns the decorated function into a `Mistake`."""
    return lambda slips: Mistake(id_, title, rule, since, slips)


def all_but(own: int, count: int) -> Iterator[int]:
    """All indices below `count` except `own`.

    >>> list(all_but(1, 3))
    [0, 2]
    """
    return (index for index in range(count) if index != own)


# Words for sentences.


def in_a_row(words: Sequence[str]) -> str:
    """A list in words; of many, only the first and the last.

    >>> in_a_row(["w5", "w7"]), in_a_row([f"w{number}" for number in range(5, 15)])
    ('w5 and w7', 'w5 to w14')
    """
    if len(words) > 4:
        return f"{words[0]} to {words[-1]}"
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def numbers_of(quantities: Iterable[str]) -> str:
    """Placeholders for numbers in a sentence, by the names of the quantities.

    >>> numbers_of(["new.w5", "new.w7"])
    '{new.w5} and {new.w7}'
    """
    return in_a_row([f"{{{name}}}" for name in quantities])


def each_once(words: Iterable[str]) -> str:
    """A list in words, without repetitions.

    >>> each_once(["tanh", "sigmoid", "tanh"])
    'tanh and sigmoid'
    """
    return in_a_row(list(dict.fromkeys(words)))
