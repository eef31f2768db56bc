"""The activations: exact where possible, stable at the limits of floats."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, Activation, InvalidExperiment
from core.expressions import Known
from core.network.activation import A, Z, curve_of
from core.network.activations import activation_named
from core.network.activations.sigmoid import sigmoid, sigmoid_derivative
from tests.core.experiments import ELEMENTWISE

net_inputs = st.floats(-1e4, 1e4)


def exact_sigmoid(z: float) -> float:
    """``1 / (1 + e^-z)`` in decimal arithmetic of 50 digits and any exponent."""
    with localcontext(prec=50):
        return float(1 / (1 + (-Decimal(z)).exp()))


@given(net_inputs)
def test_the_sigmoid_is_accurate_to_the_last_digits_up_to_ten_thousand(z: float) -> None:
    got = sigmoid(np.array([z])).item()
    # Below z = -709 the sigmoid is smaller than 1e-308, and 0 is right.
    assert got == pytest.approx(exact_sigmoid(z), rel=4e-16, abs=1e-307)


@given(net_inputs)
def test_the_slope_of_the_sigmoid_is_finite_and_between_0_and_a_quarter(z: float) -> None:
    net_input = np.array([z])
    slope = sigmoid_derivative(net_input, sigmoid(net_input)).item()
    assert 0.0 <= slope <= 0.25


def test_the_sigmoid_is_0_and_1_far_out_and_one_half_at_0() -> None:
    z = np.array([-np.inf, -1e300, -1e4, -0.0, 0.0, 1e4, 1e300, np.inf])
    assert sigmoid(z).tolist() == [0.0, 0.0, 0.0, 0.5, 0.5, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=net_inputs)
def test_no_activation_leaves_the_finite_range_or_warns(name: str, z: float) -> None:
    activation, net_input = ACTIVATIONS[name], np.array([z])
    a = activation.function(net_input)
    slope = activation.derivative(net_input, a)
    assert np.isfinite([a.item(), slope.item()]).all(), (a, slope)


@pytest.mark.parametrize("name", ELEMENTWISE)
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


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_fast_form_has_the_digits_of_the_function(activation: Activation) -> None:
    z = np.random.default_rng(1).normal(scale=3.0, size=(40, 5))
    z[:2] = [[0.0, -0.0, 1e4, -1e4, 800.0], [-800.0, 36.0, -36.0, 1e-300, -1e-300]]
    a, slope = np.empty_like(z), np.ones_like(z)
    with np.errstate(all="ignore"):  # as `core.run.tape` runs them
        for instruction in [*activation.fast(z, a), *activation.fast_slope(z, a, slope)]:
            instruction()
    np.testing.assert_array_equal(a, activation.function(z), strict=True)
    np.testing.assert_array_equal(slope, activation.derivative(z, a), strict=True)


@pytest.mark.parametrize("activation", [ACTIVATIONS[name] for name in ELEMENTWISE], ids=ELEMENTWISE)
def test_each_activation_stays_in_its_range_and_reaches_its_ends(
    activation: Activation,
) -> None:
    a = activation.function(np.concatenate([-np.geomspace(1e-3, 1e4, 4001), np.linspace(0, 1e4)]))
    low, high = activation.range
    assert low <= a.min()
    assert a.max() <= high
    for end, reached in ((low, a.min()), (high, a.max())):
        assert abs(reached - end) < 1e-6 if np.isfinite(end) else abs(reached) >= 100


@pytest.mark.parametrize("activation", [ACTIVATIONS[name] for name in ELEMENTWISE], ids=ELEMENTWISE)
def test_the_slope_jumps_only_at_a_kink(activation: Activation) -> None:
    z = np.concatenate([np.linspace(-9, 9, 1801), [0.0]])
    jumps = np.abs(np.diff(activation.derivative(np.sort(z), activation.function(np.sort(z)))))
    assert (jumps.max() > 0.5) == (activation.kink is not None)
    if kink := activation.kink:
        below, above = z[z < kink.at], z[z > kink.at]
        np.testing.assert_array_equal(kink.below(below), activation.function(below))
        np.testing.assert_array_equal(kink.above(above), activation.function(above))
        corner = np.array([kink.at])
        assert kink.below(corner) == kink.above(corner) == activation.function(corner)


def test_a_coupled_activation_has_no_curve() -> None:
    with pytest.raises(ValueError, match="softmax, which is no function of one net input"):
        curve_of(ACTIVATIONS["softmax"])


@pytest.mark.parametrize("field", [field.name for field in fields(Activation)])
def test_an_incomplete_activation_is_refused(field: str) -> None:
    sigmoid = ACTIVATIONS["sigmoid"]
    rest = {one.name: getattr(sigmoid, one.name) for one in fields(sigmoid) if one.name != field}
    with pytest.raises(TypeError, match=field):
        Activation(**rest)


@pytest.mark.parametrize("field", ["name", "label", "symbol", "torch", "does"])
def test_an_activation_with_an_empty_text_is_refused(field: str) -> None:
    empty: Any = {field: ""}
    with pytest.raises(ValueError, match=f"has no {field}"):
        replace(ACTIVATIONS["tanh"], **empty)


def test_an_activation_with_an_unknown_leaf_in_its_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown leaf 'a'"):
        replace(ACTIVATIONS["tanh"], formula=A)
    with pytest.raises(ValueError, match="unknown leaf 'y'"):
        replace(ACTIVATIONS["tanh"], slope=Known("y"))
    coupling = ACTIVATIONS["softmax"].coupling
    assert coupling
    with pytest.raises(ValueError, match="unknown leaf 'z'"):
        replace(ACTIVATIONS["softmax"], coupling=replace(coupling, cross=Z))


def test_an_activation_is_found_by_its_name() -> None:
    assert list(ACTIVATIONS)[:2] == ["sigmoid", "tanh"]
    assert all(activation_named(name).name == name for name in ACTIVATIONS)


def test_refusing_an_unknown_activation_names_the_field_and_the_allowed_ones() -> None:
    field = ("network", "activations", 1)
    with pytest.raises(InvalidExperiment, match=r"'maxout'.*sigmoid, tanh, .*relu") as error:
        activation_named("maxout", field)
    assert error.value.field == field
