"""Mistakes in a gradient, and in the update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.check.changes import (
    scaled,
    with_gradients,
)
from core.check.digits import printed
from core.check.slips import (
    Question,
    Slip,
    all_but,
    mistake,
)
from core.explain.names import Bias, Neuron, Weight
from core.network.propagation import TrainBiases


@mistake(
    "learning-rate",
    "The learning rate left out, or taken twice",
    "The update subtracts the learning rate times the gradient; the gradient itself does not "
    "contain the learning rate.",
    since="gradient",
)
def _learning_rate(question: Question) -> Iterator[Slip]:
    """The gradient as the whole step, or the learning rate in the gradient already."""
    experiment, right = question.experiment, question.right
    rate, here = experiment.learning_rate, (question.quantity.name,)
    left_out = question.updated_as(replace(experiment, learning_rate=1.0))
    yield Slip(
        f"You left out the learning rate, {printed(rate)}.", here, question.outcome(left_out)
    )
    twice = with_gradients(right, scaled(right.backward.gradients, rate))
    yield Slip(
        f"You multiplied by the learning rate, {printed(rate)}, once too often.",
        here,
        question.outcome(twice),
    )


@mistake(
    "factor-left-out",
    "The activation left out of a gradient",
    "A weight's gradient is a product: the delta of the neuron that it leads to, times what comes "
    "in through it, an input or an activation.",
    since="gradient",
)
def _factor_left_out(question: Question) -> Iterator[Slip]:
    """The delta alone for the gradient: x forgotten in the update."""
    match question.quantity.part:
        case Weight(layer, row) as weight:
            sent = _sent_by(question, weight.sender)
            yield Slip(
                f"You left out {question.name(weight.sender)} ({{{sent}}}): that is the delta "
                f"of {question.name(weight.receiver)} alone.",
                (f"gradient.{question.name(weight)}",),
                question.from_gradient(question.right.backward.deltas[layer][row]),
            )


@mistake(
    "neighbour",
    "A neighbour's activation or delta",
    "The gradient of a weight takes the delta of the neuron that it leads to and the activation of "
    "the neuron that it comes from.",
    since="gradient",
)
def _neighbour(question: Question) -> Iterator[Slip]:
    """The gradient with the activation or the delta of another neuron of the same layer."""
    part, right, seen = question.quantity.part, question.right, question.gradient
    if not isinstance(part, Weight | Bias):
        return
    layer, row = part.at.layer, part.at.index
    deltas, sent = right.backward.deltas[layer - 1], right.forward.a[layer - 1]
    if isinstance(part, Weight):
        for index in all_but(part.column, len(sent)):
            mine, theirs = part.sender, Neuron(layer - 1, index)
            name = _sent_by(question, theirs)
            yield Slip(
                f"You multiplied by {question.name(theirs)} ({{{name}}}) instead of "
                f"{question.name(mine)} ({{{_sent_by(question, mine)}}}).",
                (name,),
                question.from_gradient(deltas[row] * sent[index]),
                seen,
            )
    factor = sent[part.column] if isinstance(part, Weight) else 1.0
    for index in all_but(row, len(deltas)):
        own, other = question.name(part.at), question.name(Neuron(layer, index))
        yield Slip(
            f"You took the delta of {other} ({{delta.{other}}}) instead of that of {own} "
            f"({{delta.{own}}}).",
            (f"delta.{other}",),
            question.from_gradient(deltas[index] * factor),
            seen,
        )


@mistake(
    "weight-for-activation",
    "The weight instead of the activation",
    "A weight's gradient is the delta of the neuron that it leads to, times what comes in through "
    "it. The weight itself is no factor of its own gradient.",
    since="gradient",
)
def _weight_for_activation(question: Question) -> Iterator[Slip]:
    """The delta times the weight."""
    match question.quantity.part:
        case Weight(layer, row, column) as weight:
            w = question.experiment.network.weights[layer][row, column]
            name, sender = question.name(weight), question.name(weight.sender)
            yield Slip(
                f"You multiplied the delta by {name} itself ({{{name}}}) instead of {sender} "
                f"({{{_sent_by(question, weight.sender)}}}).",
                (question.gradient,),
                question.from_gradient(question.right.backward.deltas[layer][row] * w),
            )


def _sent_by(question: Question, neuron: Neuron) -> str:
    """The name of the number that a neuron sends on."""
    return f"{'a' if neuron.layer else 'x'}.{question.name(neuron)}"


@mistake(
    "bias-trained",
    "Biases trained in another way",
    "Whether biases learn, and how, is a setting of the experiment: neither publication trains "
    "them.",
    since="update",
)
def _bias_trained(question: Question) -> Iterator[Slip]:
    """Biases that learn though they are fixed, stay though they learn, or learn as others do."""
    experiment = question.experiment
    ways: dict[TrainBiases, str] = {
        False: "stay as they are",
        True: "learn, each neuron's by its own gradient",
        "per_layer": "learn, a layer's together by the sum of their gradients",
    }
    for setting, way in ways.items():
        if setting != experiment.train_biases:
            yield Slip(
                f"You let the biases {way}; here they {ways[experiment.train_biases]}.",
                (question.quantity.name,),
                question.outcome(question.updated_as(replace(experiment, train_biases=setting))),
            )
