"""How far carrying rounded numbers can lead: the right method, but with few digits on the way.

Whoever calculates by hand writes each number down with some digits, rounded or cut off, and goes on
with what is written. A number carried with d digits is exact, or what rounding or cutting off to d
or more digits makes of it. `carry` passes the range of these from number to number: the equations
are those of `core.network.propagation`, in interval arithmetic, so no value of the right method
lies outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from core.arrays import Array
from core.check.intervals import hull, points, range_of, times
from core.explain.names import Bias, Neuron, Pair, Part, Path, Weight, Whole
from core.explain.quantities import Opened, Quantity, quantity_named
from core.expressions import Expression
from core.network.propagation import Backward, Forward, Gradients, bias_gradient
from core.run.experiment import Experiment

# The numbers of digits that people carry.
DIGITS = (2, 3, 4, 5)

# A number of digits is whole up to the noise of floats.
_NOISE = 1e-12

# The ranges of numbers as they are carried on, given those of the numbers themselves. A range is
# (2, digits, ..., m): lowest and highest, for each of `DIGITS`, for each example. Axes of length 1
# stand for all.
Keep: TypeAlias = Callable[[Array], Array]

# Both ends, for each number of digits.
_EVERY: tuple[slice | int, ...] = (slice(None), slice(None))

# Such as ("z.", Neuron, 1).
_Key: TypeAlias = tuple[str, type[Part], int]


def kept(exact: Array) -> Array:
    """The ranges of numbers carried with each of `DIGITS`.

    >>> kept(points(np.array([[0.13849856]])))[:, :2, 0].round(9).tolist()
    [[0.13, 0.138], [0.14, 0.138503...]]
    """
    size = np.abs(np.broadcast_to(exact, (2, len(DIGITS), *exact.shape[2:])))
    with np.errstate(all="ignore"):
        digits = np.array(DIGITS).reshape(-1, *[1] * (exact.ndim - 2))
        unit = 10.0 ** (np.floor(np.log10(size)) - digits + 1)
        units = size / unit
        rounded = np.rint(units)
        # Cut off; or rounded, also to one digit more or to several more.
        least = np.trunc(units)
        most = np.maximum(np.maximum(rounded, np.rint(10 * units) / 10), units + 0.005)
        whole = np.abs(units - rounded) <= _NOISE * units
        short = whole | ~np.isfinite(units)  # these have no more digits
        least, most = (np.where(short, size, count * unit) for count in (least, most))
    low, high = exact
    return np.stack(
        (
            np.where(low < 0, -most[0], least[0]),
            np.where(high > 0, most[1], -least[1]),
        )
    )


def exactly(exact: Array) -> Array:
    """The ranges of numbers that are carried with all digits."""
    return exact


@dataclass(frozen=True)
class Carried:
    """The ranges of an iteration's numbers, by kind of quantity and of part, and by layer.

    - ``ranges``: of the numbers before they are themselves rounded
    - ``carried``: of the numbers as they are carried on
    """

    keep: Keep
    given: Mapping[Quantity, Array]
    example: int
    ranges: dict[_Key, Array] = field(default_factory=dict)
    carried: dict[_Key, Array] = field(default_factory=dict)

    def note(self, prefix: str, part: type[Part], layer: int, ranges: Array) -> Array:
        """Notes a layer's numbers and gives them as they are carried on."""
        here = (prefix, part, layer)
        self.ranges[here] = ranges
        carried = self.keep(ranges)
        for quantity, known in self.given.items():
            key, index = _place(quantity)
            if key == here:
                carried = np.array(carried)
                own = self.example if carried.shape[-1] > 1 else 0
                carried[_EVERY + index + (own,)] = known[:, np.newaxis]
        self.carried[here] = carried
        return carried

    def of(self, quantity: Quantity, example: int = 0) -> Array:
        """The range of one number of an example, (2, digits)."""
        key, index = _place(quantity)
        ranges = self.ranges[key][_EVERY + index]
        own = ranges[..., example if ranges.shape[-1] > 1 else 0]
        return np.broadcast_to(own, (2, len(DIGITS)))


def _place(quantity: Quantity) -> tuple[_Key, tuple[int, ...]]:
    """Where a number stands among the ranges, and its index there."""
    prefix, part = quantity.kind.prefix, quantity.part
    match part:
        case Neuron(layer, index) | Bias(Neuron(layer, index)):
            return (prefix, type(part), layer), (index,)
        case Weight(layer, row, column) | Path(Weight(layer, row, column)):
            return (prefix, type(part), layer), (row, column)
        case Pair(of, by):
            return (prefix, Pair, of.layer), (of.index, by.index)
        case _:
            return (prefix, Whole, 0), ()


