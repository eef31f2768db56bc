"""The pure part of editing: how far a number moves, what was typed, which part has which value."""

from __future__ import annotations

import math
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Call

# A parameter holds a function, which is called here: what does it make of the experiment?
PARAMETER = """async ([state, part, value]) => {
  const { parameterOf, reasonAgainst } = await import("/static/js/editing/parameters.js");
  const found = parameterOf(state, part);
  return {
    name: found?.name, value: found?.value, reason: reasonAgainst(state, part),
    edited: found?.edit(value)(state.frame.experiment),
  };
}"""
UPDATE = 10


def test_a_pixel_is_a_hundredth_and_of_large_values_a_hundredth_of_their_power_of_ten(
    call: Call,
) -> None:
    cases = {0: 0.01, 0.0004: 0.01, -0.4: 0.01, 9.99: 0.01, 10: 0.1, -55: 0.1, 100: 1, 1e6: 1e4}
    coarse = call("text/amounts", "perPixel", *([value, False] for value in cases))
    fine = call("text/amounts", "perPixel", *([value, True] for value in cases))
    assert coarse == pytest.approx(list(cases.values()))
    assert fine == pytest.approx([step / 10 for step in cases.values()])


def test_tidy_leaves_no_more_decimals_than_the_step_has(call: Call) -> None:
    cases = [
        (0.4300000001, 0.01, 0.43),
        (0.35891648, 0.01, 0.36),
        (0.35891648, 0.001, 0.359),
        (-0.001, 0.01, 0),
        (52.04, 0.1, 52),
        (12345.6, 100, 12346),
        (1.7e308, 0.01, 1.7e308),
    ]
    tidied = call("text/amounts", "tidy", *([value, step] for value, step, _ in cases))
    assert tidied == [expected for _, _, expected in cases]
    assert math.copysign(1, tidied[3]) == 1


def test_an_arrow_key_moves_by_its_step_and_leaves_no_noise(call: Call) -> None:
    cases = [
        (0.1, 0.2, 0.3),
        (0.45, 0.1, 0.55),
        (0.01, -0.01, 0),
        (0.4, 0.001, 0.401),
        (0.35891648, 0.01, 0.36891648),
        (-1, 0.01, -0.99),
    ]
    moved = call("text/amounts", "stepped", *([value, step] for value, step, _ in cases))
    assert moved == [expected for _, _, expected in cases]
    steps = call(
        "editing/amounts",
        "arrowStep",
        *([{"shiftKey": shift, "altKey": alt}] for shift in (False, True) for alt in (False, True)),
    )
    assert steps == [0.01, 0.001, 0.1, 0.001]


def test_a_number_is_read_as_people_type_it(call: Call) -> None:
    cases = {
        "0.4": 0.4,
        " -1.5 ": -1.5,
        "\N{MINUS SIGN}1.5": -1.5,
        "+2": 2,
        ".5": 0.5,
        "5.": 5,
        "1e-3": 0.001,
        "4.386e\N{MINUS SIGN}5": 4.386e-5,
    }
    assert call("text/amounts", "parse", *([text] for text in cases)) == list(cases.values())


def test_what_is_no_finite_number_is_not_read(call: Call) -> None:
    texts = ["", " ", "-", ".", "e5", "0x10", "1,5", "1 000", "Infinity", "NaN", "1e999", "--1"]
    assert all(
        math.isnan(value) for value in call("text/amounts", "parse", *([text] for text in texts))
    )


def state(*, phase: int = 0, example: int = 0, **change: Any) -> dict[str, Any]:
    experiment = {
        "network": {
            "weights": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
            "biases": [[0.5, 0.5], [0.25, 0.75]],
            "activations": ["sigmoid", "sigmoid"],
        },
        "examples": {"inputs": [[11, 12], [13, 14]], "targets": [[21, 22], [23, 24]]},
        "train_biases": False,
        **change,
    }
    after = {**experiment, "network": {**experiment["network"], "weights": [[[-1] * 2] * 2] * 2}}
    frame = {"experiment": experiment, "next": after}
    return {"frame": frame, "phase": phase, "example": example, "run": None, "playing": False}


def parameter(blank: Page, state: dict[str, Any], part: str) -> dict[str, Any]:
    found: dict[str, Any] = blank.evaluate(PARAMETER, [state, part, 99])
    return found


def test_each_weight_is_its_part(blank: Page) -> None:
    for number in range(1, 9):
        found = parameter(blank, state(), f"w{number}")
        assert (found["name"], found["value"]) == (f"w{number}", number)
        flat = [w for rows in found["edited"]["network"]["weights"] for row in rows for w in row]
        assert flat == [99 if w == number else w for w in range(1, 9)]


def test_in_the_update_phase_it_is_the_updated_weight(blank: Page) -> None:
    assert parameter(blank, state(phase=UPDATE), "w5")["value"] == -1
    assert parameter(blank, state(phase=UPDATE - 1), "w5")["value"] == 5


def test_biases_are_one_if_they_are_equal_and_not_of_their_own(blank: Page) -> None:
    for part in ("b.h1", "b.h2"):
        found = parameter(blank, state(), part)
        assert (found["name"], found["value"]) == ("b1", 0.5)
        assert found["edited"]["network"]["biases"] == [[99, 99], [0.25, 0.75]]
    found = parameter(blank, state(), "b.o2")
    assert (found["name"], found["value"]) == ("b2 of o2", 0.75)
    assert found["edited"]["network"]["biases"] == [[0.5, 0.5], [0.25, 99]]
    found = parameter(blank, state(train_biases=True), "b.h2")
    assert found["name"] == "b1 of h2"
    assert found["edited"]["network"]["biases"] == [[0.5, 99], [0.25, 0.75]]


def test_inputs_and_targets_are_of_the_example_on_the_diagram(blank: Page) -> None:
    found = parameter(blank, state(example=1), "i2")
    assert (found["name"], found["value"]) == ("x2", 14)
    assert found["edited"]["examples"]["inputs"] == [[11, 12], [13, 99]]
    found = parameter(blank, state(), "y1")
    assert (found["name"], found["value"]) == ("y1", 21)
    assert found["edited"]["examples"]["targets"] == [[99, 22], [23, 24]]


def test_the_mean_over_all_has_weights_but_no_example(blank: Page) -> None:
    assert parameter(blank, state(example=-1), "w5")["value"] == 5
    found = parameter(blank, state(example=-1), "i2")
    assert "name" not in found or found["name"] is None
    assert found["reason"].endswith("show one of them to change its x2.")
    assert parameter(blank, state(), "i2")["reason"] == ""


@pytest.mark.parametrize("part", ["h1", "o2", "loss", "", "b1", "w9"])
def test_what_is_computed_is_no_parameter(blank: Page, part: str) -> None:
    found = parameter(blank, state(), part)
    assert found.get("name") is None
    assert found["reason"] == ""
