"""The story of each preset is true: training does what it says."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pytest

from core import PRESETS, Diverged, Experiment, InvalidExperiment, evaluate, train
from core.arrays import Array
from core.run.presets import DEFAULT_SEED, mazur, preset_named
from core.run.presets.gates import and_or, xor
from tests.core.compare import assert_identical, leaves


def preset(name: str, *, said: str) -> Experiment:
    """The preset, of which the story says so."""
    assert said in PRESETS[name].story
    return PRESETS[name].experiment()


def losses(experiment: Experiment, steps: int) -> Array:
    return train(experiment, steps).losses


def shown(name: str) -> Array:
    """The losses that the preset's own number of iterations shows."""
    return losses(PRESETS[name].experiment(), PRESETS[name].iterations)


def test_the_article_ends_near_its_targets() -> None:
    experiment = preset("mazur", said="after 10,000 iterations both outputs are within 0.006")
    run = train(experiment, PRESETS["mazur"].iterations)
    assert run.experiment.iteration == 10_000
    assert np.abs(run.forward.a[-1] - experiment.targets).max() < 0.006
    assert np.abs(run.forward.a[-1] - experiment.targets).max() > 0.005


def test_random_weights_begin_elsewhere_and_learn_too() -> None:
    preset("random", said="another seed begins at another loss, and learning brings it down")
    steps = PRESETS["random"].iterations
    runs = [losses(preset_named("random", seed), steps) for seed in range(20)]
    assert len({float(run[0]) for run in runs}) == 20
    assert all(run[-1] < 0.0001 < run[0] for run in runs)


def test_xor_waits_on_a_plateau_and_is_learned() -> None:
    run = losses(preset("xor", said="a plateau near 0.25 until they do, and then fall"), 10_000)
    assert np.abs(run[10:150] - 0.25).max() < 0.005
    assert shown("xor")[-1] < 0.01
    assert run[10_000] < 0.001


def test_xor_is_learned_from_most_seeds() -> None:
    assert sum(losses(xor(seed), 10_000)[-1] < 0.01 for seed in range(12)) >= 8


def test_and_and_or_do_not_cross_the_plateau_of_xor() -> None:
    preset("and-or", said="falls without the long plateau that XOR")
    run = shown("and-or")
    assert run[200] < 0.2 < losses(preset_named("xor"), 200)[-1]
    assert run[-1] < 0.01
    assert all(losses(and_or(seed), 10_000)[-1] < 0.001 for seed in range(12))


def test_saturated_neurons_have_deltas_near_0_and_hardly_move() -> None:
    experiment = preset(
        "saturated", said="deltas are nearly 0 and 5,000 iterations take less than 0.1% off"
    )
    (first,) = train(experiment).passes
    assert first.forward.a[-1][0, 0, 0] - experiment.targets[0, 0] > 0.98
    assert max(np.abs(delta).max() for delta in first.backward.deltas) < 0.0002
    assert max(np.minimum(a, 1 - a).max() for a in first.forward.a[1:]) < 0.005
    run = shown("saturated")
    assert len(run) == 5_001
    assert run[0] > run[-1] > 0.999 * run[0]
    # It is not at a standstill: the same steps lead out, far beyond what the story tells.
    assert losses(experiment, 10_000)[-1] < 0.001


def test_equal_weights_keep_the_hidden_neurons_equal_and_xor_unlearned() -> None:
    experiment = preset("symmetric", said="stay equal for ever")
    run = train(experiment, 10_000)
    W1, W2 = run.experiment.network.weights
    np.testing.assert_allclose(W1[0], W1[1], rtol=0, atol=1e-12)
    np.testing.assert_allclose(W2[:, 0], W2[:, 1], rtol=0, atol=1e-12)
    deltas = run.passes[0].backward.deltas[0][-1]
    np.testing.assert_allclose(deltas[0], deltas[1], rtol=0, atol=1e-12)
    assert np.abs(W1 - experiment.network.weights[0]).min() > 1  # they did learn
    assert run.losses.min() > 0.16  # but not XOR
    assert shown("symmetric")[-1] < 0.7 * run.losses[0]


