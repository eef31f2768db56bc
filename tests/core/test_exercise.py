"""A whole exercise is checked: each number given the others as they were typed."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context

import numpy as np
import pytest

from core import Experiment
from core.check.carrying import as_typed
from core.check.digits import read
from core.check.exercise import MOST_EXPLAINED, Entry, Judged, check_exercise
from core.check.operands import nearest, operands_of
from core.explain.phases import phases_of
from core.explain.quantities import (
    Quantity,
    open_iteration,
    quantities_in,
    quantity,
    quantity_named,
)
from core.run.presets import mazur
from tests.core.experiments import make_experiment

# The article's numbers, each to three digits and from those before it as they stand here.
SHEET = {
    "z.h1": "0.378",
    "a.h1": "0.593",
    "z.h2": "0.393",
    "a.h2": "0.597",
    "z.o1": "1.11",
    "a.o1": "0.752",
    "z.o2": "1.22",
    "a.o2": "0.772",
    "loss.o1": "0.275",
    "loss.o2": "0.0238",
    "loss": "0.299",
    "error.o1": "0.742",
    "slope.o1": "0.186",
    "delta.o1": "0.138",
    "gradient.w5": "0.0818",
    "new.w5": "0.359",
    "delta.o2": "-0.0384",
    "path.o1.h1": "0.0552",
    "path.o2.h1": "-0.0192",
    "da.h1": "0.0360",
    "slope.h1": "0.241",
    "gradient.w1": "0.000434",
    "new.w1": "0.150",
}


def check_sheet(
    sheet: dict[str, str], experiment: Experiment | None = None, example: int = 0
) -> dict[str, Judged]:
    """What became of each number, by name."""
    experiment = experiment or mazur()
    entries = [
        Entry(quantity_named(name, experiment.sizes), read(text)) for name, text in sheet.items()
    ]
    return {
        judged.entry.asked.name: judged for judged in check_exercise(experiment, entries, example)
    }


def marks(found: dict[str, Judged]) -> list[str]:
    return [name for name, judged in found.items() if judged.marked]


def test_rounding_everything_to_three_digits_is_no_mark() -> None:
    found = check_sheet(SHEET)
    assert marks(found) == []
    assert {judged.state for judged in found.values()} == {"right", "rounded"}


def test_two_slips_and_rounding_to_three_digits_get_exactly_two_marks() -> None:
    slipped = SHEET | {
        # The bias left out, and all that follows.
        "z.h2": "0.0425",
        "a.h2": "0.511",
        "z.o1": "1.07",
        "a.o1": "0.745",
        "z.o2": "1.18",
        "a.o2": "0.765",
        "loss.o1": "0.270",
        "loss.o2": "0.0253",
        "loss": "0.295",
        "error.o1": "0.735",
        "slope.o1": "0.190",
        "delta.o1": "0.140",
        # The slope left out, and all that follows.
        "gradient.w5": "0.436",
        "new.w5": "0.182",
        "delta.o2": "-0.0405",
        "path.o1.h1": "0.0560",
        "path.o2.h1": "-0.0203",
        "da.h1": "0.0357",
        "gradient.w1": "0.000430",
    }
    found = check_sheet(slipped)
    assert marks(found) == ["z.h2", "gradient.w5"]
    named = {name: found[name].verdict for name in marks(found)}
    assert [
        verdict.explanation.mistake.id if verdict and verdict.explanation else None
        for verdict in named.values()
    ] == ["bias-forgotten", "slope-left-out"]
    assert found["a.h2"].state == found["new.w5"].state == "follows"
    assert [own.name for own in found["a.h2"].wrong] == ["z.h2"]
    assert [own.name for own in found["new.w5"].wrong] == ["gradient.w5"]
    assert found["a.h1"].state == "right"


def test_a_number_says_what_follows_from_those_before_it() -> None:
    found = check_sheet({"delta.o1": "0.5", "a.h1": "0.593", "gradient.w5": "0.2965"})
    gradient = found["gradient.w5"]
    assert gradient.state == "follows"
    assert gradient.expected == pytest.approx(0.5 * 0.593)
    assert gradient.correct == pytest.approx(0.0821670406)


def test_the_right_number_is_right_after_a_wrong_one() -> None:
    found = check_sheet({"delta.o1": "0.5", "gradient.w5": "0.0822"})
    assert (found["delta.o1"].state, found["gradient.w5"].state) == ("unexplained", "right")


def test_what_was_not_typed_is_looked_through() -> None:
    # From a wrong net input to the gradient, with nothing between.
    wrong = as_typed(mazur(), {"z.o1": 0.506})
    follows = float(wrong.of(quantity_named("gradient.w5", (2, 2, 2)))[0, 0])
    found = check_sheet({"z.o1": "0.506", "gradient.w5": f"{follows:.6f}"})
    assert found["gradient.w5"].state == "follows"
    assert [own.name for own in found["gradient.w5"].wrong] == ["z.o1"]


def test_what_starts_from_a_wrong_weight_follows_from_it() -> None:
    found = check_sheet({"w5": "0.45", "z.o1": "1.14", "new.w5": "0.408"})
    assert {name: judged.state for name, judged in found.items()} == {
        "w5": "unexplained",
        "z.o1": "follows",
        "new.w5": "follows",
    }


def test_the_order_of_the_numbers_does_not_matter() -> None:
    slipped = SHEET | {"slope.o1": "0.31"}
    found, turned = check_sheet(slipped), check_sheet(dict(reversed(slipped.items())))
    assert {name: judged.state for name, judged in found.items()} == {
        name: judged.state for name, judged in turned.items()
    }
    order = [phase.id for phase in phases_of(2)]
    places = [order.index(judged.entry.asked.phase.id) for judged in turned.values()]
    assert places == sorted(places)


def test_of_two_numbers_the_last_counts_for_what_follows() -> None:
    delta, gradient = (quantity_named(name, (2, 2, 2)) for name in ("delta.o1", "gradient.w5"))
    entries = [
        Entry(delta, read("0.5"), 0),
        Entry(delta, read("0.1385"), 1),
        Entry(gradient, read("0.2966"), 2),
    ]
    states = {judged.entry.row: judged.state for judged in check_exercise(mazur(), entries)}
    assert states == {0: "unexplained", 1: "right", 2: "unexplained"}


@pytest.mark.parametrize("huge", ["1e308", "-1e300", "0"])
def test_any_number_can_be_typed(huge: str) -> None:
    sheet = {asked.name: huge for asked in quantities_in(mazur())}
    found = check_sheet(sheet)
    assert len(found) == len(sheet)
    assert all(judged.state != "right" or judged.correct == 0 for judged in found.values())


def test_of_many_marks_only_the_first_are_looked_into() -> None:
    found = check_sheet({asked.name: "0.9137" for asked in quantities_in(mazur())})
    looked = [judged for judged in found.values() if judged.marked and judged.verdict]
    assert len(marks(found)) > MOST_EXPLAINED == len(looked)


def written(value: float, digits: int, cut: bool) -> str:
    rounding = ROUND_DOWN if cut else ROUND_HALF_EVEN
    return format(Context(prec=digits, rounding=rounding).create_decimal(repr(value)), "f")


ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity", "softplus")


@pytest.mark.parametrize("seed", range(30))
def test_the_right_method_gets_no_mark_however_it_is_rounded(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = [(2, 2, 2), (2, 2, 1), (1, 1, 1), (3, 2, 2), (2, 2, 2, 1), (2, 1)][seed % 6]
    experiment = make_experiment(
        sizes=sizes,
        activations=[str(rng.choice(ACTIVATIONS)) for _ in sizes[1:]],
        m=1 + seed % 2,
        train_biases=(False, True, "per_layer")[seed % 3],
        frozen=("w1",) if seed % 5 == 0 else (),
        seed=seed,
    )
    sheet: dict[str, str] = {}
    for asked in in_order(experiment):
        if rng.random() < 0.7:
            values = {name: read(text).value for name, text in sheet.items()}
            follows = float(as_typed(experiment, values).of(asked)[0, 0])
            sheet[asked.name] = written(follows, int(rng.integers(2, 6)), rng.random() < 0.3)
    assert marks(check_sheet(sheet, experiment)) == []


def in_order(experiment: Experiment) -> list[Quantity]:
    """What is calculated, in the order in which it is."""
    order = [phase.id for phase in phases_of(len(experiment.sizes) - 1)]
    kinds = ("loss.", "loss")
    return sorted(
        (asked for asked in quantities_in(experiment) if asked.phase.id != "input"),
        key=lambda asked: (
            order.index(asked.phase.id),
            kinds.index(asked.kind.prefix) if asked.kind.prefix in kinds else -1,
        ),
    )


@pytest.mark.parametrize(
    ("loss", "output", "train_biases"),
    [
        ("half_squared_error", "sigmoid", True),
        ("half_squared_error", "tanh", "per_layer"),
        ("binary_cross_entropy", "sigmoid", False),
        ("half_squared_error", "softmax", True),
        ("categorical_cross_entropy", "softmax", True),
    ],
)
def test_a_number_is_made_of_its_operands_and_of_nothing_else(
    loss: str, output: str, train_biases: bool
) -> None:
    experiment = make_experiment(
        sizes=(2, 2, 2),
        activations=("tanh", output),
        loss=loss,
        m=1,
        train_biases=train_biases,
        seed=4,
    )
    right = open_iteration(experiment)
    everything = list(quantities_in(experiment))
    for asked in everything:
        operands = operands_of(asked, experiment)
        known = {operand.name: operand.of(right) for operand in operands}
        # All others are wrong, also those that it is made of at second hand.
        others = {one.name: 7.7 for one in everything if one not in operands and one != asked}
        given = as_typed(experiment, {**others, **known})
        assert float(given.of(asked)[0, 0]) == pytest.approx(asked.of(right)), asked.name
        for operand in operands:
            if operand.kind.prefix == "":
                continue  # a parameter is where the update starts from: the experiment's
            moved = as_typed(experiment, {**known, operand.name: known[operand.name] + 0.01})
            assert float(moved.of(asked)[0, 0]) != asked.of(right), (asked.name, operand.name)


def test_the_nearest_typed_numbers_are_found_through_those_that_are_not() -> None:
    named = {name: quantity_named(name, (2, 2, 2)) for name in ("a.o1", "a.h1", "z.h1")}
    asked = quantity_named("new.w5", (2, 2, 2))
    found = nearest(asked, named.values(), mazur())
    assert [own.name for own in found] == ["a.o1", "a.h1"]


def test_each_example_has_its_own_sheet() -> None:
    experiment = make_experiment(sizes=(2, 2, 1), activations=("tanh", "sigmoid"), m=3)
    value = quantity(open_iteration(experiment), "delta.h1", 2)
    for example, state in ((2, "right"), (1, "unexplained")):
        found = check_sheet({"delta.h1": f"{value:.7g}"}, experiment, example)
        assert found["delta.h1"].state == state
