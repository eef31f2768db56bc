"""Numbers carried with few digits: no value of the right method is called wrong, and few others are
called a mistake."""

from __future__ import annotations

from math import floor, log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import ACTIVATIONS, LOSSES, Experiment, Network
from core.check.carrying import DIGITS, carry, exactly
from core.check.digits import read
from core.check.slips import Question
from core.check.verdict import Verdict, check, judge
from core.explain.quantities import Quantity, open_iteration, quantities_in, quantity_named
from core.run.presets import mazur
from tests.core.by_carrying import by_carrying, carelessly
from tests.core.experiments import (
    ELEMENTWISE,
    TRAIN_BIASES,
    enough_outputs,
    experiments,
    fits,
    make_experiment,
    parameters,
)


def any_experiment(rng: np.random.Generator) -> Experiment:
    """An experiment of the sizes 1-1 to 4-4-4-4, of any kind."""
    sizes = [int(size) for size in rng.integers(1, 5, rng.integers(2, 5))]
    loss = str(rng.choice(sorted(LOSSES)))
    output = str(rng.choice([name for name in sorted(ACTIVATIONS) if fits(loss, name)]))
    sizes = enough_outputs(sizes, output)
    return make_experiment(
        sizes=sizes,
        activations=[*(str(rng.choice(ELEMENTWISE)) for _ in sizes[2:]), output],
        loss=loss,
        m=int(rng.choice([1, 1, 2, 4])),
        learning_rate=float(rng.choice([0.01, 0.1, 0.5])),
        train_biases=TRAIN_BIASES[rng.integers(3)],
        frozen=[name for name in parameters(sizes) if rng.random() < 0.05],
        seed=int(rng.integers(2**31)),
    )


def computed(experiment: Experiment) -> list[Quantity]:
    """What is calculated in an experiment, and not given."""
    every = quantities_in(experiment)
    return [asked for asked in every if asked.kind.prefix not in ("x.", "y.", "")]


def typed_with(value: float, digits: int, rng: np.random.Generator) -> float | str:
    """A number as somebody types it: all of it, or rounded or cut off to so many digits."""
    way = rng.integers(3)
    if way == 2 or value == 0:
        return value
    unit = 10.0 ** (floor(log10(abs(value))) - digits + 1)
    return f"{(np.rint if way else np.trunc)(value / unit) * unit:.{digits - 1}e}"


@settings(max_examples=25, deadline=None)
@given(experiment=experiments(max_m=3), seed=st.integers(0, 2**32 - 1))
def test_no_value_of_the_right_method_lies_beyond_the_reach_of_its_digits(
    experiment: Experiment, seed: int
) -> None:
    carried = carry(experiment)
    for digits in DIGITS:
        keep = carelessly(np.random.default_rng(seed), digits, digits + 3)
        numbers = by_carrying(experiment, keep)
        for asked in computed(experiment):
            number = numbers[asked.name][0]
            low, high = carried.of(asked)[:, DIGITS.index(digits)]
            slack = 1e-9 * abs(number) + 1e-15
            assert not np.isfinite(number) or low - slack <= number <= high + slack, asked.name


@settings(max_examples=20, deadline=None)
@given(experiment=experiments(max_m=3))
def test_numbers_carried_with_all_digits_are_the_right_ones(experiment: Experiment) -> None:
    carried, right = carry(experiment, keep=exactly), open_iteration(experiment)
    example = experiment.m - 1
    for asked in computed(experiment):
        expected = asked.of(right, example)
        found = carried.of(asked, example)
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12), asked.name


def test_no_right_value_is_called_wrong() -> None:
    rng = np.random.default_rng(12)
    for _ in range(70):
        experiment = any_experiment(rng)
        numbers = by_carrying(experiment, carelessly(rng))
        asked = computed(experiment)
        for index in rng.choice(len(asked), 2):
            value = float(numbers[asked[index].name][0])
            if np.isfinite(value):
                typed = typed_with(value, int(rng.integers(3, 8)), rng)
                verdict = check(experiment, asked[index].name, typed)
                assert verdict.right_method, (experiment.sizes, asked[index].name, typed, verdict)


def named(verdict: Verdict) -> bool:
    """Whether a mistake is named, with rounding or without."""
    return verdict.verdict == "mistake" and not verdict.right_method


