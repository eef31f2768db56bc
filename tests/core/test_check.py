"""Check my calculation: right values are right, mistakes are recognised, others are unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from math import floor, log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.words.verdict import explained
from core import LOSSES, Diverged, Experiment, InvalidExperiment
from core.arrays import Array
from core.check.digits import EXACT, agreeing_digits, read
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.slips import Mistake, Question, Slip
from core.check.verdict import Verdict, check, judge
from core.explain.quantities import (
    Quantity,
    all_quantities,
    open_iteration,
    quantities_in,
    quantity,
)
from core.run.presets import mazur
from tests.core.experiments import TRAIN_BIASES, experiments, fits, make_experiment

QUANTITIES = list(all_quantities((2, 2, 2)))


@st.composite
def small_experiments(draw: st.DrawFn) -> Experiment:
    """Experiments like the article's: 2-2-2, sigmoid, with one example or with four.

    Their outputs may be softmax.
    """
    loss = draw(st.sampled_from(sorted(LOSSES)))
    outputs = [name for name in ("sigmoid", "softmax") if fits(loss, name)]
    experiment = make_experiment(
        sizes=(2, 2, 2),
        activations=("sigmoid", draw(st.sampled_from(outputs))),
        loss=loss,
        m=draw(st.sampled_from([1, 4])),
        learning_rate=draw(st.sampled_from([0.01, 0.1, 0.5, 1.0, 3.0])),
        train_biases=draw(st.sampled_from(TRAIN_BIASES)),
        seed=draw(st.integers(0, 2**32 - 1)),
    )
    spread = draw(st.sampled_from([0.1, 1.0, 4.0]))
    W1, W2 = experiment.network.weights
    return experiment.at(0, replace(experiment.network, weights=(spread * W1, spread * W2)))


def named_in(verdict: Verdict) -> str:
    """The identifier of the mistake in a verdict; empty if there is none."""
    return verdict.explanation.mistake.id if verdict.explanation else ""


def cut_off(value: float, digits: int) -> str:
    """The number, truncated to these digits."""
    if value == 0:
        return "0.000"
    unit = 10.0 ** (floor(log10(abs(value))) - digits + 1)
    return f"{np.trunc(value / unit) * unit:#.{digits}g}"


@given(
    experiment=experiments(),
    data=st.data(),
    digits=st.integers(3, 17),
)
def test_a_right_value_is_right_with_any_number_of_digits(
    experiment: Experiment, data: st.DataObject, digits: int
) -> None:
    asked = data.draw(st.sampled_from(list(quantities_in(experiment))))
    correct = asked.of(open_iteration(experiment))
    for value in (correct, float(f"{correct:.{digits}g}"), f"{correct:.{digits - 1}e}"):
        verdict = check(experiment, asked.name, value)
        assert verdict.verdict == "right", (value, verdict)
        assert not verdict.explanations
        assert verdict.correct == correct


@given(experiment=small_experiments(), asked=st.sampled_from(QUANTITIES), digits=st.integers(3, 9))
def test_a_right_value_may_be_truncated(
    experiment: Experiment, asked: Quantity, digits: int
) -> None:
    correct = asked.of(open_iteration(experiment))
    verdict = check(experiment, asked.name, cut_off(correct, digits))
    assert verdict.verdict == "right"


@contextmanager
def ways_of(
    question: Question, mistakes: Iterable[Mistake] = MISTAKES.values()
) -> Iterator[dict[str, list[Slip]]]:
    """The ways to make each of these mistakes with a question; `judge` then knows no others.

    They are the same for every value that is typed for one question, and cost the most of a check.
    """
    found = {mistake.id: mistake.ways(question) for mistake in mistakes}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mistake, "ways", lambda mistake, _: found.get(mistake.id, []))
        yield found


def assert_recognised(question: Question, value: float, typed: float | str, digits: int) -> None:
    """A mistake's value, typed with this many digits, gets its name or that of an equal mistake."""
    verdict = judge(question, read(typed))
    if agreeing_digits(float(typed), verdict.correct) >= digits:
        # As typed it is right, too: then right it is.
        assert verdict.verdict == "right"
        return
    assert verdict.verdict == "mistake", (value, verdict)
    told = [found.mistake.id for found in verdict.explanations if found.mistake is not ROUNDING]
    named = MISTAKES[told[0]].ways(question)
    assert max(agreeing_digits(float(typed), slip.value) for slip in named) >= digits
    # Rounding on the way comes first only where it leads to the number as easily.
    if verdict.right_method:
        assert read(typed).digits < EXACT
        assert any(reach.holds(read(typed)) for reach in question.reaches)


