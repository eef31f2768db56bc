"""The matrix equations: both sides are equal when computed from the matrices alone."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest
from hypothesis import given

from core import Experiment
from core.arrays import Array
from core.explain.names import Bias, Neuron, Weight, name_of
from core.explain.phases import PhaseKind, phases_of
from core.explain.quantities import Opened, open_iteration, quantity
from core.explain.vectorised import MASK, equation_of
from core.expressions import (
    Call,
    Constant,
    Expression,
    Fraction,
    Known,
    MatrixProduct,
    Minus,
    Product,
    Square,
    Sum,
    Tensor,
    Total,
)
from tests.core.experiments import experiments, kinds, make_experiment


def values(expression: Expression, opened: Opened) -> Array:
    """The value of a matrix expression, by numpy."""

    def of(part: Expression) -> Array:
        return values(part, opened)

    match expression:
        case Tensor():
            entries = matrix(expression, opened)
            return entries.T if expression.transposed else entries
        case Known(name):
            return np.asarray(quantity(opened, name))
        case Constant(number):
            return np.asarray(number)
        case Minus(term):
            return -of(term)
        case Sum(terms):
            return np.asarray(sum(map(of, terms)))
        case Product(factors):
            return np.asarray(prod(map(of, factors)))
        case Fraction(above, below):
            return of(above) / of(below)
        case Square(base):
            return of(base) ** 2
        case Call(function, argument):
            return np.asarray(function.value(of(argument)))
        case MatrixProduct(left, right):
            return of(left) @ of(right)
        case Total(each, over):
            axis = {"all": None, "neurons": 0, "examples": 1}[over]
            return np.asarray(of(each).sum(axis=axis, keepdims=axis is not None))
    raise AssertionError(f"{expression} is not in an equation of matrices")


def matrix(tensor: Tensor, opened: Opened) -> Array:
    """The entries of a matrix, each looked up by its name."""
    experiment, layer = opened.experiment, tensor.layer
    assert layer is not None
    sizes = experiment.sizes

    def named(part: Neuron | Weight | Bias, example: int = 0) -> float:
        if tensor.prefix == MASK:
            return float(part not in experiment.frozen_parameters)
        return quantity(opened, tensor.prefix + name_of(part, sizes), example)

    rows = range(sizes[layer])
    match tensor.of:
        case "neurons":
            return np.array(
                [[named(Neuron(layer, i), k) for k in range(experiment.m)] for i in rows]
            )
        case "weights":
            columns = range(sizes[layer - 1])
            return np.array([[named(Weight(layer - 1, i, j)) for j in columns] for i in rows])
        case "biases":
            return np.array([[named(Bias(Neuron(layer, i)))] for i in rows])


def assert_equations_hold(experiment: Experiment) -> None:
    opened, last = open_iteration(experiment), len(experiment.sizes) - 1
    asked: list[tuple[PhaseKind, int | None, bool]] = [
        (phase.kind, phase.layer, of_bias)
        for phase in phases_of(last)
        if phase.kind not in ("input", "update")
        for of_bias in ((False, True) if phase.kind == "gradient" else (False,))
    ]
    asked += [("update", layer + 1, of_bias) for layer in range(last) for of_bias in (False, True)]
    for kind, layer, of_bias in asked:
        equation = equation_of(kind, layer, experiment, of_bias)
        expected = values(equation.subject, opened)
        found = np.broadcast_to(values(equation.value, opened), expected.shape)
        scale = max(1.0, float(np.abs(expected).max()))
        np.testing.assert_allclose(found, expected, 1e-12, 1e-13 * scale, err_msg=f"{kind} {layer}")


@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
def test_both_sides_of_every_equation_are_equal(hidden: str, output: str, loss: str) -> None:
    assert_equations_hold(make_experiment(activations=(hidden, output), loss=loss))
    assert_equations_hold(make_experiment(activations=(hidden, output), loss=loss, m=1))


@given(experiments())
def test_both_sides_are_equal_for_random_experiments(experiment: Experiment) -> None:
    o = open_iteration(experiment).forward.a[-1]
    if experiment.loss.outputs and np.minimum(o, 1 - o).min() < 1e-3:
        return  # ln(1 - o) has lost its digits, where the core computes from z
    assert_equations_hold(experiment)


def test_a_phase_without_computation_or_without_its_layer_has_no_equation() -> None:
    with pytest.raises(ValueError, match="'input'"):
        equation_of("input", 1, make_experiment())
    with pytest.raises(ValueError, match="no layer for 'net'"):
        equation_of("net", None, make_experiment())