@pytest.mark.parametrize(("digits", "most"), [(4, 0.05), (5, 0.01)])
def test_few_random_wrong_values_are_named_as_a_mistake(digits: int, most: float) -> None:
    rng, drawn, mistakes = np.random.default_rng(5), 0, 0
    for _ in range(50):
        experiment = any_experiment(rng)
        right = open_iteration(experiment)
        asked = [one for one in computed(experiment) if one.of(right)]
        question = Question(right, asked[rng.integers(len(asked))])
        low, high = sorted((question.correct / 2, question.correct * 2))
        for value in rng.uniform(low, high, 2):
            drawn += 1
            mistakes += named(judge(question, read(f"{value:.{digits - 1}e}")))
    assert mistakes <= most * drawn + 1, (mistakes, drawn)


# A printed exercise: 2-2-1, no biases, hidden deltas by the updated weights, rounded on the way.
EXERCISE = Experiment(
    network=Network(
        weights=(np.array([[0.1, 0.8], [0.4, 0.6]]), np.array([[0.3, 0.9]])),
        biases=(np.zeros((2, 1)), np.zeros((1, 1))),
        activations=(ACTIVATIONS["sigmoid"], ACTIVATIONS["sigmoid"]),
    ),
    loss=LOSSES["half_squared_error"],
    inputs=np.array([[0.35], [0.9]]),
    targets=np.array([[0.5]]),
    learning_rate=1.0,
)


def told(verdict: Verdict) -> list[str]:
    return [found.mistake.id for found in verdict.explanations]


@pytest.mark.parametrize(
    ("name", "typed", "first"),
    [
        ("z.h1", "0.755", "right"),
        ("a.h1", "0.68", "right"),
        ("a.h2", "0.6637", "right"),
        ("z.o1", "0.80133", "rounding"),
        ("delta.o1", "0.0406", "right"),
        ("new.w5", "0.272392", "rounding"),
        ("new.w6", "0.87305", "rounding"),
        ("new.w4", "0.5928", "rounding"),
    ],
)
def test_the_numbers_of_a_printed_exercise_are_told_as_they_came_about(
    name: str, typed: str, first: str
) -> None:
    verdict = check(EXERCISE, name, typed)
    assert first == (told(verdict) or [verdict.verdict])[0]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("delta.h1", "0.002406"),
        ("delta.h2", "0.007916"),
        # A step of 0.00084 instead of 0.00093: two digits on the way may lead there, too.
        ("new.w1", "0.09916"),
        ("new.w2", "0.7978"),
    ],
)
def test_a_mistake_that_rounding_reaches_as_well_is_told_with_it(name: str, typed: str) -> None:
    verdict = check(EXERCISE, name, typed)
    assert told(verdict) == ["rounding", "updated-weights"]
    assert verdict.reach is not None
    assert verdict.reach.digits == 2


def test_a_number_is_judged_given_what_was_typed_before() -> None:
    given = {"delta.o1": "-0.0406", "a.h1": "0.68"}
    verdict = check(EXERCISE, "gradient.w5", "-0.0276", given=given)
    assert verdict.verdict == "right"
    assert verdict.correct == pytest.approx(-0.0406 * 0.68)
    # Few roundings are left, so the reach is small, and the mistake stands alone.
    wrong = check(EXERCISE, "new.w5", "0.2724", given={"gradient.w5": "-0.0276"})
    assert told(wrong) == ["sign"]
    reach = wrong.reach
    assert reach is not None
    assert reach.high - reach.low < 0.002


def test_a_mistake_with_rounding_on_the_way_is_told_as_both() -> None:
    # Without the path through o2, from rounded numbers: 0.0554 x 0.241 is 0.01335.
    verdict = check(mazur(), "delta.h1", "0.01335")
    assert told(verdict)[0] == "path-dropped"
    assert verdict.rounded


def test_digits_of_an_updated_weight_are_those_of_its_step() -> None:
    # 0.15 - 0.149780716 has the digits 0.000219284.
    assert check(mazur(), "new.w1", "0.14978").digits == 2
    assert check(mazur(), "new.w1", "0.150").digits == 0
    assert check(mazur(), "new.loss", "0.2910").digits == 4


def test_a_range_has_every_number_of_digits() -> None:
    asked = quantity_named("delta.h1", (2, 2, 2))
    low, high = carry(mazur()).of(asked)
    assert len(low) == len(DIGITS)
    assert (np.diff(high - low) < 0).all()
