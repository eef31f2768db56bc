"""Editing weights, biases, inputs and targets in the diagram."""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from core.check.digits import printed
from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenBrowser, OpenExplorer, Scheme
from tests.browser.expected import Iteration, assert_shows, nine, opened
from tests.browser.explorer import UPDATE, Explorer, number

LOSS = 5
Experiment = dict[str, Any]

# How each kind of value is set in an experiment.
SET: dict[str, Callable[[Experiment, float], None]] = {
    "w1": lambda e, value: e["network"]["weights"][0][0].__setitem__(0, value),
    "w6": lambda e, value: e["network"]["weights"][1][0].__setitem__(1, value),
    "w8": lambda e, value: e["network"]["weights"][1][1].__setitem__(1, value),
    "b1": lambda e, value: e["network"]["biases"].__setitem__(0, [value, value]),
    "b2": lambda e, value: e["network"]["biases"].__setitem__(1, [value, value]),
    "i1": lambda e, value: e["examples"]["inputs"][0].__setitem__(0, value),
    "i2": lambda e, value: e["examples"]["inputs"][0].__setitem__(1, value),
    "y1": lambda e, value: e["examples"]["targets"][0].__setitem__(0, value),
    "y2": lambda e, value: e["examples"]["targets"][0].__setitem__(1, value),
}
# Waits until the page has come to rest: ten frames in the same place.
SCROLLED = """() => new Promise((resolve) => {
  let [at, frames] = [-1, 0];
  const look = () => {
    [at, frames] = [scrollY, scrollY === at ? frames + 1 : 0];
    if (frames < 10) requestAnimationFrame(look);
    else resolve();
  };
  look();
})"""
# As the fields and Undo call it.
NAMES = {part: part.replace("i", "x") for part in SET}


def changed(experiment: Experiment, part: str, value: float) -> Experiment:
    """The experiment with another value of a part."""
    experiment = copy.deepcopy(experiment)
    SET[part](experiment, value)
    return experiment


def value_of(explorer: Explorer, part: str) -> float:
    """The value in a part's accessible name."""
    said = explorer.said()[part]
    return said["input" if part.startswith("i") else "value"]


def expect_value(explorer: Explorer, part: str, value: float) -> None:
    """Waits until a part's accessible name has a value."""
    text = printed(value)
    kind = "input " if part.startswith("i") else ""
    expect(explorer.part(part)).to_have_accessible_name(re.compile(rf", {kind}{text}(,|$)"))


def expect_answer(
    explorer: Explorer, ask: Ask, experiment: Experiment, phase: int, known: int = LOSS
) -> None:
    """Waits until the page shows an edited experiment, and compares all of it."""
    answer = opened(ask, experiment, experiment["iteration"])
    loss = printed(answer.loss(phase))
    explorer.expect_at(experiment["iteration"], phase)
    expect(explorer.status).to_contain_text(f"{'to' if phase == UPDATE else 'Loss'} {loss}")
    assert_shows(explorer, answer, phase, known)


def grip(explorer: Explorer, part: str) -> Locator:
    """The text of a part's value."""
    name = part.replace("b1", "b.h1").replace("b2", "b.o1")
    return explorer.page.locator(f'#diagram [data-value~="{name}"]')


def grasp(explorer: Explorer, part: str) -> tuple[float, float]:
    """Presses the mouse on a part's value, and returns the place."""
    box = grip(explorer, part).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    explorer.page.mouse.move(x, y)
    explorer.page.mouse.down()
    # The value moves from where the pointer has become a drag.
    explorer.page.mouse.move(x + 10, y)
    return x + 10, y


def type_value(explorer: Explorer, part: str, text: str) -> Locator:
    """Types a value on a focused part, without leaving the field."""
    explorer.part(part).focus()
    explorer.page.keyboard.type(text)
    field = explorer.page.get_by_role("textbox", name=f"Value of {NAMES[part]}", exact=True)
    expect(field).to_have_value(text)
    return field


