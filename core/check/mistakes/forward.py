"""Mistakes in the forward pass: wrong weights, biases or functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from core.check.changes import (
    swapped,
    with_activations,
    with_gradients,
    with_layer,
    with_other_weights,
)
from core.check.slips import Question, Slip, all_but, each_once, in_a_row, mistake, numbers_of
from core.explain.names import Neuron, Weight
from core.explain.quantities import Opened, open_iteration
from core.network.activation import Activation
from core.network.activations import ACTIVATIONS
from core.network.propagation import forward


@mistake(
    "swapped-weights",
    "Two weights swapped",
    "Rows of a weight matrix are the receiving neurons and columns the sending ones; on the way "
    "back the matrix is transposed.",
    since="input",
)
def _swapped_weights(question: Question) -> Iterator[Slip]:
    """Weights (i, j) and (j, i) of a layer swapped, in some places or everywhere."""
    experiment, right = question.experiment, question.right
    for layer, i, j in _mirrored_weights(question):
        weights = Weight(layer, i, j), Weight(layer, j, i)
        pair = tuple(question.name(weight) for weight in weights)
        leads = in_a_row([_where_it_leads(question, weight) for weight in weights])
        W = swapped(experiment.network.weights[layer], i, j)
        other = with_other_weights(experiment.network, layer, W)
        passed = forward(other, experiment.inputs)
        ways = [
            ("in the net input", open_iteration(experiment, passed)),
            ("in both passes", open_iteration(replace(experiment, network=other), passed)),
        ]
        if question.depends_on("delta"):
            carried = open_iteration(experiment, right.forward, carrier=other)
            ways.insert(1, ("on the way back", carried))
        if question.depends_on("gradient"):
            renamed = open_iteration(experiment, passed, carrier=other)
            ways += [
                ("in the gradient", _with_swapped_gradients(right, layer, i, j)),
                ("from beginning to end", _with_swapped_gradients(renamed, layer, i, j)),
            ]
        for place, opened in ways:
            yield Slip(
                f"You swapped {in_a_row(pair)} {place}: {leads}.",
                pair,
                question.outcome(opened),
            )


def _mirrored_weights(question: Question) -> list[tuple[int, int, int]]:
    """Layers of weights with i and j; first those that involve the neuron of the number."""
    at = question.quantity.part.at
    pairs = [
        (layer, i, j)
        for layer, W in enumerate(question.experiment.network.weights)
        for i, j in combinations(range(min(W.shape)), 2)
    ]
    if at is None:
        return pairs
    return sorted(
        pairs,
        key=lambda pair: (pair[0] not in (at.layer - 1, at.layer), at.index not in pair[1:]),
    )


def _where_it_leads(question: Question, weight: Weight) -> str:
    """A weight's two neurons, in words."""
    parts = (weight, weight.sender, weight.receiver)
    name, *ends = (question.name(part) for part in parts)
    return f"{name} leads from {' to '.join(ends)}"


def _with_swapped_gradients(opened: Opened, layer: int, i: int, j: int) -> Opened:
    """The iteration with the gradients of weights (i, j) and (j, i) swapped."""
    gradients = opened.backward.gradients
    weights = with_layer(gradients.weights, layer, swapped(gradients.weights[layer], i, j))
    return with_gradients(opened, replace(gradients, weights=weights))


@mistake(
    "other-weights",
    "The weights of another neuron",
    "Each row of a weight matrix belongs to one neuron: its net input takes that row and its own "
    "bias.",
    since="net",
)
def _other_weights(question: Question) -> Iterator[Slip]:
    """A neuron's net input with the weights into another neuron of its layer."""
    at, network = question.quantity.part.at, question.experiment.network
    if at is None or at.layer == 0:
        return
    W = network.weights[at.layer - 1]
    for other in all_but(at.index, len(W)):
        mine, theirs = (
            [question.name(Weight(at.layer - 1, row, column)) for column in range(W.shape[1])]
            for row in (at.index, other)
        )
        mixed = W.copy()
        mixed[at.index] = W[other]
        passed = forward(
            with_other_weights(network, at.layer - 1, mixed), question.experiment.inputs
        )
        yield Slip(
            f"You used {in_a_row(theirs)}, which lead to {question.name(Neuron(at.layer, other))}, "
            f"for the net input of {question.name(at)}: its own are {in_a_row(mine)}.",
            tuple(theirs),
            question.outcome(open_iteration(question.experiment, passed)),
            seen=f"z.{question.name(at)}",
        )


