"""Running many iterations, playing them, and the curve of their loss."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Position, Route, expect

from tests.browser.conftest import Ask, Guard, OpenBrowser, OpenExplorer
from tests.browser.expected import LOSS, assert_shows, nine, opened
from tests.browser.explorer import UPDATE, Explorer, number

# Notes down, whenever the page changes, how far the progress and the curve are.
WATCH = r"""() => {
  window.noted = { progress: [], text: [], curve: [], iterations: [] };
  const progress = document.querySelector("#progress");
  const note = (list, value) => list.at(-1) !== value && list.push(value);
  const look = () => {
    if (progress.checkVisibility()) {
      note(noted.progress, progress.value);
      note(noted.text, document.querySelector("#progress-text").textContent);
      note(noted.iterations, Number(document.querySelector("#iteration").textContent
        .replaceAll(",", "")));
    }
    const said = document.querySelector("#loss-curve").getAttribute("aria-label");
    note(noted.curve, Number(/iterations 0 to ([\d,]+)/.exec(said)[1].replaceAll(",", "")));
  };
  new MutationObserver(look).observe(document.body,
    { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def noted(explorer: Explorer) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = explorer.page.evaluate("() => window.noted")
    return lists


def test_ten_thousand_iterations_draw_during_the_run_and_end_at_the_known_loss(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer()
    explorer.expect_curve(1)
    explorer.page.evaluate(WATCH)
    expect(explorer.to_run).to_have_value("10000")
    explorer.press("Run")
    explorer.expect_at(10_000, 0, timeout=60_000)
    expect(explorer.status).to_have_text("Iteration 10,000, input. Loss 3.51018778 × 10⁻⁵")
    explorer.expect_curve(10_001)
    expect(explorer.progress).to_be_hidden()
    seen = noted(explorer)
    for growing in (seen["progress"], seen["curve"], seen["iterations"]):
        assert growing == sorted(growing)
        assert len(growing) > 5, growing
    assert all(re.fullmatch(r"[\d,]+ of 10,000", text) for text in seen["text"]), seen["text"]
    # The curve is drawn from far fewer points than there are iterations.
    assert 500 < (explorer.line().get_attribute("d") or "").count("L") < 3000


def test_after_ten_thousand_iterations_every_number_agrees_with_the_api(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.go_to_phase(UPDATE)
    explorer.run(10_000)
    explorer.expect_at(10_000, UPDATE, timeout=60_000)
    expected = opened(ask, ask("reset")["experiment"], 10_000)
    assert_shows(explorer, expected, UPDATE)
    assert [nine(output) for output in expected.opened["a"][-1][0]] == [0.0159136204, 0.984064274]


def test_a_run_keeps_the_phase(explorer: Explorer) -> None:
    explorer.go_to_phase(7)
    explorer.run(30)
    explorer.expect_at(30, 7)


def test_stop_in_the_middle_of_a_run_leaves_the_numbers_of_the_api(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.run(100_000)
    expect(explorer.page.locator("#iteration")).not_to_have_text("0")
    explorer.press("Stop")
    expect(explorer.progress).to_be_hidden(timeout=1_000)
    expect(explorer.button("Stop")).to_be_disabled()
    expect(explorer.status).to_have_text(re.compile(r"Iteration [\d,]+, input\."))
    stopped = int(number(explorer.status.inner_text()))
    assert 0 < stopped < 100_000
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], stopped), 0, known=LOSS)
    explorer.expect_curve(stopped + 1)
    explorer.press("Next phase")
    explorer.expect_at(stopped, 1)
    explorer.press("Next iteration")
    explorer.expect_at(stopped + 1, 1)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], stopped + 1), 1, known=LOSS)


def test_stop_waits_for_no_answer(explorer: Explorer) -> None:
    held: list[Route] = []

    def hold_after_three(route: Route) -> None:
        held.append(route)
        if len(held) <= 3:
            route.continue_()

    explorer.page.route("**/api/step", hold_after_three)
    explorer.run(12)
    explorer.page.locator("#iteration").get_by_text("3", exact=True).wait_for()
    expect(explorer.progress).to_be_visible()
    explorer.press("Stop")
    expect(explorer.progress).to_be_hidden(timeout=1_000)
    explorer.expect_at(3, 0)
    held[-1].abort()


def test_pressing_another_button_ends_a_run_consistently(explorer: Explorer, ask: Ask) -> None:
    explorer.run(100_000)
    expect(explorer.page.locator("#iteration")).not_to_have_text("0")
    explorer.go_to_phase(6)
    expect(explorer.progress).to_be_hidden()
    expect(explorer.status).to_contain_text("delta, output. Loss")
    at = int(number(explorer.status.inner_text()))
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], at), 6)