def assert_all_recognised(
    question: Question, digits: int, written: str | None = None, ways: int = 20
) -> None:
    """Every mistake is recognised, in each of its ways or in the first of many."""
    with ways_of(question) as found:
        for slips in found.values():
            for value in sorted({slip.value for slip in slips[:ways]}):
                typed = written.format(value) if written else value
                assert_recognised(question, value, typed, digits)


@settings(max_examples=30)
@given(experiment=small_experiments(), asked=st.sampled_from(QUANTITIES))
def test_every_mistake_is_recognised_in_all_digits(experiment: Experiment, asked: Quantity) -> None:
    assert_all_recognised(Question(open_iteration(experiment), asked), EXACT)


@settings(max_examples=30)
@given(experiment=small_experiments(), asked=st.sampled_from(QUANTITIES))
def test_every_mistake_is_recognised_in_six_digits(experiment: Experiment, asked: Quantity) -> None:
    assert_all_recognised(Question(open_iteration(experiment), asked), 6, "{:.5e}")


@settings(max_examples=15)
@given(experiment=experiments(max_m=3), data=st.data())
def test_every_mistake_is_recognised_in_any_network(
    experiment: Experiment, data: st.DataObject
) -> None:
    asked = data.draw(st.sampled_from(list(quantities_in(experiment))))
    last = experiment.targets.shape[1] - 1
    assert_all_recognised(Question(open_iteration(experiment), asked, last), EXACT, ways=3)


@pytest.mark.parametrize("asked", QUANTITIES, ids=lambda asked: asked.name)
def test_every_mistake_in_every_quantity_of_the_article_is_recognised(asked: Quantity) -> None:
    assert_all_recognised(Question(open_iteration(mazur()), asked), EXACT)


@cache
def named_for_the_first_way(
    output: str, loss: str, m: int, frozen: tuple[str, ...]
) -> dict[str, list[str]]:
    """Of each mistake: what is named for the first way to make it with each of `QUANTITIES`."""
    made = make_experiment(
        sizes=(2, 2, 2), activations=("sigmoid", output), loss=loss, m=m, train_biases=False
    )
    experiment = replace(made, frozen=frozen)
    right = open_iteration(experiment)
    named: dict[str, list[str]] = {mistake: [] for mistake in MISTAKES}
    for asked in QUANTITIES:
        question = Question(right, asked)
        with ways_of(question) as found:
            for mistake, slips in found.items():
                named[mistake] += [
                    named_in(judge(question, read(slip.value))) for slip in slips[:1]
                ]
    return named


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("m", [1, 4])
def test_every_mistake_is_named_somewhere(mistake: str, m: int) -> None:
    loss = "binary_cross_entropy" if mistake == "slope-kept" else "half_squared_error"
    frozen = ("w1", "w7") if mistake == "frozen-updated" else ()
    output = "softmax" if mistake in ("jacobian-diagonal", "target-shifted") else "sigmoid"
    verdicts = named_for_the_first_way(output, loss, m, frozen)[mistake]
    assert verdicts.count(mistake) > len(verdicts) / 2 or (mistake == "total" and m == 1)


@settings(max_examples=10)
@given(experiment=small_experiments(), asked=st.sampled_from(QUANTITIES))
def test_a_value_rounded_on_the_way_is_never_unknown(
    experiment: Experiment, asked: Quantity
) -> None:
    question = Question(open_iteration(experiment), asked)
    with ways_of(question, (*MISTAKES.values(), ROUNDING)) as found:
        for slip in found[ROUNDING.id]:
            assert judge(question, read(slip.value)).verdict != "unknown"


def distinct(ways: Iterable[list[Slip]]) -> list[float]:
    """The different numbers that these ways give."""
    values = [slip.value for slips in ways for slip in slips]
    return list({f"{value:.6e}": value for value in values if value}.values())


VARIOUS = [
    mazur(),
    make_experiment(sizes=(2, 3, 2), m=1),
    make_experiment(
        sizes=(2, 3, 3, 1),
        activations=("sigmoid", "relu", "sigmoid"),
        loss="binary_cross_entropy",
        train_biases=False,
    ),
    make_experiment(sizes=(4, 4, 4), activations=("sigmoid", "identity"), m=2),
    make_experiment(
        sizes=(2, 3, 4), activations=("tanh", "softmax"), loss="categorical_cross_entropy", m=1
    ),
]