def carry(
    experiment: Experiment,
    given: Mapping[str, Array] | None = None,
    example: int = 0,
    keep: Keep = kept,
) -> Carried:
    """The ranges of an iteration's numbers, if each number on the way is carried as `keep` says.

    `given` are numbers of the `example` that were carried on as ranges, (2,), that are known.

    >>> from core.run.presets import mazur
    >>> carried = carry(mazur()).of(quantity_named("delta.o1", (2, 2, 2)))
    >>> carried.round(4).T.tolist()
    [[0.1296, 0.1485], [0.1376, 0.1395], [0.1384, 0.1386], [0.1385, 0.1385]]
    """
    known = {quantity_named(name, experiment.sizes): own for name, own in (given or {}).items()}
    carried = Carried(keep, known, example)
    with np.errstate(all="ignore"):
        _Iteration(experiment, carried).run()
    return carried


def as_typed(experiment: Experiment, given: Mapping[str, float], example: int = 0) -> Carried:
    """An iteration's numbers, if some of the `example` are as they were typed: what follows.

    >>> from core.run.presets import mazur
    >>> follows = as_typed(mazur(), {"delta.o1": 0.5})
    >>> follows.of(quantity_named("gradient.w5", (2, 2, 2)))[0, 0].round(9).item()
    0.296634996
    """
    ranges = {name: points(np.asarray(value)) for name, value in given.items()}
    return carry(experiment, ranges, example, exactly)


def opened(experiment: Experiment, follows: Carried) -> Opened:
    """The iteration of exactly carried numbers."""

    def layers(prefix: str, part: type[Part], numbers: range) -> tuple[Array, ...]:
        return tuple(follows.carried[prefix, part, layer][0, 0] for layer in numbers)

    last = len(experiment.sizes) - 1
    computed = range(1, last + 1)
    return Opened(
        experiment,
        Forward(
            layers("z.", Neuron, computed),
            (experiment.inputs, *layers("a.", Neuron, computed)),
        ),
        experiment.network,
        Backward(
            layers("delta.", Neuron, computed),
            Gradients(
                tuple(dW[..., 0] for dW in layers("gradient.", Weight, range(last))),
                layers("gradient.", Bias, computed),
            ),
        ),
    )