def open_with(explorer: Explorer, ask: Ask, experiment: Experiment, **place: Any) -> None:
    """Opens the page with an experiment in its storage."""
    explorer.go_to_phase(1)
    explorer.expect_at(0, 1)
    stored = explorer.stored()
    answer = ask("step", experiment=experiment, detailed=True)
    details = answer["details"]
    frame = {
        "iteration": experiment["iteration"],
        "experiment": experiment,
        "pass": answer["passes"][-1],
        "outputLosses": details["output_losses"],
        "sums": details["sums"],
        "means": details["means"],
        "next": answer["experiment"],
        "nextLoss": answer["forward"]["loss"],
    }
    stored |= {"changed": [experiment], "frame": frame, "origin": frame, **place}
    explorer.store(json.dumps(stored))
    explorer.open()
    expect(explorer.notice).to_be_hidden()


# Typing


def test_a_typed_value_is_set_and_all_numbers_agree_with_the_api(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.go_to_phase(LOSS)
    experiment = ask("reset")["experiment"]
    for place, part in enumerate(SET):
        value = -0.625 + place / 8
        field = type_value(explorer, part, f"{value}")
        field.press("Enter")
        expect(field).to_be_hidden()
        expect(explorer.part(part)).to_be_focused()
        experiment = changed(experiment, part, value)
        expect_answer(explorer, ask, experiment, LOSS)


def test_a_digit_a_minus_and_a_point_begin_a_number(explorer: Explorer) -> None:
    for first in ("7", "-", "."):
        field = type_value(explorer, "w6", first)
        field.press("Escape")
        expect(field).to_be_hidden()


def test_f2_and_a_double_click_open_the_field_with_the_value(explorer: Explorer) -> None:
    field = explorer.page.get_by_role("textbox", name="Value of w6", exact=True)
    explorer.part("w6").focus()
    explorer.page.keyboard.press("F2")
    expect(field).to_have_value("0.45")
    explorer.page.keyboard.type("0.5")
    explorer.page.keyboard.press("Enter")
    expect_value(explorer, "w6", 0.5)
    grip(explorer, "w6").dblclick()
    expect(field).to_have_value("0.5")
    expect(field).to_be_focused()


def test_the_field_lies_over_the_value_in_the_size_of_its_text(explorer: Explorer) -> None:
    for part in ("w1", "i2", "y2", "b2"):
        value = grip(explorer, part)
        size = value.evaluate(
            "text => parseFloat(getComputedStyle(text).fontSize) * diagram.getScreenCTM().a"
        )
        under = value.bounding_box()
        field = type_value(explorer, part, "0")
        over = field.bounding_box()
        assert under
        assert over
        x, y = under["x"] + under["width"] / 2, under["y"] + under["height"] / 2
        assert over["x"] < x < over["x"] + over["width"]
        assert abs(over["y"] + over["height"] / 2 - y) < 2
        shown = field.evaluate("input => parseFloat(getComputedStyle(input).fontSize)")
        assert shown == pytest.approx(size, abs=0.1)
        field.press("Escape")


def test_escape_keeps_the_old_value(explorer: Explorer) -> None:
    field = type_value(explorer, "w6", "9")
    field.press("Escape")
    expect(field).to_be_hidden()
    expect(explorer.part("w6")).to_be_focused()
    expect_value(explorer, "w6", 0.45)
    explorer.page.keyboard.press("Control+z")
    expect_value(explorer, "w6", 0.45)


def test_tab_keeps_the_value_and_goes_to_the_next_part(explorer: Explorer) -> None:
    type_value(explorer, "w1", "0.5").press("Tab")
    expect(explorer.part("w2")).to_be_focused()
    expect_value(explorer, "w1", 0.5)
    type_value(explorer, "w6", "0.6").press("Shift+Tab")
    expect(explorer.part("w5")).to_be_focused()
    expect_value(explorer, "w6", 0.6)


def test_a_click_elsewhere_keeps_a_number_and_discards_other_text(explorer: Explorer) -> None:
    type_value(explorer, "w1", "0.5")
    explorer.page.locator("#loss-title").click()
    expect_value(explorer, "w1", 0.5)
    field = type_value(explorer, "w1", "-")
    explorer.page.locator("#loss-title").click()
    expect(field).to_be_hidden()
    expect_value(explorer, "w1", 0.5)


def test_text_that_is_not_a_number_is_answered_with_what_is_allowed(explorer: Explorer) -> None:
    allowed = "A number, such as 0.4 or \N{MINUS SIGN}1.5."
    alert = explorer.page.get_by_role("alert").filter(has_text=allowed)
    texts = ("-", "0.4.1", "1e999", "0x10", "0,4,5", "1 2")
    before = 0.45
    for tried, (text, key) in enumerate(itertools.product(texts, ("Enter", "Tab"))):
        field = type_value(explorer, "w6", text)
        field.press(key)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(f"“.+ {re.escape(allowed)}"))
        expect(alert).to_be_visible()
        expect_value(explorer, "w6", before)
        before = 0.5 + tried
        field.fill(f"{before}")
        field.press("Enter")
        expect_value(explorer, "w6", before)


