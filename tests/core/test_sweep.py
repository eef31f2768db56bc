"""Each rate of a sweep has the numbers of a run by itself."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import Diverged, Experiment, Network, train
from core.arrays import Array
from core.run import sweep as sweep_module
from core.run.presets import PRESETS, mazur
from core.run.sweep import FINITE, Copies, copies_at_once, sweep
from core.run.tape import run, trajectory
from tests.core.experiments import make_experiment, stays_small, tame_experiments

MANY = np.geomspace(0.01, 100.0, 25)


def alone(experiment: Experiment, rate: float, steps: int) -> tuple[Array, int]:
    """The losses of a run by itself, and the iteration at which it diverged, or `FINITE`."""
    single = replace(experiment, learning_rate=rate)
    try:
        return train(single, steps).losses, FINITE
    except Diverged as diverged:
        well = diverged.iteration - experiment.iteration - 1
        return train(single, well).losses, diverged.iteration


def assert_as_if_alone(experiment: Experiment, rates: Array, steps: int) -> None:
    """Each rate's losses are those of its own run to 1e-12, and both diverge together."""
    found = sweep(experiment, rates, steps)
    for index, rate in enumerate(rates.tolist()):
        expected, diverged_at = alone(experiment, rate, steps)
        assert found.diverged_at[index] == diverged_at
        offsets = found.iterations - experiment.iteration
        reached = offsets < len(expected)
        losses, own = found.losses[index, reached], expected[offsets[reached]]
        scale = np.maximum(1.0, np.abs(own))
        np.testing.assert_allclose(losses / scale, own / scale, rtol=0, atol=1e-12)
        # One more may be finite: a gradient can leave the finite range before a loss does.
        assert np.isnan(found.losses[index, ~reached][1:]).all()


@given(experiment=tame_experiments(60), steps=st.integers(0, 60))
def test_each_rate_is_as_if_alone(experiment: Experiment, steps: int) -> None:
    # Where the loss goes up and down, the difference of two roundings grows with every step.
    assume((np.diff(train(experiment, steps).losses) <= 1e-12).all())
    rates = experiment.learning_rate * np.array([1.0, 0.5, 0.0, 0.1])
    assert_as_if_alone(experiment, rates, steps)


def test_each_of_25_rates_of_the_example_is_as_if_alone_for_10_000_iterations() -> None:
    assert_as_if_alone(mazur(), MANY, 10_000)


@pytest.mark.parametrize("name", ["random", "slow", "diverging", "conflict"])
def test_a_preset_at_25_rates_is_as_if_alone(name: str) -> None:
    assert_as_if_alone(PRESETS[name].experiment(), MANY, 1_000)


def test_some_of_a_thousand_rates_are_as_if_alone() -> None:
    rates = np.geomspace(0.01, 100.0, 1_000)
    found = sweep(mazur(), rates, 500)
    for index in range(0, 1_000, 97):
        own = alone(mazur(), rates[index], 500)[0][found.iterations]
        np.testing.assert_allclose(found.losses[index], own, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_each_step_of_a_copy_is_that_of_a_run_at_any_rate(name: str) -> None:
    # Over many steps two roundings may part, so each step begins where the copy is.
    experiment = PRESETS[name].experiment()
    rates = np.geomspace(0.01, 1_000.0, 25)
    copies = Copies(experiment, rates)
    compared = 0
    for step in range(200):
        before = np.ascontiguousarray(copies.parameters.T)
        run(copies.tape, 1)
        if step % 10:
            continue
        after = copies.parameters.T
        finite = np.isfinite(np.hstack([before, after])).all(axis=1)
        for index in np.flatnonzero(finite).tolist():
            single = replace(experiment, learning_rate=float(rates[index]))
            own = trajectory(single.at(0, copies.networks(before)[index]), 1)[1]
            expected = np.concatenate([np.hstack([W, b]).ravel() for W, b, _ in own.layers()])
            np.testing.assert_allclose(after[index], expected, rtol=1e-12, atol=1e-12)
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("activation", ["identity", "relu"])
def test_a_diverging_copy_affects_no_other_and_gives_no_warning(activation: str) -> None:
    experiment = make_experiment(activations=(activation, "identity"), seed=3)
    assert stays_small(experiment, 60)
    rates = np.array([0.01, 1e300, 0.02, -50.0, 0.03])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = sweep(experiment, rates, 300)
    well = found.diverged_at == FINITE
    assert well.tolist() == [True, False, True, False, True]
    without = sweep(experiment, rates[well], 300)
    np.testing.assert_array_equal(found.losses[well], without.losses)
    assert_as_if_alone(experiment, rates, 300)


def test_losses_end_where_a_copy_diverges() -> None:
    found = sweep(PRESETS["diverging"].experiment(), np.array([0.1, 5.0]), 1_000)
    assert found.diverged_at[0] == FINITE
    assert 0 < found.diverged_at[1] < 1_000
    reached = np.isfinite(found.losses[1])
    assert (found.iterations[reached] <= found.diverged_at[1]).all()
    assert (found.iterations[~reached] >= found.diverged_at[1]).all()


@pytest.mark.parametrize("name", sorted(PRESETS))
@pytest.mark.parametrize("at_once", [1, 7])
def test_a_copy_gives_the_same_numbers_alone_and_in_any_batch(
    monkeypatch: pytest.MonkeyPatch, name: str, at_once: int
) -> None:
    experiment = PRESETS[name].experiment()
    rates = np.geomspace(0.01, 1_000.0, 11)
    together = sweep(experiment, rates, 500)
    monkeypatch.setattr(sweep_module, "copies_at_once", lambda experiment: at_once)
    apart = sweep(experiment, rates, 500)
    np.testing.assert_allclose(apart.losses, together.losses, rtol=1e-12, atol=1e-12)
    assert apart.diverged_at.tolist() == together.diverged_at.tolist()


def test_a_thousand_copies_of_the_example_are_one_batch() -> None:
    assert copies_at_once(mazur()) >= 1_000
    assert copies_at_once(make_experiment(sizes=(2, 2, 2), m=1_000)) < 100


def test_a_limited_number_of_iterations_is_sampled_including_the_last() -> None:
    later = train(mazur(), 70).experiment
    found = sweep(later, np.array([0.5]), 1_000)
    assert len(found.iterations) == 101
    assert (found.iterations[0], found.iterations[-1]) == (70, 1_070)
    assert sweep(later, np.array([0.5]), 2).iterations.tolist() == [70, 71, 72]


def test_an_experiment_that_is_not_finite_at_the_start_is_refused() -> None:
    network = make_experiment(sizes=(1, 1, 1), activations=("identity", "identity")).network
    huge = Network((np.array([[1e200]]), np.array([[1e200]])), network.biases, network.activations)
    experiment = replace(
        make_experiment(sizes=(1, 1, 1), activations=("identity", "identity")), network=huge
    )
    with pytest.raises(Diverged) as error:
        sweep(experiment, np.array([0.1]), 10)
    assert error.value.iteration == 0
