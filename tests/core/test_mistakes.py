"""What each mistake gives: by hand for the example, and where it applies at all."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import LOSSES, Experiment, train
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.slips import Mistake, Question, listed
from core.explain.names import sizes_of
from core.explain.quantities import all_quantities, open_iteration, quantity_named
from core.run.presets import mazur
from core.run.variants import VARIANTS
from tests.core import by_hand as hand
from tests.core.experiments import experiments, make_experiment

ALL = [*MISTAKES.values(), ROUNDING]


def question(experiment: Experiment, name: str, example: int = 0) -> Question:
    asked = quantity_named(name, sizes_of(experiment.network))
    return Question(open_iteration(experiment), asked, example)


def values(experiment: Experiment, mistake: str, name: str) -> list[float]:
    """All that the mistake can give for a quantity."""
    return [value for _, value in MISTAKES[mistake].values(question(experiment, name))]


def id_of(mistake: Mistake) -> str:
    return mistake.id


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def slope_at(z: float) -> float:
    return sigmoid(z) * (1 - sigmoid(z))


no_bias_o1 = sigmoid(hand.net_o1 - hand.b2)

BY_HAND = [
    (
        "updated-weights",
        "gradient.w1",
        (hand.delta_o1 * hand.w5_new + hand.delta_o2 * hand.w7_new) * hand.dout_dnet_h1 * hand.i1,
    ),
    ("updated-weights", "path.o2.h1", hand.delta_o2 * hand.w7_new),
    ("updated-weights", "new.loss", 0.29102792390544197),
    ("missing-half", "loss", 2 * hand.E_total),
    ("missing-half", "loss.o1", (hand.target_o1 - hand.out_o1) ** 2),
    ("missing-half", "error.o1", 2 * (hand.out_o1 - hand.target_o1)),
    ("missing-half", "new.w5", hand.w5 - hand.eta * 2 * hand.dE_dw5),
    # Forward: z = W^T a. Backward: W delta. The outer product the other way round.
    ("swapped-weights", "z.h1", hand.w1 * hand.i1 + hand.w3 * hand.i2 + hand.b1),
    ("swapped-weights", "z.o1", hand.w5 * hand.out_h1 + hand.w7 * hand.out_h2 + hand.b2),
    ("swapped-weights", "da.h1", hand.delta_o1 * hand.w5 + hand.delta_o2 * hand.w6),
    ("swapped-weights", "gradient.w6", hand.dE_dw7),
    ("swapped-weights", "new.w7", hand.w7 - hand.eta * hand.dE_dw6),
    ("swapped-weights", "w6", hand.w7),
    ("path-dropped", "da.h1", hand.dEo1_dout_h1),
    ("path-dropped", "da.h1", hand.dEo2_dout_h1),
    ("path-dropped", "delta.h2", hand.delta_o1 * hand.w6 * hand.dout_dnet_h2),
    ("slope-left-out", "delta.o1", hand.dE_dout_o1),
    ("slope-left-out", "delta.h1", hand.dE_dout_h1),
    ("slope-left-out", "gradient.w5", hand.dE_dout_o1 * hand.out_h1),
    ("slope-left-out", "delta.h1", hand.dE_dout_o1 * hand.w5 + hand.dE_dout_o2 * hand.w7),
    ("slope-argument", "slope.o1", slope_at(hand.out_o1)),
    ("slope-argument", "delta.o1", hand.dE_dout_o1 * slope_at(hand.out_o1)),
    ("slope-argument", "delta.o1", hand.dE_dout_o1 * hand.net_o1 * (1 - hand.net_o1)),
    ("slope-argument", "delta.h1", hand.dE_dout_h1 * hand.net_h1 * (1 - hand.net_h1)),
    ("slope-argument", "delta.h1", hand.dE_dout_h1 * hand.dout_dnet_o1),
    ("slope-argument", "delta.o2", hand.dE_dout_o2 * hand.dout_dnet_h2),
    ("sign", "error.o1", hand.target_o1 - hand.out_o1),
    ("sign", "delta.o1", -hand.delta_o1),
    ("sign", "gradient.w1", -hand.dE_dw1),
    ("sign", "new.w5", hand.w5 + hand.eta * hand.dE_dw5),
    ("sign", "step.w5", -hand.eta * hand.dE_dw5),
    ("sign", "da.h1", hand.dEo1_dout_h1 - hand.dEo2_dout_h1),
    ("bias-forgotten", "z.h1", hand.net_h1 - hand.b1),
    ("bias-forgotten", "a.o1", no_bias_o1),
    ("bias-forgotten", "delta.o1", (no_bias_o1 - hand.target_o1) * slope_at(hand.net_o1 - hand.b2)),
    ("bias-trained", "new.b.o1", hand.b2 - hand.eta * hand.delta_o1),
    ("bias-trained", "new.b.o1", hand.b2 - hand.eta * (hand.delta_o1 + hand.delta_o2)),
    ("bias-trained", "step.b.h1", hand.eta * hand.delta_h1),
    ("bias-trained", "new.loss", 0.28047144679143),
    ("learning-rate", "new.w5", hand.w5 - hand.dE_dw5),
    ("learning-rate", "step.w5", hand.dE_dw5),
    ("learning-rate", "new.w5", hand.w5 - hand.eta**2 * hand.dE_dw5),
    ("learning-rate", "gradient.w5", hand.eta * hand.dE_dw5),
]


@pytest.mark.parametrize(
    ("mistake", "name", "expected"),
    BY_HAND,
    ids=[f"{mistake} {name} {number}" for number, (mistake, name, _) in enumerate(BY_HAND)],
)
def test_a_mistake_gives_what_it_gives_by_hand(mistake: str, name: str, expected: float) -> None:
    given_values = values(mazur(), mistake, name)
    assert any(value == pytest.approx(expected, rel=1e-11) for value in given_values), given_values


def test_each_mistake_is_made_by_hand_somewhere() -> None:
    assert {mistake for mistake, _, _ in BY_HAND} == set(MISTAKES) - {"total", "slope-kept"}


@pytest.mark.parametrize("name", ["loss", "gradient.w1", "gradient.b.o2", "step.w8"])
def test_a_total_is_m_times_the_mean(name: str) -> None:
    experiment = make_experiment(sizes=(2, 2, 2), m=4)
    mean = question(experiment, name).answer(open_iteration(experiment))
    assert values(experiment, "total", name) == pytest.approx([4 * mean], rel=1e-12)


def test_of_one_example_the_total_is_the_mean() -> None:
    assert values(mazur(), "total", "loss") == []


def test_under_cross_entropy_there_is_a_slope_too_many_to_keep_and_no_half_to_leave_out() -> None:
    experiment = replace(mazur(), loss=LOSSES["binary_cross_entropy"])
    assert values(experiment, "slope-kept", "delta.o1") == pytest.approx([hand.delta_o1])
    assert values(experiment, "missing-half", "loss") == []
    assert values(mazur(), "slope-kept", "delta.o1") == []


def test_biases_that_should_learn_may_have_been_left_as_they_were() -> None:
    experiment = replace(mazur(), train_biases=True)
    assert values(experiment, "bias-trained", "new.b.o1")[0] == hand.b2


@pytest.mark.parametrize("mistake", ["updated-weights", "path-dropped"])
@pytest.mark.parametrize("name", ["z.h1", "a.o1", "loss", "delta.o1", "gradient.w5", "new.w8"])
def test_what_happens_in_the_hidden_deltas_leaves_all_before_as_it_is(
    mistake: str, name: str
) -> None:
    assert values(mazur(), mistake, name) == []
    assert MISTAKES[mistake].value(mazur(), name) is None


@given(experiment=experiments())
def test_updated_weights_are_those_of_the_variant(experiment: Experiment) -> None:
    after = VARIANTS["updated-weights"].next_network(experiment)
    W = after.weights[0]
    for index in range(W.size):
        right = train(experiment).experiment.network.weights[0].ravel()[index]
        got = MISTAKES["updated-weights"].value(experiment, f"new.w{index + 1}")
        assert (right if got is None else got) == pytest.approx(W.ravel()[index], rel=1e-9)


@pytest.mark.parametrize("mistake", ALL, ids=id_of)
@given(experiment=experiments(), data=st.data())
def test_on_any_experiment_it_gives_other_finite_numbers_and_a_sentence(
    mistake: Mistake, experiment: Experiment, data: st.DataObject
) -> None:
    sizes = sizes_of(experiment.network)
    asked = data.draw(st.sampled_from(list(all_quantities(sizes))))
    here = Question(open_iteration(experiment), asked, experiment.inputs.shape[1] - 1)
    for slip, value in mistake.values(here):
        assert np.isfinite(value)
        assert value != here.answer(here.right)
        told = here.told(slip.happened)
        assert told.endswith(".")
        assert "{" not in told
        assert "-" not in told, "a true minus sign is meant"
        for name in slip.where:
            quantity_named(name, sizes)


@pytest.mark.parametrize("mistake", ALL, ids=id_of)
def test_a_mistake_says_how_it_is_right(mistake: Mistake) -> None:
    assert mistake.title
    assert mistake.rule.endswith(".")


def test_mistakes_are_entered_under_their_identifiers() -> None:
    assert list(MISTAKES) == [mistake.id for mistake in MISTAKES.values()]
    assert ROUNDING.id not in MISTAKES


def test_a_slip_names_the_weights_that_it_happened_to() -> None:
    here = question(mazur(), "gradient.w1")
    ((slip, _),) = MISTAKES["updated-weights"].values(here)
    assert slip.where == ("w5", "w7")
    assert here.told(slip.happened) == (
        "You used w5 and w7 after the update: 0.35891648 and 0.51130127 instead of 0.4 and 0.5."
    )


def test_a_slip_names_the_path_that_was_left_out() -> None:
    here = question(mazur(), "delta.h1")
    told = [here.told(slip.happened) for slip, _ in MISTAKES["path-dropped"].values(here)]
    assert told == [
        "You left out the path through o1 (0.0553994247).",
        "You left out the path through o2 (−0.0190491183).",
    ]


def test_nothing_of_the_experiment_is_changed() -> None:
    experiment = make_experiment(sizes=(2, 2, 2), m=4)  # its arrays refuse to be written to
    for mistake in ALL:
        for asked in all_quantities((2, 2, 2)):
            mistake.values(Question(open_iteration(experiment), asked))


@pytest.mark.parametrize(
    ("words", "text"),
    [(["w5"], "w5"), (["a", "b", "c"], "a, b and c"), (list("abcde"), "a to e")],
)
def test_words_are_listed(words: list[str], text: str) -> None:
    assert listed(words) == text
