"""The equation of each kind of phase, for all neurons of a layer and all examples at once.

They are the equations of `core.network.propagation` as formulas of matrices. As in numpy, ``*``
multiplies element by element and ``@`` is the matrix product. Each column is an example.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.explain.here import Here
from core.explain.phases import PhaseKind
from core.expressions import (
    ONE,
    Call,
    Constant,
    Expression,
    Fraction,
    Known,
    Product,
    Tensor,
    Total,
    filled,
    leaves,
)
from core.network.activation import Z
from core.run.experiment import Experiment

# The prefix of a matrix with a 1 for what the update moves, and a 0 for what is frozen.
MASK = "mask."


@dataclass(frozen=True)
class Equation:
    """What a phase computes, and the expression that it computes."""

    subject: Tensor | Known
    value: Expression


def equation_of(
    kind: PhaseKind, layer: int | None, experiment: Experiment, of_bias: bool = False
) -> Equation:
    """The equation of a kind of phase, for a layer, its weights or its biases.

    The loss belongs to no layer. The update may be that of one layer, or with None that of all.

    >>> from core.run.presets import mazur
    >>> equation_of("net", 1, mazur()).subject
    Tensor(prefix='z.', of='neurons', layer=1, transposed=False, face=None)
    """
    if kind == "loss":
        return Equation(Known("loss"), _loss(experiment))
    if kind == "update":
        return _update(layer, experiment, of_bias)
    if layer is None:
        raise ValueError(f"got no layer for {kind!r}, which has an equation of each")
    match kind:
        case "net":
            W, b = parameters("", layer), parameters("", layer, of_bias=True)
            return Equation(net_inputs(layer), W @ outputs(layer - 1) + b)
        case "activation":
            sigma, z = experiment.network.activations[layer - 1], net_inputs(layer)
            return Equation(outputs(layer), z if sigma.formula == Z else sigma.applied(z))
        case "delta":
            return Equation(deltas(layer), _delta(layer, experiment))
        case "gradient":
            return _gradient(layer, experiment, of_bias)
    raise ValueError(f"got {kind!r}, which computes nothing")


# The matrices.


def net_inputs(layer: int) -> Tensor:
    """z, (units, m)."""
    return Tensor("z.", "neurons", layer)


def outputs(layer: int) -> Tensor:
    """The outputs of the neurons of a layer, (units, m): x or a."""
    return Tensor("a." if layer else "x.", "neurons", layer)


def targets(experiment: Experiment) -> Tensor:
    """y, (outputs, m)."""
    return Tensor("y.", "neurons", len(experiment.sizes) - 1)


def deltas(layer: int) -> Tensor:
    """dE/dz, (units, m)."""
    return Tensor("delta.", "neurons", layer)


def parameters(prefix: str, layer: int | None, of_bias: bool = False) -> Tensor:
    """A quantity of the weights into a layer, (units, units before), or of its biases."""
    return Tensor(prefix, "biases" if of_bias else "weights", layer)


# The expressions.


def _in_outputs(formula: Expression, experiment: Experiment) -> Expression:
    """A formula of the loss, with the matrices of the outputs as leaves."""
    last = len(experiment.sizes) - 1
    matrices = {"y": targets(experiment), "z": net_inputs(last), "o": outputs(last)}
    return filled(formula, matrices)


def _mean(total: Expression, experiment: Experiment) -> Expression:
    """``1/m`` of a total, if there are several examples and the convention is their mean."""
    m = experiment.m
    divided = m > 1 and not experiment.conventions.summed
    return Fraction(ONE, Constant(float(m), "m")) * total if divided else total


def _loss(experiment: Experiment) -> Expression:
    """The sum of the outputs' shares; a constant factor precedes it, as in 1/2 sum."""
    share = _in_outputs(experiment.loss.formula, experiment)
    total: Expression = Total(share)
    if isinstance(share, Product) and not any(leaves(share.factors[0])):
        first, *rest = share.factors
        total = first * Total(rest[0] if len(rest) == 1 else Product(tuple(rest), close=True))
    return _mean(total, experiment)


def _delta(layer: int, experiment: Experiment) -> Expression:
    """The error, or the deltas back through the weights, times the slope if it remains."""
    sigma = experiment.network.activations[layer - 1]
    slope = Tensor("slope.", "neurons", layer, face=Call(sigma.slope_applied, net_inputs(layer)))
    if layer < len(experiment.sizes) - 1:
        return (parameters("", layer + 1).T @ deltas(layer + 1)) * slope
    error = _in_outputs(experiment.loss.error, experiment)
    if sigma.coupling and experiment.loss.slope_remains:
        o = outputs(layer)
        return Product((o, error - Total(Product((o, error), close=True), over="neurons")))
    return error * slope if experiment.loss.slope_remains else error


def _gradient(layer: int, experiment: Experiment, of_bias: bool) -> Equation:
    """``1/m delta a^T``; for biases, ``1/m`` times the sum of the deltas over the examples."""
    delta = deltas(layer)
    total: Expression = delta @ outputs(layer - 1).T
    if of_bias:
        total = Total(delta, over="examples") if experiment.m > 1 else delta
    return Equation(parameters("gradient.", layer, of_bias), _mean(total, experiment))


def _update(layer: int | None, experiment: Experiment, of_bias: bool) -> Equation:
    """``W - learning_rate dE/dW``; shared biases move by the sum of their gradients.

    If some of the entries are frozen, the gradient is masked: ``dE/dW * M``, element by element.
    """
    trained = experiment.train_biases
    before = parameters("", layer, of_bias)
    subject = parameters("new.", layer, of_bias)
    stays = _frozen(layer, experiment, of_bias)
    if (of_bias and not trained) or stays.all():
        return Equation(subject, before)
    gradient: Expression = parameters("gradient.", layer, of_bias)
    if of_bias and trained == "per_layer":
        gradient = Total(gradient, over="neurons")
    if stays.any():
        gradient = gradient * parameters(MASK, layer, of_bias)
    rate = Constant(experiment.learning_rate, "learning_rate")
    return Equation(subject, Here(experiment).moved(before, rate * gradient))


def _frozen(layer: int | None, experiment: Experiment, of_bias: bool) -> NDArray[np.bool_]:
    """Which entries of a layer's weights or biases (with None of all layers) are frozen."""
    frozen = experiment.frozen_entries
    if frozen is None:
        return np.zeros(1, dtype=np.bool_)
    arrays = frozen.biases if of_bias else frozen.weights
    return np.concatenate([a.ravel() for a in (arrays if layer is None else [arrays[layer - 1]])])