@mistake(
    "bias-forgotten",
    "A bias left out",
    "The net input is the weighted sum plus the neuron's bias.",
    since="net",
)
def _bias_forgotten(question: Question) -> Iterator[Slip]:
    """Net inputs without the biases of one layer or of all."""
    network = question.experiment.network
    every = list(range(1, question.output_layer + 1))
    for layers in [[layer] for layer in every] + [every]:
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        biases = tuple(f"b.{neuron}" for neuron in neurons)
        without = replace(
            network,
            biases=tuple(
                np.zeros_like(b) if layer in layers else b
                for layer, b in enumerate(network.biases, start=1)
            ),
        )
        passed = forward(without, question.experiment.inputs)
        yield Slip(
            f"You left out the bias of {in_a_row(neurons)} ({numbers_of(biases)}).",
            biases,
            question.outcome(open_iteration(question.experiment, passed)),
            seen=f"z.{neurons[0]}",
        )


@mistake(
    "activation-left-out",
    "The net input instead of the activation",
    "What a neuron sends on is its activation, a = σ(z), not its net input z.",
    since="activation",
)
def _activation_left_out(question: Question) -> Iterator[Slip]:
    """z instead of a, in a whole layer or in one gradient."""
    for layers in question.layers_together():
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        yield Slip(
            f"You gave the net input of {in_a_row(neurons)} instead of the activation.",
            tuple(f"a.{neuron}" for neuron in neurons),
            _with_other_activations(
                question, layers, lambda sigma: replace(sigma, function=lambda z: z.copy())
            ),
        )
    match question.quantity.part:
        case Weight(layer, row, column) as weight if layer and question.depends_on("gradient"):
            delta = question.right.backward.deltas[layer][row]
            z, sender = question.right.forward.z[layer - 1][column], question.name(weight.sender)
            yield Slip(
                f"You multiplied the delta by the net input of {sender} ({{z.{sender}}}) instead "
                f"of its activation ({{a.{sender}}}).",
                (f"a.{sender}",),
                question.from_gradient(delta * z),
                seen=question.gradient,
            )


@mistake(
    "negated-argument",
    "σ(−z) instead of σ(z)",
    "In the sigmoid, 1 / (1 + e^(−z)), the exponent is minus the net input: the larger z, the "
    "larger the activation.",
    since="activation",
)
def _negated_argument(question: Question) -> Iterator[Slip]:
    """The activation of the negative net input."""

    def negated(sigma: Activation) -> Activation:
        return replace(sigma, function=lambda z: sigma.function(-z))

    for layers in question.layers_together():
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        yield Slip(
            f"You took σ(−z) instead of σ(z) for the activation of {in_a_row(neurons)}.",
            tuple(f"a.{neuron}" for neuron in neurons),
            _with_other_activations(question, layers, negated),
        )


_CONFUSED = {"sigmoid": "tanh", "tanh": "sigmoid"}


@mistake(
    "other-activation",
    "Another activation function",
    "The sigmoid, 1 / (1 + e^(−z)), goes from 0 to 1 and has the slope a(1 − a); tanh goes from −1 "
    "to 1 and has the slope 1 − a².",
    since="activation",
)
def _other_activation(question: Question) -> Iterator[Slip]:
    """tanh instead of the sigmoid or the reverse: the function, its slope, or both."""

    def both(sigma: Activation) -> Activation:
        other = ACTIVATIONS[_CONFUSED[sigma.name]]
        return replace(sigma, function=other.function, derivative=other.derivative)

    def function(sigma: Activation) -> Activation:
        return replace(both(sigma), derivative=sigma.derivative)

    def slope(sigma: Activation) -> Activation:
        return replace(both(sigma), function=sigma.function)

    for layers in question.layers_together(of=_CONFUSED):
        confused = each_once(
            f"{_CONFUSED[name]} instead of {name}"
            for name in (question.activation(layer).name for layer in layers)
        )
        neurons = [neuron for layer in layers for neuron in question.neurons(layer)]
        for what, prefix, change in (
            ("activation", "a", both),
            ("activation, though not for the slope,", "a", function),
            ("slope", "slope", slope),
        ):
            yield Slip(
                f"You used {confused} for the {what} of {in_a_row(neurons)}.",
                tuple(f"{prefix}.{neuron}" for neuron in neurons),
                _with_other_activations(question, layers, change),
            )


def _with_other_activations(
    question: Question, layers: list[int], change: Callable[[Activation], Activation]
) -> float:
    """The number, if some layers had other activations."""
    changed = {layer: change(question.activation(layer)) for layer in layers}
    return question.outcome(open_iteration(with_activations(question.experiment, changed)))
