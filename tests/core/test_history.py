"""A history has the numbers of a run's iterations, each opened by itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Diverged, Experiment, InvalidExperiment, train
from core.explain.quantities import open_iteration, quantities_in
from core.run import training
from core.run.history import history, spread
from core.run.presets import PRESETS, mazur
from tests.core.compare import assert_identical
from tests.core.experiments import experiments, make_experiment, tame_experiments

KINDS = {"", "a.", "delta.", "loss"}


@given(experiment=tame_experiments(30), steps=st.integers(0, 30), points=st.integers(2, 12))
def test_each_value_is_the_named_quantity_at_its_iteration(
    experiment: Experiment, steps: int, points: int
) -> None:
    example = experiment.inputs.shape[1] - 1
    found = history(experiment, steps, points, example)
    asked = [q for q in quantities_in(experiment) if q.kind.prefix in KINDS]
    assert set(found.values) == {quantity.name for quantity in asked}
    here = experiment
    for index, iteration in enumerate(found.iterations.tolist()):
        here = train(here, iteration - here.iteration).experiment
        opened = open_iteration(here)
        watched = [found.values[quantity.name][index] for quantity in asked]
        expected = [quantity.of(opened, example) for quantity in asked]
        np.testing.assert_allclose(watched, expected, rtol=1e-12, atol=1e-14)


@given(experiment=tame_experiments(30), steps=st.integers(0, 30))
def test_the_experiment_after_a_history_is_that_of_the_run(
    experiment: Experiment, steps: int
) -> None:
    found = history(experiment, steps)
    assert_identical(found.experiment, train(experiment, steps).experiment)
    assert found.iterations.tolist() == list(range(steps + 1))


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_a_history_does_not_depend_on_how_the_run_is_cut(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    whole = history(mazur(), steps=100, points=9)
    monkeypatch.setattr(training, "steps_at_once", lambda experiment: at_once)
    cut = history(mazur(), steps=100, points=9)
    assert cut.iterations.tolist() == whole.iterations.tolist()
    for name, values in whole.values.items():
        np.testing.assert_allclose(cut.values[name], values, rtol=1e-14)


@given(steps=st.integers(0, 10_000), points=st.integers(2, 1_000))
def test_iterations_are_spread_evenly_and_include_both_ends(steps: int, points: int) -> None:
    found = spread(steps, points).tolist()
    assert (found[0], found[-1]) == (0, steps)
    assert len(found) == min(points, steps + 1)
    gaps = {after - before for before, after in pairwise(found)}
    assert not gaps or (min(gaps) >= 1 and max(gaps) - min(gaps) <= 1)


def test_iterations_continue_from_those_of_the_experiment(monkeypatch: pytest.MonkeyPatch) -> None:
    later = train(mazur(), 70).experiment
    assert history(later, steps=20, points=3).iterations.tolist() == [70, 80, 90]


def test_a_diverging_run_names_the_iteration() -> None:
    experiment = PRESETS["diverging"].experiment()
    with pytest.raises(Diverged) as trained:
        train(experiment, 10_000)
    with pytest.raises(Diverged) as watched:
        history(experiment, 10_000)
    assert watched.value.iteration == trained.value.iteration


def test_a_sampled_number_that_is_not_finite_is_found() -> None:
    experiment = make_experiment(sizes=(1, 1, 1), activations=("identity", "identity"))
    network = experiment.network
    network = type(network)(
        (np.array([[1.0]]), np.array([[1e200]])), network.biases, network.activations
    )
    huge = experiment.at(5, network)
    with pytest.raises(Diverged) as error:
        history(huge, 0)
    assert error.value.iteration == 5


@given(experiment=experiments(max_m=2))
def test_a_missing_example_is_refused(experiment: Experiment) -> None:
    with pytest.raises(InvalidExperiment, match="got 2; allowed are 0 to") as error:
        history(experiment, 1, example=2)
    assert error.value.field == ("example",)
