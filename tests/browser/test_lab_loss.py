"""The lab's views of the loss: gradient check, loss along a parameter, loss over two."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenExplorer, Scheme
from tests.browser.explorer import MINUS, Explorer, number
from tests.browser.lab import Lab

CHECK = "Gradient check"
SLICE = "Loss along a parameter"
SURFACE = "Loss over two parameters"
ENDPOINTS = {CHECK: "gradient-check", SLICE: "loss-slice", SURFACE: "loss-surface"}
WEIGHTS = [f"w{index}" for index in range(1, 9)]
PARAMETERS = [*WEIGHTS, "b.h1", "b.h2", "b.o1", "b.o2"]
PHONE = {"width": 390, "height": 844}

# What Plotly has drawn, by the names of its traces; where a point is on the screen.
TRACES = """(root) => Object.fromEntries((root.data ?? []).map(
  ({ name, x, y, z, customdata }) => [name, { x, y, z, customdata }]))"""
RANGES = "(root) => [root.layout.xaxis.range, root.layout.yaxis.range]"
PLACE = """(root, [x, y]) => {
  const { xaxis, yaxis } = root._fullLayout;
  const { left, top } = root.getBoundingClientRect();
  return [left + xaxis._offset + xaxis.l2p(x), top + yaxis._offset + yaxis.l2p(y)];
}"""


def open_tab(explorer: Explorer, name: str) -> Locator:
    explorer.open_panel("Lab")
    explorer.page.get_by_role("tab", name=name, exact=True).click()
    panel = explorer.page.get_by_role("tabpanel", name=name, exact=True)
    expect(panel).to_be_visible()
    return panel


def plot(panel: Locator, iteration: int) -> Locator:
    """The plot, after it is drawn for an iteration."""
    drawn = panel.locator(f'.lab-plot[aria-label*=", iteration {iteration:,}."]:visible')
    expect(drawn).to_be_visible()
    return drawn


def traces(drawn: Locator) -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = drawn.evaluate(TRACES)
    return read


def table(panel: Locator, iteration: int) -> Locator:
    found = panel.get_by_role("table", name=f"{CHECK}, iteration {iteration:,}", exact=True)
    expect(found).to_be_visible()
    return found


def row(panel: Locator, parameter: str) -> Locator:
    return panel.locator(f'[data-parameter="{parameter}"]')


def after(ask: Ask, iteration: int) -> dict[str, Any]:
    """The worked example after this many iterations."""
    experiment: dict[str, Any] = ask("reset")["experiment"]
    if iteration:
        experiment = ask("step", experiment=experiment, steps=iteration)["experiment"]
    return experiment


def expect_path(explorer: Explorer, last: int) -> None:
    """Waits until the path leads to an iteration."""
    sentence = f"The path leads from iteration 0 to {last:,}."
    expect(explorer.page.locator("#path-sentence")).to_contain_text(sentence, timeout=30_000)
    expect(explorer.page.locator(".lab-plot.tall:visible")).to_have_attribute(
        "aria-label", containing(sentence)
    )


def containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


# Gradient check


@pytest.mark.parametrize("iteration", [0, 3])
def test_the_check_agrees_with_the_api(explorer: Explorer, ask: Ask, iteration: int) -> None:
    panel = open_tab(explorer, CHECK)
    for _ in range(iteration):
        explorer.press("Next iteration")
    answer = ask("gradient-check", experiment=after(ask, iteration))
    table(panel, iteration)
    assert [checked["name"] for checked in answer["gradients"]] == PARAMETERS
    for checked in answer["gradients"]:
        cells = row(panel, checked["name"]).locator("td").all_inner_texts()
        assert cells[0] == "✓ good"
        shown = [number(cell) for cell in cells[1:3]]
        assert shown == [float(f"{checked[way]:.9g}") for way in ("analytic", "numeric")]
        assert number(cells[3]) == float(f"{checked['relative_error']:.2g}")
    verdict = panel.locator("#gradients-verdict")
    expect(verdict).to_contain_text(
        f"✓ All 12 gradients of iteration {iteration:,} agree with their central differences."
    )
    subscripts = str.maketrans("12345678bho.", "₁₂₃₄₅₆₇₈bₕₒ ")
    worst = answer["worst"].translate(subscripts).replace(" ", "")
    expect(verdict).to_contain_text(f"The worst is {worst} with")


def test_a_bad_gradient_is_marked_by_glyph_word_and_colour(explorer: Explorer, ask: Ask) -> None:
    answer = ask("gradient-check")
    wrong = next(checked for checked in answer["gradients"] if checked["name"] == "w7")
    wrong |= {"numeric": 0.5, "relative_error": 1.0, "good": False, "corner": True}
    answer |= {"good": False, "worst": "w7"}
    explorer.page.route("**/api/gradient-check", lambda route: route.fulfill(json=answer))
    panel = open_tab(explorer, CHECK)
    table(panel, 0)
    good, bad = (row(panel, name).locator("td").first for name in ("w6", "w7"))
    expect(good).to_have_text("✓ good")
    expect(bad).to_have_text("✗ bad")
    colours = [cell.evaluate("(cell) => getComputedStyle(cell).color") for cell in (good, bad)]
    assert colours[0] != colours[1]
    expect(panel.locator("#gradients-verdict")).to_have_text(
        "✗ 1 of the 12 gradients of iteration 0 does not agree with its central difference. "
        "The worst is w₇ with a relative error of 1; up to 1 × 10⁻⁵ is good."
    )
    expect(row(panel, "w7").locator("td").nth(2)).to_have_text("0.5*")
    expect(panel.get_by_text("* An activation has a kink")).to_be_visible()


def test_a_row_selects_its_gradient_and_lights_up_with_it(explorer: Explorer) -> None:
    panel = open_tab(explorer, CHECK)
    table(panel, 0)
    explorer.go_to_phase(7)
    row(panel, "w5").hover()
    expect(explorer.part("w5")).to_have_attribute("data-lit", "")
    expect(explorer.part("w6")).not_to_have_attribute("data-lit", "")
    button = row(panel, "w5").get_by_role("button")
    button.focus()
    button.press("Enter")
    expect(explorer.part("w5")).to_have_attribute("data-selected", "true")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(explorer.page.locator("#inspector-title")).to_have_text("Gradient of w5, h1 to o1")
    # The other way round: what is selected on the diagram is marked in the table.
    explorer.part("w2").press("Enter")
    expect(row(panel, "w2").get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_check_has_the_names_of_the_notation(explorer: Explorer) -> None:
    panel = open_tab(explorer, CHECK)
    table(panel, 0)
    names = panel.locator("tbody th")
    expect(names).to_have_text(
        [*["w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈", "bₕ₁", "bₕ₂", "bₒ₁", "bₒ₂"]]
    )
    explorer.set_notation("general")
    expect(names.nth(6)).to_have_text("θ²₂₁")
    expect(names.last).to_have_text("b²₂")


# Loss along a parameter


def test_the_slice_agrees_with_the_api(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SLICE)
    drawn = traces(plot(panel, 0))
    answer = ask("loss-slice", parameter="w5", span=4)
    assert drawn["Loss"]["x"] == answer["values"]
    assert drawn["Loss"]["y"] == answer["losses"]
    assert (drawn["Here"]["x"], drawn["Here"]["y"]) == ([answer["value"]], [answer["loss"]])
    assert drawn["Step"]["x"] == [answer["value"], answer["step"]["value"]]
    assert drawn["Step"]["y"] == [answer["loss"], answer["step"]["loss"]]
    (left, right), (low, high) = drawn["Tangent"]["x"], drawn["Tangent"]["y"]
    assert (high - low) / (right - left) == pytest.approx(answer["gradient"], rel=1e-9)
    height = low + (answer["value"] - left) / (right - left) * (high - low)
    assert height == pytest.approx(answer["loss"], rel=1e-9)


def test_the_slope_and_the_step_are_described(explorer: Explorer) -> None:
    panel = open_tab(explorer, SLICE)
    label = plot(panel, 0).locator(".annotation-text")
    expect(label).to_contain_text("slope +0.08217,so w₅ goes down ▼")
    expect(panel.locator("#slice-sentence")).to_have_text(
        "At w₅ = 0.4 the loss is 0.298371109. The tangent’s slope is the gradient, +0.08217, "
        "so w₅ goes down: the next step takes it to 0.3589, where the loss would be 0.294985251 "
        "if nothing else moved."
    )
    panel.get_by_label("Parameter").select_option("w7")
    expect(label).to_contain_text(f"slope {MINUS}0.02260,so w₇ goes up ▲")
    panel.get_by_label("Parameter").select_option("b.o1")
    expect(label).to_contain_text("slope +0.1385;bₒ₁ stays ■")
    expect(panel.locator("#slice-sentence")).to_contain_text(
        "; bₒ₁ stays, as the biases are not trained."
    )
    assert traces(plot(panel, 0))["Step"]["x"] == []


def test_the_slice_follows_stepping_and_the_selection(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SLICE)
    chosen = panel.get_by_label("Parameter")
    plot(panel, 0)
    explorer.press("Next iteration", times=2)
    answer = ask("loss-slice", experiment=after(ask, 2), parameter="w5", span=4)
    assert traces(plot(panel, 2))["Loss"]["y"] == answer["losses"]
    explorer.part("w3").press("Enter")
    expect(chosen).to_have_value("w3")
    expect(plot(panel, 2)).to_have_attribute("aria-label", containing("Loss along w3"))
    # What is no parameter leaves it as it is; what is chosen here is selected there.
    explorer.part("h1").press("Enter")
    expect(explorer.part("h1")).to_have_attribute("data-selected", "true")
    expect(chosen).to_have_value("w3")
    chosen.select_option("w8")
    expect(explorer.part("w8")).to_have_attribute("data-selected", "true")
    expect(plot(panel, 2)).to_have_attribute("aria-label", containing("Loss along w8"))
    panel.get_by_label("To either side").select_option("1")
    expect(plot(panel, 2).locator(".xtick text").first).to_be_visible()
    answer = ask("loss-slice", experiment=after(ask, 2), parameter="w8", span=1)
    explorer.page.wait_for_function(
        "([low]) => document.querySelector('#slice-plot').data[0].x[0] === low",
        arg=[answer["values"][0]],
    )
    assert traces(plot(panel, 2))["Loss"]["y"] == answer["losses"]


def test_a_step_beyond_the_picture_is_described(explorer: Explorer) -> None:
    panel = open_tab(explorer, SLICE)
    explorer.set_rate(1000)
    expect(panel.locator("#slice-sentence")).to_contain_text(
        f"{MINUS}81.7670, beyond the picture, where"
    )


# Loss over two parameters


def test_the_contours_agree_with_the_api(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SURFACE)
    drawn = plot(panel, 0)
    ranges = drawn.evaluate(RANGES)
    answer = ask("loss-surface", parameters=["w5", "w6"], ranges=ranges)
    shown = traces(drawn)
    assert [shown["Loss"]["x"], shown["Loss"]["y"]] == answer["values"]
    assert shown["Loss"]["z"] == answer["losses"]
    assert [shown["Here"]["x"][0], shown["Here"]["y"][0]] == answer["here"]["values"]
    assert [shown["Step"]["x"][1], shown["Step"]["y"][1]] == answer["step"]["values"]
    assert shown["Path"]["x"] == []
    expect(panel.locator("#surface-sentence")).to_have_text(
        "Here w₅ = 0.4 and w₆ = 0.45, where the loss is 0.298371109 and slopes by +0.08217 along "
        "w₅ and by +0.08267 along w₆. The next step takes them to 0.3589 and 0.4087. "
        "All other parameters are held as they are here."
    )
    expect(panel.locator("#path-sentence")).to_have_text(
        "The run has no path yet: it begins with the first step."
    )


def test_the_path_is_that_of_the_run_and_lies_inside_the_plot(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SURFACE)
    explorer.run(900)
    explorer.expect_at(900, 0, timeout=30_000)
    expect_path(explorer, 900)
    drawn = plot(panel, 900)
    path = traces(drawn)["Path"]
    iterations = path["customdata"]
    assert (iterations[0], iterations[-1]) == (0, 900)
    assert iterations == sorted(set(iterations))
    assert 50 < len(iterations) <= 400
    history = ask("history", steps=900, points=901)["values"]
    for axis, name in (("x", "w5"), ("y", "w6"), ("z", "loss")):
        assert path[axis] == [history[name][iteration] for iteration in iterations]
    for axis, (low, high) in zip("xy", drawn.evaluate(RANGES), strict=True):
        assert low < min(path[axis]) < max(path[axis]) < high


def test_a_click_on_the_path_travels_there(explorer: Explorer) -> None:
    explorer.run(500)
    explorer.expect_at(500, 0, timeout=30_000)
    panel = open_tab(explorer, SURFACE)
    expect_path(explorer, 500)
    drawn = plot(panel, 500)
    drawn.scroll_into_view_if_needed()
    path = traces(drawn)["Path"]
    index = 20
    x, y = drawn.evaluate(PLACE, [path["x"][index], path["y"][index]])
    explorer.page.mouse.move(x + 1, y)
    expect(drawn.locator(".hoverlayer .hovertext")).to_contain_text("iteration")
    explorer.page.mouse.click(x, y)
    explorer.expect_at(path["customdata"][index], 0)
    here = traces(plot(panel, path["customdata"][index]))["Here"]
    assert (here["x"], here["y"]) == ([path["x"][index]], [path["y"][index]])


def test_buttons_walk_along_the_path(explorer: Explorer) -> None:
    panel = open_tab(explorer, SURFACE)
    back = panel.get_by_role("button", name="Previous point on the path")
    on = panel.get_by_role("button", name="Next point on the path")
    plot(panel, 0)
    for button in (back, on):
        expect(button).to_be_disabled()
    explorer.press("Next iteration", times=2)
    expect_path(explorer, 2)
    expect(on).to_be_disabled()
    back.focus()
    back.press("Enter")
    explorer.expect_at(1, 0)
    back.press("Space")
    explorer.expect_at(0, 0)
    expect(back).to_be_disabled()
    on.press("Enter")
    explorer.expect_at(1, 0)
    # The path is still that of all iterations that are known.
    expect_path(explorer, 2)


def test_a_change_bends_the_path_and_undo_restores_it(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SURFACE)
    explorer.run(300)
    explorer.expect_at(300, 0, timeout=30_000)
    expect_path(explorer, 300)
    first = traces(plot(panel, 300))["Path"]
    explorer.travel(150)
    explorer.expect_at(150, 0)
    explorer.set_rate(5)
    expect_path(explorer, 150)
    explorer.run(100)
    explorer.expect_at(250, 0, timeout=30_000)
    expect_path(explorer, 250)
    path = traces(plot(panel, 250))["Path"]
    turned = after(ask, 150) | {"learning_rate": 5.0}
    after_it = ask("step", experiment=turned, steps=100)["experiment"]
    assert path["x"][-1] == after_it["network"]["weights"][1][0][0]
    assert 150 in path["customdata"]
    for _ in range(2):
        explorer.page.locator("#undo").click()
    expect_path(explorer, 300)
    again = traces(explorer.page.locator("#surface-contour"))["Path"]
    assert (again["x"][0], again["x"][-1]) == (first["x"][0], first["x"][-1])


def test_choosing_a_parameter_twice_swaps_the_axes(explorer: Explorer, ask: Ask) -> None:
    panel = open_tab(explorer, SURFACE)
    explorer.press("Next iteration", times=3)
    expect_path(explorer, 3)
    across, up = panel.get_by_label("Across"), panel.get_by_label("Up")
    across.select_option("w6")
    expect(up).to_have_value("w5")
    up.select_option("b.h1")
    expect(panel.locator("#surface-contour")).to_have_attribute(
        "aria-label", containing("Contours of the loss over w6 and b.h1, iteration 3.")
    )
    drawn = plot(panel, 3)
    answer = ask(
        "loss-surface",
        experiment=after(ask, 3),
        parameters=["w6", "b.h1"],
        ranges=drawn.evaluate(RANGES),
    )
    shown = traces(drawn)
    assert shown["Loss"]["z"] == answer["losses"]
    assert shown["Path"]["y"] == [0.35] * 4


def test_the_surface_shows_the_same_data_with_the_losses_of_the_run(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    guard.provoke("/")  # the driver of the graphics talks about its speed
    panel = open_tab(explorer, SURFACE)
    explorer.press("Next iteration", times=2)
    expect_path(explorer, 2)
    grid = traces(plot(panel, 2))["Loss"]
    panel.get_by_role("button", name="Surface", exact=True).click()
    drawn = panel.locator("#surface-surface")
    expect(drawn).to_have_attribute("aria-label", containing("Surface of the loss"))
    expect(panel.locator("#surface-contour")).to_be_hidden()
    shown = traces(drawn)
    assert shown["Loss"] == grid
    losses = ask("step", steps=2)["losses"]
    assert shown["Path"]["z"] == losses
    assert shown["Here"]["z"] == losses[-1:]
    expect(panel.locator("#path-sentence")).to_contain_text("It meets the surface only here")
    panel.get_by_role("button", name="Contour", exact=True).click()
    expect(drawn).to_be_hidden()
    expect(panel.locator("#surface-contour")).to_be_visible()


def test_without_webgl_the_contours_stay_with_a_message(explorer: Explorer) -> None:
    explorer.page.evaluate(
        """() => {
          const { getContext } = HTMLCanvasElement.prototype;
          HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
          };
        }"""
    )
    panel = open_tab(explorer, SURFACE)
    plot(panel, 0)
    panel.get_by_role("button", name="Surface", exact=True).click()
    expect(panel.get_by_role("alert").filter(has_text="WebGL")).to_have_text(
        "The surface needs WebGL, which this browser does not have. "
        "The contours show the same loss."
    )
    expect(panel.locator("#surface-contour")).to_be_visible()
    expect(panel.get_by_role("button", name="Contour", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


# All of them


def test_a_closed_view_sends_no_request(explorer: Explorer, guard: Guard) -> None:
    def asked() -> set[str]:
        paths = {call.removeprefix("/api/") for call in guard.calls}
        return paths & {*ENDPOINTS.values(), "history"}

    explorer.press("Next iteration")
    explorer.expect_at(1, 0)
    assert asked() == set()
    table(open_tab(explorer, CHECK), 1)
    plot(open_tab(explorer, SLICE), 1)
    assert asked() == {"gradient-check", "loss-slice"}
    guard.calls.clear()
    explorer.press("Next iteration")
    plot(explorer.page.locator("#lab-slice"), 2)
    assert asked() == {"loss-slice"}
    # The one that was left catches up when it is opened again.
    table(open_tab(explorer, CHECK), 2)


def test_the_views_follow_a_run(explorer: Explorer) -> None:
    for name in ENDPOINTS:
        open_tab(explorer, name)
    explorer.run(2_000)
    explorer.expect_at(2_000, 0, timeout=60_000)
    plot(explorer.page.locator("#lab-surface"), 2_000)
    expect_path(explorer, 2_000)


@pytest.mark.parametrize(("name", "endpoint"), [*ENDPOINTS.items(), (SURFACE, "history")])
def test_a_failure_is_reported_and_can_be_retried(
    explorer: Explorer, guard: Guard, name: str, endpoint: str
) -> None:
    guard.provoke(f"/api/{endpoint}")
    # The path comes last: it asks for a surface that has room for it.
    held: list[Route] = []
    explorer.page.route("**/api/history", lambda route: held.append(route))
    explorer.page.route(f"**/api/{endpoint}", lambda route: route.abort("connectionrefused"))
    explorer.press("Next iteration")
    explorer.expect_at(1, 0)
    panel = open_tab(explorer, name)
    alert = panel.get_by_role("alert").filter(has_text="The server does not answer.")
    expect(alert).to_be_visible()
    # Pointing and selecting ask nothing again.
    guard.calls.clear()
    explorer.part("h1").press("Enter")
    expect(explorer.part("h1")).to_have_attribute("data-selected", "true")
    expect(alert).to_be_visible()
    assert f"/api/{endpoint}" not in guard.calls
    explorer.page.unroute(f"**/api/{endpoint}")
    alert.get_by_role("button", name="Retry").click()
    expect(alert).to_be_hidden()
    if name == CHECK:
        table(panel, 1)
    else:
        plot(panel, 1)
    for route in held:
        route.continue_()
    if name == SURFACE:
        expect_path(explorer, 1)


def test_numbers_too_large_to_draw_are_reported(explorer: Explorer, guard: Guard) -> None:
    # As far as the run goes before its numbers leave the finite range.
    guard.provoke("/api/step")
    explorer.choose_example("diverging")
    explorer.run(5_000)
    expect(explorer.notice).to_contain_text("The run diverged", timeout=30_000)
    # All else is there: a failure of any picture would be an error on the page.
    Lab(explorer, "What neurons see")
    expect(explorer.page.locator("#sees-o1")).to_have_attribute(
        "aria-label", re.compile("goes from")
    )
    for name in (SLICE, SURFACE):
        panel = open_tab(explorer, name)
        alert = panel.get_by_role("alert").filter(has_text="too large to be drawn")
        expect(alert).to_be_visible()
        expect(alert.get_by_role("button", name="Retry")).to_be_hidden()
    open_tab(explorer, CHECK)
    open_tab(explorer, "Histories")
    # Where they are not, it is drawn again.
    explorer.travel(10)
    explorer.expect_at(10, 0)
    panel = open_tab(explorer, SLICE)
    plot(panel, 10)
    expect(panel.get_by_role("alert").filter(has_text="too large")).to_be_hidden()


def test_another_question_tries_again(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/loss-slice")
    explorer.page.route("**/api/loss-slice", lambda route: route.abort("connectionrefused"))
    panel = open_tab(explorer, SLICE)
    alert = panel.get_by_role("alert").filter(has_text="The server does not answer.")
    expect(alert).to_be_visible()
    explorer.page.unroute("**/api/loss-slice")
    explorer.press("Next iteration")
    plot(panel, 1)
    expect(alert).to_be_hidden()


def test_only_the_newest_waiting_question_is_asked(explorer: Explorer, guard: Guard) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    explorer.page.route("**/api/gradient-check", hold_the_first)
    panel = open_tab(explorer, CHECK)
    for iteration in range(1, 5):
        explorer.press("Next iteration")
        explorer.expect_at(iteration, 0)
    held[0].continue_()
    table(panel, 4)
    assert guard.calls.count("/api/gradient-check") == 2


def test_without_plotly_a_message_has_a_retry(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/assets/plotly")
    explorer.page.route("**/assets/plotly*", lambda route: route.abort())
    explorer.reload()
    panel = open_tab(explorer, SLICE)
    alert = panel.get_by_role("alert").filter(has_text="Plotly did not load.")
    expect(alert).to_be_visible()
    expect(panel.locator("#slice-sentence")).to_contain_text("+0.08217")
    explorer.page.unroute("**/assets/plotly*")
    alert.get_by_role("button", name="Retry").click()
    plot(panel, 0)


def test_the_plots_fill_their_place(explorer: Explorer) -> None:
    panel = open_tab(explorer, SLICE)
    plot(panel, 0)
    open_tab(explorer, CHECK)
    explorer.page.set_viewport_size({"width": 700, "height": 900})
    open_tab(explorer, SLICE)
    fits = """() => {
      const root = document.querySelector("#slice-plot");
      return root.querySelector(".main-svg").getBoundingClientRect().width === root.clientWidth;
    }"""
    explorer.page.wait_for_function(fits)
    explorer.page.set_viewport_size({"width": 1000, "height": 900})
    explorer.page.wait_for_function(fits)


def test_the_plots_have_the_colours_of_the_theme(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(color_scheme="light", reduced_motion="reduce")
    line = plot(open_tab(explorer, SLICE), 0).locator(".scatterlayer .js-line").first
    light = line.evaluate("(line) => getComputedStyle(line).stroke")
    explorer.in_menu("Dark").click()
    expect(line).not_to_have_css("stroke", light)


@in_each_look
def test_axe_finds_nothing_and_everything_fits(
    open_explorer: OpenExplorer, guard: Guard, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    explorer.press("Next iteration", times=2)
    explorer.expect_at(2, 0)
    found: dict[str, list[str]] = {}
    for name in ENDPOINTS:
        panel = open_tab(explorer, name)
        if name == CHECK:
            table(panel, 2)
        else:
            plot(panel, 2)
        found[name] = violations(explorer, ".lab")
        assert explorer.page.evaluate("document.documentElement.scrollWidth") <= width
    guard.provoke("/api/loss-surface")
    explorer.page.route("**/api/loss-surface", lambda route: route.abort("connectionrefused"))
    explorer.press("Next iteration")
    alert = panel.get_by_role("alert").filter(has_text="The server does not answer.")
    expect(alert).to_be_visible()
    found["a problem"] = violations(explorer, ".lab")
    assert {state: what for state, what in found.items() if what} == {}


def test_the_views_can_be_used_by_keyboard_alone(explorer: Explorer) -> None:
    explorer.page.get_by_role("tab", name="Lab", exact=True).press("Enter")
    explorer.page.get_by_role("tab", name=SLICE, exact=True).focus()
    explorer.page.keyboard.press("Enter")
    panel = explorer.page.get_by_role("tabpanel", name=SLICE)
    plot(panel, 0)
    explorer.page.keyboard.press("ArrowRight")
    expect(explorer.page.get_by_role("tab", name=SURFACE)).to_be_focused()
    plot(explorer.page.get_by_role("tabpanel", name=SURFACE), 0)
    explorer.page.keyboard.press("Tab")
    expect(explorer.page.locator("#surface-across")).to_be_focused()
    explorer.page.keyboard.press("ArrowDown")
    expect(explorer.page.locator("#surface-across")).to_have_value("w6")
