"""Softmax and its cross-entropy: by hand, by scalars, and at the limits of floats."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, LOSSES, Experiment, Network, backward, evaluate, forward, train
from core.arrays import Array
from core.lab.gradient_check import gradient_check
from core.network.activations.softmax import softmax
from core.run.sweep import sweep
from tests.core import by_hand_softmax as by_hand
from tests.core import reference
from tests.core.compare import assert_close
from tests.core.experiments import make_experiment

ENTROPY, HALF = "categorical_cross_entropy", "half_squared_error"
SOFTMAX = ACTIVATIONS["softmax"]


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, np.newaxis]


def worked(loss: str) -> Experiment:
    """The experiment that `by_hand_softmax` calculates."""
    b = by_hand
    return Experiment(
        network=Network(
            (np.array([[b.w1, b.w2], [b.w3, b.w4], [b.w5, b.w6]]),),
            (column(b.b1, b.b2, b.b3),),
            (SOFTMAX,),
        ),
        loss=LOSSES[loss],
        inputs=column(b.i1, b.i2),
        targets=column(b.y1, b.y2, b.y3),
        learning_rate=b.eta,
    )


def deltas_of(experiment: Experiment) -> tuple[Array, ...]:
    passed = forward(experiment.network, experiment.inputs)
    return backward(experiment.network, passed, experiment.targets, experiment.loss).deltas


# By hand


def test_a_step_with_softmax_and_cross_entropy_is_the_one_worked_by_hand() -> None:
    passed, loss = evaluate(worked(ENTROPY))
    assert_close(passed.a[-1], column(by_hand.o1, by_hand.o2, by_hand.o3), 1e-15)
    assert_close(loss, by_hand.cross_entropy, 1e-15)
    short = column(by_hand.d1, by_hand.d2, by_hand.d3)
    assert_close(short, column(by_hand.long1, by_hand.long2, by_hand.long3), 1e-15)
    assert_close(deltas_of(worked(ENTROPY)), (short,), 1e-15)
    updated = np.array(
        [
            [by_hand.w1_new, by_hand.w2_new],
            [by_hand.w3_new, by_hand.w4_new],
            [by_hand.w5_new, by_hand.w6_new],
        ]
    )
    assert_close(train(worked(ENTROPY)).experiment.network.weights, (updated,), 1e-15)


def test_under_the_squared_error_every_outputs_error_counts_as_worked_by_hand() -> None:
    _, loss = evaluate(worked(HALF))
    assert_close(loss, by_hand.squared_error, 1e-15)
    assert_close(deltas_of(worked(HALF)), (column(by_hand.q1, by_hand.q2, by_hand.q3),), 1e-15)


# By scalars


@st.composite
def with_softmax(draw: st.DrawFn) -> Experiment:
    """Depth 1 to 3, two to four outputs, one example or several, both losses."""
    hidden = draw(st.lists(st.integers(1, 4), min_size=0, max_size=2))
    return make_experiment(
        sizes=[draw(st.integers(1, 4)), *hidden, draw(st.integers(2, 4))],
        activations=["tanh"] * len(hidden) + ["softmax"],
        loss=draw(st.sampled_from([ENTROPY, HALF])),
        m=draw(st.integers(1, 5)),
        train_biases=draw(st.sampled_from([False, True, "per_layer"])),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


@given(with_softmax())
def test_loss_and_gradients_are_those_calculated_a_scalar_at_a_time(experiment: Experiment) -> None:
    expected = reference.step(experiment)
    _, loss = evaluate(experiment)
    assert_close(loss, expected.loss, 1e-14)
    [run] = train(experiment).passes
    for layer, (dW, db) in enumerate(
        zip(run.backward.gradients.weights, run.backward.gradients.biases, strict=True)
    ):
        assert_close(dW[0], np.array(expected.weight_gradients[layer]), 1e-14)
        assert_close(db[0, :, 0], np.array(expected.bias_gradients[layer]), 1e-14)


@given(with_softmax())
def test_the_gradient_check_passes(experiment: Experiment) -> None:
    assert gradient_check(experiment).good.all()


@given(with_softmax())
def test_copies_trained_together_are_as_if_alone(experiment: Experiment) -> None:
    rates = np.array([0.1, 0.3])
    together = sweep(experiment, rates, steps=20).losses
    for rate, losses in zip(rates, together, strict=True):
        alone = train(replace(experiment, learning_rate=rate), 20).losses
        np.testing.assert_allclose(losses, alone, rtol=0, atol=1e-12)


# To the last digit


@pytest.mark.parametrize("units", [2, 3, 4, 7, 8, 9, 20])
@pytest.mark.parametrize("m", [1, 2, 5])
def test_the_fast_forms_have_the_digits_of_the_functions(units: int, m: int) -> None:
    rng = np.random.default_rng(units)
    z, da = rng.normal(scale=3.0, size=(2, units, m))
    a, carried = np.empty_like(z), da.copy()
    assert SOFTMAX.coupling
    for instruction in [*SOFTMAX.fast(z, a), *SOFTMAX.coupling.fast_back(z, a, carried)]:
        instruction()
    np.testing.assert_array_equal(a, SOFTMAX.function(z))
    np.testing.assert_array_equal(carried, SOFTMAX.back(z, a, da))
    stack = np.stack([z, -z])  # as a run is derived
    np.testing.assert_array_equal(a, SOFTMAX.function(stack)[0])
    np.testing.assert_array_equal(carried, SOFTMAX.back(stack, SOFTMAX.function(stack), da)[0])


# Far out


def exact_softmax(z: list[float]) -> list[Decimal]:
    """``e^z / sum of e^z`` in decimal arithmetic of 50 digits and any exponent."""
    with localcontext(prec=50):
        powers = [Decimal(number).exp() for number in z]
        return [power / sum(powers) for power in powers]


logits = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=4)


@given(logits)
def test_softmax_is_accurate_to_the_last_digits_up_to_a_thousand(z: list[float]) -> None:
    got = softmax(column(*z)).ravel().tolist()
    assert got == pytest.approx(list(map(float, exact_softmax(z))), rel=1e-12, abs=1e-300)
    assert sum(got) == pytest.approx(1, rel=1e-15)


@given(logits, st.data())
def test_the_loss_is_accurate_where_the_output_is_rounded_to_0_or_1(
    z: list[float], data: st.DataObject
) -> None:
    target = data.draw(st.integers(0, len(z) - 1))
    y = np.eye(len(z))[:, [target]]
    net = column(*z)
    shares = LOSSES[ENTROPY].function(y, net, softmax(net))
    with localcontext(prec=500):
        own = Decimal(z[target]).exp() / sum(Decimal(number).exp() for number in z)
        expected = float(-own.ln())
    assert shares.sum() == pytest.approx(expected, rel=1e-12, abs=1e-300)
    assert (np.delete(shares, target) == 0).all()


@pytest.mark.parametrize("loss", [ENTROPY, HALF])
@pytest.mark.parametrize("large", [1e3, 1e6, 1e300])
def test_large_net_inputs_do_no_harm(loss: str, large: float) -> None:
    network = Network((np.zeros((3, 2)),), (column(large, 0.0, -large),), (SOFTMAX,))
    for target in np.eye(3):
        experiment = replace(worked(loss), network=network, targets=column(*target))
        passed, value = evaluate(experiment)
        assert passed.a[-1].ravel().tolist() == [1.0, 0.0, 0.0]
        assert value == pytest.approx(
            large * np.argmax(target) if loss == ENTROPY else 1.0 - target[0]
        )
        slope = passed.a[-1] - column(*target) if loss == ENTROPY else np.zeros((3, 1))
        assert_close(deltas_of(experiment), (slope,), 1e-15)


def test_softmax_leaves_its_input_alone_and_returns_a_new_array() -> None:
    z = np.array([[1.0, 2.0], [3.0, -4.0]])
    before = z.copy()
    a = softmax(z)
    SOFTMAX.back(z, a, z)
    LOSSES[ENTROPY].function(a, z, a)
    assert not np.shares_memory(a, z)
    assert z.tolist() == before.tolist()
