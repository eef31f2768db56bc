"""The loss over one parameter or two: every point, and the marks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core.lab.neighbours
from core import Diverged, Experiment, evaluate, train
from core.explain.names import Bias, Neuron, Weight
from core.lab.axes import axis_around
from core.lab.loss_surface import Point, loss_surface, tangent
from core.network.propagation import TrainBiases
from core.run.presets import mazur
from core.run.training import evaluate_stack
from tests.core.experiments import experiments, make_experiment
from tests.core.test_neighbours import loss_with

W5, W6, B_H1 = Weight(1, 0, 0), Weight(1, 0, 1), Bias(Neuron(1, 0))


@given(experiments())
def test_a_surface_equals_a_loop_of_forward_passes(experiment: Experiment) -> None:
    a, b = Weight(0, 0, 0), Bias(Neuron(1, 0))
    axes = [axis_around(0.5, 2.0, 4), axis_around(-0.5, 3.0, 3)]
    surface = loss_surface(experiment, [a, b], axes)
    expected = [
        [loss_with(experiment, {a: float(value_a), b: float(value_b)}) for value_a in axes[0]]
        for value_b in axes[1]
    ]
    np.testing.assert_allclose(surface.losses, expected, rtol=1e-12, atol=1e-15)


@given(experiments(), st.integers(2, 9))
def test_a_slice_equals_a_loop_of_forward_passes(experiment: Experiment, points: int) -> None:
    axis = axis_around(0.25, 4.0, points)
    slice_ = loss_surface(experiment, [Weight(0, 0, 0)], [axis])
    expected = [loss_with(experiment, {Weight(0, 0, 0): float(value)}) for value in axis]
    np.testing.assert_allclose(slice_.losses, expected, rtol=1e-12, atol=1e-15)


def test_a_surface_takes_one_batched_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    batches = list[int]()

    def counted(*given):  # type: ignore[no-untyped-def]
        passed, losses = evaluate_stack(*given)
        batches.append(losses.size)
        return passed, losses

    monkeypatch.setattr(core.lab.neighbours, "evaluate_stack", counted)
    loss_surface(mazur(), [W5, W6], [axis_around(0.4, 4.0, 41)] * 2)
    assert batches == [41 * 41, 1]


def test_the_middle_of_a_slice_is_the_unchanged_network() -> None:
    slice_ = loss_surface(mazur(), [W5], [axis_around(0.4, 4.0, 101)])
    assert slice_.axes[0][50] == 0.4
    assert slice_.here.values.tolist() == [0.4]
    assert slice_.here.loss == evaluate(mazur())[1]
    assert slice_.losses[50] == pytest.approx(slice_.here.loss, rel=1e-15)


def test_a_surface_agrees_with_its_slices() -> None:
    axes = [axis_around(0.4, 2.0, 5), axis_around(0.45, 2.0, 5)]
    surface = loss_surface(mazur(), [W5, W6], axes)
    along_w5, along_w6 = (
        loss_surface(mazur(), [parameter], [axis])
        for parameter, axis in zip([W5, W6], axes, strict=True)
    )
    np.testing.assert_allclose(surface.losses[2], along_w5.losses, rtol=1e-14)
    np.testing.assert_allclose(surface.losses[:, 2], along_w6.losses, rtol=1e-14)
    assert surface.gradient.tolist() == [along_w5.gradient[0], along_w6.gradient[0]]


@given(experiments())
def test_the_gradient_is_the_slope_of_the_slice(experiment: Experiment) -> None:
    if any(activation.name == "relu" for activation in experiment.network.activations):
        return
    value, h = float(experiment.network.weights[0][0, 0]), 1e-5
    slice_ = loss_surface(experiment, [Weight(0, 0, 0)], [axis_around(value, h, 3)])
    slope = (slice_.losses[2] - slice_.losses[0]) / (slice_.axes[0][2] - slice_.axes[0][0])
    assert slice_.gradient[0] == pytest.approx(slope, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("train_biases", [False, True, "per_layer"])
@pytest.mark.parametrize("parameter", [W5, B_H1])
def test_the_step_is_that_of_training(parameter: Weight | Bias, train_biases: TrainBiases) -> None:
    experiment = replace(mazur(), train_biases=train_biases)
    surface = loss_surface(experiment, [parameter], [np.array([0.0, 1.0])])
    after = train(experiment).experiment.network
    value = after.weights[1][0, 0] if parameter is W5 else after.biases[0][0, 0]
    assert surface.step.values[0] == pytest.approx(value, rel=1e-15)
    assert surface.step.loss == pytest.approx(
        loss_with(experiment, {parameter: float(value)}), rel=1e-15
    )
    moves = parameter is W5 or train_biases is not False
    assert bool(surface.step.values[0] != surface.here.values[0]) is moves


def test_the_tangent_touches_the_slice() -> None:
    near = axis_around(0.4, 1e-3, 3)
    slice_ = loss_surface(mazur(), [W5], [near])
    left, right = tangent(slice_.here, float(slice_.gradient[0]), 1e-3)
    assert [left.values[0], right.values[0]] == [near[0], near[2]]
    assert [left.loss, right.loss] == pytest.approx(slice_.losses[[0, 2]].tolist(), abs=1e-7)
    assert left.loss < slice_.here.loss < right.loss


def test_a_tangent_at_a_flat_point_is_level() -> None:
    ends = tangent(Point(np.array([2.0]), 0.5), 0.0, 1.0)
    assert [end.loss for end in ends] == [0.5, 0.5]


@pytest.mark.parametrize("points", [2, 3, 40, 41, 97, 101, 1001])
def test_an_axis_is_evenly_spaced_around_its_middle(points: int) -> None:
    axis = axis_around(0.1, 4.0, points)
    assert len(axis) == points
    assert axis[[0, -1]].tolist() == pytest.approx([-3.9, 4.1], rel=1e-15)
    np.testing.assert_allclose(np.diff(axis), 8 / (points - 1), rtol=1e-12)
    assert (0.1 in axis.tolist()) is (points % 2 == 1)


def test_numbers_beyond_the_finite_range_are_refused() -> None:
    linear = make_experiment(activations=("identity", "identity"))
    far = replace(linear, iteration=7)
    with pytest.raises(Diverged) as caught:
        loss_surface(far, [W5], [np.array([0.0, 1e300])])
    assert caught.value.iteration == 7
    with pytest.raises(Diverged) as caught:
        loss_surface(replace(far, learning_rate=1e300), [W5], [np.array([0.0, 1.0])])
    assert caught.value.iteration == 8
