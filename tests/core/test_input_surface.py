"""What each neuron sees: its activation, over a square of the plane of two inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Diverged, Experiment, forward
from core.lab.input_surface import input_surface, span_of
from core.run.presets import mazur
from tests.core.experiments import make_experiment


@given(
    st.sampled_from([(2, 2, 2), (2, 1), (2, 5, 3, 1)]), st.integers(2, 6), st.integers(0, 2**32 - 1)
)
def test_a_surface_equals_a_loop_of_forward_passes(
    sizes: tuple[int, ...], points: int, seed: int
) -> None:
    activations = ["tanh"] * (len(sizes) - 2) + ["sigmoid"]
    experiment = make_experiment(sizes=sizes, activations=activations, seed=seed)
    surface = input_surface(experiment, span=3.0, points=points)
    assert [a.shape for a in surface.activations] == [
        (units, points, points) for units in sizes[1:]
    ]
    for i, x1 in enumerate(surface.axes[0]):
        for j, x2 in enumerate(surface.axes[1]):
            passed = forward(experiment.network, np.array([[x1], [x2]]))
            for layer, a in zip(surface.activations, passed.a[1:], strict=True):
                np.testing.assert_allclose(layer[:, j, i], a[:, 0], rtol=1e-12, atol=1e-15)


def with_inputs(*rows: tuple[float, float]) -> Experiment:
    inputs = np.array(rows).T
    return replace(mazur(), inputs=inputs, targets=np.zeros_like(inputs))


def test_the_square_is_centred_on_the_examples() -> None:
    x1, x2 = input_surface(with_inputs((0.0, 5.0), (4.0, 6.0)), span=10.0, points=3).axes
    assert (x1.tolist(), x2.tolist()) == ([-8.0, 2.0, 12.0], [-4.5, 5.5, 15.5])


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=5))
def test_all_examples_are_in_the_square_with_a_margin(rows: list[tuple[float, float]]) -> None:
    experiment = with_inputs(*rows)
    surface = input_surface(experiment, points=2)
    span = span_of(experiment.inputs)
    for axis, values in zip(surface.axes, experiment.inputs, strict=True):
        assert axis[1] - axis[0] == pytest.approx(2 * span)
        assert axis[0] + 0.19 * span < values.min()
        assert values.max() < axis[1] - 0.19 * span


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5))
def test_the_square_around_examples_between_0_and_1_includes_both(
    rows: list[tuple[float, float]],
) -> None:
    for axis in input_surface(with_inputs(*rows), points=2).axes:
        assert axis[0] <= 0 <= 1 <= axis[1]


@given(st.data(), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_one_or_two_of_any_number_of_inputs_vary_and_the_others_are_held(
    data: st.DataObject, inputs: int, seed: int
) -> None:
    experiment = make_experiment(sizes=(inputs, 3, 2), seed=seed)
    order = data.draw(st.permutations(range(inputs)))
    plane = order[: data.draw(st.integers(1, min(2, inputs)))]
    held = {index: data.draw(st.floats(-2, 2)) for index in order[2:3]}
    surface = input_surface(experiment, points=2, plane=plane, held=held)
    assert surface.plane == tuple(plane)
    middles = (experiment.inputs.min(axis=1) + experiment.inputs.max(axis=1)) / 2
    others = {index: middles[index] for index in order if index not in plane} | held
    assert surface.held == pytest.approx({i: x for i, x in others.items() if i not in plane})
    x = np.array([surface.held.get(index, 0.0) for index in range(inputs)])
    for place in np.ndindex(*[2] * len(plane)):
        x[list(plane)] = [axis[i] for axis, i in zip(surface.axes, reversed(place), strict=True)]
        passed = forward(experiment.network, x[:, np.newaxis])
        for layer, a in zip(surface.activations, passed.a[1:], strict=True):
            np.testing.assert_allclose(layer[:, *place], a[:, 0], rtol=1e-12, atol=1e-15)


def test_a_network_of_one_input_has_a_curve() -> None:
    experiment = make_experiment(sizes=(1, 2, 2))
    surface = input_surface(experiment, points=5)
    assert [a.shape for a in surface.activations] == [(2, 5), (2, 5)]
    assert (len(surface.axes), surface.held) == (1, {})


def test_the_square_reaches_beyond_the_examples_of_its_own_inputs() -> None:
    experiment = make_experiment(sizes=(3, 2), activations=["tanh"])
    far = replace(experiment, inputs=experiment.inputs * [[1.0], [1.0], [100.0]])
    near = input_surface(experiment, points=2)
    assert np.ptp(input_surface(far, points=2).axes[0]) == np.ptp(near.axes[0])
    assert np.ptp(input_surface(far, points=2, plane=[0, 2]).axes[0]) > 50


@pytest.mark.parametrize("largest", [1e308, 1.7e308])
def test_activations_beyond_the_finite_range_are_refused(largest: float) -> None:
    linear = make_experiment(sizes=(2, 2), activations=["identity"], m=2)
    network = replace(linear.network, weights=(np.full((2, 2), 10.0),))
    wide = replace(linear, network=network, inputs=np.array([[-largest, largest]] * 2), iteration=3)
    with pytest.raises(Diverged) as caught:
        input_surface(wide)
    assert caught.value.iteration == 3
