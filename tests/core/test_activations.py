"""The activations: exact where they can be, stable where a float ends."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, InvalidExperiment
from core.network.activations import activation_named, sigmoid, sigmoid_derivative

net_inputs = st.floats(-1e4, 1e4)


def exact_sigmoid(z: float) -> float:
    """``1 / (1 + e^-z)`` in decimal arithmetic of 50 digits and any exponent."""
    with localcontext(prec=50):
        return float(1 / (1 + (-Decimal(z)).exp()))


@given(net_inputs)
def test_the_sigmoid_is_exact_to_the_last_digits_up_to_ten_thousand(z: float) -> None:
    got = sigmoid(np.array([z])).item()
    # Below z = -709 the sigmoid is smaller than 1e-308, and 0 is right.
    assert got == pytest.approx(exact_sigmoid(z), rel=4e-16, abs=1e-307)


@given(net_inputs)
def test_the_slope_of_the_sigmoid_is_positive_at_most_a_quarter_and_finite(z: float) -> None:
    net_input = np.array([z])
    slope = sigmoid_derivative(net_input, sigmoid(net_input)).item()
    assert 0.0 <= slope <= 0.25


def test_the_sigmoid_is_0_and_1_far_out_and_one_half_at_0() -> None:
    z = np.array([-np.inf, -1e300, -1e4, -0.0, 0.0, 1e4, 1e300, np.inf])
    assert sigmoid(z).tolist() == [0.0, 0.0, 0.0, 0.5, 0.5, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=net_inputs)
def test_no_activation_leaves_the_finite_range_or_warns(name: str, z: float) -> None:
    activation, net_input = ACTIVATIONS[name], np.array([z])
    a = activation.function(net_input)
    slope = activation.derivative(net_input, a)
    assert np.isfinite([a.item(), slope.item()]).all(), (a, slope)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=st.floats(-10, 10).filter(lambda z: abs(z) > 1e-3))  # the rectifier has no slope at 0
def test_a_derivative_is_the_central_difference_of_its_function(name: str, z: float) -> None:
    activation, h = ACTIVATIONS[name], 1e-5
    above, at, below = (np.array([z + change]) for change in (h, 0.0, -h))
    difference = (activation.function(above) - activation.function(below)) / (2 * h)
    slope = activation.derivative(at, activation.function(at))
    assert slope.item() == pytest.approx(difference.item(), abs=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_keeps_the_shape_and_leaves_its_input_alone(name: str) -> None:
    z = np.linspace(-2.0, 2.0, 12).reshape(3, 2, 2)
    before = z.copy()
    a = ACTIVATIONS[name].function(z)
    slope = ACTIVATIONS[name].derivative(z, a)
    assert a.shape == slope.shape == z.shape
    assert not np.shares_memory(a, z)
    assert z.tolist() == before.tolist()


def test_the_slope_of_the_rectifier_at_0_is_0() -> None:
    z = np.array([0.0])
    assert ACTIVATIONS["relu"].derivative(z, z).item() == 0.0


def test_an_activation_is_found_by_the_name_it_has() -> None:
    assert list(ACTIVATIONS) == ["sigmoid", "tanh", "relu", "identity"]
    assert all(activation_named(name).name == name for name in ACTIVATIONS)


def test_an_unknown_activation_is_refused_with_its_field_and_those_allowed() -> None:
    field = ("network", "activations", 1)
    with pytest.raises(InvalidExperiment, match=r"'softmax'.*sigmoid, tanh, relu, ident") as error:
        activation_named("softmax", field)
    assert error.value.field == field