def test_a_tiny_learning_rate_moves_the_right_way_but_hardly_at_all() -> None:
    experiment = preset("slow", said="At a learning rate of 0.0001 every step goes the right way")
    run = shown("slow")
    assert len(run) == 1_001
    assert experiment.learning_rate == 0.0001
    assert (np.diff(run) < 0).all()
    assert run[-1] > 0.99 * run[0]


def test_a_huge_learning_rate_raises_the_loss_at_every_iteration_until_it_diverges() -> None:
    experiment = preset("diverging", said="At a learning rate of 2.1 every step overshoots")
    assert experiment.learning_rate == 2.1
    with pytest.raises(Diverged) as diverged:
        train(experiment, 10_000)
    run = train(experiment, diverged.value.iteration - 1, record="all")
    assert (np.diff(run.losses) > 0).all()
    assert len(run.losses) > 3_000 > PRESETS["diverging"].iterations
    assert run.losses[PRESETS["diverging"].iterations] > 500 * run.losses[0]
    # It overshoots: the error of each output changes its sign at every step.
    outputs = np.concatenate([passes.forward.a[-1][..., 0] for passes in run.passes])
    errors = np.sign(outputs - experiment.targets[:, 0])[5:]
    assert all((one == -other).all() for one, other in pairwise(errors))


def test_outputs_settle_between_conflicting_examples() -> None:
    experiment = preset("conflict", said="settle at 0.5, and the loss at 0.2401")
    run = train(experiment, PRESETS["conflict"].iterations)
    np.testing.assert_allclose(run.forward.a[-1], 0.5, rtol=0, atol=1e-5)
    assert run.losses[-1] == pytest.approx(0.2401, abs=1e-9)
    assert run.losses[0] > run.losses[100] > run.losses[-1]


def test_a_badly_wrong_neuron_learns_slowly_at_first() -> None:
    experiment = preset("neuron", said="The answer is 0.98 where 0 is right, yet of 300")
    run = train(experiment, PRESETS["neuron"].iterations)
    # The outputs that Nielsen prints, before and after 300 epochs.
    outputs = evaluate(experiment)[0].a[-1].item(), run.forward.a[-1].item()
    assert [round(o, 2) for o in outputs] == [0.98, 0.2]
    falls = -np.diff(run.losses)
    assert run.losses[100] > 0.96 * run.losses[0]
    assert falls.argmax() > 150
    assert falls.max() > 20 * falls[0]


def test_logistic_regression_ends_in_the_same_valley_from_every_start() -> None:
    preset("logistic", said="from every start it ends at 0.393, with the same weights")
    ends = [
        train(preset_named("logistic", seed), PRESETS["logistic"].iterations) for seed in range(20)
    ]
    assert {round(float(run.losses[-1]), 3) for run in ends} == {0.393}
    for run in ends:
        W, b = run.experiment.network.weights[0], run.experiment.network.biases[0]
        np.testing.assert_allclose(W, ends[0].experiment.network.weights[0], rtol=0, atol=1e-3)
        np.testing.assert_allclose(b, ends[0].experiment.network.biases[0], rtol=0, atol=1e-3)
    assert len({float(run.losses[0]) for run in ends}) == 20


def test_softmax_shares_a_whole_among_three_classes() -> None:
    experiment = preset("classes", said="each class gets a third, which costs ln 3 = 1.0986, and")
    passed, loss = evaluate(experiment)
    np.testing.assert_allclose(passed.a[-1], 1 / 3, rtol=1e-15)
    assert round(loss, 4) == 1.0986
    run = train(experiment, PRESETS["classes"].iterations)
    np.testing.assert_allclose(run.forward.a[-1].sum(axis=0), 1, rtol=1e-15)
    assert (run.forward.a[-1] * experiment.targets).sum(axis=0).min() > 0.9