def test_a_refusal_is_shown_and_the_old_value_stays(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    huge = 1.7e308
    type_value(explorer, "w6", str(huge)).press("Enter")
    expect(explorer.status).not_to_contain_text("Loss 0.298371109")
    explorer.part("b2").focus()
    type_value(explorer, "b2", str(huge)).press("Enter")
    expect(explorer.notice).to_be_visible()
    expect_value(explorer, "b2", 0.6)
    explorer.page.keyboard.press("Control+z")
    expect_value(explorer, "w6", 0.45)
    explorer.page.keyboard.press("Control+z")
    expect_value(explorer, "w6", 0.45)


def test_keys_of_the_page_are_typed_into_the_field(explorer: Explorer) -> None:
    explorer.go_to_phase(2)
    explorer.expect_at(0, 2)
    field = type_value(explorer, "w6", "0.4")
    for key in ("ArrowLeft", "ArrowRight", "r", "n", " ", "Control+z"):
        field.press(key)
    explorer.expect_at(0, 2)
    expect(field).to_be_visible()


def test_computed_numbers_cannot_be_typed(explorer: Explorer) -> None:
    explorer.go_to_phase(LOSS)
    for part in ("h1", "o2"):
        explorer.part(part).focus()
        for key in ("5", "F2", "ArrowUp"):
            explorer.page.keyboard.press(key)
        expect(explorer.part(part)).to_be_focused()
        assert explorer.part(part).get_attribute("aria-description") is None
    expect(explorer.status).to_have_text("Iteration 0, loss. Loss 0.298371109")


# Arrow keys


def test_arrow_keys_move_a_value_by_a_hundredth(explorer: Explorer, ask: Ask) -> None:
    explorer.go_to_phase(LOSS)
    experiment = ask("reset")["experiment"]
    for part in SET:
        before = value_of(explorer, part)
        explorer.part(part).focus()
        for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
            explorer.page.keyboard.press(key)
        experiment = changed(experiment, part, round(before + 0.02, 9))
        expect_answer(explorer, ask, experiment, LOSS)


def test_shift_makes_it_a_tenth_and_alt_a_thousandth(explorer: Explorer) -> None:
    explorer.part("w6").focus()
    for key, value in (
        ("Shift+ArrowUp", 0.55),
        ("Alt+ArrowDown", 0.549),
        ("ArrowDown", 0.539),
        ("Shift+ArrowDown", 0.439),
    ):
        explorer.page.keyboard.press(key)
        expect_value(explorer, "w6", value)


def test_each_press_is_undone_separately_but_a_held_key_at_once(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    explorer.part("w6").focus()
    keyboard.press("ArrowUp")
    for _ in range(5):
        keyboard.down("ArrowUp")  # the second time on, Playwright says that it repeats
    keyboard.up("ArrowUp")
    expect_value(explorer, "w6", 0.51)
    keyboard.press("Control+z")
    expect_value(explorer, "w6", 0.46)
    keyboard.press("Control+z")
    expect_value(explorer, "w6", 0.45)


def test_the_other_arrows_still_step_through_the_phases(explorer: Explorer) -> None:
    explorer.part("w6").focus()
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(0, 1)
    explorer.page.keyboard.press("ArrowLeft")
    explorer.expect_at(0, 0)
    expect_value(explorer, "w6", 0.45)


# Dragging


def test_the_forward_pass_follows_a_drag(explorer: Explorer, ask: Ask) -> None:
    explorer.go_to_phase(LOSS)
    explorer.expect_at(0, LOSS)
    start = ask("reset")["experiment"]
    for part in SET:
        before = value_of(explorer, part)
        x, y = grasp(explorer, part)
        for by in (30, 75, -40):
            explorer.page.mouse.move(x + by, y, steps=3)
            dragged = changed(start, part, round(before + by / 100, 9))
            expect_answer(explorer, ask, dragged, LOSS)
        explorer.page.mouse.up()
        expect_answer(explorer, ask, dragged, LOSS)
        # One undo takes the whole drag back.
        explorer.page.keyboard.press("Control+z")
        expect_answer(explorer, ask, start, LOSS)
        explorer.page.keyboard.press("Control+Shift+z")
        expect_answer(explorer, ask, dragged, LOSS)
        start = dragged


def test_the_whole_forward_pass_is_shown_in_any_phase_during_a_drag(
    explorer: Explorer, ask: Ask
) -> None:
    experiment = changed(ask("reset")["experiment"], "w6", 0.95)
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 50, y)
    expect_answer(explorer, ask, experiment, 0)
    explorer.page.mouse.up()
    expect(explorer.page.locator("#diagram")).not_to_have_attribute("data-dragging", "")
    expect_answer(explorer, ask, experiment, 0)


def test_numbers_follow_a_drag_at_once(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(reduced_motion="no-preference")
    explorer.go_to_phase(LOSS)
    explorer.expect_at(0, LOSS)
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 50, y)
    expect_value(explorer, "w6", 0.95)
    # The text is drawn together with the name, not on the way there.
    assert explorer.read()["diagram"]["w6"][0].endswith("0.9500")
    explorer.page.mouse.up()


def test_shift_drags_in_finer_steps(explorer: Explorer) -> None:
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 10, y)
    expect_value(explorer, "w6", 0.55)
    explorer.page.keyboard.down("Shift")
    explorer.page.mouse.move(x + 17, y)
    expect_value(explorer, "w6", 0.557)
    explorer.page.keyboard.up("Shift")
    explorer.page.mouse.up()