@pytest.mark.parametrize("spread", [2.0, 1.01])
def test_a_random_wrong_number_is_named_no_more_often_than_by_chance(spread: float) -> None:
    rng = np.random.default_rng(8)
    drawn, named, expected = 0, 0, 0.0
    for experiment in VARIOUS:
        right = open_iteration(experiment)
        asked = [one for one in quantities_in(experiment) if one.of(right)]
        for index in rng.choice(len(asked), 5, replace=False):
            question = Question(right, asked[index])
            low, high = sorted((question.correct / spread, question.correct * spread))
            with ways_of(question) as found:
                # Each is hit by what rounds to it, or to a number one unit of the fifth digit away.
                chance = sum(
                    3 * 10.0 ** (floor(log10(abs(value))) - 4) / (high - low)
                    for value in distinct(found.values())
                    if low < value < high
                )
                for typed in rng.uniform(low, high, 8):
                    verdict = judge(question, read(f"{typed:.4e}"))
                    drawn += 1
                    expected += chance
                    named += not (verdict.right_method or verdict.rounded or not named_in(verdict))
    assert named <= expected + 4 * np.sqrt(expected) + 1, (named, expected)
    if spread == 2:
        assert named <= 0.01 * drawn


@pytest.mark.parametrize(
    ("name", "value", "mistake"),
    [
        ("loss", 0.596742218, "missing-half"),
        ("new.loss", 0.291027924, "updated-weights"),
        ("new.loss", 0.280471447, "bias-trained"),
        ("gradient.w1", 0.000364722878, "updated-weights"),
        ("delta.h1", "0.01337", "path-dropped"),
        ("new.w5", 0.317832959, "learning-rate"),
        ("new.w5", 0.44108352, "sign"),
        ("gradient.w6", "−0.0226", "swapped-weights"),
        ("delta.o1", 0.74136507, "slope-left-out"),
        ("z.h1", 0.0275, "bias-forgotten"),
        # From four decimals: 0.1868 x 0.7414 = 0.13849..., shown as 0.1385, times 0.5933.
        ("gradient.w5", 0.08217205, "rounding"),
        # 0.14 x 0.59
        ("gradient.w5", "0.0826", "rounding"),
    ],
)
def test_a_mistake_in_the_article_is_named(name: str, value: float | str, mistake: str) -> None:
    verdict = check(mazur(), name, value)
    assert (verdict.verdict, named_in(verdict)) == ("mistake", mistake)
    assert verdict.correct == quantity(open_iteration(mazur()), name)


def test_mistakes_with_the_same_value_are_all_mentioned() -> None:
    verdict = check(mazur(), "new.w5", 0.317832959)
    assert [found.mistake.id for found in verdict.explanations] == ["learning-rate", "missing-half"]
    assert verdict.explanations[0].happened == "You left out the learning rate, 0.5."


def test_a_wrong_last_digit_of_a_short_number_is_not_a_mistake() -> None:
    # Swapping w2 and w3 gives 0.0823297; three digits on the way may lead there as well.
    assert named_in(check(mazur(), "gradient.w5", 0.08232969)) == "swapped-weights"
    both = check(mazur(), "gradient.w5", 0.08233)
    assert [found.mistake.id for found in both.explanations] == ["rounding", "swapped-weights"]
    assert named_in(check(mazur(), "gradient.w5", 0.0823)) == "rounding"


def test_an_explanation_says_what_happened_where_and_with_what_result() -> None:
    (found,) = check(mazur(), "gradient.w1", 0.000364722878).explanations
    assert found.mistake is MISTAKES["updated-weights"]
    assert found.where == ("w5", "w7")
    assert found.seen.name == "path.o1.h1"
    assert found.digits == 9
    assert found.value == pytest.approx(0.000364722878, rel=1e-8)
    assert found.happened == (
        "You used w5 and w7 after the update: 0.35891648 and 0.51130127 instead of 0.4 and 0.5."
    )


def test_rounding_names_the_number_of_digits() -> None:
    (found,) = check(mazur(), "gradient.w5", 0.08217205).explanations
    assert found.mistake is ROUNDING
    assert found.happened == "You rounded to 4 decimals on the way."


@pytest.mark.parametrize(
    ("name", "value", "verdict", "digits"),
    [
        ("gradient.w5", 0.0822, "right", 3),
        ("gradient.w5", 0.0821, "right", 3),
        ("gradient.w5", 0.082167041, "right", 8),
        ("gradient.w5", 0.08216704056423078, "right", 15),
        # The last of ten digits of a hand calculation may have drifted.
        ("gradient.w5", 0.082167040612, "right", 9),
        ("gradient.w5", "0.08", "unknown", 1),
        ("gradient.w5", 0.0912, "unknown", 1),
        ("path.o2.h1", -0.019049119, "right", 8),
        ("x.i1", "0.05", "right", 1),
        ("step.b.h1", 0, "right", 3),
        ("step.b.h1", "0.1", "unknown", 0),
        ("loss", -0.5, "unknown", 0),
        ("delta.o1", 0.5, "unknown", 0),
    ],
)
def test_the_digits_counted_are_those_that_agree(
    name: str, value: float | str, verdict: str, digits: int
) -> None:
    answer = check(mazur(), name, value)
    assert (answer.verdict, answer.digits) == (verdict, digits)
    assert not answer.explanations


