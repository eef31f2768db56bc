"""Training: many iterations of gradient descent, and every number that they computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, all_finite
from core.errors import Diverged
from core.network.loss import mean_loss
from core.network.network import Network
from core.network.propagation import Backward, Forward, backward, forward
from core.run.experiment import Experiment
from core.run.tape import trajectory

Record: TypeAlias = Literal["last", "all"]

# The largest number of elements in an array of iterations derived together; this fits the cache.
NUMBERS_AT_ONCE = 2**17


@dataclass(frozen=True)
class Passes:
    """n consecutive iterations, opened. The leading axis of every array is the iteration.

    `networks` are those before the update, on which the passes ran; `losses` has shape (n,). Only
    ``forward.a[0]``, the inputs, has no such axis: the inputs are the same in all iterations.

    >>> from core.run.presets import mazur
    >>> (passes,) = train(mazur(), steps=100, record="all").passes
    >>> passes.backward.gradients.weights[1].shape, passes.losses[1].round(9).item()
    ((100, 2, 2), 0.291027774)
    """

    first_iteration: int
    networks: Network
    forward: Forward
    losses: Array
    backward: Backward


@dataclass(frozen=True)
class Training:
    """A run: the experiment after it, its forward pass, and the losses and passes on the way.

    `losses` has one entry more than there were steps: before the first update, then after each.
    `passes` are the recorded ones, in order.

    >>> from core.run.presets import mazur
    >>> run = train(mazur(), steps=2)
    >>> run.experiment.iteration, run.losses.round(4).tolist()
    (2, [0.2984, 0.291, 0.2835])
    """

    experiment: Experiment
    forward: Forward
    losses: Array
    passes: tuple[Passes, ...]


def evaluate(experiment: Experiment) -> tuple[Forward, float]:
    """Forward pass and loss of the experiment.

    Raises `Diverged`, with the experiment's iteration, for a number that is not finite.

    >>> from core.run.presets import mazur
    >>> passed, loss = evaluate(mazur())
    >>> passed.a[-1].round(8).ravel().tolist(), round(loss, 9)
    ([0.75136507, 0.77292847], 0.298371109)
    """
    passed, losses = evaluate_stack(experiment, experiment.network)
    if not (np.isfinite(losses) and all_finite(passed.z)):
        raise Diverged(experiment.iteration)
    return passed, float(losses)


def train(experiment: Experiment, steps: int = 1, record: Record = "last") -> Training:
    """`steps` iterations of gradient descent, each over all examples.

    Opens the pass of the last iteration, or with ``record="all"`` of every one. A run split into
    several calls has the same numbers, to the last digit. `steps` may be 0.

    Raises `Diverged`, naming the first iteration with a number that is not finite (in the forward
    or the backward pass), and `ValueError` for a negative number of steps.

    >>> from core.run.presets import mazur
    >>> run = train(mazur(), steps=10_000)
    >>> [f"{loss:.9g}" for loss in run.losses[[0, 1, -1]]]
    ['0.298371109', '0.291027774', '3.51018778e-05']
    >>> run.experiment.iteration, run.passes[0].first_iteration
    (10000, 9999)
    """
    if steps < 0:
        raise ValueError(f"got {steps} steps; must be 0 or more")
    opened_from = experiment.iteration + (0 if record == "all" else steps - 1)
    losses: list[Array] = []
    passes: list[Passes] = []
    after, end = experiment, None
    for piece in pieces(experiment, steps):
        losses.append(piece.losses)
        skipped = max(0, opened_from - piece.first_iteration)
        if skipped < len(piece.losses):
            first, opened = piece.first_iteration + skipped, slice(skipped, len(piece.losses))
            part = piece.networks[opened], _part(piece.forward, opened), piece.losses[opened]
            passes.append(_open_passes(experiment, first, *part))
        after, end = piece.after, piece.end
    passed, loss = end or evaluate(after)
    return Training(after, passed, np.concatenate([*losses, [loss]]), tuple(passes))


@dataclass(frozen=True)
class Piece:
    """Consecutive iterations of a run: their networks, before the updates, and what these give.

    `after` is the experiment after the last of them, `end` its forward pass and its loss.
    """

    first_iteration: int
    networks: Network
    forward: Forward
    losses: Array
    after: Experiment
    end: tuple[Forward, float]


def pieces(experiment: Experiment, steps: int) -> Iterator[Piece]:
    """A run of `steps` iterations in pieces; the iterations of a piece are derived together.

    Raises `Diverged`, naming the first iteration with a number that is not finite, when it reaches
    the piece with that iteration.

    >>> from core.run.presets import mazur
    >>> [(piece.first_iteration, len(piece.losses)) for piece in pieces(mazur(), steps=20_000)]
    [(0, 10922), (10922, 9078)]
    """
    end = experiment.iteration + steps
    while experiment.iteration < end:
        first = experiment.iteration
        taken = min(end - first, steps_at_once(experiment))
        networks = trajectory(experiment, taken)
        passed, losses = evaluate_run(experiment, networks)
        experiment = experiment.at(first + taken, networks[-1])
        before, last = _part(passed, slice(taken)), (_part(passed, taken), float(losses[taken]))
        yield Piece(first, networks[:-1], before, losses[:-1], experiment, last)


def _part(passed: Forward, index: int | slice) -> Forward:
    """The forward pass (for a slice, the passes) at `index` of a stack; all share the inputs."""
    x, *a = passed.a
    return Forward(tuple(z[index] for z in passed.z), (x, *(layer[index] for layer in a)))


def steps_at_once(experiment: Experiment) -> int:
    """How many iterations to derive together."""
    weights = experiment.network.weights
    widest: int = max(W.shape[0] for W in weights) * experiment.m
    parameters: int = sum(W.size + W.shape[0] for W in weights)
    return max(1, NUMBERS_AT_ONCE // max(widest, parameters))


def evaluate_stack(experiment: Experiment, networks: Network) -> tuple[Forward, Array]:
    """Forward pass and loss of each network of a stack, on the experiment's examples.

    Numbers that are not finite stay in the result as inf or nan, without a warning.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        passed = forward(networks, experiment.inputs)
        shares = experiment.loss.function(experiment.targets, passed.z[-1], passed.a[-1])
        return passed, mean_loss(shares)