def test_a_dragged_value_is_tidy_even_after_training(explorer: Explorer) -> None:
    explorer.press("Next iteration", times=3)
    explorer.expect_at(3, 0)
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 7, y)
    explorer.page.mouse.up()
    expect(explorer.part("w6")).to_have_accessible_name(re.compile(r", 0\.\d\d$"))


def test_large_values_are_dragged_in_larger_steps(explorer: Explorer) -> None:
    type_value(explorer, "w6", "50").press("Enter")
    expect_value(explorer, "w6", 50)
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 20, y)
    expect_value(explorer, "w6", 52)
    explorer.page.mouse.up()


def test_escape_takes_a_drag_back_and_nothing_else(explorer: Explorer) -> None:
    explorer.part("w1").focus()
    explorer.page.keyboard.press("ArrowUp")
    expect_value(explorer, "w1", 0.16)
    x, y = grasp(explorer, "w6")
    explorer.page.keyboard.press("Escape")
    explorer.page.mouse.up()
    expect_value(explorer, "w1", 0.16)
    x, y = grasp(explorer, "w6")
    explorer.page.mouse.move(x + 30, y)
    expect_value(explorer, "w6", 0.75)
    explorer.page.keyboard.press("Escape")
    expect_value(explorer, "w6", 0.45)
    # The rest of the movement is of no drag any more.
    explorer.page.mouse.move(x + 60, y)
    explorer.page.mouse.up()
    expect_value(explorer, "w6", 0.45)
    expect_value(explorer, "w1", 0.16)
    explorer.page.keyboard.press("Control+z")
    expect_value(explorer, "w1", 0.15)


def test_a_click_selects_and_changes_nothing_and_a_drag_selects_nothing(
    explorer: Explorer,
) -> None:
    x, y = grasp(explorer, "w1")
    explorer.page.mouse.move(x + 30, y)
    explorer.page.mouse.up()
    expect_value(explorer, "w1", 0.45)
    expect(explorer.part("w1")).to_have_attribute("data-selected", "false")
    box = grip(explorer, "w6").bounding_box()
    assert box
    explorer.page.mouse.move(box["x"] + 5, box["y"] + 5)
    explorer.page.mouse.down()
    explorer.page.mouse.move(box["x"] + 7, box["y"] + 5)
    explorer.page.mouse.up()
    expect(explorer.part("w6")).to_have_attribute("data-selected", "true")
    expect_value(explorer, "w6", 0.45)