@pytest.mark.parametrize(("typed", "short"), [("0.08", True), ("0.06", False), ("0.0912", False)])
def test_too_few_digits_are_not_judged(typed: str, short: bool) -> None:
    verdict = check(mazur(), "gradient.w5", typed)
    assert (verdict.verdict, verdict.too_short) == ("unknown", short)


def test_each_example_has_its_own_number() -> None:
    experiment = make_experiment(sizes=(2, 2, 2), m=4)
    correct = quantity(open_iteration(experiment), "delta.h1", 3)
    assert check(experiment, "delta.h1", correct, example=3).verdict == "right"
    assert check(experiment, "delta.h1", correct, example=2).verdict != "right"


@pytest.mark.parametrize(
    ("name", "value", "example", "field"),
    [
        ("delta.h9", 0.1, 0, ("quantity",)),
        ("delta.h1", float("nan"), 0, ("value",)),
        ("delta.h1", "a third", 0, ("value",)),
        ("delta.h1", 0.1, 1, ("example",)),
    ],
)
def test_bad_questions_are_refused(
    name: str, value: float | str, example: int, field: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidExperiment) as caught:
        check(mazur(), name, value, example)
    assert caught.value.field == field


def test_a_number_that_is_not_finite_cannot_be_checked() -> None:
    with pytest.raises(Diverged):
        check(replace(mazur(), targets=np.full((2, 1), 1e200)), "loss", 0.5)


EXTREMES = [
    *(0.0, -0.0, 5e-324, -1e-310, 1e-300, 1e-160, -1.0, 0.25, 1e8, 1e150, -1e154),
    *(1e300, -1e300, 1.7976931348623157e308, -1.7976931348623157e308),
]
NUMBERS = st.sampled_from(EXTREMES) | st.floats(-1, 1)


@st.composite
def extreme_experiments(draw: st.DrawFn) -> Experiment:
    """Small experiments with numbers of any size in them."""
    experiment = draw(experiments(max_m=2).filter(lambda found: len(found.network.weights) < 4))
    pool = draw(st.lists(NUMBERS, min_size=1, max_size=4))

    def filled(array: Array) -> Array:
        numbers = st.lists(st.sampled_from(pool), min_size=array.size, max_size=array.size)
        return np.array(draw(numbers)).reshape(array.shape)

    network = experiment.network
    probabilities = experiment.loss.outputs is not None
    return replace(
        experiment,
        network=replace(
            network,
            weights=tuple(filled(W) for W in network.weights),
            biases=tuple(filled(b) for b in network.biases),
        ),
        inputs=filled(experiment.inputs),
        targets=experiment.targets if probabilities else filled(experiment.targets),
        learning_rate=draw(st.sampled_from([*pool, 0.5])),
    )


@settings(max_examples=60)
@given(experiment=extreme_experiments(), data=st.data(), value=NUMBERS)
def test_numbers_of_any_size_are_judged_or_have_diverged(
    experiment: Experiment, data: st.DataObject, value: float
) -> None:
    asked = data.draw(st.sampled_from(list(quantities_in(experiment))))
    with suppress(Diverged):
        verdict = check(experiment, asked.name, value)
        assert np.isfinite(verdict.correct)
        assert not re.search(r"\b(nan|inf)\b", explained(verdict))


def test_numbers_whose_difference_overflows_do_not_agree() -> None:
    experiment = replace(mazur(), inputs=np.full((2, 1), 1e300))
    verdict = check(experiment, "x.i1", -1.7976931348623157e308)
    assert (verdict.verdict, verdict.digits) == ("unknown", 0)
    assert "It is much too low" in explained(verdict)


def test_the_difference_between_a_mistake_and_the_right_number_may_overflow() -> None:
    # y - o for o - y: of two signs, and each of them nearly the largest float.
    experiment = replace(mazur(), targets=np.array([[1.7e308], [0.0]]))
    assert named_in(check(experiment, "error.o1", 1.7e308)) == "sign"
    assert check(experiment, "error.o1", 0.1234).verdict == "unknown"


@pytest.mark.parametrize("name", [asked.name for asked in QUANTITIES])
def test_the_largest_numbers_raise_only_expected_errors(name: str) -> None:
    huge = mazur().network.weights[0] * 1e300
    network = replace(mazur().network, weights=(huge, -huge))
    experiment = replace(mazur(), network=network, inputs=np.full((2, 1), 1e300))
    with suppress(Diverged):
        assert check(experiment, name, 0.1234).verdict == "unknown"
