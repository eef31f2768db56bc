"""Other conventions change what the numbers are called and how large they are, and no update."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import Experiment
from core.explain.adopted import adopted, factors_of
from core.explain.conventions import (
    OURS,
    BiasConvention,
    Conventions,
    ErrorConvention,
    ExamplesConvention,
)
from core.explain.formulas import evaluate
from core.explain.phases import phases_of
from core.explain.quantities import open_iteration, quantities_in
from core.explain.units import unit_formula, units_of
from core.run.presets import mazur
from tests.core.experiments import experiments, make_experiment
from tests.core.test_formulas import assert_steps_hold

EVERY = [
    Conventions(error, half, examples, biases)
    for error, half, examples, biases in product(
        get_args(ErrorConvention),
        (True, False),
        get_args(ExamplesConvention),
        get_args(BiasConvention),
    )
]


def assert_the_same_iteration(experiment: Experiment, conventions: Conventions) -> None:
    """Asserts that every number is ours times its factor, and every updated parameter is ours."""
    here = adopted(experiment, conventions)
    ours, theirs = open_iteration(experiment), open_iteration(here)
    factors = factors_of(conventions, experiment)
    # Signs, halves and powers of two lose no digit; a sum of other numbers of examples may.
    exact = not conventions.summed or experiment.m in (1, 2, 4)
    allowed = 0.0 if exact else 1e-15
    for asked in quantities_in(experiment):
        expected, found = factors[asked.kind.prefix] * asked.of(ours), asked.of(theirs)
        assert abs(found - expected) <= allowed * max(1.0, abs(expected)), asked.name
    for before, after in zip(
        (*ours.after.weights, *ours.after.biases),
        (*theirs.after.weights, *theirs.after.biases),
        strict=True,
    ):
        assert (abs(before - after) <= allowed * np.maximum(1.0, abs(before))).all()


@pytest.mark.parametrize("conventions", EVERY)
def test_the_worked_example_is_the_same_in_every_convention(conventions: Conventions) -> None:
    assert_the_same_iteration(mazur(), conventions)
    assert_steps_hold(adopted(mazur(), conventions))


@given(experiments(), st.sampled_from(EVERY))
def test_every_number_is_ours_times_its_factor(
    experiment: Experiment, conventions: Conventions
) -> None:
    assert_the_same_iteration(experiment, conventions)


@given(experiments(), st.sampled_from(EVERY))
def test_every_formula_has_the_value_of_its_quantity(
    experiment: Experiment, conventions: Conventions
) -> None:
    o = open_iteration(experiment).forward.a[-1]
    ends = np.minimum(np.abs(o), np.abs(1.0 - o)).min()
    assume(experiment.loss.name == "half_squared_error" or ends > 1e-3)
    here = adopted(experiment, conventions)
    assert_steps_hold(here, least=1.0)
    opened = open_iteration(here)
    for phase in phases_of(len(here.sizes) - 1):
        for asked in units_of(phase, here):
            for step in unit_formula(asked, here).steps:
                found, expected = evaluate(step.expression, opened), asked.of(opened)
                assert np.isclose(found, expected, rtol=1e-12, atol=1e-12), (asked.name, step.role)


@pytest.mark.parametrize(("m", "sizes"), [(1, (1, 1)), (4, (4, 4, 4, 4))])
def test_sizes_from_the_smallest_to_the_largest(m: int, sizes: tuple[int, ...]) -> None:
    activations = ["tanh"] * (len(sizes) - 2) + ["sigmoid"]
    experiment = make_experiment(sizes=sizes, activations=activations, m=m)
    for conventions in EVERY:
        assert_the_same_iteration(experiment, conventions)
        assert_steps_hold(adopted(experiment, conventions), least=1e-3)


def test_our_own_conventions_change_nothing() -> None:
    experiment = mazur()
    assert adopted(experiment, OURS) is experiment


def test_the_learning_rate_makes_up_for_larger_gradients() -> None:
    experiment = replace(make_experiment(m=3), learning_rate=0.6)
    for conventions, rate in (
        (Conventions(half=False), 0.3),
        (Conventions(examples="sum"), 0.2),
        (Conventions(half=False, examples="sum"), 0.1),
        (Conventions(error="target_minus_output"), 0.6),
    ):
        assert adopted(experiment, conventions).learning_rate == pytest.approx(rate)


def test_only_the_squared_error_has_a_half() -> None:
    experiment = make_experiment(loss="binary_cross_entropy")
    whole = adopted(experiment, Conventions(half=False))
    assert whole.learning_rate == experiment.learning_rate
    assert whole.loss == experiment.loss