def test_only_given_values_can_be_dragged(explorer: Explorer) -> None:
    explorer.go_to_phase(LOSS)
    for part in ("h1", "o1"):
        box = explorer.part(part).locator("text.value").bounding_box()
        assert box
        explorer.page.mouse.move(box["x"] + 5, box["y"] + 5)
        explorer.page.mouse.down()
        explorer.page.mouse.move(box["x"] + 50, box["y"] + 5, steps=3)
        explorer.page.mouse.up()
    expect(explorer.status).to_have_text("Iteration 0, loss. Loss 0.298371109")


def test_a_drag_can_be_undone_after_its_first_value_was_refused(
    explorer: Explorer, ask: Ask, guard: Guard
) -> None:
    experiment = changed(ask("reset")["experiment"], "y1", 1)
    experiment["loss"] = "binary_cross_entropy"
    open_with(explorer, ask, experiment, phase=LOSS)
    guard.provoke("/api/step")
    x, y = grasp(explorer, "y1")
    explorer.page.mouse.move(x + 5, y)
    expect(explorer.notice).to_be_visible()
    expect_value(explorer, "y1", 1)
    explorer.page.mouse.move(x - 20, y)
    expect_value(explorer, "y1", 0.8)
    explorer.page.mouse.move(x - 30, y)
    expect_value(explorer, "y1", 0.7)
    expect(explorer.notice).to_be_hidden()
    explorer.page.keyboard.press("Escape")
    expect_value(explorer, "y1", 1)
    explorer.page.mouse.up()


# Where one is


def test_in_the_update_phase_the_weights_of_the_next_iteration_change(
    explorer: Explorer, ask: Ask
) -> None:
    after = ask("step", steps=1)["experiment"]
    explorer.go_to_phase(UPDATE)
    explorer.part("w6").focus()
    explorer.page.keyboard.press("F2")
    field = explorer.page.get_by_role("textbox", name="Value of w6", exact=True)
    expect(field).to_have_value(str(after["network"]["weights"][1][0][1]))
    field.fill("0.5")
    field.press("Enter")
    expect_answer(explorer, ask, changed(after, "w6", 0.5), 0)


def test_a_drag_that_begins_in_the_update_phase_continues_in_the_next_iteration(
    explorer: Explorer, ask: Ask
) -> None:
    after = ask("step", steps=1)["experiment"]
    explorer.go_to_phase(UPDATE)
    explorer.expect_at(0, UPDATE)
    x, y = grasp(explorer, "b2")
    for by in (20, 40):
        explorer.page.mouse.move(x + by, y)
        expect_answer(explorer, ask, changed(after, "b2", 0.6 + by / 100), 0)
    explorer.page.mouse.up()
    expect_answer(explorer, ask, changed(after, "b2", 1), 0)
    explorer.page.keyboard.press("Control+z")
    explorer.expect_at(0, UPDATE)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], 0), UPDATE)


def test_a_run_continues_with_the_changed_value(explorer: Explorer, ask: Ask) -> None:
    explorer.run(20)
    explorer.expect_at(20, 0)
    type_value(explorer, "w8", "-1").press("Enter")
    expect_value(explorer, "w8", -1)
    explorer.run(30)
    explorer.expect_at(50, 0)
    there = ask("step", steps=20)["experiment"]
    assert_shows(explorer, opened(ask, changed(there, "w8", -1), 50), 0, known=LOSS)


# Biases


def two_biases(ask: Ask) -> Experiment:
    experiment: Experiment = ask("reset")["experiment"]
    experiment["network"]["biases"][0] = [0.35, 0.25]
    return experiment


def biases(explorer: Explorer) -> list[list[float]]:
    """The biases in the page's storage, with all digits."""
    found: list[list[float]] = explorer.stored()["frame"]["experiment"]["network"]["biases"]
    return found


def test_different_biases_are_dragged_separately(explorer: Explorer, ask: Ask) -> None:
    open_with(explorer, ask, two_biases(ask))
    node = explorer.part("b1")
    expect(node.locator(".label")).to_have_text("b₁0.35 0.25")
    for name, expected in (("b.h2", [0.35, 0.45]), ("b.h1", [0.55, 0.45])):
        box = explorer.page.locator(f'#diagram [data-value~="{name}"]').bounding_box()
        assert box
        x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2
        explorer.page.mouse.move(x, y)
        explorer.page.mouse.down()
        explorer.page.mouse.move(x + 10, y)
        explorer.page.mouse.move(x + 30, y)
        explorer.page.mouse.up()
        words = "h1 {:g}, h2 {:g}$".format(*expected)
        expect(node).to_have_accessible_name(re.compile(words))
        explorer.page.wait_for_function(
            "(biases) => localStorage['backprop-explorer'].includes(`[${biases}]`)", arg=expected
        )
        assert biases(explorer)[0] == expected