def evaluate_run(experiment: Experiment, networks: Network) -> tuple[Forward, Array]:
    """`evaluate_stack` of consecutive `networks` of a run; the first is the experiment's.

    Raises `Diverged` for the first network with a number that is not finite.
    """
    passed, losses = evaluate_stack(experiment, networks)
    finite = finite_in_each(*networks.weights, *networks.biases, *passed.z) & np.isfinite(losses)
    if not finite.all():
        diverged = int(np.argmin(finite))
        if diverged:
            # The gradients may have diverged one iteration before the update that uses them.
            first, opened = experiment.iteration + diverged - 1, slice(diverged - 1, diverged)
            part = networks[opened], _part(passed, opened), losses[opened]
            _open_passes(experiment, first, *part)
        raise Diverged(experiment.iteration + diverged)
    return passed, losses


def _open_passes(
    experiment: Experiment, first_iteration: int, networks: Network, passed: Forward, losses: Array
) -> Passes:
    """The passes of consecutive iterations, with these `networks`, forward passes and losses.

    Raises `Diverged` for the first iteration with a gradient that is not finite.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        back = backward(networks, passed, experiment.targets, experiment.loss)
    finite = finite_in_each(*back.deltas, *back.gradients.weights, *back.gradients.biases)
    if not finite.all():
        raise Diverged(first_iteration + int(np.argmin(finite)))
    return Passes(first_iteration, networks, passed, losses, back)


def finite_in_each(*stacks: Array) -> NDArray[np.bool_]:
    """For each index of the first axis, which the stacks share: are all numbers finite?

    >>> finite_in_each(np.ones((2, 1, 1)), np.array([[[1.0], [np.nan]], [[1.0], [2.0]]])).tolist()
    [False, True]
    """
    if all_finite(stacks):  # as nearly always, and quicker than to look at each
        return np.ones(len(stacks[0]), dtype=np.bool_)
    finite = [np.isfinite(stack).all(axis=(-2, -1)) for stack in stacks]
    return np.asarray(np.logical_and.reduce(finite))
