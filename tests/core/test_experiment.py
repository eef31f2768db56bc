"""A valid experiment, and the errors of an invalid one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import (
    ACTIVATIONS,
    LOSSES,
    Diverged,
    Experiment,
    ExperimentError,
    InvalidExperiment,
    Network,
)
from core.run.presets import mazur
from tests.core.compare import assert_identical
from tests.core.experiments import make_experiment

Change = Callable[[Experiment], Experiment]
SIGMOID, TANH = ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"]
SOFTMAX = ACTIVATIONS["softmax"]


def network_with(**parts: Any) -> Change:
    def change(experiment: Experiment) -> Experiment:
        return replace(experiment, network=replace(experiment.network, **parts))

    return change


def with_layer(name: str, layer: int, shape: tuple[int, ...]) -> Change:
    """The experiment with an array of this shape in its network."""

    def change(experiment: Experiment) -> Experiment:
        arrays = list(getattr(experiment.network, name))
        arrays[layer] = np.zeros(shape)
        return network_with(**{name: tuple(arrays)})(experiment)

    return change


def with_number(name: str, layer: int, number: float) -> Change:
    """The experiment with this number in its network."""

    def change(experiment: Experiment) -> Experiment:
        arrays = [array.copy() for array in getattr(experiment.network, name)]
        arrays[layer][-1, -1] = number
        return network_with(**{name: tuple(arrays)})(experiment)

    return change


def having(**fields: Any) -> Change:
    return lambda experiment: replace(experiment, **fields)


def cross_entropy(**fields: Any) -> Change:
    return having(loss=LOSSES["binary_cross_entropy"], **fields)


def one_of_two(targets: list[list[float]]) -> Change:
    """With softmax, its cross-entropy, and two examples that have these targets."""

    def change(experiment: Experiment) -> Experiment:
        return replace(
            network_with(activations=(SIGMOID, SOFTMAX))(experiment),
            loss=LOSSES["categorical_cross_entropy"],
            inputs=np.ones((2, 2)),
            targets=np.array(targets),
        )

    return change


WEIGHTS, BIASES = ("network", "weights"), ("network", "biases")
INPUTS, TARGETS = ("examples", "inputs"), ("examples", "targets")

# Of the worked example, of 2-2-2 neurons: the change, the field to blame, what the message says.
INVALID: dict[str, tuple[Change, tuple[str | int, ...], str]] = {
    "no layer": (network_with(weights=(), biases=(), activations=()), WEIGHTS, "got no layer"),
    "biases of too few layers": (
        network_with(biases=(np.zeros((2, 1)),)),
        BIASES,
        "got 1; one for each of the 2 layers",
    ),
    "activations of too many layers": (
        network_with(activations=(SIGMOID,) * 3),
        ("network", "activations"),
        "got 3; one for each of the 2 layers",
    ),
    "weights that are a vector": (
        with_layer("weights", 0, (2,)),
        (*WEIGHTS, 0),
        r"got shape \(2,\); must be \(units, units before\)",
    ),
    "weights that are a stack": (with_layer("weights", 1, (5, 2, 2)), (*WEIGHTS, 1), r"\(5, 2, 2"),
    "a layer without neurons": (with_layer("weights", 0, (0, 2)), (*WEIGHTS, 0), r"\(0, 2\)"),
    "neurons without weights": (with_layer("weights", 0, (2, 0)), (*WEIGHTS, 0), r"\(2, 0\)"),
    "layers that do not chain": (
        with_layer("weights", 1, (2, 3)),
        (*WEIGHTS, 1),
        "got rows of 3 weights; the layer before has 2 neurons",
    ),
    "a bias too many": (
        with_layer("biases", 0, (3, 1)),
        (*BIASES, 0),
        "got 3 biases; the layer has 2 neurons",
    ),
    "biases that are a vector": (
        with_layer("biases", 1, (2,)),
        (*BIASES, 1),
        r"got shape \(2,\); must be \(units, 1\)",
    ),
    "biases that are a row": (with_layer("biases", 1, (1, 2)), (*BIASES, 1), r"got shape \(1, 2"),
    "an infinite weight": (with_number("weights", 0, np.inf), (*WEIGHTS, 0), "got inf; must be"),
    "a bias that is no number": (with_number("biases", 1, np.nan), (*BIASES, 1), "got nan; must"),
    "no inputs": (having(inputs=np.zeros((2, 0))), INPUTS, "got no example"),
    "no list of inputs": (having(inputs=np.zeros(0)), INPUTS, "got no example"),
    "no targets": (having(targets=np.zeros((2, 0))), TARGETS, "got no example"),
    "inputs that are a vector": (
        having(inputs=np.zeros(2)),
        INPUTS,
        r"got shape \(2,\); must be \(inputs, examples\)",
    ),
    "targets that are a vector": (having(targets=np.zeros(2)), TARGETS, r"must be \(outputs, ex"),
    "an input too many": (
        having(inputs=np.zeros((3, 1))),
        INPUTS,
        "got rows of 3; the network has 2 inputs",
    ),
    "a target too few": (
        having(targets=np.zeros((1, 1))),
        TARGETS,
        "got rows of 1; the network has 2 outputs",
    ),
    "more targets than inputs": (
        having(targets=np.zeros((2, 4))),
        TARGETS,
        "got 4 rows for 1 rows of inputs",
    ),
    "an infinite input": (having(inputs=np.array([[0.0], [-np.inf]])), INPUTS, "got -inf; must"),
    "a target that is no number": (having(targets=np.full((2, 1), np.nan)), TARGETS, "got nan"),
    "an infinite learning rate": (having(learning_rate=np.inf), ("learning_rate",), "got inf"),
    "a learning rate that is none": (having(learning_rate=np.nan), ("learning_rate",), "got nan"),
    "cross-entropy of a tanh": (
        lambda mazur: cross_entropy()(network_with(activations=(SIGMOID, TANH))(mazur)),
        ("loss",),
        "got binary_cross_entropy with a tanh output.*must be sigmoid",
    ),
    "cross-entropy of a target above 1": (
        cross_entropy(targets=np.array([[0.0], [1.5]])),
        TARGETS,
        r"got 1\.5; .*from 0 to 1",
    ),
    "cross-entropy of a target below 0": (
        cross_entropy(targets=np.array([[-1e-300], [1.0]])),
        TARGETS,
        "got -1e-300; .*from 0 to 1",
    ),
    "softmax in a hidden layer": (
        network_with(activations=(SOFTMAX, SIGMOID)),
        ("network", "activations", 0),
        "got softmax for a hidden layer; it shares 1 out.*only the output layer",
    ),
    "softmax of a single output": (
        lambda mazur: replace(
            mazur,
            targets=np.ones((1, 1)),
            network=Network((np.ones((1, 2)),), (np.ones((1, 1)),), (SOFTMAX,)),
        ),
        ("network", "activations", 0),
        "got softmax for one output; it shares 1 out.*needs two or more",
    ),
    "categorical cross-entropy of a sigmoid": (
        having(loss=LOSSES["categorical_cross_entropy"]),
        ("loss",),
        "got categorical_cross_entropy with a sigmoid output.*must be softmax",
    ),
    "cross-entropy of softmax": (
        lambda mazur: cross_entropy()(network_with(activations=(SIGMOID, SOFTMAX))(mazur)),
        ("loss",),
        "got binary_cross_entropy with a softmax output.*must be sigmoid",
    ),
    "categorical cross-entropy of a negative target": (
        lambda mazur: one_of_two([[0.5, 1.25], [0.5, -0.25]])(mazur),
        TARGETS,
        r"got 1\.25; .*from 0 to 1",
    ),
    "categorical cross-entropy of targets that sum to more than 1": (
        lambda mazur: one_of_two([[0.5, 1.0], [0.5, 0.25]])(mazur),
        (*TARGETS, 1),
        r"got row 1, which sums to 1\.25; .*must sum to 1",
    ),
}


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_experiment_is_refused_with_its_field(name: str) -> None:
    change, field, message = INVALID[name]
    with pytest.raises(InvalidExperiment, match=message) as error:
        change(mazur())
    assert error.value.field == field


@pytest.mark.parametrize("output", sorted(set(ACTIVATIONS) - {"sigmoid"}))
def test_the_cross_entropy_refuses_every_output_but_the_sigmoid(output: str) -> None:
    with pytest.raises(InvalidExperiment, match=output) as error:
        make_experiment(activations=("tanh", output), loss="binary_cross_entropy")
    assert error.value.field == ("loss",)


def test_the_cross_entropy_accepts_targets_of_0_and_1() -> None:
    cross_entropy(targets=np.array([[0.0], [1.0]]))(mazur())


def test_the_categorical_cross_entropy_accepts_targets_that_sum_to_1_but_for_rounding() -> None:
    one_of_two([[1.0, 1 / 3], [0.0, 2 / 3]])(mazur())
    one_of_two([[0.1 + 0.2, 0.333333333333], [0.7, 0.666666666667]])(mazur())


def test_the_squared_error_accepts_any_target_and_output() -> None:
    network = replace(mazur().network, activations=(SIGMOID, TANH))
    replace(mazur(), network=network, targets=np.array([[-7.0], [7.0]]))


def test_both_kinds_of_failure_are_experiment_errors_and_value_errors() -> None:
    for error in (InvalidExperiment, Diverged):
        assert issubclass(error, ExperimentError)
        assert issubclass(error, ValueError)


def test_a_later_experiment_differs_only_in_network_and_iteration() -> None:
    before = make_experiment()
    other = make_experiment(seed=1).network
    after = before.at(7, other)
    assert (after.iteration, after.network) == (7, other)
    assert_identical(replace(after, iteration=0, network=before.network), before)


def test_a_network_is_checked_only_as_part_of_an_experiment() -> None:
    Network((), (), ())