def test_typing_changes_the_selected_bias(explorer: Explorer, ask: Ask) -> None:
    open_with(explorer, ask, two_biases(ask), selected="b.h2")
    explorer.part("b1").focus()
    explorer.page.keyboard.type("0.7")
    field = explorer.page.get_by_role("textbox", name="Value of b1 of h2", exact=True)
    expect(field).to_have_value("0.7")
    field.press("Enter")
    expect(explorer.part("b1")).to_have_accessible_name(re.compile("h1 0.35, h2 0.7$"))
    assert biases(explorer)[0] == [0.35, 0.7]


def test_separately_trained_biases_are_never_changed_together(explorer: Explorer, ask: Ask) -> None:
    experiment = ask("reset")["experiment"] | {"train_biases": True}
    open_with(explorer, ask, experiment)
    expect(explorer.part("b1").locator(".label")).to_have_text("b₁0.35 0.35")
    explorer.part("b1").focus()
    explorer.page.keyboard.press("ArrowUp")
    expect(explorer.part("b1")).to_have_accessible_name(re.compile("h1 0.36, h2 0.35$"))


# Several examples


def two_examples(ask: Ask) -> Experiment:
    experiment: Experiment = ask("reset")["experiment"]
    experiment["examples"] = {"inputs": [[0.05, 0.1], [0.6, 0.7]], "targets": [[0, 1], [1, 0]]}
    return experiment


def test_editing_changes_the_example_on_the_diagram(explorer: Explorer, ask: Ask) -> None:
    open_with(explorer, ask, two_examples(ask), example=1)
    type_value(explorer, "i2", "0.9").press("Enter")
    expect_value(explorer, "i2", 0.9)
    type_value(explorer, "y1", "0.8").press("Enter")
    expect_value(explorer, "y1", 0.8)
    assert explorer.stored()["frame"]["experiment"]["examples"] == {
        "inputs": [[0.05, 0.1], [0.6, 0.9]],
        "targets": [[0, 1], [0.8, 0]],
    }


def test_the_mean_over_all_has_no_inputs_and_targets_to_change(
    explorer: Explorer, ask: Ask
) -> None:
    open_with(explorer, ask, two_examples(ask), example=-1)
    before = explorer.stored()["frame"]["experiment"]
    for part in ("i1", "y2"):
        reason = (
            f"This is the mean over all examples: show one of them to change its {NAMES[part]}."
        )
        explorer.part(part).focus()
        for key in ("5", "F2", "ArrowUp"):
            explorer.page.keyboard.press(key)
        expect(explorer.part(part)).to_be_focused()
        expect(explorer.part(part)).to_have_accessible_description(reason)
        x, y = grasp(explorer, part)
        explorer.page.mouse.move(x + 30, y)
        explorer.page.mouse.up()
        explorer.part(part).press("Enter")
        expect(explorer.page.locator("#value-field")).to_have_text(re.compile(re.escape(reason)))
        expect(explorer.page.locator("#value")).to_be_hidden()
    type_value(explorer, "w1", "0.2").press("Enter")
    expect_value(explorer, "w1", 0.2)
    now = explorer.stored()["frame"]["experiment"]
    assert now["examples"] == before["examples"]


# The field beside the explanation


def test_the_explanation_has_a_field_for_the_value(explorer: Explorer, ask: Ask) -> None:
    explorer.go_to_phase(LOSS)
    experiment = ask("reset")["experiment"]
    for part in SET:
        explorer.part(part).press("Enter")
        field = explorer.page.get_by_role("spinbutton", name=f"Value of {NAMES[part]}", exact=True)
        expect(field).to_have_value(f"{value_of(explorer, part):g}")
        field.fill("0.375")
        field.press("Enter")
        expect_answer(explorer, ask, changed(experiment, part, 0.375), LOSS)
        field.press("ArrowUp")
        expect_value(explorer, part, 0.385)
        experiment = changed(experiment, part, 0.385)


