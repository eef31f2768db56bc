"""Every step of every formula has the value that the core computes."""

from __future__ import annotations

from math import isclose

import numpy as np
import pytest
from hypothesis import assume, given

from core import Experiment, Network
from core.explain.formulas import evaluate, formula_of
from core.explain.quantities import (
    KINDS,
    all_quantities,
    of_every_kind,
    open_iteration,
    quantities_in,
    quantity,
)
from core.expressions import Known, Mean, Product, Sum
from core.network.activations import ACTIVATIONS
from core.network.losses import LOSSES
from core.network.propagation import TrainBiases
from core.run.presets import mazur
from tests.core.experiments import TRAIN_BIASES, each_kind, experiments, kinds, make_experiment

TOLERANCE = 1e-12


def assert_steps_hold(experiment: Experiment, example: int = 0, least: float = 0.0) -> None:
    """Asserts that each step has the value of its quantity, relative to it or to `least`."""
    opened = open_iteration(experiment)
    for asked in quantities_in(experiment):
        expected = asked.of(opened, example)
        for step in formula_of(asked.name, experiment).steps:
            found = evaluate(step.expression, opened, example)
            allowed = TOLERANCE * max(abs(expected), least)
            assert abs(found - expected) <= allowed, (asked.name, step.role, found, expected)


def test_every_step_of_the_worked_example_has_the_value_of_its_quantity() -> None:
    assert_steps_hold(mazur())


@pytest.mark.parametrize(
    ("hidden", "output", "loss", "m"),
    [*((*kind, 4) for kind in kinds()), *((*kind, 1) for kind in each_kind())],
)
def test_every_step_holds_for_all_activations_and_losses(
    hidden: str, output: str, loss: str, m: int
) -> None:
    experiment = make_experiment(activations=(hidden, output), loss=loss, m=m)
    assert_steps_hold(experiment, example=m - 1, least=1e-3)


@pytest.mark.parametrize("train_biases", TRAIN_BIASES)
def test_every_step_holds_however_biases_learn(train_biases: TrainBiases) -> None:
    assert_steps_hold(make_experiment(train_biases=train_biases), least=1e-3)


@given(experiments())
def test_every_step_holds_for_random_experiments(experiment: Experiment) -> None:
    # An output near 0 or 1 costs ln(1 - o) its digits; the core computes it from z instead.
    o = open_iteration(experiment).forward.a[-1]
    ends = np.minimum(np.abs(o), np.abs(1.0 - o)).min()
    assume(experiment.loss.name == "half_squared_error" or ends > 1e-3)
    assert_steps_hold(experiment, least=1.0)


def test_the_cross_entropy_is_right_where_the_output_has_rounded_to_its_end() -> None:
    network = Network((np.array([[40.0]]),), (np.array([[0.0]]),), (ACTIVATIONS["sigmoid"],))
    one, zero = np.array([[1.0]]), np.array([[0.0]])
    experiment = Experiment(network, LOSSES["binary_cross_entropy"], one, zero, 0.5)
    opened = open_iteration(experiment)
    assert quantity(opened, "a.o1") == 1.0
    *_, last = formula_of("loss.o1", experiment).steps
    assert isclose(evaluate(last.expression, opened), 40.0)


def test_the_table_of_kinds_of_quantities_is_complete_and_exact() -> None:
    table = {kind.prefix: kind for kind in KINDS}
    assert of_every_kind(table) is table
    with pytest.raises(ValueError, match=r"invents 'z\.\.'"):
        of_every_kind({**table, "z..": KINDS[0]})
    del table["new.loss"]
    with pytest.raises(ValueError, match=r"lacks 'new\.loss'"):
        of_every_kind(table)


def test_only_given_quantities_have_no_steps() -> None:
    without = {
        asked.kind.prefix
        for asked in all_quantities((2, 2, 2))
        if not formula_of(asked.name, mazur()).steps
    }
    assert without == {"x.", "y.", ""}


def test_the_gradient_of_w5_is_the_product_that_the_article_prints() -> None:
    symbols, names, numbers, factors = formula_of("gradient.w5", mazur()).steps
    assert symbols.expression == factors.expression
    assert names.expression == numbers.expression
    assert values_of(factors.expression) == [0.74136507, 0.186815602, 0.593269992]


def test_a_hidden_weight_has_two_paths_of_opposite_sign() -> None:
    by_path = formula_of("gradient.w1", mazur()).steps[1].expression
    assert isinstance(by_path, Product)
    paths, *rest = by_path.factors
    assert values_of(paths) == [0.055399425, -0.019049118]
    assert values_of(Product(tuple(rest))) == [0.241300709, 0.05]


def values_of(expression: object) -> list[float]:
    """The nine-digit values of an expression's direct leaves, in the worked example."""
    assert isinstance(expression, Product | Sum)
    parts = expression.factors if isinstance(expression, Product) else expression.terms
    opened = open_iteration(mazur())
    assert all(isinstance(part, Known) for part in parts)
    return [round(evaluate(part, opened), 9) for part in parts]


def test_with_several_examples_gradients_and_loss_are_means() -> None:
    experiment = make_experiment(m=4)
    for name in ("gradient.w1", "gradient.b.o1", "loss"):
        for step in formula_of(name, experiment).steps:
            assert isinstance(step.expression, Mean)


def test_the_learning_rate_is_not_a_quantity_but_has_a_symbol() -> None:
    opened = open_iteration(mazur())
    written = formula_of("step.w5", mazur()).steps[0].expression
    assert isinstance(written, Product)
    assert evaluate(written.factors[0], opened) == 0.5
