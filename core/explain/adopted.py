"""An experiment as an author with other conventions writes it.

Its loss has that author's error, and its learning rate makes up for what that changes: so the
quantities, formulas and words follow by themselves, and it takes the same steps. What is run,
exported or answered as the experiment is the original.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.arrays import Array
from core.explain.conventions import OURS, Conventions
from core.explain.quantities import of_every_kind
from core.expressions import ONE, Expression, Minus, Product, Sum
from core.network.activation import Activation
from core.network.loss import Loss
from core.run.experiment import Experiment


def adopted(experiment: Experiment, conventions: Conventions) -> Experiment:
    """An experiment with our conventions, in others.

    Without the half, and with a sum of m examples, the gradients are larger, and the learning rate
    as much smaller.

    >>> from core.explain.quantities import open_iteration, quantity
    >>> from core.run.presets import mazur
    >>> whole = adopted(mazur(), Conventions(half=False))
    >>> whole.learning_rate
    0.25
    >>> opened = open_iteration(whole)
    >>> [round(quantity(opened, name), 8) for name in ("loss", "gradient.w5", "new.w5")]
    [0.59674222, 0.16433408, 0.35891648]
    """
    loss = experiment.loss
    # Only what makes a difference is another convention.
    half = conventions.half or loss.without_half is None
    examples = conventions.examples if experiment.m > 1 else "mean"
    conventions = replace(conventions, half=half, examples=examples)
    if conventions == OURS:
        return experiment
    if loss.without_half and not half:
        loss = loss.without_half
    if conventions.sign < 0:
        loss = _turned(loss)
    times = abs(factors_of(conventions, experiment)["gradient."])
    rate = experiment.learning_rate / times
    return replace(experiment, loss=loss, learning_rate=rate, conventions=conventions)


def factors_of(conventions: Conventions, experiment: Experiment) -> Mapping[str, float]:
    """By what each kind of quantity is multiplied: an author's number is this times ours.

    By the prefixes of the names. The updated parameters are the same.

    >>> from core.run.presets import mazur
    >>> factors = factors_of(Conventions(error="target_minus_output", half=False), mazur())
    >>> factors["delta."], factors["loss"], factors["new."]
    (-2.0, 2.0, 1.0)
    """
    sign = float(conventions.sign)
    share = 2.0 if experiment.loss.half and not conventions.half else 1.0
    whole = share * (experiment.m if conventions.summed else 1)
    same = dict.fromkeys(("x.", "y.", "", "term.", "z.", "a.", "slope.", "jacobian.", "new."), 1.0)
    error = dict.fromkeys(("error.", "path.", "da.", "delta."), sign * share)
    of_all = {"loss": whole, "new.loss": whole, "gradient.": sign * whole}
    return of_every_kind({**same, "loss.": share, **error, **of_all, "step.": sign})


def _turned(loss: Loss) -> Loss:
    """The loss with the error as target minus output: deltas point the way down."""

    def output_delta(y: Array, z: Array, o: Array, activation: Activation) -> Array:
        return -loss.output_delta(y, z, o, activation)

    return replace(
        loss,
        output_delta=output_delta,
        error=_negative(loss.error),
        derived=tuple(map(_negative, loss.derived)),
    )


def _negative(expression: Expression) -> Expression:
    """The negative of an expression, without an outer minus if there is a way.

    >>> from core.network.loss import O, Y
    >>> _negative(O - Y) == Y - O, _negative(2 * (O - Y)) == 2 * (Y - O)
    (True, True)
    """
    match expression:
        case Minus(term):
            return term
        case Sum((first, Minus(second))):
            return Sum((second, Minus(first)))
        case Product((*factors, Minus(last))):
            # The factor -1 of an inner derivative goes; another keeps its size.
            return Product((*factors, last) if last != ONE else (*factors,), len(factors) == 2)
        case Product((first, Sum() as last), close):
            return Product((first, _negative(last)), close)
        case _:
            return Minus(expression)