def test_the_field_says_what_is_allowed_until_another_part_is_selected(
    explorer: Explorer,
) -> None:
    explorer.part("w6").press("Enter")
    field = explorer.page.locator("#value")
    field.fill("")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    allowed = "A number, such as 0.4 or \N{MINUS SIGN}1.5."
    expect(field).to_have_accessible_description(f"Nothing is typed. {allowed}")
    explorer.part("w8").press("Enter")
    expect(field).to_have_accessible_name("Value of w8")
    expect(field).to_have_value("0.55")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(field).to_have_accessible_description("")


def test_the_field_is_the_updated_weight_in_the_update_phase(explorer: Explorer, ask: Ask) -> None:
    after = ask("step", steps=1)["experiment"]
    explorer.go_to_phase(UPDATE)
    explorer.part("w6").press("Enter")
    field = explorer.page.locator("#value")
    expect(field).to_have_value(str(after["network"]["weights"][1][0][1]))
    field.fill("0.5")
    field.press("Enter")
    expect_answer(explorer, ask, changed(after, "w6", 0.5), 0)


def test_computed_numbers_have_no_field(explorer: Explorer) -> None:
    explorer.part("w6").press("Enter")
    expect(explorer.page.locator("#value-field")).to_be_visible()
    explorer.part("h1").press("Enter")
    expect(explorer.page.locator("#value-field")).to_be_hidden()


# Freezing


def test_a_pin_beside_the_value_freezes_it_and_the_update_leaves_it(explorer: Explorer) -> None:
    explorer.part("w5").press("Enter")
    pin = explorer.button("Freeze w5")
    expect(pin).to_have_attribute("aria-pressed", "false")
    expect(explorer.page.locator('.edge[data-part="w5"] .pinned')).to_be_hidden()
    pin.press("Enter")
    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(explorer.page.locator('.edge[data-part="w5"] .pinned')).to_be_visible()
    expect(explorer.part("w5")).to_have_accessible_name(re.compile("^w5, h1 to o1, 0.4, frozen"))
    expect(explorer.page.locator("#inspector-meaning")).to_have_text(
        "The update does not change it: w5 is frozen."
    )
    explorer.go_to_phase(UPDATE)
    expect(explorer.page.locator("#happening-sentence")).to_contain_text("w₅ is frozen")
    explorer.press("Next phase")
    expect_value(explorer, "w5", 0.4)
    explorer.reload()
    expect(explorer.part("w5")).to_have_accessible_name(re.compile("frozen"))
    explorer.page.keyboard.press("ControlOrMeta+z")


def test_a_layers_bias_has_one_pin_until_each_neuron_learns_its_own(explorer: Explorer) -> None:
    pins = explorer.page.locator(".bias .pinned")
    explorer.part("b1").press("Enter")
    pin = explorer.button("Freeze b1")
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "true")
    assert explorer.stored()["frame"]["experiment"]["frozen"] == ["b.h1", "b.h2"]
    expect(pins.filter(visible=True)).to_have_count(1)
    explorer.setting("Biases").select_option("true")
    expect(pins.filter(visible=True)).to_have_count(2)
    expect(explorer.part("b1")).to_have_accessible_name(
        "b1, bias of h1 and h2, h1 0.35 frozen, h2 0.35 frozen"
    )
    explorer.press("Undo")
    expect(pins.filter(visible=True)).to_have_count(1)


# Undo and redo by keys


@pytest.mark.parametrize("modifier", ["Control", "Meta"])
def test_keys_undo_and_redo(explorer: Explorer, ask: Ask, modifier: str) -> None:
    keyboard = explorer.page.keyboard
    start = ask("reset")["experiment"]
    type_value(explorer, "w6", "0.5").press("Enter")
    type_value(explorer, "i1", "0.5").press("Enter")
    both = changed(changed(start, "w6", 0.5), "i1", 0.5)
    expect_answer(explorer, ask, both, 0)
    keyboard.press(f"{modifier}+z")
    expect_answer(explorer, ask, changed(start, "w6", 0.5), 0)
    keyboard.press(f"{modifier}+z")
    expect_answer(explorer, ask, start, 0, known=0)
    keyboard.press(f"{modifier}+Shift+z")
    expect_answer(explorer, ask, changed(start, "w6", 0.5), 0)
    keyboard.press(f"{modifier}+y")
    expect_answer(explorer, ask, both, 0)


