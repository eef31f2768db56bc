"""The losses: their values and deltas, also at the limits of floats."""

from __future__ import annotations

from dataclasses import fields, replace
from math import exp, log1p
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, LOSSES, InvalidExperiment, Loss
from core.network.activations.sigmoid import sigmoid
from core.network.loss import Z, mean_loss
from core.network.losses import loss_named
from core.network.losses.binary_cross_entropy import binary_cross_entropy
from tests.core.experiments import ELEMENTWISE, kinds

probabilities = st.floats(0, 1)


def exact_cross_entropy(y: float, z: float) -> float:
    """``-y ln o - (1 - y) ln(1 - o)``, one logarithm at a time, with no number rounded to 0."""
    minus_ln_o = log1p(exp(-z)) if z > 0 else log1p(exp(z)) - z
    minus_ln_rest = log1p(exp(-z)) + z if z > 0 else log1p(exp(z))
    return y * minus_ln_o + (1 - y) * minus_ln_rest


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("z", [-1e4, -750.0, -36.0, -1.0, 0.0, 1.0, 36.0, 750.0, 1e4])
def test_the_cross_entropy_agrees_with_its_definition_up_to_ten_thousand(
    y: float, z: float
) -> None:
    net_input = np.array([[z]])
    got = binary_cross_entropy(np.array([[y]]), net_input, sigmoid(net_input)).item()
    assert got == pytest.approx(exact_cross_entropy(y, z), rel=1e-14, abs=1e-300)


@given(probabilities, st.floats(-1e4, 1e4))
def test_the_cross_entropy_and_its_delta_stay_finite_and_do_not_warn(y: float, z: float) -> None:
    target, net_input = np.array([[y]]), np.array([[z]])
    o = sigmoid(net_input)
    loss = binary_cross_entropy(target, net_input, o).item()
    delta = LOSSES["binary_cross_entropy"].output_delta(
        target, net_input, o, ACTIVATIONS["sigmoid"]
    )
    assert 0.0 <= loss < np.inf
    assert delta.item() == o.item() - y


@pytest.mark.parametrize(
    ("_", "output", "loss"),
    [kind for kind in kinds() if kind[0] == "tanh" and kind[1] in ELEMENTWISE],
)
@given(y=probabilities, z=st.floats(-5, 5).filter(lambda z: abs(z) > 1e-3))
def test_an_output_delta_is_the_central_difference_of_the_loss(
    _: str, output: str, loss: str, y: float, z: float
) -> None:
    activation, target, h = ACTIVATIONS[output], np.array([[y]]), 1e-5

    def loss_at(z: float) -> float:
        net_input = np.array([[z]])
        o = activation.function(net_input)
        return LOSSES[loss].function(target, net_input, o).item()

    net_input = np.array([[z]])
    o = activation.function(net_input)
    delta = LOSSES[loss].output_delta(target, net_input, o, activation).item()
    assert delta == pytest.approx((loss_at(z + h) - loss_at(z - h)) / (2 * h), abs=1e-8)


def test_the_loss_adds_the_outputs_and_averages_the_examples() -> None:
    shares = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    assert mean_loss(shares).item() == 22.0
    stack = np.stack([shares, 2 * shares])
    assert mean_loss(stack).tolist() == [22.0, 44.0]


@pytest.mark.parametrize("field", [field.name for field in fields(Loss)])
def test_an_incomplete_loss_is_refused(field: str) -> None:
    loss = LOSSES["half_squared_error"]
    rest = {one.name: getattr(loss, one.name) for one in fields(loss) if one.name != field}
    with pytest.raises(TypeError, match=field):
        Loss(**rest)


@pytest.mark.parametrize("field", ["name", "label", "torch", "adds", "answers"])
def test_a_loss_with_an_empty_text_is_refused(field: str) -> None:
    empty: Any = {field: ""}
    with pytest.raises(ValueError, match=f"has no {field}"):
        replace(LOSSES["half_squared_error"], **empty)


def test_a_loss_with_an_unknown_leaf_in_its_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown leaf 'z'"):
        replace(LOSSES["half_squared_error"], formula=Z)


def test_a_loss_is_found_by_its_name() -> None:
    categorical = "categorical_cross_entropy"
    assert list(LOSSES) == ["half_squared_error", "binary_cross_entropy", categorical]
    assert all(loss_named(name).name == name for name in LOSSES)


def test_refusing_an_unknown_loss_names_the_field_and_the_allowed_ones() -> None:
    allowed = r"'hinge'.*half_squared_error, binary_cross_entropy"
    with pytest.raises(InvalidExperiment, match=allowed) as error:
        loss_named("hinge")
    assert error.value.field == ("loss",)
