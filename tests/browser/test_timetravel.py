"""Time travel along a run, and the runs set aside."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Ask
from tests.browser.expected import LOSS, assert_shows, opened
from tests.browser.explorer import Explorer, number


def slider(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("slider", name="Iteration on screen")


def runs(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("list", name="Runs set aside").get_by_role("listitem")


def keep_runs(explorer: Explorer) -> None:
    explorer.page.get_by_label("Keep runs", exact=True).check()


def names(explorer: Explorer) -> list[str]:
    fields = runs(explorer).get_by_role("textbox")
    return [fields.nth(at).input_value() for at in range(fields.count())]


def test_the_slider_travels_to_any_point_of_a_long_run(explorer: Explorer, ask: Ask) -> None:
    expect(slider(explorer)).to_be_disabled()
    explorer.run(100_000)
    explorer.expect_at(100_000, 0, timeout=120_000)
    start = ask("reset")["experiment"]
    for iteration in (99_999, 1, 50_001, 33_333, 100_000, 0):
        slider(explorer).fill(str(iteration))
        explorer.expect_at(iteration, 0)
        assert_shows(explorer, opened(ask, start, iteration), 0, known=LOSS)
        expect(slider(explorer)).to_have_attribute(
            "aria-valuetext", f"Iteration {iteration:,} of 100,000"
        )


def test_the_slider_moves_by_keyboard(explorer: Explorer) -> None:
    explorer.run(50)
    explorer.expect_at(50, 0)
    slider(explorer).focus()
    explorer.page.keyboard.press("ArrowLeft")
    explorer.expect_at(49, 0)
    explorer.page.keyboard.press("Home")
    explorer.expect_at(0, 0)
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_at(1, 0)


def test_dragging_the_slider_updates_the_page_and_ends_at_its_place(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.run(5_000)
    explorer.expect_at(5_000, 0, timeout=30_000)
    slider(explorer).scroll_into_view_if_needed()
    box = slider(explorer).bounding_box()
    assert box
    mouse, middle = explorer.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] - 8, middle)
    mouse.down()
    mouse.move(box["x"] + 0.3 * box["width"], middle, steps=20)
    mouse.up()
    at = int(slider(explorer).input_value())
    assert 1_100 < at < 1_900
    explorer.expect_at(at, 0)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], at), 0, known=LOSS)


def test_a_run_ended_by_a_change_is_set_aside_and_named_after_the_difference(
    explorer: Explorer, ask: Ask
) -> None:
    keep_runs(explorer)
    explorer.run(200)
    explorer.expect_curve(201)
    explorer.travel(0)
    explorer.expect_at(0, 0)
    explorer.set_rate(2)
    expect(runs(explorer)).to_have_count(1)
    assert names(explorer) == ["learning rate 0.5"]
    explorer.run(100)
    explorer.expect_curve(101)
    assert explorer.beside() == [("learning rate 0.5", 200)]
    expect(explorer.line("run-0")).to_have_attribute("d", re.compile("^M.*L"))
    explorer.press("Make current: learning rate 0.5")
    explorer.expect_at(0, 0)
    explorer.expect_curve(201)
    expect(explorer.rate).to_have_value("0.5")
    assert names(explorer) == ["learning rate 2"]
    explorer.travel(150)
    explorer.expect_at(150, 0)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], 150), 0, known=LOSS)
    explorer.press("Undo")
    expect(explorer.rate).to_have_value("2")
    assert names(explorer) == ["learning rate 0.5"]


def test_runs_are_kept_only_on_demand_and_the_choice_stays(explorer: Explorer) -> None:
    explorer.run(20)
    explorer.expect_at(20, 0)
    explorer.set_rate(2)
    explorer.expect_undo("learning rate")
    explorer.travel(0)
    explorer.expect_at(0, 0)
    explorer.set_rate(3)
    explorer.expect_curve(1)
    expect(runs(explorer)).to_have_count(0)
    keep_runs(explorer)
    explorer.reload()
    expect(explorer.page.get_by_label("Keep runs", exact=True)).to_be_checked()


def test_a_kept_run_that_diverged_leaves_the_axis_to_the_run_on_screen(explorer: Explorer) -> None:
    keep_runs(explorer)
    explorer.setting("Output activation").select_option("identity")
    explorer.set_rate(100)
    explorer.expect_undo("learning rate")
    explorer.run(3)
    explorer.expect_at(3, 0)
    explorer.travel(0)
    explorer.set_rate(0.1)
    expect(runs(explorer)).to_have_count(1)
    explorer.expect_curve(1)
    top = explorer.curve.locator(".labels text", has_text=re.compile(r"^[\d.]+$")).last
    assert number(top.text_content() or "") < 10
    [name] = names(explorer)
    assert explorer.beside() == [(name, 3)]


def test_a_run_can_be_hidden_renamed_and_removed(explorer: Explorer) -> None:
    keep_runs(explorer)
    explorer.run(100)
    explorer.expect_at(100, 0)
    explorer.choose_example("saturated")
    expect(runs(explorer)).to_have_count(1)
    explorer.expect_curve(1)
    assert [last for _, last in explorer.beside()] == [100]
    name = runs(explorer).get_by_role("textbox")
    name.fill("the first")
    name.press("Enter")
    show = explorer.page.get_by_label("Show the first", exact=True)
    show.uncheck()
    expect(explorer.line("run-0")).to_have_count(0)
    assert explorer.beside() == []
    show.check()
    expect(explorer.line("run-0")).to_be_visible()
    assert explorer.beside() == [("the first", 100)]
    explorer.press("Remove the first")
    expect(runs(explorer)).to_have_count(0)
    expect(explorer.go_to).to_be_focused()
    explorer.press("Undo")
    expect(runs(explorer)).to_have_count(1)
    assert names(explorer) == ["the first"]
    explorer.expect_undo("renaming a run")
    explorer.press("Undo")
    expect(runs(explorer).get_by_role("textbox")).to_have_value("The article's example")


def test_up_to_eight_runs_are_kept(explorer: Explorer) -> None:
    keep_runs(explorer)
    for rate in range(1, 11):
        explorer.run(5)
        explorer.expect_at(5, 0)
        explorer.travel(0)
        explorer.expect_at(0, 0)
        explorer.set_rate(rate)
        explorer.expect_undo("learning rate")
    expect(runs(explorer)).to_have_count(8)
    assert names(explorer) == [f"learning rate {rate}" for rate in range(2, 10)]
    expect(explorer.curve.locator('[data-curve^="run-"]')).to_have_count(8)
    assert [name for name, _ in explorer.beside()] == names(explorer)


@pytest.mark.parametrize("again", ["Reset", "travel"])
def test_an_equal_run_is_not_set_aside(explorer: Explorer, again: str) -> None:
    keep_runs(explorer)
    explorer.run(20)
    explorer.expect_at(20, 0)
    if again == "Reset":
        explorer.press("Reset")
    else:
        explorer.travel(0)
    explorer.expect_at(0, 0)
    expect(runs(explorer)).to_have_count(0)


def test_the_run_before_a_reset_is_set_aside_once_the_next_one_differs(explorer: Explorer) -> None:
    keep_runs(explorer)
    explorer.run(40)
    explorer.expect_at(40, 0)
    explorer.press("Reset", times=2)
    explorer.expect_at(0, 0)
    # As far as it goes it is the same run.
    explorer.run(20)
    explorer.expect_at(20, 0)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    expect(runs(explorer)).to_have_count(0)
    explorer.set_rate(5)
    expect(runs(explorer)).to_have_count(1)
    assert names(explorer) == ["learning rate 0.5"]
    explorer.expect_curve(1)
    assert explorer.beside() == [("learning rate 0.5", 40)]
    explorer.press("Undo")
    expect(runs(explorer)).to_have_count(0)
    explorer.set_rate(2)
    expect(runs(explorer)).to_have_count(1)
    explorer.run(30)
    explorer.expect_at(30, 0)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    assert names(explorer) == ["learning rate 0.5", "learning rate 2"]
    explorer.press("Reset")
    explorer.run(10)
    explorer.expect_at(10, 0)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    explorer.choose_example("slow")
    expect(runs(explorer)).to_have_count(3)
    assert names(explorer)[-1] == "The article's example"


def test_a_change_in_the_middle_keeps_the_later_iterations_as_a_run(explorer: Explorer) -> None:
    keep_runs(explorer)
    explorer.run(100)
    explorer.expect_at(100, 0)
    explorer.travel(40)
    explorer.expect_at(40, 0)
    explorer.setting("Biases").select_option("true")
    expect(runs(explorer)).to_have_count(1)
    assert re.fullmatch("biases stay as they are", names(explorer)[0])
    explorer.expect_curve(41)
    assert [last for _, last in explorer.beside()] == [100]
