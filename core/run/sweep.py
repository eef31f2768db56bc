"""A learning-rate sweep: copies of an experiment, one per rate, trained together as one batch."""

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
from core.run.tape import (
    block_shapes,
    blocks,
    iteration_tape,
    network_of,
    recording,
    run,
    split,
    write,
)
from core.run.training import (
    evaluate,
    evaluate_run,
    evaluate_stack,
    finite_in_each,
)

# The number of iterations at which losses are recorded, unless the caller asks for another.
POINTS = 101

# The largest number of elements in an array of copies. An iteration goes through a dozen of such
# arrays in turn, and all of them should fit the cache.
_NUMBERS_AT_ONCE = 2**15

# The value of `Sweep.diverged_at` for a copy that stays finite.
FINITE = -1


@dataclass(frozen=True)
class Sweep:
    """The outcome for each learning rate.

    - ``iterations``, (n,): the recorded ones, including the first and the one after the last step
    - ``losses``, (rates, n): nan from the first recorded iteration after the copy diverged
    - ``diverged_at``, (rates,): the iteration at which the copy diverged, or `FINITE`
    """

    rates: Array
    iterations: NDArray[np.intp]
    losses: Array
    diverged_at: NDArray[np.intp]


def sweep(experiment: Experiment, rates: Array, steps: int, points: int = POINTS) -> Sweep:
    """Trains a copy of the experiment for `steps` with each of the learning `rates`, (rates,).

    The result of a copy does not depend on the other copies. Up to rounding it is the result of
    `core.train` with that rate, and it diverges at the same iteration. (Rounding differs because
    sums are added up in another order. If the rate is so large that the loss keeps jumping, a
    difference in rounding grows quickly.)

    Raises `Diverged` if the initial experiment already has a number that is not finite.

    >>> from core.run.presets import mazur
    >>> found = sweep(mazur(), np.array([0.01, 0.5, 10.0]), steps=100)
    >>> found.losses[:, [0, 50, 100]].round(4).tolist()
    [[0.2984, 0.291, 0.2835], [0.2984, 0.0511, 0.02], [0.2984, 0.0011, 0.0004]]
    """
    evaluate(experiment)
    iterations = experiment.iteration + spread(steps, points)
    at_once = copies_at_once(experiment)
    parts = [
        _train_copies(experiment, rates[first : first + at_once], iterations)
        for first in range(0, len(rates), at_once)
    ]
    losses = np.concatenate([losses for losses, _ in parts])
    diverged_at = np.concatenate([diverged_at for _, diverged_at in parts])
    return Sweep(rates, iterations, losses, diverged_at)


def copies_at_once(experiment: Experiment) -> int:
    """How many copies to train together so that their arrays fit the cache."""
    network, m = experiment.network, experiment.m
    widest: int = max(max(W.shape) + 1 for W in network.weights) * m
    parameters: int = sum(W.size + b.size for W, b, _ in network.layers())
    return max(1, _NUMBERS_AT_ONCE // max(widest, parameters))


def _train_copies(
    experiment: Experiment, rates: Array, iterations: NDArray[np.intp]
) -> tuple[Array, NDArray[np.intp]]:
    """``losses`` and ``diverged_at`` of a `Sweep`, for as many rates as fit the cache."""
    losses = np.full((len(iterations), len(rates)), np.nan)
    diverged_at = np.full(len(rates), FINITE, dtype=np.intp)
    copies = Copies(experiment, rates)
    losses[0] = evaluate(experiment)[1]
    for index, (since, until) in enumerate(pairwise(iterations.tolist()), start=1):
        before = copies.parameters.copy()
        run(copies.tape, until - since)
        found, finite = copies.losses()
        well = diverged_at == FINITE
        lost = np.flatnonzero(well & ~finite)
        if lost.size:
            earlier = Copies(experiment, rates[lost], before[:, lost])
            diverged_at[lost] = list(_divergences(earlier, since, until - since))
        np.copyto(losses[index], found, where=well & finite)
    return losses.T, diverged_at


class Copies:
    """Copies of an experiment's network, and the tape of an iteration that trains them."""

    def __init__(
        self, experiment: Experiment, rates: Array, parameters: Array | None = None
    ) -> None:
        self.experiment, self.rates = experiment, rates
        self.shapes = block_shapes(experiment.network)
        # numpy rounds a batch of one differently, so a single copy is trained twice.
        batch = np.resize(rates, max(2, len(rates)))
        # Each parameter of the network is a row with one column per copy.
        self.trained, layers = blocks(self.shapes, copies=batch.shape)
        write(experiment.network, layers)
        if parameters is not None:
            self.trained[:] = parameters
        self.tape = iteration_tape(experiment, batch, self.trained, layers)
        self.parameters = self.trained[:, : len(rates)]

    def networks(self, parameters: Array) -> Network:
        """A stack of n networks with these parameters, (n, parameters of a network)."""
        return network_of(split(parameters, self.shapes, axis=1), self.experiment.network)

    def losses(self) -> tuple[Array, NDArray[np.bool_]]:
        """The loss of each copy, and whether the whole forward pass is finite."""
        networks = self.networks(np.ascontiguousarray(self.parameters.T))
        passed, losses = evaluate_stack(self.experiment, networks)
        finite = np.isfinite(self.parameters).all(axis=0) & finite_in_each(*passed.z)
        return losses, finite & np.isfinite(losses)


def _divergences(copies: Copies, iteration: int, steps: int) -> Iterator[int]:
    """The iteration at which each copy diverges, given that all do within `steps`.

    The copies are at `iteration` now. Every step is checked, as in a single run.
    """
    recorded = recording(copies.tape, copies.trained, steps)
    for copy, rate in enumerate(copies.rates.tolist()):
        networks = copies.networks(np.ascontiguousarray(recorded[..., copy]))
        alone = replace(copies.experiment, learning_rate=rate).at(iteration, networks[0])
        try:
            evaluate_run(alone, networks)
        except Diverged as diverged:
            yield diverged.iteration
        else:
            # Rounded differently here, its loss may just stay below the largest float.
            yield iteration + steps
