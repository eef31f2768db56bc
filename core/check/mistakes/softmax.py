"""Mistakes with softmax, whose outputs depend on each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from core.arrays import Array
from core.check.changes import with_slopes
from core.check.slips import MOST_NAMED, Question, Slip, all_but, in_a_row, mistake, numbers_of
from core.explain.names import Neuron, Pair
from core.network.activation import Activation
from core.run.experiment import Experiment


@mistake(
    "jacobian-diagonal",
    "The Jacobian taken for o(1 − o)",
    "The net input of a softmax output moves all outputs, since they share 1: its own with the "
    "slope o(1 − o), each other one, oₖ, with −oₖ · o. The delta adds up what comes through each.",
    since="delta",
)
def _jacobian_diagonal(question: Question) -> Iterator[Slip]:
    """Output deltas without what a net input does to the other outputs."""
    experiment, last = question.experiment, question.output_layer
    if question.activation(last).coupling is None:
        return
    found = (
        Pair(Neuron(last, other), Neuron(last, own))
        for own in question.indices(last)
        for other in all_but(own, question.sizes[-1])
    )
    pairs = [f"jacobian.{question.name(pair)}" for pair in islice(found, MOST_NAMED)]
    outputs = in_a_row(question.neurons(last))
    yield Slip(
        f"You took the Jacobian for o(1 − o): you left out how the other outputs answer to the net "
        f"input of {outputs} ({numbers_of(pairs)}).",
        tuple(pairs),
        question.outcome(question.reopened(_uncoupled(experiment))),
        seen=f"delta.{question.neurons(last)[0]}",
    )


def _uncoupled(experiment: Experiment) -> Experiment:
    """The experiment with the diagonal of the Jacobian alone; where it cancels, with no sum."""
    sigma, loss = experiment.network.activations[-1], experiment.loss
    if loss.slope_remains:
        return with_slopes(experiment, {len(experiment.network.weights): sigma.derivative})

    def alone(y: Array, z: Array, o: Array, activation: Activation) -> Array:
        """``-y / o * o (1 - o)``, the own term of the sum in which the rest cancels."""
        return -y * (1.0 - o)

    return replace(experiment, loss=replace(loss, output_delta=alone))


@mistake(
    "target-shifted",
    "The target of another output",
    "The targets of an example stand in the order of the outputs: the first belongs to o1. Counted "
    "from 0 instead of 1, or from 1 instead of 0, each output gets its neighbour's.",
    since="loss",
)
def _target_shifted(question: Question) -> Iterator[Slip]:
    """The index of the target off by one: the targets rolled, in either direction."""
    experiment, last = question.experiment, question.output_layer
    if question.activation(last).coupling is None:
        return
    outputs = [Neuron(last, index) for index in range(question.sizes[-1])]
    for shift in (1, -1) if len(outputs) > 2 else (1,):
        rolled = np.roll(experiment.targets, shift, axis=0)
        places = [(index - shift) % len(outputs) for index in question.indices(last)]
        taken = [question.name(outputs[place]) for place in places]
        targets = tuple(f"y.{name}" for name in taken)
        yield Slip(
            f"You took the target of {in_a_row(taken)} ({numbers_of(targets)}) for "
            f"{in_a_row(question.neurons(last))}: the index is off by one.",
            targets,
            question.outcome(question.reopened(replace(experiment, targets=rolled))),
            seen=question.quantity.name,
        )