class _Iteration:
    """Both passes and the update, in ranges."""

    def __init__(self, experiment: Experiment, carried: Carried) -> None:
        self.experiment, self.carried = experiment, carried
        self.last = len(experiment.sizes) - 1
        network = experiment.network
        self.coupling = network.activations[-1].coupling
        self.x = carried.note("x.", Neuron, 0, points(experiment.inputs[np.newaxis]))
        self.y = carried.note("y.", Neuron, self.last, points(experiment.targets[np.newaxis]))
        # A weight's range has an axis for the examples, too.
        self.W = [points(W[np.newaxis, ..., np.newaxis]) for W in network.weights]
        self.b = [points(b[np.newaxis]) for b in network.biases]

    def run(self) -> None:
        """All numbers, in the order in which they are calculated."""
        W = [self.carried.note("", Weight, layer, W) for layer, W in enumerate(self.W)]
        b = [self.carried.note("", Bias, layer, b) for layer, b in enumerate(self.b, start=1)]
        z, a = self.forward(self.carried, W, b)
        self.carried.note("loss", Whole, 0, self.loss(self.carried, z, a))
        after = self.updated(*self.backward(W, z, a))
        then = Carried(self.carried.keep, {}, 0)
        self.carried.ranges["new.loss", Whole, 0] = self.loss(then, *self.forward(then, *after))

    def forward(
        self, carried: Carried, W: list[Array], b: list[Array]
    ) -> tuple[list[Array], list[Array]]:
        """``z = W a + b``, ``a = sigma(z)``."""
        z, a = [], [self.x]
        for layer, sigma in enumerate(self.experiment.network.activations, start=1):
            products = times(W[layer - 1], a[-1][:, :, np.newaxis])
            terms = carried.note("term.", Weight, layer - 1, products)
            z.append(carried.note("z.", Neuron, layer, terms.sum(axis=3) + b[layer - 1]))
            result = range_of(sigma.formula, {"z": z[-1]}, sigma.coupling is not None)
            a.append(carried.note("a.", Neuron, layer, result))
        return z, a

    def loss(self, carried: Carried, z: list[Array], a: list[Array]) -> Array:
        """The mean of all shares, which may be computed in two forms."""
        loss = self.experiment.loss
        forms = dict.fromkeys((loss.formula, loss.computed))
        written, *others = (self.of_output(form, z, a) for form in forms)
        shares = hull([written, *others])
        if carried.keep is exactly:
            # One form is enough: that of the output, which may be another than z gives.
            shares = np.where(np.isfinite(written), written, shares)
        shares = carried.note("loss.", Neuron, self.last, shares)
        return self.mean(shares.sum(axis=2))

    def of_output(self, formula: Expression, z: list[Array], a: list[Array]) -> Array:
        """A formula of the loss, of each output."""
        return range_of(formula, {"y": self.y, "z": z[-1], "o": a[-1]}, self.coupling is not None)

    def mean(self, numbers: Array) -> Array:
        """The mean over the examples, which are carried if there are several."""
        if self.experiment.m > 1:
            numbers = self.carried.keep(numbers)
        return np.asarray(numbers.mean(axis=-1, keepdims=True))

    def backward(
        self, W: list[Array], z: list[Array], a: list[Array]
    ) -> tuple[list[Array], list[Array]]:
        """``delta = dE/da * sigma'(z)``; means of ``dE/dW = delta a^T`` and ``dE/db = delta``."""
        note, loss = self.carried.note, self.experiment.loss
        back = note("error.", Neuron, self.last, self.of_output(loss.error, z, a))
        dW: list[Array] = []
        db: list[Array] = []
        for layer in range(self.last, 0, -1):
            sigma = self.experiment.network.activations[layer - 1]
            slope = range_of(sigma.slope, {"z": z[layer - 1], "a": a[layer]})
            slope = note("slope.", Neuron, layer, np.broadcast_to(slope, z[layer - 1].shape))
            through = times(back, slope)
            if layer == self.last:
                through = self.through_outputs(back, slope, a[-1])
            delta = note("delta.", Neuron, layer, through)
            each = delta[:, :, :, np.newaxis]
            products = self.mean(times(each, a[layer - 1][:, :, np.newaxis]))
            dW.insert(0, note("gradient.", Weight, layer - 1, products))
            # A bias's gradient of each example is the delta, which is carried already.
            db.insert(0, note("gradient.", Bias, layer, delta.mean(axis=-1, keepdims=True)))
            if layer > 1:
                paths = note("path.", Path, layer - 1, times(W[layer - 1], each))
                back = note("da.", Neuron, layer - 1, paths.sum(axis=2))
        return dW, db

    def through_outputs(self, error: Array, slope: Array, o: Array) -> Array:
        """dE/dz of the outputs: the error times the slope, or times the Jacobian, or alone."""
        outputs = error.shape[2]
        own = np.eye(outputs, dtype=np.bool_)[:, :, np.newaxis]
        # One row for each output, one column for each net input that it is differentiated by.
        others = np.zeros((2, 1, outputs, outputs, 1))
        if self.coupling:
            leaves = {"a": o[:, :, :, np.newaxis], "other": o[:, :, np.newaxis]}
            others = range_of(self.coupling.cross, leaves)
        others = self.carried.note("jacobian.", Pair, self.last, others)
        if not self.experiment.loss.slope_remains:
            return error
        jacobian = np.where(own, slope[:, :, :, np.newaxis], others)
        return np.asarray(times(error[:, :, :, np.newaxis], jacobian).sum(axis=2))

    def updated(self, dW: list[Array], db: list[Array]) -> tuple[list[Array], list[Array]]:
        """``w - learning_rate dE/dw``: each step starts from the parameter with all its digits.

        What is frozen takes no step.
        """
        note, experiment = self.carried.note, self.experiment
        rate = points(np.full((1, 1, 1), experiment.learning_rate))
        weights, biases, frozen = [], [], experiment.frozen_entries
        for layer, (W, descent) in enumerate(zip(self.W, dW, strict=True)):
            exact = times(rate[..., np.newaxis], descent)
            if frozen:
                exact = np.where(frozen.weights[layer][..., np.newaxis], 0.0, exact)
            step = note("step.", Weight, layer, exact)
            weights.append(note("new.", Weight, layer, W - step[::-1]))
        for layer, (b, own) in enumerate(zip(self.b, db, strict=True), start=1):
            exact = times(rate, bias_gradient(own, experiment.train_biases))
            if frozen:
                exact = np.where(frozen.biases[layer - 1], 0.0, exact)
            step = note("step.", Bias, layer, exact)
            biases.append(note("new.", Bias, layer, b - step[::-1]))
        return weights, biases