def test_a_field_undoes_its_own_typing(explorer: Explorer) -> None:
    type_value(explorer, "w6", "0.5").press("Enter")
    expect_value(explorer, "w6", 0.5)
    explorer.to_run.focus()
    explorer.page.keyboard.press("Control+z")
    explorer.go_to.press("Control+z")
    explorer.page.get_by_label("Speed").press("Control+y")
    explorer.part("w1").focus()
    expect_value(explorer, "w6", 0.5)
    explorer.page.get_by_label("Speed").press("Control+z")
    expect_value(explorer, "w6", 0.45)


def test_the_help_lists_the_keys(explorer: Explorer) -> None:
    explorer.page.keyboard.press("Shift+?")
    dialog = explorer.page.get_by_role("dialog", name="Keys")
    for key in ("Ctrl Z", "Ctrl Shift Z", "↑ ↓", "Shift ↑ ↓", "Alt ↑ ↓", "F2"):
        expect(dialog.locator("kbd").get_by_text(key, exact=True)).to_be_visible()
    explorer.page.keyboard.press("Control+z")
    expect(dialog).to_be_visible()


# For everyone


def test_each_part_tells_that_it_can_be_changed(explorer: Explorer) -> None:
    for part in map(explorer.part, SET):
        expect(part).to_have_accessible_description("Type a number to change its value.")
        expect(part).to_have_attribute("aria-keyshortcuts", "ArrowUp ArrowDown F2")


@in_each_look
def test_axe_finds_nothing_while_values_change(
    open_explorer: OpenExplorer, ask: Ask, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    open_with(explorer, ask, two_examples(ask))
    explorer.part("w6").press("Enter")
    found = {"selected": violations(explorer)}
    for part in ("w6", "y1", "i1"):
        field = type_value(explorer, part, "-")
        found[f"{part} typed"] = violations(explorer)
        field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        found[f"{part} refused"] = violations(explorer)
        field.press("Escape")
    open_with(explorer, ask, two_examples(ask), example=-1, selected="i1")
    expect(explorer.page.locator("#value-reason")).to_be_visible()
    found["the mean"] = violations(explorer)
    assert {state: what for state, what in found.items() if what} == {}


def test_no_field_makes_a_narrow_page_wider(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    for part in SET:
        type_value(explorer, part, "-").press("Enter")
        assert explorer.page.evaluate("document.documentElement.scrollWidth") <= 390
        explorer.page.keyboard.press("Escape")


@pytest.mark.parametrize("part", ["w6", "i1", "b1", "y2"])
def test_a_thumb_drags_sideways_and_scrolls_up_and_down(
    open_browser: OpenBrowser, ask: Ask, part: str
) -> None:
    explorer = open_browser(
        viewport={"width": 390, "height": 700},
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,
    )
    page = explorer.page
    thumb = page.context.new_cdp_session(page)

    def swipe(dx: float, dy: float) -> None:
        box = grip(explorer, part).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for step in range(9):
            point = {"x": x + dx * step / 8, "y": y + dy * step / 8}
            kind = "touchMove" if step else "touchStart"
            thumb.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        thumb.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    page.evaluate("scrollTo(0, 150)")
    before = value_of(explorer, part)
    swipe(2, -80)
    page.wait_for_function("scrollY > 200")
    page.evaluate(SCROLLED)
    expect_value(explorer, part, before)
    # It became a drag with the first of eight moves of 8 pixels.
    swipe(64, 0)
    start = ask("reset")["experiment"]
    expect_answer(explorer, ask, changed(start, part, round(before + 0.56, 9)), 0)


def test_the_status_says_the_result(explorer: Explorer, ask: Ask) -> None:
    explorer.part("w6").focus()
    explorer.page.keyboard.press("ArrowUp")
    answer = Iteration.of(
        ask("step", experiment=changed(ask("reset")["experiment"], "w6", 0.46), detailed=True)
    )
    expect(explorer.status).to_contain_text(printed(answer.loss(0)))
    assert number(explorer.read()["status"].rpartition(" Loss ")[2]) == nine(answer.loss(0))
