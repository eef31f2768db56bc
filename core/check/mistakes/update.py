"""Mistakes in the update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.check.changes import scaled, with_gradients
from core.check.digits import printed
from core.check.slips import Question, Slip, mistake
from core.explain.names import Bias, Weight
from core.network.propagation import TrainBiases


@mistake(
    "learning-rate",
    "The learning rate left out, or taken twice",
    "The update subtracts the learning rate times the gradient; the gradient itself does not "
    "contain the learning rate.",
    since="gradient",
)
def _learning_rate(question: Question) -> Iterator[Slip]:
    """The gradient as the whole step, or the learning rate already in the gradient."""
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
    "frozen-updated",
    "A frozen parameter updated",
    "The update leaves what is frozen as it is. Its gradient is still computed.",
    since="update",
)
def _frozen_updated(question: Question) -> Iterator[Slip]:
    """All that is frozen updated, as if it were not."""
    experiment, part = question.experiment, question.quantity.part
    if experiment.frozen:
        named = question.name(part) if isinstance(part, Weight | Bias) else "a frozen parameter"
        yield Slip(
            f"You updated {named}, though it is frozen.",
            (question.quantity.name,),
            question.outcome(question.updated_as(replace(experiment, frozen=()))),
        )


@mistake(
    "bias-trained",
    "Biases trained in another way",
    "Whether biases learn, and how, is a setting of the experiment: neither publication trains "
    "them.",
    since="update",
)
def _bias_trained(question: Question) -> Iterator[Slip]:
    """Biases trained though they are fixed, fixed though trained, or trained in another way."""
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
