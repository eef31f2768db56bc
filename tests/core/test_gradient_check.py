"""The gradient check calls right gradients good, wherever they are taken, and wrong ones bad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Activation, Diverged, Experiment, Network, backward, forward, train
from core.arrays import Array
from core.explain.names import name_of
from core.lab.gradient_check import STEP, TOLERANCE, GradientCheck, gradient_check
from core.run.presets import mazur
from tests.core.experiments import experiments, kinds, make_experiment
from tests.core.test_neighbours import loss_with


def names_of(experiment: Experiment, check: GradientCheck) -> list[str]:
    sizes = experiment.sizes
    return [name_of(parameter, sizes) for parameter in check.parameters]


def scaled(experiment: Experiment, weights: float, inputs: float = 1.0) -> Experiment:
    """The experiment with all parameters and inputs scaled by a factor."""
    network = experiment.network
    return replace(
        experiment,
        inputs=inputs * experiment.inputs,
        network=Network(
            tuple(weights * W for W in network.weights),
            tuple(weights * b for b in network.biases),
            network.activations,
        ),
    )


def with_activations(experiment: Experiment, *activations: Activation) -> Experiment:
    return replace(experiment, network=replace(experiment.network, activations=activations))


def xor(hidden: str, scale: float = 1.0) -> Experiment:
    """XOR with biases of 0, so that the hidden net inputs of (0, 0) are exactly 0."""
    drawn = scaled(make_experiment(sizes=(2, 2, 1), activations=(hidden, "sigmoid"), m=4), scale)
    return replace(
        drawn,
        inputs=np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]),
        targets=np.array([[0.0, 1.0, 1.0, 0.0]]),
        network=replace(drawn.network, biases=tuple(0 * b for b in drawn.network.biases)),
    )


# What is compared


def test_all_weights_and_each_neurons_own_bias_are_checked() -> None:
    for train_biases in (False, True, "per_layer"):
        experiment = replace(mazur(), train_biases=train_biases)
        check = gradient_check(experiment)
        assert names_of(experiment, check) == [
            *("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"),
            *("b.h1", "b.h2", "b.o1", "b.o2"),
        ]
        assert check.values.tolist() == [
            *(0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55),
            *(0.35, 0.35, 0.6, 0.6),
        ]


def test_the_gradients_are_those_of_backpropagation() -> None:
    experiment = make_experiment()
    passed = forward(experiment.network, experiment.inputs)
    gradients = backward(experiment.network, passed, experiment.targets, experiment.loss).gradients
    # Biases of the hidden neurons come before those of the outputs, as the layers do.
    expected = [array.ravel() for array in (*gradients.weights, *gradients.biases)]
    assert gradient_check(experiment).analytic.tolist() == np.concatenate(expected).tolist()


@given(experiments())
def test_the_differences_are_those_of_single_forward_passes(experiment: Experiment) -> None:
    check = gradient_check(experiment)
    for parameter, value, step, numeric, corner in zip(
        check.parameters, check.values, check.steps, check.numeric, check.corner, strict=True
    ):
        up, down = float(value + step), float(value - step)
        if not corner:
            difference = loss_with(experiment, {parameter: up}) - loss_with(
                experiment, {parameter: down}
            )
            # The last digits of the losses, divided by the step.
            noise = 1e-15 * (1 + loss_with(experiment, {})) / step
            assert numeric == pytest.approx(difference / (up - down), rel=1e-12, abs=noise)


# What is good


@given(
    experiments(), st.sampled_from([0.0, 0.01, 1.0, 30.0, 1e3]), st.sampled_from([0.0, 1.0, 1e4])
)
def test_a_right_gradient_is_good_however_large_weights_and_inputs_are(
    experiment: Experiment, weights: float, inputs: float
) -> None:
    check = gradient_check(scaled(experiment, weights, inputs))
    assert check.relative_error.max() <= TOLERANCE, (check.analytic, check.numeric)
    assert check.good.all()


@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
def test_a_right_gradient_is_good_for_every_activation_and_loss(
    hidden: str, output: str, loss: str
) -> None:
    experiment = make_experiment(activations=(hidden, output), loss=loss, m=10)
    assert gradient_check(experiment).relative_error.max() < 1e-6


def test_a_tiny_right_gradient_is_good() -> None:
    check = gradient_check(train(mazur(), 10_000).experiment)
    assert 1e-6 < np.abs(check.analytic).min() < 1e-5
    assert check.relative_error.max() < 1e-7


def test_saturated_neurons_are_good() -> None:
    check = gradient_check(scaled(mazur(), 20.0))
    assert 0 < np.abs(check.analytic).max() < 1e-9
    assert check.good.all()


def test_a_gradient_of_zero_is_good() -> None:
    example = mazur()
    passed = forward(example.network, example.inputs)
    check = gradient_check(replace(example, targets=passed.a[-1]))
    assert (check.analytic == 0).all()
    assert check.good.all()


# Corners


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu"])
def test_at_a_corner_the_difference_uses_the_same_side_as_backpropagation(hidden: str) -> None:
    experiment = xor(hidden)
    check = gradient_check(experiment)
    assert check.good.all()
    # Only a bias moves the net input of (0, 0).
    corners = [
        name for name, at in zip(names_of(experiment, check), check.corner, strict=True) if at
    ]
    assert corners
    assert set(corners) <= {"b.h1", "b.h2"}
    index = int(np.argmax(check.corner))
    one_sided = [
        (loss_with(experiment, {check.parameters[index]: sign * 1e-6}) - loss_with(experiment, {}))
        / (sign * 1e-6)
        for sign in (-1, 1)
    ]
    assert min(abs(check.numeric[index] - slope) for slope in one_sided) < 1e-5
    assert abs(one_sided[0] - one_sided[1]) > 1e-3


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "identity", "softplus", "silu"])
def test_a_gradient_without_a_corner_is_not_marked(hidden: str) -> None:
    assert not gradient_check(xor(hidden)).corner.any()


def test_a_dead_network_is_good() -> None:
    check = gradient_check(xor("relu", scale=0.0))
    assert check.good.all()


# What is bad


def times(factor: float) -> Callable[[Array, Array], Array]:
    """The slope of the sigmoid, times a wrong factor."""
    return lambda z, a: factor * a * (1 - a)


@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.5, 0.999, 1.0001, 2.0])
def test_a_wrong_derivative_makes_every_gradient_bad_that_uses_it(factor: float) -> None:
    sigmoid = mazur().network.activations[0]
    wrong = replace(sigmoid, derivative=times(factor))
    check = gradient_check(with_activations(mazur(), wrong, sigmoid))
    hidden = [True] * 4 + [False] * 4 + [True, True, False, False]
    assert (~check.good).tolist() == hidden
    expected = abs(1 - factor) / max(1, abs(factor))
    assert check.relative_error[hidden] == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu"])
def test_a_wrong_slope_beside_a_kink_is_bad_too(hidden: str) -> None:
    experiment = make_experiment(activations=(hidden, "sigmoid"))
    relu, sigmoid = experiment.network.activations
    always_on = replace(relu, derivative=lambda z, a: np.ones_like(z))
    assert gradient_check(experiment).good.all()
    assert not gradient_check(with_activations(experiment, always_on, sigmoid)).good.all()


def test_a_wrong_loss_is_bad_after_a_long_run() -> None:
    trained = train(mazur(), 10_000).experiment
    wrong = replace(trained.loss, output_delta=lambda y, z, o, activation: o - y)
    check = gradient_check(replace(trained, loss=wrong))
    assert not check.good.any()


# The step


def test_the_step_is_a_cube_root_of_the_precision() -> None:
    assert pytest.approx(6.0555e-6, rel=1e-4) == STEP
    assert gradient_check(mazur()).steps.tolist() == [STEP] * 12


def test_a_number_beyond_the_finite_range_is_refused() -> None:
    linear = make_experiment(activations=("identity", "identity"))
    for factor in (1e60, 1e200):
        with pytest.raises(Diverged) as caught:
            gradient_check(replace(scaled(linear, factor, factor), iteration=5))
        assert caught.value.iteration == 5
