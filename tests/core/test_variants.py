"""Other ways to take the step: their numbers for the example and for any experiment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core import (
    Diverged,
    Experiment,
    InvalidExperiment,
    Network,
    backward,
    evaluate,
    forward,
    train,
)
from core.explain.quantities import open_iteration, quantities, quantity
from core.network.propagation import Gradients, TrainBiases
from core.run.presets import mazur
from core.run.variants import VARIANTS, meaningful
from tests.core.compare import assert_close, assert_identical, told_of
from tests.core.experiments import experiments, make_experiment, tame_experiments

IDS = list(VARIANTS)

AFTER_ONE_STEP = {
    "correct": 0.291027773694,
    "updated-weights": 0.29102792390544197,
    "biases-per-neuron": 0.280471447,
    "biases-per-layer": 0.285750887,
    "no-half": 0.567237964,
}


def plain_step(experiment: Experiment, variant: str) -> Network:
    """The step in its title, taken with the plain functions of the core."""
    network, rate = experiment.network, experiment.learning_rate
    passed = forward(network, experiment.inputs)

    def gradients(through: Network) -> Gradients:
        return backward(through, passed, experiment.targets, experiment.loss).gradients

    def update(network: Network, slopes: Gradients, rate: float, biases: TrainBiases) -> Network:
        frozen = replace(experiment, train_biases=biases).frozen_entries
        return core.update(network, slopes, rate, biases, frozen)

    if variant == "correct":
        return update(network, gradients(network), rate, experiment.train_biases)
    if variant == "biases-per-neuron":
        return update(network, gradients(network), rate, True)
    if variant == "biases-per-layer":
        return update(network, gradients(network), rate, "per_layer")
    if variant == "no-half":
        once = gradients(network)
        twice = Gradients(tuple(2 * dW for dW in once.weights), tuple(2 * db for db in once.biases))
        return update(network, twice, rate, experiment.train_biases)
    moved = network
    for layer in range(len(network.weights) - 1, 0, -1):
        W = update(network, gradients(moved), rate, experiment.train_biases).weights[layer]
        moved = replace(moved, weights=(*moved.weights[:layer], W, *moved.weights[layer + 1 :]))
    return update(network, gradients(moved), rate, experiment.train_biases)


@pytest.mark.parametrize("variant", IDS)
def test_the_example_has_its_loss_after_one_step(variant: str) -> None:
    _, (before, after) = VARIANTS[variant].run(mazur(), 1)
    assert before == pytest.approx((2 if variant == "no-half" else 1) * 0.298371108760, rel=1e-11)
    assert after == pytest.approx(AFTER_ONE_STEP[variant], abs=5e-10)


def test_updated_weights_give_the_articles_totals_to_the_last_digit() -> None:
    last, curve = VARIANTS["updated-weights"].run(mazur(), 10_000)
    assert len(curve) == 10_001
    assert curve[1] == pytest.approx(0.29102792390544197, rel=1e-15)
    assert curve[-1] == pytest.approx(3.5084786296312774e-05, rel=1e-12)
    outputs = forward(last, mazur().inputs).a[-1].ravel()
    assert outputs.tolist() == pytest.approx([0.0159121963260343, 0.9840657344856291], rel=1e-13)


@given(experiment=experiments())
def test_a_step_does_what_its_title_says(experiment: Experiment) -> None:
    for variant in meaningful(experiment):
        step, _ = variant.run(experiment, 1)
        with told_of(variant.id):
            assert_close(step, plain_step(experiment, variant.id), 1e-12)


@given(experiment=tame_experiments(5), cut=st.integers(0, 5))
def test_a_run_in_two_stretches_equals_one_run(experiment: Experiment, cut: int) -> None:
    for variant in meaningful(experiment):
        try:
            straight, curve = variant.run(experiment, 5)
        except Diverged:  # what is tame in backpropagation need not be in a variant of it
            assert variant.id != "correct"
            continue
        half, before = variant.run(experiment, cut)
        end, after = variant.run(experiment.at(cut, half), 5 - cut)
        with told_of(variant.id):
            assert_identical(end, straight)
            assert_identical(np.concatenate([before, after[1:]]), curve)
            factor = 2 if variant.id == "no-half" else 1
            for steps, network in ((0, experiment.network), (cut, half), (5, straight)):
                loss = factor * evaluate(replace(experiment, network=network))[1]
                assert curve[steps] == pytest.approx(loss, rel=1e-12)


@given(experiment=tame_experiments(5))
def test_the_correct_variant_equals_training(experiment: Experiment) -> None:
    training = train(experiment, 5)
    network, losses = VARIANTS["correct"].run(experiment, 5)
    assert_identical(losses, training.losses)
    assert_identical(network, training.experiment.network)


@given(experiment=experiments())
def test_the_opened_iteration_is_that_of_the_run(experiment: Experiment) -> None:
    for variant in meaningful(experiment):
        opened = variant.open(experiment)
        network, losses = variant.run(experiment, 1)
        found = [quantity(opened, name) for name in ("loss", "new.loss")]
        with told_of(variant.id):
            assert_close(opened.after, network, 1e-10)
            np.testing.assert_allclose(found, losses, rtol=1e-10, atol=1e-13)


def test_the_correct_variant_opens_the_right_iteration() -> None:
    right = quantities(open_iteration(mazur()))
    assert quantities(VARIANTS["correct"].open(mazur())) == right


@pytest.mark.parametrize(
    ("variant", "parts_at"),
    [
        ("updated-weights", "path.o1.h1"),
        ("biases-per-neuron", "step.b.h1"),
        ("biases-per-layer", "step.b.h1"),
        ("no-half", "loss"),
    ],
)
def test_the_numbers_of_a_variant_differ_from_the_place_of_its_change_on(
    variant: str, parts_at: str
) -> None:
    right = quantities(open_iteration(mazur()))
    other = quantities(VARIANTS[variant].open(mazur()))
    apart = {name for name, value in right.items() if not np.isclose(value, other[name], rtol=1e-9)}
    assert parts_at in apart
    assert not any(name.startswith(("z.", "a.", "term.")) for name in apart)


def test_with_one_layer_no_hidden_delta_can_use_updated_weights() -> None:
    experiment = make_experiment(sizes=(3, 2), activations=["sigmoid"])
    same, right = (VARIANTS[id_].run(experiment, 20)[1] for id_ in ("updated-weights", "correct"))
    np.testing.assert_allclose(same, right, rtol=1e-13)


@pytest.mark.parametrize("variant", IDS)
def test_a_run_that_leaves_the_finite_range_names_the_iteration(variant: str) -> None:
    experiment = make_experiment(activations=("identity", "identity"), learning_rate=50.0)
    with pytest.raises(Diverged) as caught:
        VARIANTS[variant].run(replace(experiment, iteration=3), 2_000)
    assert 3 < caught.value.iteration < 2_003


def test_a_loss_that_overflows_only_when_doubled_diverged_too() -> None:
    experiment = replace(mazur(), targets=np.full((2, 1), 1.25e154), learning_rate=0.0, iteration=3)
    assert np.isfinite(VARIANTS["correct"].run(experiment, 1)[1]).all()
    with pytest.raises(Diverged) as caught:
        VARIANTS["no-half"].run(experiment, 1)
    assert caught.value.iteration == 3


def test_a_loss_without_a_half_cannot_leave_it_out() -> None:
    experiment = make_experiment(loss="binary_cross_entropy")
    assert [variant.id for variant in meaningful(experiment)] == [
        id_ for id_ in IDS if id_ != "no-half"
    ]
    no_half = VARIANTS["no-half"]
    for take in (no_half.open, lambda experiment: no_half.run(experiment, 1)):
        with pytest.raises(InvalidExperiment, match="binary_cross_entropy has no 1/2") as caught:
            take(experiment)
        assert caught.value.field == ("variant",)


def test_each_variant_has_a_description() -> None:
    for id_, variant in VARIANTS.items():
        assert variant.id == id_
        assert variant.title
        assert variant.meaning.endswith(".")