def test_a_chain_leaves_a_quarter_of_the_delta_at_each_neuron() -> None:
    experiment = preset("chain", said="leaves at most a quarter of the delta: in 100 iterations w3")
    run = train(experiment, PRESETS["chain"].iterations, record="all")
    (passes,) = run.passes
    h1, h2, o1 = (np.abs(delta).ravel() for delta in passes.backward.deltas)
    assert h2[0] < o1[0] / 4
    assert h1[0] < h2[0] / 4
    pairs = zip(run.experiment.network.weights, experiment.network.weights, strict=True)
    w1, w2, w3 = (abs(float((after - before).item())) for after, before in pairs)
    assert w3 == pytest.approx(10 * w2, rel=0.05)
    assert w1 < 0.04


def test_three_hidden_neurons_always_learn_xor() -> None:
    preset("xor-with-three", said="every start of the first forty learns it")
    steps = PRESETS["xor-with-three"].iterations
    ends = [losses(preset_named("xor-with-three", seed), steps)[-1] for seed in range(1, 41)]
    assert max(ends) < 0.02


def test_two_hidden_neurons_code_four_inputs() -> None:
    preset("autoencoder", said="each input becomes its own pair of on and off")
    coded = 0
    for seed in range(1, 21):
        run = train(preset_named("autoencoder", seed), PRESETS["autoencoder"].iterations)
        _, hidden, output = run.forward.a
        clear = np.abs(hidden - hidden.round()).max() < 0.25
        coded += clear and len({tuple(code) for code in hidden.round().T}) == 4
        assert (output.argmax(axis=0) == np.arange(4)).all()
        assert seed > 1 or coded  # the start that the page shows first
    assert coded >= 15


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_fits_the_page_and_begins_at_iteration_0(name: str) -> None:
    experiment = preset_named(name)
    assert max(experiment.sizes) <= 4
    assert len(experiment.sizes) <= 4
    assert experiment.iteration == 0
    assert PRESETS[name].id == name
    evaluate(experiment)


@pytest.mark.parametrize("name", PRESETS)
def test_a_story_is_one_short_sentence(name: str) -> None:
    story = PRESETS[name].story
    assert story.endswith(".")
    assert not re.search(r"[.!?] ", story)
    assert len(story) < 170


@pytest.mark.parametrize("name", PRESETS)
def test_a_question_is_one_short_sentence_that_agrees_with_the_iterations(name: str) -> None:
    preset = PRESETS[name]
    assert re.fullmatch(r"[A-Z][^?!]*[a-z0-9]\?", preset.question)
    assert len(preset.question) < 90
    numbers = re.findall(r"([\d,]+) (?:iterations|steps)", preset.question + preset.story)
    assert {int(number.replace(",", "")) for number in numbers} <= {preset.iterations}


@pytest.mark.parametrize("name", PRESETS)
def test_a_seed_changes_only_seeded_presets(name: str) -> None:
    default, other = preset_named(name), preset_named(name, DEFAULT_SEED + 1)
    same = [repr(leaf) for leaf in leaves(default)] == [repr(leaf) for leaf in leaves(other)]
    assert same is not PRESETS[name].seeded
    assert_identical(default, preset_named(name, DEFAULT_SEED))
    assert_identical(preset_named(name, 2**53 - 1), preset_named(name, 2**53 - 1))


@pytest.mark.parametrize("name", [preset.id for preset in PRESETS.values() if preset.seeded])
def test_numbers_are_drawn_to_two_decimals_from_minus_1_to_1(name: str) -> None:
    for seed in range(10):
        network = preset_named(name, seed).network
        numbers = np.concatenate([array.ravel() for array in (*network.weights, *network.biases)])
        assert np.abs(numbers).max() <= 1
        assert max(len(json.dumps(number)) for number in numbers) <= len("-0.12")


def test_refusing_an_unknown_preset_names_the_allowed_ones() -> None:
    with pytest.raises(InvalidExperiment, match="got 'parity'; allowed are mazur, random") as error:
        preset_named("parity")
    assert error.value.field == ("preset",)


def test_each_call_of_a_preset_makes_new_arrays() -> None:
    mazur().network.weights[0][:] = 0.0
    assert mazur().network.weights[0][0, 0] == 0.15
