"""Everything by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenExplorer
from tests.browser.explorer import PHASES, UPDATE, Explorer

FOCUSED = """() => {
  const element = document.activeElement;
  return element.getAttribute("aria-label") || element.labels?.[0]?.textContent.trim()
    || element.textContent.trim() || element.id;
}"""


def focused(explorer: Explorer) -> str:
    name: str = explorer.page.evaluate(FOCUSED)
    return re.sub(r"\s+", " ", name)


def test_arrows_step_through_the_phases(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    for phase in range(1, len(PHASES)):
        keyboard.press("ArrowRight")
        explorer.expect_at(0, phase)
    keyboard.press("ArrowRight")
    explorer.expect_at(1, 0)
    keyboard.press("ArrowLeft")
    explorer.expect_at(0, UPDATE)


def test_shift_and_arrows_step_through_the_iterations(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    for _ in range(3):
        keyboard.press("Shift+ArrowRight")
    explorer.expect_at(3, 0)
    keyboard.press("Shift+ArrowLeft")
    explorer.expect_at(2, 0)


def test_a_clicker_steps_through_the_phases(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    for _ in range(3):
        keyboard.press("PageDown")
    explorer.expect_at(0, 3)
    keyboard.press("PageUp")
    explorer.expect_at(0, 2)
    explorer.rate.focus()
    keyboard.press("PageUp")
    expect(explorer.rate).to_have_value("0.6")
    explorer.expect_at(0, 2)


def test_each_panel_and_the_examples_have_a_key(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    panels = {"Experiment": "x", "Lab": "l", "Check": "c", "Figures": "g", "Learn": "d"}
    for panel, key in {**panels, "Explain": "e"}.items():
        keyboard.press(key)
        tab = explorer.page.get_by_role("tab", name=panel, exact=True)
        expect(tab).to_have_attribute("aria-selected", "true")
    explorer.rate.focus()
    keyboard.press("x")
    expect(explorer.page.locator("#panel-experiment")).to_be_hidden()
    explorer.button("Next phase").focus()
    keyboard.press("o")
    expect(explorer.examples).to_be_visible()
    # Letters find an example there; they are no keys of the page.
    keyboard.press("r")
    expect(explorer.examples.get_by_role("menuitemradio", name="Random weights")).to_be_focused()
    keyboard.press("Escape")
    expect(explorer.examples).to_be_hidden()


def test_space_plays_and_pauses(explorer: Explorer) -> None:
    explorer.page.keyboard.press("Space")
    expect(explorer.button("Pause")).to_be_visible()
    explorer.page.keyboard.press("Space")
    expect(explorer.button("Play")).to_be_visible()


@pytest.mark.parametrize("key", ["r", "R"])
def test_r_resets(explorer: Explorer, key: str) -> None:
    explorer.press("Next iteration", times=2)
    explorer.press("Next phase")
    explorer.expect_at(2, 1)
    # "R" without Shift is what Caps Lock makes of it.
    explorer.page.keyboard.press(key)
    explorer.expect_at(0, 0)


def test_a_question_mark_shows_the_keys_and_escape_hides_them(explorer: Explorer) -> None:
    dialog = explorer.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_hidden()
    explorer.page.keyboard.press("Shift+?")
    expect(dialog).to_be_visible()
    for key in ("→", "←", "Shift →", "Shift ←", "Page Down", "Space", "R", "N", "P", "X", "F", "?"):
        expect(dialog.locator("kbd").get_by_text(key, exact=True)).to_be_visible()
    explorer.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    explorer.in_menu("Keys").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_keys_do_nothing_behind_the_open_dialog(explorer: Explorer) -> None:
    explorer.page.keyboard.press("Shift+?")
    dialog = explorer.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for key in ("ArrowRight", "Shift+ArrowRight", "r"):
        explorer.page.keyboard.press(key)
    explorer.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(dialog.locator(":focus")).to_have_count(0)
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(0, 1)


def test_typing_in_a_field_does_not_step(explorer: Explorer) -> None:
    explorer.press("Next phase", times=2)
    explorer.expect_at(0, 2)
    for field in (explorer.rate, explorer.to_run, explorer.go_to):
        field.focus()
        for key in ("End", "ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowRight", " "):
            field.press(key)
        field.press("r")
        field.press("Shift+?")
    speed = explorer.page.get_by_label("Speed")
    speed.focus()
    expect(explorer.page.get_by_role("dialog")).to_be_hidden()
    expect(explorer.button("Play")).to_be_visible()
    explorer.expect_at(0, 2)


def test_space_on_a_button_presses_that_button_only(explorer: Explorer) -> None:
    explorer.button("Next iteration").focus()
    explorer.page.keyboard.press("Space")
    explorer.expect_at(1, 0)
    expect(explorer.button("Play")).to_be_visible()


def test_arrows_still_step_when_a_button_or_an_edge_has_the_focus(explorer: Explorer) -> None:
    explorer.button("Reset").focus()
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(0, 1)
    explorer.part("w5").focus()
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(0, 2)


def test_the_browsers_own_keys_are_left_alone(explorer: Explorer) -> None:
    for key in ("Control+ArrowRight", "Alt+ArrowRight", "Meta+ArrowRight", "Shift+R"):
        explorer.page.keyboard.press(key)
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(0, 1)


def test_tab_reaches_everything_and_a_whole_session_needs_no_mouse(explorer: Explorer) -> None:
    keyboard = explorer.page.keyboard
    reached: list[str] = []
    while reached.count("Skip to the controls") < 2:
        keyboard.press("Tab")
        reached.append(focused(explorer))
        assert len(reached) < 200
    spoken = "\n".join(reached)
    for name in (
        *PHASES,
        *("Reset", "Previous phase", "Next phase", "Previous iteration", "Next iteration"),
        *("Play", "Run", "Stop", "Learning rate", "Iterations to run", "Linear", "Log"),
        *("w1, i1 to h1", "w8, h2 to o2", "h1", "o2", "b1, bias of", "Go to iteration", "Menu"),
        "Example: The article's example",
    ):
        assert name in spoken, f"Tab does not reach {name}: {reached}"
    explorer.to_run.focus()
    keyboard.press("Control+a")
    keyboard.type("25")
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    explorer.expect_at(25, 0)


def test_the_focus_is_always_visible(explorer: Explorer) -> None:
    for locator in (explorer.button("Next phase"), explorer.rate, explorer.phase_button(3)):
        locator.focus()
        explorer.page.keyboard.press("Shift+Tab")
        explorer.page.keyboard.press("Tab")
        expect(locator).to_be_focused()
        outline = locator.evaluate("(element) => getComputedStyle(element).outlineStyle")
        assert outline != "none"
    w5 = explorer.part("w5")
    box = w5.locator(".box")
    stroke = "(box) => getComputedStyle(box).strokeWidth"
    before = box.evaluate(stroke)
    w5.focus()
    explorer.page.keyboard.press("Shift+Tab")
    explorer.page.keyboard.press("Tab")
    expect(w5).to_be_focused()
    assert box.evaluate(stroke) != before


def test_the_focus_stays_where_it_is_while_the_page_changes(explorer: Explorer) -> None:
    next_phase = explorer.button("Next phase")
    next_phase.focus()
    for phase in range(1, len(PHASES)):
        explorer.page.keyboard.press("Enter")
        explorer.expect_at(0, phase)
    expect(next_phase).to_be_focused()
    explorer.button("Previous iteration").focus()
    explorer.page.keyboard.press("Enter")
    expect(explorer.button("Previous iteration")).to_be_focused()


def test_the_first_tab_offers_to_skip_to_the_controls(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer()
    explorer.page.keyboard.press("Tab")
    skip = explorer.page.get_by_role("link", name="Skip to the controls")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator("#controls")).to_be_focused()


TYPED = {
    "0.25": 0.25,
    "0,5": 0.5,
    " 1/4 ": 0.25,
    "3.5e-5": 3.5e-5,
    "3.5×10⁻⁵": 3.5e-5,
    "3,5 * 10^-2": 0.035,
    "\N{MINUS SIGN}0": 0,
}


RATE_IS = """(rate) => JSON.parse(localStorage.getItem("backprop-explorer"))
  .frame.experiment.learning_rate === rate"""


def test_a_field_accepts_a_number_in_any_notation(explorer: Explorer) -> None:
    explorer.press("Next iteration")
    for text, rate in TYPED.items():
        explorer.set_rate(text)
        expect(explorer.rate).to_have_attribute("aria-invalid", "false")
        explorer.page.wait_for_function(RATE_IS, arg=rate)
        said = explorer.page.evaluate("String", rate)
        expect(explorer.rate).to_have_attribute("aria-valuenow", said)
    explorer.go_to.fill("0")
    explorer.go_to.press("Enter")
    explorer.expect_at(0, 0)
    explorer.to_run.fill("1,000")
    explorer.press("Run")
    explorer.expect_at(1_000, 0)


def test_the_arrow_keys_step_a_field_within_its_limits_and_the_wheel_does_not(
    explorer: Explorer,
) -> None:
    explorer.rate.focus()
    for key, rate in {
        "ArrowUp": "0.51",
        "Shift+ArrowUp": "0.61",
        "Alt+ArrowDown": "0.609",
        "PageDown": "0.509",
    }.items():
        explorer.rate.press(key)
        expect(explorer.rate).to_have_value(rate)
        expect(explorer.rate).to_have_attribute("aria-valuenow", rate)
    explorer.rate.hover()
    explorer.page.mouse.wheel(0, -300)
    expect(explorer.rate).to_have_value("0.509")
    explorer.set_rate(0.005)
    explorer.rate.press("ArrowDown")
    expect(explorer.rate).to_have_value("0")
    assert explorer.rate.get_attribute("aria-valuemin") == "0"
    explorer.to_run.fill("99,995")
    explorer.to_run.press("PageUp")
    expect(explorer.to_run).to_have_value("100000")
    assert explorer.to_run.get_attribute("aria-valuemax") == "100000"
