"""The gradients of `core.backward`, proven three ways: by hand, by differences, by autograd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp, log
from typing import Any

import autograd  # type: ignore[import-untyped]
import autograd.numpy as anp  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given

from core import (
    ACTIVATIONS,
    Backward,
    Experiment,
    Gradients,
    Network,
    backward,
    evaluate,
    forward,
    train,
    update,
)
from core.arrays import Array
from core.run.presets import mazur
from tests.core import by_hand
from tests.core.compare import assert_close
from tests.core.experiments import enough_outputs, experiments, kinds, make_experiment


def gradients_of(experiment: Experiment) -> Backward:
    passed = forward(experiment.network, experiment.inputs)
    return backward(experiment.network, passed, experiment.targets, experiment.loss)


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, np.newaxis]


# By hand


def test_the_forward_pass_is_the_one_worked_by_hand() -> None:
    passed, loss = evaluate(mazur())
    z = (column(by_hand.net_h1, by_hand.net_h2), column(by_hand.net_o1, by_hand.net_o2))
    h, o = column(by_hand.out_h1, by_hand.out_h2), column(by_hand.out_o1, by_hand.out_o2)
    assert_close(passed.z, z, 1e-15)
    assert_close(passed.a, (column(by_hand.i1, by_hand.i2), h, o), 1e-15)
    assert_close(loss, by_hand.E_total, 1e-15)


def test_the_backward_pass_is_the_one_worked_by_hand() -> None:
    deltas = (
        column(by_hand.delta_h1, by_hand.delta_h2),
        column(by_hand.delta_o1, by_hand.delta_o2),
    )
    weights = (
        np.array([[by_hand.dE_dw1, by_hand.dE_dw2], [by_hand.dE_dw3, by_hand.dE_dw4]]),
        np.array([[by_hand.dE_dw5, by_hand.dE_dw6], [by_hand.dE_dw7, by_hand.dE_dw8]]),
    )
    # A bias adds to its neuron's net input as it is, so its gradient is the delta itself.
    assert_close(gradients_of(mazur()), Backward(deltas, Gradients(weights, deltas)), 1e-15)


def test_the_update_is_the_one_worked_by_hand() -> None:
    example = mazur()
    updated = update(example.network, gradients_of(example).gradients, example.learning_rate)
    weights = (
        np.array([[by_hand.w1_new, by_hand.w2_new], [by_hand.w3_new, by_hand.w4_new]]),
        np.array([[by_hand.w5_new, by_hand.w6_new], [by_hand.w7_new, by_hand.w8_new]]),
    )
    assert_close(updated.weights, weights, 1e-15)
    assert updated.biases[0].tolist() == [[by_hand.b1]] * 2, "the example trains no bias"
    assert updated.biases[1].tolist() == [[by_hand.b2]] * 2, "the example trains no bias"


# Each function and its derivative with the school's rules, a scalar at a time.
BY_HAND: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "leaky_relu": (lambda z: z if z > 0 else z / 100, lambda z: 1.0 if z > 0 else 1 / 100),
    "softplus": (lambda z: log(1 + exp(z)), lambda z: exp(z) / (1 + exp(z))),
    "silu": (
        lambda z: z / (1 + exp(-z)),
        lambda z: (1 + exp(-z) + z * exp(-z)) / (1 + exp(-z)) ** 2,
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_step_with_each_activation_is_the_one_worked_by_hand(name: str) -> None:
    f, slope = BY_HAND[name]
    x, y, b, c = (0.5, -1.5), (0.25, -0.75), (0.1, -0.2), (-0.3, 0.4)
    W, V = ((0.6, -0.4), (-0.7, 0.9)), ((0.8, -1.1), (0.3, 0.5))
    z1, z2 = (W[i][0] * x[0] + W[i][1] * x[1] + b[i] for i in (0, 1))
    h1, h2 = f(z1), f(z2)
    n1, n2 = (V[i][0] * h1 + V[i][1] * h2 + c[i] for i in (0, 1))
    assert min(z1, z2) < 0 < max(z1, z2), "the step is to use both sides"
    d1, d2 = (f(n1) - y[0]) * slope(n1), (f(n2) - y[1]) * slope(n2)
    e1 = (d1 * V[0][0] + d2 * V[1][0]) * slope(z1)
    e2 = (d1 * V[0][1] + d2 * V[1][1]) * slope(z2)

    experiment = replace(
        mazur(),
        network=Network(
            (np.array(W), np.array(V)), (column(*b), column(*c)), (ACTIVATIONS[name],) * 2
        ),
        inputs=column(*x),
        targets=column(*y),
    )
    expected = (
        np.array(
            [
                [W[0][0] - 0.5 * e1 * x[0], W[0][1] - 0.5 * e1 * x[1]],
                [W[1][0] - 0.5 * e2 * x[0], W[1][1] - 0.5 * e2 * x[1]],
            ]
        ),
        np.array(
            [
                [V[0][0] - 0.5 * d1 * h1, V[0][1] - 0.5 * d1 * h2],
                [V[1][0] - 0.5 * d2 * h1, V[1][1] - 0.5 * d2 * h2],
            ]
        ),
    )
    assert_close(gradients_of(experiment).deltas, (column(e1, e2), column(d1, d2)), 1e-14)
    assert_close(train(experiment).experiment.network.weights, expected, 1e-14)


# By central differences


def central_differences(experiment: Experiment, h: float = 1e-5) -> Gradients:
    """``(E(p + h) - E(p - h)) / 2h`` for every parameter p."""

    def slopes(name: str) -> tuple[Array, ...]:
        return tuple(
            np.array([slope(name, layer, index) for index in np.ndindex(values.shape)]).reshape(
                values.shape
            )
            for layer, values in enumerate(getattr(experiment.network, name))
        )

    def slope(name: str, layer: int, index: tuple[int, ...]) -> float:
        return (loss(name, layer, index, h) - loss(name, layer, index, -h)) / (2 * h)

    def loss(name: str, layer: int, index: tuple[int, ...], change: float) -> float:
        values = [array.copy() for array in getattr(experiment.network, name)]
        values[layer][index] += change
        network = replace(experiment.network, **{name: tuple(values)})
        return evaluate(replace(experiment, network=network))[1]

    return Gradients(slopes("weights"), slopes("biases"))


@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
@pytest.mark.parametrize("seed", range(5))
def test_the_gradients_are_the_central_differences_of_the_loss(
    hidden: str, output: str, loss: str, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    sizes = enough_outputs(rng.integers(1, 6, size=rng.integers(3, 6)).tolist(), output)
    experiment = make_experiment(
        sizes=sizes,
        activations=[hidden] * (len(sizes) - 2) + [output],
        loss=loss,
        m=int(rng.integers(1, 6)),
        seed=seed,
    )
    assert_close(gradients_of(experiment).gradients, central_differences(experiment), 1e-9)


# By autograd, from the definitions alone

AUTOGRAD_ACTIVATIONS = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0),
    "identity": lambda z: z,
    "leaky_relu": lambda z: anp.where(z > 0, z, z / 100),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "silu": lambda z: z / (1 + anp.exp(-z)),
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z), axis=0),
}
AUTOGRAD_LOSSES = {
    "half_squared_error": lambda y, z, o: (y - o) ** 2 / 2,
    # 1 - o is the sigmoid of -z. Subtracted, it loses the digits that o near 1 does not have: at
    # z = 9 autograd is then wrong by 3e-13, and `core`, by long doubles, right to 1e-15.
    "binary_cross_entropy": lambda y, z, o: (
        -(y * anp.log(o) + (1 - y) * anp.log(AUTOGRAD_ACTIVATIONS["sigmoid"](-z)))
    ),
    "categorical_cross_entropy": lambda y, z, o: -y * anp.log(o),
}


def autograd_backward(experiment: Experiment) -> Backward:
    network, m = experiment.network, experiment.inputs.shape[1]

    def total_loss(weights: Any, biases: Any, nudges: Any) -> Any:
        """The sum of the losses of all examples, with a nudge added to each net input."""
        a = experiment.inputs
        for W, b, nudge, activation in zip(
            weights, biases, nudges, network.activations, strict=True
        ):
            z = anp.dot(W, a) + b + nudge
            a = AUTOGRAD_ACTIVATIONS[activation.name](z)
        return anp.sum(AUTOGRAD_LOSSES[experiment.loss.name](experiment.targets, z, a))

    no_nudges = [np.zeros((len(b), m)) for b in network.biases]
    weights, biases, deltas = autograd.grad(total_loss, (0, 1, 2))(
        list(network.weights), list(network.biases), no_nudges
    )
    return Backward(
        tuple(deltas), Gradients(tuple(dW / m for dW in weights), tuple(db / m for db in biases))
    )


@given(experiments())
def test_deltas_and_gradients_are_those_of_autograd(experiment: Experiment) -> None:
    assert_close(gradients_of(experiment), autograd_backward(experiment), 2e-14)


@given(experiments())
def test_a_bias_per_layer_uses_the_gradient_of_one_shared_number(
    experiment: Experiment,
) -> None:
    def loss_with(added: Any) -> Any:
        """The loss with a number added to all biases of a layer."""
        a = experiment.inputs
        for (W, b, activation), shared in zip(experiment.network.layers(), added, strict=True):
            z = anp.dot(W, a) + b + shared
            a = AUTOGRAD_ACTIVATIONS[activation.name](z)
        losses = AUTOGRAD_LOSSES[experiment.loss.name](experiment.targets, z, a)
        return anp.sum(losses) / experiment.targets.shape[1]

    gradients = autograd.grad(loss_with)([0.0] * len(experiment.network.biases))
    updated = update(experiment.network, gradients_of(experiment).gradients, 0.5, "per_layer")
    expected = tuple(
        b - 0.5 * shared for b, shared in zip(experiment.network.biases, gradients, strict=True)
    )
    assert_close(updated.biases, expected, 1e-13)


def test_biases_learn_as_asked() -> None:
    network = Network((np.ones((2, 1)),), (np.array([[0.1], [0.2]]),), ())
    gradients = Gradients((np.zeros((2, 1)),), (np.array([[0.4], [0.6]]),))
    assert update(network, gradients, 0.5, False).biases[0].tolist() == [[0.1], [0.2]]
    assert_close(update(network, gradients, 0.5, True).biases, (column(-0.1, -0.1),), 1e-15)
    assert_close(update(network, gradients, 0.5, "per_layer").biases, (column(-0.4, -0.3),), 1e-15)
