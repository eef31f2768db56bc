"""Printed exercises: every figure is reproduced, explained, or honestly left."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from math import isclose
from typing import Any

import pytest

from core.check.digits import read
from core.check.mistakes import MISTAKES
from core.explain.quantities import phase_of
from core.published.exercises import FOLDER, ComparedFigure, compared, exercises

EXERCISES = exercises()
FIGURES = [(name, figure) for name in EXERCISES for figure in compared(name)]


def named(exercise: str, name: str, iteration: int = 0) -> ComparedFigure:
    """A figure by its author's name."""
    [found] = [
        one
        for one in compared(exercise)
        if (one.figure.name, one.figure.iteration) == (name, iteration)
    ]
    return found


def data(exercise: str) -> dict[str, Any]:
    read_in: dict[str, Any] = json.loads((FOLDER / f"{exercise}.json").read_text(encoding="utf-8"))
    return read_in


def test_every_file_is_an_exercise_that_is_listed() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(EXERCISES)
    assert all(name == exercise.id for name, exercise in EXERCISES.items())


def test_the_exercises_are_of_many_authors_sizes_and_conventions() -> None:
    found = EXERCISES.values()
    assert len({exercise.author for exercise in found}) == len(found) >= 8
    assert len({exercise.experiment.sizes for exercise in found}) >= 6
    assert {exercise.conventions.error for exercise in found} == {
        *("output minus target", "target minus output")
    }
    assert {exercise.conventions.loss for exercise in found} == {
        *("with the half", "without the half", "cross-entropy", "none printed")
    }
    assert {exercise.experiment.train_biases for exercise in found} == {False, True, "per_layer"}


@pytest.mark.parametrize("name", EXERCISES)
def test_a_file_holds_numbers_and_their_places_and_no_verdict(name: str) -> None:
    allowed = {"name", "printed", "quantity", "product", "sum", "difference"}
    allowed |= {"iteration", "example", "factor"}
    for figure in data(name)["figures"]:
        assert figure.keys() <= allowed
        assert len(figure["name"]) < 50
        assert abs(read(figure["printed"]).value) < 100
    source = EXERCISES[name].source
    assert source.publication or source.repository
    assert source.commit == "" or len(source.commit) == 40


@pytest.mark.parametrize("name", EXERCISES)
def test_the_place_of_every_figure_exists(name: str) -> None:
    exercise = EXERCISES[name]
    for figure in exercise.figures:
        assert 0 <= figure.example < exercise.experiment.m
        assert all(phase_of(quantity, exercise.experiment.sizes) for quantity in figure.quantities)


def test_at_least_nine_in_ten_figures_are_not_left() -> None:
    outcomes = Counter(one.outcome for _, one in FIGURES)
    assert outcomes.total() > 300
    assert outcomes["left"] <= outcomes.total() / 10
    assert all(outcomes[outcome] for outcome in ("reproduced", "rounded", "follows", "mistake"))


def test_a_figure_is_reproduced_if_ours_rounds_to_what_is_printed() -> None:
    for _, one in FIGURES:
        if one.computed is None:
            assert one.outcome == "left"
            continue
        text = one.figure.printed.replace(" * 10^", "e")
        # As many decimals as are printed; after the thirteenth digit floats are not exact.
        rounded = round(Decimal(one.computed), -int(Decimal(text).as_tuple().exponent))
        same = rounded == Decimal(text) or isclose(rounded, Decimal(text), rel_tol=1e-13)
        assert (one.outcome == "reproduced") == same, one


def test_what_is_explained_is_explained_by_numbers() -> None:
    for _, one in FIGURES:
        judged, typed = one.judged, one.figure.typed
        match one.outcome:
            case "follows":
                assert judged is not None
                assert judged.wrong
                # The number that follows is nearer than the right one.
                assert judged.expected is not None
                assert abs(judged.expected - typed.value) < abs(judged.correct - typed.value)
            case "mistake":
                assert judged is not None
                assert judged.verdict is not None
                assert judged.verdict.explanation is not None
                assert judged.verdict.explanation.mistake.id in MISTAKES
            case "left":
                assert judged is None or not judged.wrong or judged.marked


def test_an_author_whose_error_is_target_minus_output_has_deltas_of_the_other_sign() -> None:
    err = named("han-3-2-1", "Err4")
    assert (err.figure.factor, err.outcome) == (-1, "reproduced")
    assert err.computed == pytest.approx(-0.00872456)
    assert err.judged is not None
    assert err.judged.correct == pytest.approx(0.00872456)


def test_without_the_half_everything_but_the_update_is_twice_ours() -> None:
    loss, weight = named("smaxx-2-2-1", "L"), named("smaxx-2-2-1", "W(2) new[1]")
    assert (loss.figure.factor, loss.outcome) == (2, "reproduced")
    assert weight.figure.factor == 1
    assert EXERCISES["smaxx-2-2-1"].conventions.learning_rate == "1.0"
    assert EXERCISES["smaxx-2-2-1"].experiment.learning_rate == 2


def test_the_chapter_of_issue_12_took_updated_weights() -> None:
    for name in ("delta1", "delta2"):
        delta = named("macleod-2-2-1", name)
        assert delta.outcome == "mistake"
        assert delta.judged is not None
        assert delta.judged.verdict is not None
        assert delta.judged.verdict.explanation is not None
        assert delta.judged.verdict.explanation.mistake.id == "updated-weights"
    follows = named("macleod-2-2-1", "w3+ (0.1)")
    assert follows.outcome == "follows"
    assert follows.judged is not None
    assert [own.name for own in follows.judged.wrong] == ["delta.h1"]


def test_numbers_carried_on_as_they_are_printed_are_rounding() -> None:
    net = named("macleod-2-2-1", "input to final neuron")
    assert net.outcome == "rounded"
    assert net.judged is not None
    assert net.judged.expected == pytest.approx(0.3 * 0.68 + 0.9 * 0.6637)


def test_an_iteration_starts_from_the_weights_that_the_one_before_prints() -> None:
    # The author's w1 is wrong from the first epoch on, and the loss of the next follows from it.
    assert named("duan-1-1-1", "Epoch 1: w1").outcome == "left"
    loss = named("duan-1-1-1", "Epoch 2: Loss", iteration=1)
    assert loss.outcome == "follows"
    assert loss.judged is not None
    assert [own.name for own in loss.judged.wrong] == ["w1"]
    assert f"{loss.judged.expected:.4f}" == loss.figure.printed


def test_what_nothing_explains_is_left() -> None:
    # 0.5 * (1 - 0.583)^2 is 0.087.
    assert named("cscn8010-1-1-1", "L").outcome == "left"
    # Printed by a program with another learning rate: two digits carried on may lead to it, but
    # nine are printed.
    assert named("schiendorfer-2-2-2", "V new[1,2]").outcome == "left"