def test_stop_says_that_it_does_nothing_when_nothing_runs(explorer: Explorer) -> None:
    explorer.press_in_vain("Stop")
    explorer.press("Next phase")
    explorer.expect_at(0, 1)


def test_a_run_from_further_back_repeats_a_changed_rate(explorer: Explorer, ask: Ask) -> None:
    explorer.run(250)
    explorer.expect_at(250, 0)
    explorer.set_rate(1.5)
    explorer.run(250)
    explorer.expect_at(500, 0)
    forward = explorer.read()
    explorer.travel(100)
    explorer.expect_at(100, 0)
    expect(explorer.rate).to_have_value("0.5")
    explorer.run(400)
    explorer.expect_at(500, 0)
    assert explorer.read() == forward
    explorer.expect_curve(501)
    middle = ask("step", steps=250)["experiment"] | {"learning_rate": 1.5}
    assert explorer.stored()["frame"]["pass"] == opened(ask, middle, 500).opened


def test_the_curve_is_linear_or_logarithmic(explorer: Explorer) -> None:
    ticks = explorer.curve.locator(".labels text")
    explorer.run(1_000)
    explorer.expect_curve(1_001)
    linear, log = explorer.button("Linear"), explorer.button("Log")
    expect(linear).to_have_attribute("aria-pressed", "true")
    expect(ticks.filter(has_text=re.compile(r"^0\.[1-3]"))).not_to_have_count(0)
    path = explorer.line().get_attribute("d")
    log.click()
    expect(log).to_have_attribute("aria-pressed", "true")
    expect(linear).to_have_attribute("aria-pressed", "false")
    expect(ticks.get_by_text("10⁻³", exact=True)).to_be_visible()
    expect(explorer.curve).to_have_accessible_name(re.compile("logarithmic"))
    expect(explorer.line()).not_to_have_attribute("d", path or "")
    linear.click()
    expect(explorer.curve).to_have_accessible_name(re.compile("linear"))
    expect(explorer.line()).to_have_attribute("d", path or "")


