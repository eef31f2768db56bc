"""The limits of a request, so that no request can slow down the others.

Within these limits a request takes at most about two seconds of one core, and its answer has at
most about ten megabytes. These limits are shared; an endpoint's own limits are in its module.
"""

from __future__ import annotations

from math import prod
from typing import TypeAlias

from core import Experiment

MAX_BODY = 2**20  # bytes
MAX_STEPS = 10_000
MAX_EXAMPLES = 1_000
MAX_LAYERS = 16
MAX_NEURONS = 256  # in a layer
MAX_TEXT = 100_000  # characters of a pasted text
MAX_FROZEN = 10_000  # names of parameters that stay
MAX_COORDINATE = 1e9  # in a slice or a surface
MAX_SIDE = 201  # points along each side of a surface
MAX_INTEGER = 2**53 - 1  # the largest that every language's JSON reads exactly

# Steps times examples times parameters: 10,000 steps of a 2-2-2 network on 1,000 examples.
MAX_WORK = 120_000_000
# Losses times examples times parameters, in a loss slice, a loss surface or a gradient check.
MAX_LOSS_WORK = 50_000_000
# More work than this takes milliseconds, so it runs in a thread beside the event loop.
QUICK_WORK = 5_000
# Numbers in an answer; one is about 20 characters of JSON.
MAX_NUMBERS = 500_000

Loc: TypeAlias = tuple[str | int, ...]


class LimitExceeded(ValueError):
    """The request asks for too much. `loc` names the field to reduce."""

    def __init__(self, loc: Loc, message: str) -> None:
        super().__init__(message)
        self.loc = loc


def check_product(loc: Loc, most: int, **factors: int) -> None:
    """Raises `LimitExceeded`, naming `loc`, if the product of the factors is above `most`.

    >>> check_product(("body", "steps"), 100, steps=20, layers=6)
    Traceback (most recent call last):
    app.api.limits.LimitExceeded: got 20 steps x 6 layers; their product may be at most 100
    """
    if prod(factors.values()) > most:
        got = " x ".join(f"{number} {what}" for what, number in factors.items())
        raise LimitExceeded(loc, f"got {got}; their product may be at most {most}")


def check_run(
    experiment: Experiment, steps: int, loc: Loc, recorded: int = 1, detailed: bool = False
) -> None:
    """Raises `LimitExceeded` for a run with too much work or too large an answer.

    `loc` is the path to `steps`.
    """
    check_product(loc, MAX_WORK, steps=steps, **size(experiment))
    numbers = _forward_numbers(experiment) + recorded * _pass_numbers(experiment)
    check_numbers(numbers + detailed * _detail_numbers(experiment), loc)
    if experiment.iteration + steps > MAX_INTEGER:
        raise LimitExceeded(
            ("body", "experiment", "iteration"),
            f"got {experiment.iteration}; after {steps} steps it may be at most {MAX_INTEGER}",
        )


def check_losses(experiment: Experiment, losses: int, loc: Loc) -> None:
    """Raises `LimitExceeded` for too many losses of other networks."""
    check_product(loc, MAX_LOSS_WORK, losses=losses, **size(experiment))


def check_loss_points(experiment: Experiment, points: int) -> None:
    """Raises `LimitExceeded` for a slice or surface of the loss with too many points."""
    check_losses(experiment, points, ("body", "points"))
    check_numbers(experiment_numbers(experiment) + points, ("body", "points"))


def check_forward(experiment: Experiment) -> None:
    """Raises `LimitExceeded` for a forward pass with too many numbers."""
    check_numbers(_forward_numbers(experiment), ("body", "experiment"))


def check_numbers(numbers: int, loc: Loc, most: int = MAX_NUMBERS) -> None:
    """Raises `LimitExceeded` for an answer with too many numbers."""
    if numbers > most:
        raise LimitExceeded(
            loc, f"got a request for an answer of {numbers} numbers; at most {most} are allowed"
        )


def size(experiment: Experiment) -> dict[str, int]:
    """The number of examples, and of weights and biases.

    >>> from core.run.presets import mazur
    >>> size(mazur())
    {'examples': 1, 'parameters': 12}
    """
    return {"examples": experiment.m, "parameters": parameters(experiment)}


def work(experiment: Experiment, steps: int) -> int:
    """The work of a run: steps times examples times parameters."""
    return steps * prod(size(experiment).values())


def parameters(experiment: Experiment) -> int:
    """The number of weights and biases."""
    return sum(W.size + b.size for W, b, _ in experiment.network.layers())


def pairs(experiment: Experiment) -> int:
    """The number of derivatives of one output by the net input of another, as softmax has them."""
    outputs = experiment.sizes[-1]
    return outputs * (outputs - 1) if experiment.network.activations[-1].coupling else 0


def layers(experiment: Experiment) -> int:
    """The number of layers without the inputs."""
    return len(experiment.sizes) - 1


def neurons(experiment: Experiment) -> int:
    """The number of neurons without the inputs."""
    return sum(experiment.sizes[1:])


def experiment_numbers(experiment: Experiment) -> int:
    """The number of numbers in the experiment."""
    return parameters(experiment) + experiment.inputs.size + experiment.targets.size


def _forward_numbers(experiment: Experiment) -> int:
    """The number of numbers in an answer with the experiment and its forward pass."""
    inputs = experiment.inputs.size
    return experiment_numbers(experiment) + inputs + 2 * _activations(experiment)


def _pass_numbers(experiment: Experiment) -> int:
    """Numbers in a recorded pass: network and gradients; a[0]; z, a and delta of each neuron."""
    return 2 * parameters(experiment) + experiment.inputs.size + 3 * _activations(experiment)


def _detail_numbers(experiment: Experiment) -> int:
    """Numbers in the details of a pass: shares, losses and sums, and the paths back.

    The means over the examples are as many as one more example has.
    """
    paths = sum(W.size for W in experiment.network.weights[1:])
    return (experiment.m + 1) * (paths + 4 * neurons(experiment) + 1)


def _activations(experiment: Experiment) -> int:
    return neurons(experiment) * experiment.m
