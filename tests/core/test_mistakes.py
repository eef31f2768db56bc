"""The value of each mistake: by hand for the example, and where it applies."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, LOSSES, Experiment, Network, train
from core.check.digits import printed
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.slips import Mistake, Question, in_a_row
from core.check.verdict import check
from core.explain.quantities import all_quantities, open_iteration, quantity_named
from core.run.presets import mazur
from core.run.variants import VARIANTS
from tests.core import by_hand as hand
from tests.core import by_hand_softmax
from tests.core import by_hand_tanh as other
from tests.core.experiments import experiments, make_experiment
from tests.core.test_softmax import worked

ALL = [*MISTAKES.values(), ROUNDING]


def question(experiment: Experiment, name: str, example: int = 0) -> Question:
    asked = quantity_named(name, experiment.sizes)
    return Question(open_iteration(experiment), asked, example)


def values(experiment: Experiment, mistake: str, name: str) -> list[float]:
    """All values that the mistake can give for a quantity."""
    return [slip.value for slip in MISTAKES[mistake].ways(question(experiment, name))]


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
    ("other-weights", "z.h1", hand.w3 * hand.i1 + hand.w4 * hand.i2 + hand.b1),
    ("other-weights", "a.o1", hand.out_o2),
    ("wrong-layer-back", "da.h1", hand.delta_o1 * hand.w1 + hand.delta_o2 * hand.w3),
    ("wrong-layer-back", "da.h1", hand.delta_o1 * hand.w1 + hand.delta_o2 * hand.w2),
    (
        "wrong-layer-back",
        "gradient.w3",
        (hand.delta_o1 * hand.w2 + hand.delta_o2 * hand.w4) * hand.dout_dnet_h2 * hand.i1,
    ),
    ("slope-plus", "slope.h1", hand.out_h1 * (1 + hand.out_h1)),
    ("slope-plus", "delta.o1", hand.dE_dout_o1 * hand.out_o1 * (1 + hand.out_o1)),
    ("factor-left-out", "gradient.w2", hand.delta_h1),
    ("factor-left-out", "step.w5", hand.eta * hand.delta_o1),
    ("factor-left-out", "new.w1", hand.w1 - hand.eta * hand.delta_h1),
    ("neighbour", "gradient.w5", hand.delta_o1 * hand.out_h2),
    ("neighbour", "gradient.w8", hand.delta_o1 * hand.out_h2),
    ("neighbour", "gradient.w1", hand.delta_h2 * hand.i1),
    ("neighbour", "new.w2", hand.w2 - hand.eta * hand.delta_h1 * hand.i1),
    ("neighbour", "gradient.b.o2", hand.delta_o1),
    ("weight-for-activation", "gradient.w5", hand.delta_o1 * hand.w5),
    ("weight-for-activation", "new.w1", hand.w1 - hand.eta * hand.delta_h1 * hand.w1),
    ("activation-left-out", "a.h1", hand.net_h1),
    ("activation-left-out", "z.o1", hand.w5 * hand.net_h1 + hand.w6 * hand.net_h2 + hand.b2),
    ("activation-left-out", "error.o1", hand.net_o1 - hand.target_o1),
    ("activation-left-out", "gradient.w5", hand.delta_o1 * hand.net_h1),
    ("negated-argument", "a.h1", sigmoid(-hand.net_h1)),
    (
        "negated-argument",
        "z.o1",
        hand.w5 * sigmoid(-hand.net_h1) + hand.w6 * sigmoid(-hand.net_h2) + hand.b2,
    ),
    ("other-activation", "a.h1", tanh(hand.net_h1)),
    (
        "other-activation",
        "z.o2",
        hand.w7 * tanh(hand.net_h1) + hand.w8 * tanh(hand.net_h2) + hand.b2,
    ),
    ("other-activation", "slope.h1", 1 - tanh(hand.net_h1) ** 2),
    ("other-activation", "delta.h1", hand.dE_dout_h1 * (1 - hand.out_h1**2)),
    ("one-output", "loss", hand.E_o1),
    ("one-output", "loss", hand.E_o2),
    ("half-twice", "loss", hand.E_total / 2),
    ("half-twice", "loss.o2", hand.E_o2 / 2),
    ("half-twice", "delta.o1", hand.delta_o1 / 2),
    ("half-twice", "new.loss", 0.291027773694 / 2),
    ("negative-loss", "loss", -hand.E_total),
    ("negative-loss", "loss.o1", -hand.E_o1),
    ("negative-loss", "new.loss", -0.291027773694),
]

TANH = Experiment(
    network=Network(
        weights=(np.array(other.W1), np.array(other.W2)),
        biases=(np.array([other.b1]).T, np.array([other.b2]).T),
        activations=(ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"]),
    ),
    loss=LOSSES["half_squared_error"],
    inputs=np.array([other.x]).T,
    targets=np.array([other.y]).T,
    learning_rate=other.rate,
)

squashed = [sigmoid(z) for z in other.z1]

BY_HAND_WITH_TANH = [
    ("other-weights", "z.h2", -0.6 * other.x[0] + 0.9 * other.x[1] + other.b1[1]),
    ("wrong-layer-back", "da.h2", 0.7 * other.delta2[0] + 0.2 * other.delta2[1]),
    (
        "wrong-layer-back",
        "delta.h3",
        (-0.6 * other.delta2[0] + 0.9 * other.delta2[1]) * (1 - other.h[2] ** 2),
    ),
    ("slope-plus", "slope.h3", 1 + other.h[2] ** 2),
    ("slope-plus", "delta.o2", other.error[1] * other.o[1] * (1 + other.o[1])),
    ("slope-argument", "slope.o1", other.z2[0] * (1 - other.z2[0])),
    ("slope-argument", "delta.h1", other.da[0] * (1 - other.z1[0] ** 2)),
    ("factor-left-out", "gradient.w6", other.delta1[2]),
    ("factor-left-out", "new.w11", 0.6 - other.rate * other.delta2[1]),
    ("neighbour", "gradient.w8", other.delta2[0] * other.h[2]),
    ("neighbour", "step.w3", other.rate * other.delta1[2] * other.x[0]),
    ("weight-for-activation", "gradient.w11", other.delta2[1] * 0.6),
    ("activation-left-out", "a.o2", other.z2[1]),
    ("activation-left-out", "gradient.w9", other.delta2[0] * other.z1[2]),
    ("negated-argument", "a.h2", tanh(-other.z1[1])),
    ("other-activation", "a.h2", squashed[1]),
    (
        "other-activation",
        "z.o2",
        -0.7 * squashed[0] + 0.6 * squashed[1] + 0.4 * squashed[2] + other.b2[1],
    ),
    ("other-activation", "slope.o1", 1 - other.o[0] ** 2),
    ("one-output", "loss", other.shares[1]),
    ("half-twice", "loss", (other.shares[0] + other.shares[1]) / 2),
    ("negative-loss", "loss", -other.shares[0] - other.shares[1]),
]


@pytest.mark.parametrize(
    ("mistake", "name", "expected"),
    BY_HAND,
    ids=[f"{mistake} {name} {number}" for number, (mistake, name, _) in enumerate(BY_HAND)],
)
def test_a_mistake_gives_the_value_worked_by_hand(mistake: str, name: str, expected: float) -> None:
    given_values = values(mazur(), mistake, name)
    assert any(value == pytest.approx(expected, rel=1e-11) for value in given_values), given_values


@pytest.mark.parametrize(
    ("mistake", "name", "expected"),
    BY_HAND_WITH_TANH,
    ids=[f"{mistake} {name}" for mistake, name, _ in BY_HAND_WITH_TANH],
)
def test_a_mistake_in_another_network_is_named(mistake: str, name: str, expected: float) -> None:
    verdict = check(TANH, name, f"{expected:.6e}")
    assert verdict.explanation is not None
    assert verdict.explanation.mistake.id == mistake
    assert verdict.explanation.value == pytest.approx(expected, rel=1e-11)


def test_a_mistake_in_the_article_is_named_or_listed_after_a_likelier_one() -> None:
    # At a learning rate of 1/2, and with i2 = 2 i1, some mistakes give the same.
    likelier = {
        ("missing-half", "new.w5"): "learning-rate",
        ("neighbour", "new.w2"): "learning-rate",
    }
    for mistake, name, expected in BY_HAND:
        found = [each.mistake.id for each in check(mazur(), name, f"{expected:.9e}").explanations]
        assert found[0] == likelier.get((mistake, name), mistake)
        assert mistake in found


def test_each_mistake_is_worked_by_hand_somewhere() -> None:
    elsewhere = {"total", "slope-kept", "frozen-updated"}  # `test_frozen` has the last one
    elsewhere |= {mistake for _, mistake, _, _ in BY_HAND_WITH_SOFTMAX}
    assert {mistake for mistake, _, _ in BY_HAND} == set(MISTAKES) - elsewhere


S = by_hand_softmax
HALF, ENTROPY = "half_squared_error", "categorical_cross_entropy"

BY_HAND_WITH_SOFTMAX = [
    (HALF, "jacobian-diagonal", "delta.o1", S.e1 * (S.o1 * (1 - S.o1))),
    (HALF, "jacobian-diagonal", "delta.o2", S.e2 * (S.o2 * (1 - S.o2))),
    (HALF, "jacobian-diagonal", "gradient.w5", S.e3 * (S.o3 * (1 - S.o3)) * S.i1),
    (HALF, "jacobian-diagonal", "new.w4", S.w4 - S.eta * S.e2 * (S.o2 * (1 - S.o2)) * S.i2),
    # Of the sum -y_k / o_k * do_k/dz_i only the own term, which is 0 where the target is.
    (ENTROPY, "jacobian-diagonal", "delta.o1", 0.0),
    (ENTROPY, "jacobian-diagonal", "gradient.b.o3", 0.0),
    (ENTROPY, "target-shifted", "loss", -log(S.o3)),
    (ENTROPY, "target-shifted", "loss", -log(S.o1)),
    (ENTROPY, "target-shifted", "delta.o2", S.o2),
    (ENTROPY, "target-shifted", "delta.o3", S.o3 - 1),
    (ENTROPY, "target-shifted", "error.o1", S.o1 - 1),
    (ENTROPY, "target-shifted", "new.w2", S.w2 - S.eta * (S.o1 - 1) * S.i2),
    (HALF, "target-shifted", "loss", (S.o1**2 + S.o2**2 + (1 - S.o3) ** 2) / 2),
    (
        HALF,
        "target-shifted",
        "delta.o2",
        (S.o1 - 1) * (-S.o1 * S.o2) + S.o2 * (S.o2 * (1 - S.o2)) + S.o3 * (-S.o3 * S.o2),
    ),
]


@pytest.mark.parametrize(("loss", "mistake", "name", "expected"), BY_HAND_WITH_SOFTMAX)
def test_a_mistake_with_softmax_gives_the_number_worked_by_hand(
    loss: str, mistake: str, name: str, expected: float
) -> None:
    experiment = worked(loss)
    found = values(experiment, mistake, name)
    assert min(abs(value - expected) for value in found) < 1e-14
    verdict = check(experiment, name, f"{expected:.12e}")
    assert verdict.explanation
    assert verdict.explanation.mistake.id == mistake


def test_the_mistakes_of_softmax_need_softmax() -> None:
    for mistake in ("jacobian-diagonal", "target-shifted"):
        for asked in all_quantities((2, 2, 2)):
            assert values(mazur(), mistake, asked.name) == []


def test_a_mistake_with_softmax_says_what_was_left_out_or_taken() -> None:
    here = question(worked(HALF), "delta.o1")
    [left_out] = MISTAKES["jacobian-diagonal"].ways(here)
    assert left_out.where == ("jacobian.o2.o1", "jacobian.o3.o1")
    answers = f"({printed(-S.o2 * S.o1)} and {printed(-S.o3 * S.o1)})."
    assert here.told(left_out.happened).endswith(f"answer to the net input of o1 {answers}")
    here = question(worked(ENTROPY), "delta.o1")
    told = [here.told(slip.happened) for slip in MISTAKES["target-shifted"].ways(here)]
    assert told == ["You took the target of o2 (1) for o1: the index is off by one."]


@pytest.mark.parametrize("name", ["delta.o1", "delta.o2", "delta.o3"])
def test_under_the_cross_entropy_neither_slope_nor_jacobian_remains(name: str) -> None:
    index = int(name[-1]) - 1
    error, o = (S.d1, S.d2, S.d3)[index], (S.o1, S.o2, S.o3)[index]
    kept = values(worked(ENTROPY), "slope-kept", name)
    through = (S.q1, S.q2, S.q3)[index]
    assert kept == pytest.approx([error * o * (1 - o), through], rel=1e-12)
    # And under the squared error the Jacobian must not be left out.
    assert values(worked(HALF), "slope-left-out", name) == pytest.approx([error], rel=1e-12)


@pytest.mark.parametrize("name", ["loss", "gradient.w1", "gradient.b.o2", "step.w8"])
def test_a_total_is_m_times_the_mean(name: str) -> None:
    experiment = make_experiment(sizes=(2, 2, 2), m=4)
    mean = question(experiment, name).correct
    assert values(experiment, "total", name) == pytest.approx([4 * mean], rel=1e-12)


def test_for_one_example_the_total_is_the_mean() -> None:
    assert values(mazur(), "total", "loss") == []


def test_under_cross_entropy_a_slope_can_be_kept_but_no_half_left_out() -> None:
    experiment = replace(mazur(), loss=LOSSES["binary_cross_entropy"])
    assert values(experiment, "slope-kept", "delta.o1") == pytest.approx([hand.delta_o1])
    assert values(experiment, "missing-half", "loss") == []
    assert values(mazur(), "slope-kept", "delta.o1") == []


def test_leaving_trained_biases_unchanged_is_a_mistake() -> None:
    experiment = replace(mazur(), train_biases=True)
    assert values(experiment, "bias-trained", "new.b.o1")[0] == hand.b2


@pytest.mark.parametrize("mistake", ["updated-weights", "path-dropped"])
@pytest.mark.parametrize("name", ["z.h1", "a.o1", "loss", "delta.o1", "gradient.w5", "new.w8"])
def test_a_mistake_in_the_hidden_deltas_changes_nothing_before_them(
    mistake: str, name: str
) -> None:
    assert values(mazur(), mistake, name) == []


@given(experiment=experiments())
def test_updated_weights_are_those_of_the_variant(experiment: Experiment) -> None:
    after, _ = VARIANTS["updated-weights"].run(experiment, 1)
    W = after.weights[0]
    trained = train(experiment).experiment.network.weights[0].ravel()
    for index, right in enumerate(trained):
        (got,) = values(experiment, "updated-weights", f"new.w{index + 1}") or (right,)
        assert got == pytest.approx(W.ravel()[index], rel=1e-9)


@given(experiment=experiments(), data=st.data())
def test_on_any_experiment_a_mistake_gives_different_finite_numbers_and_a_sentence(
    experiment: Experiment, data: st.DataObject
) -> None:
    sizes = experiment.sizes
    asked = data.draw(st.sampled_from(list(all_quantities(sizes))))
    here = Question(open_iteration(experiment), asked, experiment.inputs.shape[1] - 1)
    for mistake in ALL:
        for slip in mistake.ways(here):
            assert np.isfinite(slip.value), mistake.id
            assert slip.value != here.correct, mistake.id
            told = here.told(slip.happened)
            assert told.endswith("."), mistake.id
            assert "{" not in told, mistake.id
            assert "-" not in told, f"{mistake.id}: a true minus sign is meant"
            for name in (*slip.where, slip.seen or slip.where[0]):
                quantity_named(name, sizes)


@pytest.mark.parametrize("mistake", ALL, ids=id_of)
def test_a_mistake_says_what_is_right(mistake: Mistake) -> None:
    assert mistake.title
    assert mistake.rule.endswith(".")


def test_mistakes_are_listed_under_their_identifiers() -> None:
    assert list(MISTAKES) == [mistake.id for mistake in MISTAKES.values()]
    assert ROUNDING.id not in MISTAKES


def test_a_slip_names_its_weights() -> None:
    here = question(mazur(), "gradient.w1")
    (slip,) = MISTAKES["updated-weights"].ways(here)
    assert slip.where == ("w5", "w7")
    assert here.told(slip.happened) == (
        "You used w5 and w7 after the update: 0.35891648 and 0.51130127 instead of 0.4 and 0.5."
    )


def test_a_slip_names_the_missing_path() -> None:
    here = question(mazur(), "delta.h1")
    told = [here.told(slip.happened) for slip in MISTAKES["path-dropped"].ways(here)]
    assert told == [
        "You left out the path through o1 (0.0553994247).",
        "You left out the path through o2 (−0.0190491183).",
    ]


@pytest.mark.parametrize("mistake", ALL, ids=id_of)
def test_a_mistake_changes_nothing_before_it(mistake: Mistake) -> None:
    for loss, m in (("half_squared_error", 1), ("binary_cross_entropy", 3)):
        experiment = make_experiment(
            sizes=(2, 3, 3, 2), activations=["sigmoid"] * 3, loss=loss, m=m
        )
        right = open_iteration(experiment)
        for asked in all_quantities((2, 3, 3, 2)):
            here = Question(right, asked)
            if not here.depends_on(mistake.since):
                for slip in mistake.slips(here):
                    assert np.isnan(slip.value) or slip.value == pytest.approx(
                        here.correct, rel=1e-12
                    )


def test_a_mistake_does_not_change_the_experiment() -> None:
    experiment = make_experiment(sizes=(2, 2, 2), m=4)  # its arrays refuse to be written to
    opened = open_iteration(experiment)
    for mistake in ALL:
        for asked in all_quantities((2, 2, 2)):
            mistake.ways(Question(opened, asked))


@pytest.mark.parametrize(
    ("words", "text"),
    [(["w5"], "w5"), (["a", "b", "c"], "a, b and c"), (list("abcde"), "a to e")],
)
def test_words_are_listed(words: list[str], text: str) -> None:
    assert in_a_row(words) == text