def test_pointing_at_the_curve_says_iteration_and_loss_and_clicking_travels_there(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.run(2_000)
    explorer.expect_at(2_000, 0)
    explorer.expect_curve(2_001)
    plot = explorer.curve.locator(".ground")
    box = plot.bounding_box()
    assert box
    hover = explorer.curve.locator(".reading text")
    for share in (0.1, 0.5, 0.8):
        explorer.page.mouse.move(0, 0)
        expect(hover).to_be_hidden()
        place: Position = {"x": box["width"] * share, "y": box["height"] / 2}
        plot.hover(position=place, force=True)
        expect(hover).to_be_visible()
        iteration, _, loss = (hover.text_content() or "").partition("E =")
        at = int(number(iteration))
        assert abs(at - 2_000 * share) < 5
        expected = opened(ask, ask("reset")["experiment"], at)
        assert number(loss) == nine(expected.opened["loss"])
        plot.click(position=place, force=True)
        explorer.expect_at(at, 0)
        assert_shows(explorer, expected, 0, known=LOSS)
    explorer.expect_curve(2_001)


def test_the_axes_do_not_change_during_travel(explorer: Explorer) -> None:
    explorer.run(2_000)
    explorer.expect_curve(2_001)
    ticks = explorer.curve.locator(".labels text")
    where = "(ticks) => ticks.map((tick) => [tick.textContent, tick.getBoundingClientRect().left])"
    before = ticks.evaluate_all(where)
    for iteration in (10, 1_900):
        explorer.travel(iteration)
        explorer.expect_at(iteration, 0)
        assert ticks.evaluate_all(where) == before


def test_typing_an_iteration_travels_to_it(explorer: Explorer, ask: Ask) -> None:
    explorer.run(500)
    explorer.expect_at(500, 0)
    for iteration in (123, 500, 0):
        explorer.travel(iteration)
        explorer.expect_at(iteration, 0)
        assert_shows(explorer, opened(ask, ask("reset")["experiment"], iteration), 0, known=LOSS)
    explorer.expect_curve(501)


def open_with_held_clock(open_browser: OpenBrowser) -> Explorer:
    """The page with a clock that moves only on demand."""
    explorer = open_browser(visit=False, reduced_motion="reduce")
    explorer.page.clock.install(time=0)
    explorer.open()
    explorer.page.clock.pause_at(60_000)
    return explorer


def pass_time(explorer: Explorer, milliseconds: int) -> None:
    """Advances the clock in small portions, so the page can react between them."""
    for _ in range(milliseconds // 50):
        explorer.page.clock.run_for(50)


def test_play_takes_a_phase_a_second_and_pause_holds_it(open_browser: OpenBrowser) -> None:
    explorer = open_with_held_clock(open_browser)
    explorer.press("Play")
    pass_time(explorer, 50)
    expect(explorer.button("Pause")).to_be_visible()
    for phase in (1, 2, 3):
        pass_time(explorer, 1_050)
        explorer.expect_at(0, phase)
    explorer.press("Pause")
    explorer.page.clock.run_for(20_000)
    expect(explorer.button("Play")).to_be_visible()
    explorer.expect_at(0, 3)


@pytest.mark.parametrize(
    ("speed", "milliseconds", "phases"),
    [("1 phase in 3 s", 6_500, 2), ("3 phases a second", 2_250, 6)],
)
def test_the_speed_says_how_many_phases_are_played(
    open_browser: OpenBrowser, speed: str, milliseconds: int, phases: int
) -> None:
    explorer = open_with_held_clock(open_browser)
    explorer.page.get_by_label("Speed").select_option(speed)
    explorer.press("Play")
    pass_time(explorer, milliseconds)
    explorer.expect_at(0, phases)


def test_play_continues_through_iterations_until_paused(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer()
    explorer.page.get_by_label("Speed").select_option("20 iterations a second")
    explorer.press("Play")
    iteration = explorer.page.locator("#iteration")
    expect(iteration).to_have_text(re.compile(r"[5-9]|\d\d+"))
    explorer.press("Pause")
    expect(explorer.button("Play")).to_be_visible()
    expect(explorer.status).to_have_text(re.compile(r"Iteration [\d,]+, input\. Loss"))


def test_stepping_by_hand_pauses_play(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer()
    explorer.press("Play")
    expect(explorer.button("Pause")).to_be_visible()
    explorer.press("Next iteration")
    expect(explorer.button("Play")).to_be_visible()


def test_stepping_back_asks_for_no_iteration_again(explorer: Explorer, guard: Guard) -> None:
    explorer.press("Next iteration", times=3)
    explorer.expect_at(3, 0)
    assert guard.calls.count("/api/step") == 3
    explorer.press("Previous iteration", times=3)
    explorer.press("Next phase", times=5)
    explorer.expect_at(0, 5)
    assert guard.calls.count("/api/step") == 3


def test_plotly_is_loaded_with_the_enlarged_curve_and_a_failure_is_reported_there(
    explorer: Explorer, guard: Guard
) -> None:
    explorer.run(2_000)
    explorer.expect_curve(2_001)
    guard.provoke("/assets/plotly")
    explorer.page.route("**/assets/plotly*", lambda route: route.abort())
    explorer.press("Enlarge")
    large = explorer.page.get_by_role("dialog", name="Loss curve")
    alert = large.get_by_role("alert").filter(has_text="Plotly did not load.")
    expect(alert).to_be_visible()
    explorer.page.unroute("**/assets/plotly*")
    alert.get_by_role("button", name="Retry").click()
    plot = large.get_by_role("img", name=re.compile("^Loss curve, iterations 0 to 2,000, linear:"))
    expect(plot.locator(".scatterlayer .js-line")).to_have_count(1)
    large.get_by_role("button", name="Log").click()
    expect(large.get_by_role("img", name=re.compile("logarithmic"))).to_be_visible()
    with explorer.page.expect_download() as download:
        large.get_by_role("button", name="Download picture").click()
    assert download.value.suggested_filename == "loss-curve.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    large.get_by_role("button", name="Close").click()
    expect(large).to_be_hidden()
    # One scale for both.
    expect(explorer.curve).to_have_accessible_name(re.compile("logarithmic"))


def test_dragging_along_the_curve_travels(explorer: Explorer, ask: Ask) -> None:
    explorer.run(1_000)
    explorer.expect_curve(1_001)
    explorer.curve.scroll_into_view_if_needed()
    box = explorer.curve.locator(".ground").bounding_box()
    assert box
    mouse, middle = explorer.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] * 0.9, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.25, middle, steps=10)
    mouse.up()
    expect(explorer.status).to_have_text(re.compile(r"Iteration 25\d, input\."))
    at = int(number(explorer.status.inner_text()))
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], at), 0, known=LOSS)
