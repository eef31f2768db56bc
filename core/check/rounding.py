"""Calculating with displayed digits: every operation rounds its operands first.

A learner who needs a number for the next operation types the digits that the display or the page
shows. `from_displayed_digits` makes an experiment that calculates like this. It is opened like any
other (`core.explain.quantities`) and has the same equations, but every result is that of an exact
operation on rounded numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from core.arrays import Array
from core.network.network import Network
from core.run.experiment import Experiment

Rounding: TypeAlias = Callable[[Array], Array]

# These continue a sum of products that nobody writes down: adding the bias in W a + b, and dividing
# by m. So they do not round it.
_CONTINUING = (np.add, np.divide)


def to_decimals(digits: int, numbers: Array) -> Array:
    """The numbers, rounded to `digits` decimals.

    >>> to_decimals(4, np.array([0.138498562, -0.00002])).tolist()
    [0.1385, -0.0]
    """
    return _to_multiples(numbers, np.asarray(10.0**digits))


def to_significant_digits(digits: int, numbers: Array) -> Array:
    """The numbers, rounded to `digits` significant digits.

    >>> to_significant_digits(3, np.array([138.498562, -0.0138498, 0.0])).tolist()
    [138.0, -0.0138, 0.0]
    """
    with np.errstate(all="ignore"):
        return _to_multiples(numbers, 10.0 ** (digits - 1 - np.floor(np.log10(np.abs(numbers)))))


def _to_multiples(numbers: Array, scale: Array) -> Array:
    """Multiples of ``1 / scale``; numbers that cannot be scaled (such as 0) stay unchanged."""
    with np.errstate(all="ignore"):
        result = np.rint(numbers * scale) / scale
    return np.where(np.isfinite(result), result, numbers)


class Displayed(np.ndarray[tuple[Any, ...], np.dtype[np.float64]]):
    """An array that keeps all digits, while numpy's operations see only the displayed ones.

    Results of operations are `Displayed` too, with the same `rounding`.

    >>> delta = display(np.array([0.1384985]), lambda numbers: to_decimals(2, numbers))
    >>> gradient = delta * 0.593
    >>> gradient.tolist(), (1.0 * gradient).tolist()
    ([0.08302...], [0.08])
    """

    rounding: Rounding

    def __array_finalize__(self, source: Any) -> None:
        """numpy's hook for new views: they take over the rounding of their source."""
        self.rounding = getattr(source, "rounding", np.asarray)

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **options: Any
    ) -> Any:
        """numpy's hook around every operation. Results are new arrays: `out` is ignored."""
        read = _all_digits if ufunc in _CONTINUING and method == "__call__" else _shown_digits
        result = getattr(ufunc, method)(*map(read, inputs), **options)
        return display(result, self.rounding) if result.dtype == np.float64 else result


def display(numbers: Array, rounding: Rounding) -> Displayed:
    """Makes a `Displayed` array of the numbers."""
    shown = np.asarray(numbers).view(Displayed)
    shown.rounding = rounding
    return shown


def _shown_digits(operand: Any) -> Any:
    if not isinstance(operand, Displayed):
        return operand
    return operand.rounding(operand.view(np.ndarray))


def _all_digits(operand: Any) -> Any:
    return operand.view(np.ndarray) if isinstance(operand, Displayed) else operand


def from_displayed_digits(experiment: Experiment, rounding: Rounding) -> Experiment:
    """The experiment, calculating with displayed digits.

    An activation, its slope and an output's share of the loss count as one operation each, because
    a learner types each into a calculator in one go.

    >>> from core.run.presets import mazur
    >>> from core.explain.quantities import open_iteration, quantity
    >>> rounded = from_displayed_digits(mazur(), lambda numbers: to_decimals(2, numbers))
    >>> f'{quantity(open_iteration(rounded), "gradient.w5"):.9f}, not 0.082167041'
    '0.082600000, not 0.082167041'
    """

    def show(numbers: Array) -> Array:
        return display(rounding(numbers), rounding)

    def in_one_go(function: Callable[..., Array]) -> Callable[..., Array]:
        return lambda *operands: display(function(*map(_shown_digits, operands)), rounding)

    network, loss = experiment.network, experiment.loss
    return replace(
        experiment,
        network=Network(
            tuple(show(W) for W in network.weights),
            tuple(show(b) for b in network.biases),
            tuple(
                replace(
                    sigma,
                    function=in_one_go(sigma.function),
                    derivative=in_one_go(sigma.derivative),
                    coupling=sigma.coupling
                    and replace(sigma.coupling, back=in_one_go(sigma.coupling.back)),
                )
                for sigma in network.activations
            ),
        ),
        # Rounded targets need not sum to what the exact ones do.
        loss=replace(loss, function=in_one_go(loss.function), target_sum=None),
        inputs=show(experiment.inputs),
        targets=show(experiment.targets),
    )
