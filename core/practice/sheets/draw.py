"""Draws the experiment of a sheet: numbers of at most two digits that can be worked out by hand.

The numbers are drawn layer by layer, a neuron at a time, until its net input stands in the printed
table; then the targets; then the learning rate. Whatever does not make a fair sheet is drawn anew.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.arrays import Array
from core.check.digits import LEAST, agreeing_digits
from core.errors import InvalidExperiment
from core.explain.names import Sizes
from core.explain.phases import Phase, phases_of
from core.explain.quantities import Quantity, open_iteration
from core.explain.units import units_of
from core.network.activations.sigmoid import ACTIVATION as SIGMOID
from core.network.losses.half_squared_error import LOSS
from core.network.network import Network
from core.network.propagation import Gradients, backward, forward
from core.practice.blanks import blanks_in
from core.practice.scene import Scene
from core.practice.sheets.by_hand import by_hand
from core.practice.sheets.table import fits
from core.run.experiment import Experiment

# What fits on paper with every number on it.
MOST_UNITS = 4
MOST_HIDDEN = 2

# Gradients between these have digits to calculate with, and move a weight so that one sees it.
LEAST_GRADIENT, MOST_GRADIENT = 1e-3, 1.0
# A net input is at most so far from an entry of the table that its last digit is the same.
_NEAR = 2e-4
# A net input has at least this size, which none of two decimals has exactly.
_LEAST_NET = 0.105
# An output and its target differ by at least this.
_LEAST_ERROR = 0.15
# Learning rates that move weights enough to tell the new one from the old one.
_RATES = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0)

# So much of a unit of the last digit may be lost by hand: not everybody rounds in the same order.
_SPARE = 0.6

# How often something is drawn anew: a neuron, the targets, the whole.
_NEURONS, _TARGETS, _WHOLES = 400, 300, 2_000


@lru_cache(maxsize=256)
def drawn(sizes: Sizes, seed: int, number: int) -> Experiment:
    """The experiment of sheet `number` of a seed, for a network with these layer sizes.

    It has one example, sigmoids, and biases that are not trained. It is the same for ever.

    Raises `InvalidExperiment` for sizes that no sheet has.

    >>> experiment = drawn((2, 2, 2), seed=7, number=1)
    >>> [W.tolist() for W in experiment.network.weights]
    [[[-0.8, 0.1], [0.7, 0.3]], [[0.81, -0.2], [1.2, -1.2]]]
    >>> experiment.inputs.T.tolist(), experiment.targets.T.tolist(), experiment.learning_rate
    ([[0.3, 0.2]], [[0.8, 0.9]], 0.5)
    """
    check_sizes(sizes)
    dice = _Dice(sizes, seed, number)
    for _ in range(_WHOLES):
        experiment = _candidate(sizes, dice)
        if experiment is not None and is_fair(experiment):
            return experiment
    raise InvalidExperiment(("layers",), "no numbers were found that can be worked out by hand")


def check_sizes(sizes: Sizes) -> None:
    """Raises `InvalidExperiment` unless a sheet can have a network with these layer sizes.

    >>> check_sizes((2, 5, 1))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 2-5-1; a sheet has 2 to 4 layers of 1 to 4 neurons
    """
    deep = 2 <= len(sizes) <= MOST_HIDDEN + 2
    if not deep or not all(1 <= units <= MOST_UNITS for units in sizes):
        raise InvalidExperiment(
            ("layers",),
            f"got {'-'.join(map(str, sizes))}; a sheet has 2 to {MOST_HIDDEN + 2} layers of 1 to "
            f"{MOST_UNITS} neurons",
        )


class _Dice:
    """Whole numbers out of the bits of a named generator, whose sequence numpy guarantees."""

    def __init__(self, sizes: Sizes, seed: int, number: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(number, *sizes)))

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        return least + (self._bits.random_raw() >> 11) * (most - least + 1) // 2**53

    def sign(self) -> int:
        """1 or -1."""
        return 2 * self.between(0, 1) - 1


def _candidate(sizes: Sizes, dice: _Dice) -> Experiment | None:
    """An experiment whose net inputs are in the table, and whose gradients are seen; or None."""
    x = _inputs(sizes[0], dice)
    network = _network(sizes, x, dice)
    if network is None:
        return None
    passed = forward(network, x)
    for _ in range(_TARGETS):
        y = _targets(passed.a[-1], dice)
        if y is None:
            continue
        back = backward(network, passed, y, LOSS)
        if not _seen(back.gradients) or not all(map(_apart, back.deltas)):
            continue
        for rate in _RATES:
            if _moved(network, back.gradients, rate):
                return Experiment(network, LOSS, x, y, rate)
    return None


def _inputs(units: int, dice: _Dice) -> Array:
    """Different tenths, (units, 1)."""
    tenths: list[int] = []
    while len(tenths) < units:
        tenth = dice.between(2, 9)
        if tenth not in tenths:
            tenths.append(tenth)
    return np.array(tenths)[:, np.newaxis] / 10


def _network(sizes: Sizes, x: Array, dice: _Dice) -> Network | None:
    """A network whose net inputs stand in the table; None if none was found."""
    weights, biases, a = list[Array](), list[Array](), x
    for layer, units in enumerate(sizes[1:]):
        neurons = _layer(units, a, dice, first=layer == 0, deep=len(sizes) > 3)
        if neurons is None:
            return None
        W, b = neurons
        weights.append(W)
        biases.append(b)
        a = SIGMOID.function(W @ a + b)
    return Network(tuple(weights), tuple(biases), (SIGMOID,) * len(weights))


def _layer(
    units: int, a: Array, dice: _Dice, first: bool, deep: bool
) -> tuple[Array, Array] | None:
    """The weights and biases of a layer, neuron by neuron; None if none were found for one."""
    W, b, z = np.empty((units, len(a))), np.empty((units, 1)), np.empty(units)
    for neuron in range(units):
        for _ in range(_NEURONS):
            W[neuron] = [_weight(dice, first, deep) for _ in a]
            b[neuron] = dice.sign() * dice.between(1, 9) / 10
            z[neuron] = W[neuron] @ a[:, 0] + b[neuron, 0]
            # No two numbers of two decimals are one and a half units apart exactly.
            if _is_looked_up(z[neuron]) and _apart(z[: neuron + 1], units=1.5):
                break
        else:
            return None
    return W, b


def _is_looked_up(net: float) -> bool:
    """Whether a net input is in the table, and not near 0."""
    return abs(net) > _LEAST_NET and fits(net, _NEAR)


def _weight(dice: _Dice, first: bool, deep: bool) -> float:
    """A weight of two digits: tenths next to the inputs, whose products have two decimals."""
    if first:
        return dice.sign() * dice.between(1, 9) / 10
    hundredths = dice.between(20, 240 if deep else 150)
    if hundredths > 99:
        hundredths -= hundredths % 10
    return dice.sign() * hundredths / 100


def _targets(o: Array, dice: _Dice) -> Array | None:
    """A target for each output that differs from it; None if one of them does not."""
    y = np.array([[dice.between(0, 10) / 10] for _ in o])
    return y if np.all(np.abs(o - y) >= _LEAST_ERROR) else None


def _seen(gradients: Gradients) -> bool:
    """Whether the gradients of all weights have a size that matters, and are told apart."""
    return all(
        np.all((np.abs(dW) >= LEAST_GRADIENT) & (np.abs(dW) <= MOST_GRADIENT)) and _apart(dW)
        for dW in gradients.weights
    )


def _moved(network: Network, gradients: Gradients, rate: float) -> bool:
    """Whether the update changes each weight so that the new one is told from the old one."""
    before = np.concatenate([W.ravel() for W in network.weights])
    after = before - rate * np.concatenate([dW.ravel() for dW in gradients.weights])
    away = np.abs(np.abs(after) - np.abs(before)) > np.maximum(_unit(before), _unit(after))
    return bool(np.all(away)) and _apart(after)


def _unit(numbers: Array) -> Array:
    """One of the last digit by which each number is told."""
    with np.errstate(divide="ignore"):
        return 10.0 ** (np.floor(np.log10(np.abs(numbers))) + 1 - LEAST)


def _apart(numbers: Array, units: float = 1.0) -> bool:
    """Whether no two numbers agree, in size, to the digits by which an answer is told.

    They differ by more than so many units of the last of these digits.

    >>> _apart(np.array([0.5, -0.6])), _apart(np.array([0.5, -0.5004]))
    (True, False)
    """
    sizes = np.sort(np.abs(numbers).ravel())
    return bool(np.all(np.diff(sizes) > units * _unit(sizes[1:])))


def is_fair(experiment: Experiment) -> bool:
    """Whether every number of the iteration can be asked, and comes out right by hand.

    It is none of the numbers beside it or of those that it is made of (`core.practice.blanks`), and
    the table and few digits give as many of its digits as a right answer needs.
    """
    scene, calculated = Scene(open_iteration(experiment)), open_iteration(by_hand(experiment))
    for phase in phases_of(len(experiment.sizes) - 1)[1:]:
        units = asked_in(phase, experiment)
        for unit in units:
            if agreeing_digits(unit.of(calculated), unit.of(scene.right), _SPARE) < LEAST:
                return False
        if [blank.asked for blank in blanks_in(scene, phase)] != units:
            return False
    return True


def asked_in(phase: Phase, experiment: Experiment) -> list[Quantity]:
    """What a sheet can ask of a phase: all of its units, but no loss that is its only share.

    >>> from core.explain.phases import phase_at
    >>> [unit.name for unit in asked_in(phase_at("loss", None, last=1), drawn((2, 1), 0, 1))]
    ['loss.o1']
    """
    units = units_of(phase, experiment)
    return [unit for unit in units if unit.name != "loss" or experiment.sizes[-1] > 1]
