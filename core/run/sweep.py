"""Copies of an experiment, each with a learning rate of its own, trained at once as one batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.errors import Diverged
from core.network.network import Network
from core.run.experiment import Experiment
from core.run.history import spread
from core.run.tape import block_shapes, blocks, iteration_tape, network_of, recording, run, split
from core.run.training import (
    NUMBERS_AT_ONCE,
    evaluate,
    evaluate_stack,
    finite_in_each,
    finite_losses,
)

# At most so many iterations of a run are looked at.
POINTS = 101

# What `Sweep.diverged_at` has for a copy that stays finite.
FINITE = -1


@dataclass(frozen=True)
class Sweep:
    """What became of the copies, one for each learning rate.

    - ``iterations``, (n,): which were looked at; the first and the one after the last step included
    - ``losses``, (rates, n): nan from the first that a copy did not reach with finite numbers
    - ``diverged_at``, (rates,): the iteration at which it left the finite range, or `FINITE`
    """

    rates: Array
    iterations: NDArray[np.intp]
    losses: Array
    diverged_at: NDArray[np.intp]


def sweep(experiment: Experiment, rates: Array, steps: int, points: int = POINTS) -> Sweep:
    """Trains a copy of the experiment with each of the learning `rates`, (rates,), for `steps`.

    A copy does the same whichever others it is trained with, or alone. That is what `core.train`
    does with its rate, to rounding, and it diverges when that does. (Rounding differs by the order
    in which numbers are added up. At a rate so large that a loss jumps about without end, two
    roundings soon go separate ways.)

    Raises `Diverged` if the experiment is not finite to begin with.

    >>> from core.run.presets import mazur
    >>> found = sweep(mazur(), np.array([0.01, 0.5, 10.0]), steps=100)
    >>> found.losses[:, [0, 50, 100]].round(4).tolist()
    [[0.2984, 0.291, 0.2835], [0.2984, 0.0511, 0.02], [0.2984, 0.0011, 0.0004]]
    """
    evaluate(experiment)
    iterations = experiment.iteration + spread(steps, points)
    at_once = copies_at_once(experiment)
    parts = [
        train_copies(experiment, rates[first : first + at_once], iterations)
        for first in range(0, len(rates), at_once)
    ]
    losses = np.concatenate([losses for losses, _ in parts])
    diverged_at = np.concatenate([diverged_at for _, diverged_at in parts])
    return Sweep(rates, iterations, losses, diverged_at)


def copies_at_once(experiment: Experiment) -> int:
    """How many copies to train together: their arrays stay in the cache, as in `training`."""
    network, m = experiment.network, experiment.m
    widest: int = max(max(W.shape) + 1 for W in network.weights) * m
    parameters: int = sum(W.size + b.size for W, b, _ in network.layers())
    return max(1, NUMBERS_AT_ONCE // max(widest, parameters))


def train_copies(
    experiment: Experiment, rates: Array, iterations: NDArray[np.intp]
) -> tuple[Array, NDArray[np.intp]]:
    """The losses, (rates, n), and when each diverged, (rates,), of copies that fit the cache."""
    losses = np.full((len(rates), len(iterations)), np.nan)
    diverged_at = np.full(len(rates), FINITE, dtype=np.intp)
    copies = Copies(experiment, rates)
    losses[:, 0] = evaluate(experiment)[1]
    for index, (since, until) in enumerate(pairwise(iterations.tolist()), start=1):
        before = copies.parameters.copy()
        run(copies.tape, until - since)
        found, finite = copies.losses()
        lost = np.flatnonzero((diverged_at == FINITE) & ~finite)
        if lost.size:
            earlier = Copies(experiment, rates[lost], before[:, lost])
            diverged_at[lost] = list(divergences(earlier, since, until - since))
        well = diverged_at == FINITE
        losses[well, index] = found[well]
    return losses, diverged_at


class Copies:
    """Copies of an experiment's network, and the tape of an iteration that trains them."""

    def __init__(
        self, experiment: Experiment, rates: Array, parameters: Array | None = None
    ) -> None:
        self.experiment, self.rates = experiment, rates
        self.shapes = block_shapes(experiment.network)
        # A copy alone would be rounded otherwise than in company, so it is trained twice over.
        company = np.resize(rates, max(2, len(rates)))
        # Every parameter of the network is a row, which has a column for each copy.
        self.trained, layers = blocks(self.shapes, copies=company.shape)
        for layer, (W, b, _) in zip(layers, experiment.network.layers(), strict=True):
            layer[:] = np.hstack([W, b])[..., np.newaxis]
        if parameters is not None:
            self.trained[:] = parameters
        self.tape = iteration_tape(experiment, company, self.trained, layers)
        self.parameters = self.trained[:, : len(rates)]

    def networks(self, parameters: Array) -> Network:
        """The networks with these parameters, (n, all of a network's), as a stack of n."""
        return network_of(split(parameters, self.shapes, axis=1), self.experiment.network)

    def losses(self) -> tuple[Array, NDArray[np.bool_]]:
        """The loss of each copy, and whether it and all that leads to it is finite."""
        networks = self.networks(np.ascontiguousarray(self.parameters.T))
        passed, losses = evaluate_stack(self.experiment, networks)
        finite = finite_in_each(*networks.weights, *networks.biases, *passed.z)
        return losses, finite & np.isfinite(losses)


def divergences(copies: Copies, iteration: int, steps: int) -> Iterator[int]:
    """At which iteration each of the copies diverges, all of which do within so many steps.

    They are at `iteration` now. Every step of theirs is looked at, as those of a single run are.
    """
    recorded = recording(copies.tape, copies.trained, steps)
    for copy, rate in enumerate(copies.rates.tolist()):
        networks = copies.networks(np.ascontiguousarray(recorded[..., copy]))
        alone = replace(copies.experiment, learning_rate=rate).at(iteration, networks[0])
        try:
            finite_losses(alone, networks)
        except Diverged as diverged:
            yield diverged.iteration
        else:
            # Its loss is rounded otherwise here, and may just stay below the largest float.
            yield iteration + steps
