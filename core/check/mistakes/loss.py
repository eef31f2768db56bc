"""Mistakes in the loss and in the numbers that follow from it."""

from __future__ import annotations

from collections.abc import Iterator

from core.check.changes import scaled, with_gradients
from core.check.slips import Question, Slip, mistake
from core.explain.names import Neuron
from core.network.loss import mean_loss
from core.network.propagation import forward
from core.run.variants import with_loss


@mistake(
    "missing-half",
    "The 1/2 of the loss left out",
    "The loss is half the squared error, and the 1/2 cancels the 2 from the slope of the square: "
    "so dE/do is simply o − y.",
    since="loss",
)
def _missing_half(question: Question) -> Iterator[Slip]:
    """The squared error without the 1/2: doubles the loss and everything that follows from it."""
    if question.experiment.loss.half:
        doubled = question.reopened(with_loss(question.experiment, 2.0, 2.0))
        yield Slip("You left out the 1/2 of the loss.", ("loss",), question.outcome(doubled))


@mistake(
    "total",
    "The total instead of the mean",
    "The loss and the gradients are means over the examples: added up, then divided by how many "
    "there are.",
    since="loss",
)
def _total_for_mean(question: Question) -> Iterator[Slip]:
    """Loss and gradients summed over the examples, not divided."""
    m = question.experiment.m
    if m > 1:
        summed = question.reopened(with_loss(question.experiment, m, 1.0))
        opened = with_gradients(summed, scaled(summed.backward.gradients, m))
        yield Slip(
            f"You added up the {m} examples without dividing.",
            (question.quantity.name,),
            question.outcome(opened),
        )


@mistake(
    "one-output",
    "One output's loss instead of the total",
    "The loss adds up the shares of all outputs.",
    since="loss",
)
def _one_output(question: Question) -> Iterator[Slip]:
    """The share of one output instead of the loss."""
    experiment, right, name = question.experiment, question.right, question.quantity.name
    outputs = question.sizes[-1]
    if name not in ("loss", "new.loss") or outputs == 1:
        return
    passed = right.forward if name == "loss" else forward(right.after, experiment.inputs)
    shares = experiment.loss.function(experiment.targets, passed.z[-1], passed.a[-1])
    for index in range(outputs):
        output = question.name(Neuron(question.output_layer, index))
        yield Slip(
            f"You gave the share of {output} alone.",
            (f"loss.{output}",),
            float(mean_loss(shares[index : index + 1])),
            seen=name,
        )


@mistake(
    "half-twice",
    "The loss halved once more",
    "The loss is half the sum of the squared errors: the 1/2 stands there once, however many "
    "outputs there are.",
    since="loss",
)
def _half_twice(question: Question) -> Iterator[Slip]:
    """A quarter of the squared error: in the loss alone, or in everything that follows from it."""
    if question.experiment.loss.half:
        for following in (0.5, 1.0):
            halved = question.reopened(with_loss(question.experiment, 0.5, following))
            yield Slip("You halved the loss once more.", ("loss",), question.outcome(halved))


@mistake(
    "negative-loss",
    "A negative loss",
    "A loss is never negative: it is half a square, or minus the logarithm of a probability.",
    since="loss",
)
def _negative_loss(question: Question) -> Iterator[Slip]:
    """The loss, or an output's share of it, with a minus."""
    negative = with_loss(question.experiment, -1.0, 1.0)
    yield Slip(
        "You gave the loss a minus sign.",
        (question.quantity.name,),
        question.outcome(question.reopened(negative)),
    )
