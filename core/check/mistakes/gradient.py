"""Mistakes in a gradient, the product of a delta and an activation."""

from __future__ import annotations

from collections.abc import Iterator

from core.check.slips import Question, Slip, all_but, mistake
from core.explain.names import Bias, Neuron, Weight


@mistake(
    "factor-left-out",
    "The activation left out of a gradient",
    "A weight's gradient is a product: the delta of the neuron that it leads to, times the number "
    "that it multiplies, an input or an activation.",
    since="gradient",
)
def _factor_left_out(question: Question) -> Iterator[Slip]:
    """The delta alone as the gradient: x is forgotten."""
    match question.quantity.part:
        case Weight(layer, row) as weight:
            yield Slip(
                f"You took the delta of {question.name(weight.receiver)} alone as the gradient, "
                f"without {question.name(weight.sender)} "
                f"({{{_sent_by(question, weight.sender)}}}).",
                (question.gradient,),
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
    "A weight's gradient is the delta of the neuron that it leads to, times the number that it "
    "multiplies. The weight itself is not a factor of its own gradient.",
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
