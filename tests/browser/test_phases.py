"""What happens: the panel follows the phase, and explains the selected number."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import Ask, Guard, OpenExplorer
from tests.browser.explorer import PHASES, UPDATE, Explorer

PHONE: ViewportSize = {"width": 390, "height": 844}
SQUEEZES = "squeezes each net input to a number between 0 and 1"
HIDDEN_NET = PHASES.index("Net input, hidden")
HIDDEN_DELTA = PHASES.index("Delta, hidden")


def panel(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("tabpanel", name="Explain", exact=True)


def title(explorer: Explorer) -> Locator:
    return panel(explorer).get_by_role("heading", level=2)


def units(explorer: Explorer) -> Locator:
    return panel(explorer).get_by_role("list", name="What is computed").get_by_role("listitem")


def ids(ask: Ask) -> list[str]:
    return [phase["id"] for phase in ask("phases")["phases"]]


def expect_told(explorer: Explorer, told: dict[str, Any]) -> None:
    """Waits until the panel tells this phase, unit by unit."""
    expect(title(explorer)).to_have_text(told["title"])
    expect(panel(explorer)).to_have_attribute("aria-busy", "false")
    expect(explorer.page.locator("#happening-sentence")).to_have_text(told["sentence"])
    equations = explorer.page.locator("#happening-equations [role=group]")
    for equation, one in zip(equations.all(), told["equations"], strict=True):
        expect(equation).to_have_accessible_name(one["text"])
    rows = units(explorer)
    expect(rows).to_have_count(len(told["rows"]))
    brief = len(told["rows"]) > 4
    for row, unit in zip(rows.all(), told["rows"], strict=True):
        name = unit["title"] + (f" {unit['symbol']}" if brief else "")
        expect(row.get_by_role("button", name=name, exact=True)).to_be_visible()
        expect(row).to_have_attribute("data-quantities", unit["quantity"])
        lines = [unit["short"]] if brief else unit["lines"]
        said = row.get_by_role("group").evaluate_all(
            "(lines) => lines.map((line) => line.getAttribute('aria-label'))"
        )
        assert said == [line["text"] for line in lines]


BELOW = """(panel) =>
  [...panel.querySelectorAll(".unit")]
    .filter((one) => one.getBoundingClientRect().bottom > panel.getBoundingClientRect().bottom)
    .map((one) => one.textContent)"""

# Everything of the open view that reaches out of the panel, or is cut by what holds it.
CUT = """(panel) => {
  const found = [];
  const room = panel.getBoundingClientRect();
  const texts = "h2, p, .segments button, .lines .step, pre .line, .formulas math, .name";
  for (const one of panel.querySelectorAll(texts)) {
    const text = one.textContent.trim();
    if (!one.checkVisibility() || text === "") continue;
    const { left, right, bottom } = one.getBoundingClientRect();
    const holder = one.closest(".formulas .step");
    const cut = one.matches("pre .line") && one.scrollWidth > one.clientWidth + 1;
    const below = holder && bottom > holder.getBoundingClientRect().bottom + 1;
    const end = (holder ?? panel).getBoundingClientRect().right;
    const leaves = left < room.left - 1 || right > end + 1;
    if (cut || below || leaves) found.push(text);
  }
  return found;
}"""


def test_each_phase_is_told_as_the_api_tells_it(explorer: Explorer, ask: Ask) -> None:
    experiment = ask("step", steps=3)["experiment"]
    explorer.press("Next iteration", times=3)
    for phase, phase_id in enumerate(ids(ask)):
        explorer.go_to_phase(phase)
        expect_told(explorer, ask("phase", experiment=experiment, phase=phase_id)["phase"])
    # Whatever the experiment and the names.
    explorer.setting("Biases").select_option("true")
    explorer.setting("Hidden activation").select_option("tanh")
    explorer.set_notation("article")
    explorer.open_panel("Explain")
    changed = experiment | {
        "train_biases": True,
        "network": experiment["network"] | {"activations": ["tanh", "sigmoid"]},
    }
    for phase in (UPDATE, HIDDEN_DELTA):
        explorer.go_to_phase(phase)
        asked = {"phase": ids(ask)[phase], "notation": "article"}
        expect_told(explorer, ask("phase", experiment=changed, **asked)["phase"])


@pytest.mark.parametrize("size", [(1366, 641), (1280, 600), (1024, 768)])
def test_all_that_a_phase_computes_is_in_view(
    open_explorer: OpenExplorer, size: tuple[int, int]
) -> None:
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    explorer = open_explorer(viewport=viewport, reduced_motion="reduce")
    for phase, name in enumerate(PHASES):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        expect(panel(explorer)).to_have_attribute("aria-busy", "false")
        assert panel(explorer).evaluate(CUT) == [], name
        assert panel(explorer).evaluate(BELOW) == [], name


def test_what_is_told_follows_activation_loss_biases_and_names(explorer: Explorer) -> None:
    page = explorer.page
    sentence = page.locator("#happening-sentence")
    equation = page.locator("#happening-equations [role=group]")

    explorer.go_to_phase(PHASES.index("Activation, hidden"))
    expect(sentence).to_contain_text(SQUEEZES)
    explorer.setting("Hidden activation").select_option("relu")
    explorer.open_panel("Explain")
    expect(sentence).to_contain_text("turns every other one into 0")

    explorer.go_to_phase(PHASES.index("Loss"))
    expect(equation.last).to_have_accessible_name(re.compile("squared"))
    explorer.setting("Loss").select_option("binary_cross_entropy")
    explorer.open_panel("Explain")
    expect(sentence).to_contain_text("cross-entropy")
    expect(equation.last).to_have_accessible_name(re.compile("ln of"))

    explorer.go_to_phase(UPDATE)
    expect(sentence).to_contain_text("The biases stay as they are.")
    explorer.setting("Biases").select_option("true")
    explorer.open_panel("Explain")
    explorer.go_to_phase(UPDATE)
    expect(sentence).to_contain_text("Each weight and bias moves against its gradient")

    explorer.set_notation("article")
    explorer.go_to_phase(HIDDEN_NET)
    expect(equation.first).to_have_accessible_name(re.compile("^net_h equals"))
    expect(page.locator("#phases [aria-current=step] .symbol")).to_have_text("net hidden")


def test_a_row_is_linked_with_the_diagram(explorer: Explorer) -> None:
    explorer.go_to_phase(PHASES.index("Delta, output"))
    expect(units(explorer)).to_have_count(2)
    units(explorer).first.get_by_role("button").hover()
    expect(explorer.part("o1")).to_have_attribute("data-lit", "")
    expect(explorer.part("o2")).not_to_have_attribute("data-lit", "")
    explorer.part("o2").locator(".badge text").first.hover()
    expect(units(explorer).nth(1)).to_have_attribute("data-lit", "")
    expect(units(explorer).nth(0)).not_to_have_attribute("data-lit", "")


def test_many_units_show_their_result_and_more_on_demand(explorer: Explorer) -> None:
    explorer.go_to_phase(UPDATE)
    expect(units(explorer)).to_have_count(8)
    row = units(explorer).nth(4)
    expect(row.get_by_role("group")).to_have_count(1)
    more = row.get_by_role("button", name="How to compute: w5 after the update")
    more.focus()
    explorer.page.keyboard.press("Enter")
    expect(row.get_by_role("group")).to_have_count(4)
    expect(more).to_have_attribute("aria-expanded", "true")
    # It stays open one iteration later, and the focus where it is.
    explorer.page.keyboard.press("Shift+ArrowRight")
    explorer.expect_at(1, UPDATE)
    expect(panel(explorer)).to_have_attribute("aria-busy", "false")
    expect(more).to_be_focused()
    expect(row.get_by_role("group")).to_have_count(4)
    expect(title(explorer)).to_contain_text("Update")


def test_what_learners_get_wrong_is_answered_on_demand(explorer: Explorer) -> None:
    explorer.go_to_phase(HIDDEN_DELTA)
    asked = panel(explorer).get_by_text("Which weights are used here, the old or the updated?")
    answer = panel(explorer).get_by_text("The old ones, those of the forward pass")
    expect(answer).to_be_hidden()
    asked.click()
    expect(answer).to_be_visible()


def test_a_number_is_explained_and_every_way_leads_back_to_the_phase(explorer: Explorer) -> None:
    page = explorer.page
    explorer.go_to_phase(PHASES.index("Gradient, output"))
    number = "Gradient of w5, h1 to o1"
    told = re.compile("^Gradient of the output layer")
    explorer.part("w5").press("Enter")
    expect(title(explorer)).to_have_text(number)
    page.keyboard.press("Escape")
    expect(title(explorer)).to_have_text(told)

    units(explorer).first.click()
    expect(title(explorer)).to_have_text(number)
    expect(explorer.part("w5")).to_have_attribute("data-selected", "true")
    explorer.press("Back to the phase")
    expect(title(explorer)).to_have_text(told)
    expect(explorer.part("w5")).to_have_attribute("data-selected", "false")

    explorer.part("w5").press("Enter")
    expect(title(explorer)).to_have_text(number)
    explorer.phase_button(PHASES.index("Gradient, output")).click()
    expect(title(explorer)).to_have_text(told)

    explorer.part("w5").press("Enter")
    expect(title(explorer)).to_have_text(number)
    page.locator("#diagram").click(position={"x": 3, "y": 3})
    expect(title(explorer)).to_have_text(told)

    explorer.part("w5").press("Enter")
    expect(title(explorer)).to_have_text(number)
    factor = page.locator("#chain-parts button").first
    name = factor.get_attribute("aria-label") or ""
    factor.click()
    expect(title(explorer)).to_have_text(name)
    explorer.press("Back")
    expect(title(explorer)).to_have_text(number)
    explorer.press("Next phase")
    expect(title(explorer)).to_have_text(re.compile("^Delta of the hidden layer"))

    # The menu, too, is closed by Escape: then the number stays.
    explorer.part("w5").press("Enter")
    expect(explorer.button("Back to the phase")).to_be_visible()
    explorer.menu()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(explorer.button("Back to the phase")).to_be_visible()


def test_a_part_is_explained_where_the_open_panel_does_not_choose_by_it(
    explorer: Explorer,
) -> None:
    for name, leaves in (("Experiment", True), ("Figures", True), ("Check", False)):
        explorer.open_panel(name)
        explorer.part("h1").press("Enter")
        tab = explorer.page.get_by_role("tab", name=name, exact=True)
        expect(tab).to_have_attribute("aria-selected", str(not leaves).lower())
        explorer.page.keyboard.press("Escape")


SIZES: tuple[ViewportSize, ...] = (
    {"width": 1366, "height": 641},
    {"width": 1024, "height": 768},
    PHONE,
    {"width": 1920, "height": 950},
)


def test_matrices_and_numpy_are_one_press_away_and_whole_at_every_size(explorer: Explorer) -> None:
    for size in SIZES:
        explorer.page.set_viewport_size(size)
        for part in (None, "w5"):
            for phase in (HIDDEN_NET, HIDDEN_DELTA, UPDATE):
                explorer.go_to_phase(phase)
                if part:
                    explorer.part(part).press("Enter")
                expect(panel(explorer)).to_have_attribute("aria-busy", "false")
                for view in ("Matrices", "numpy", "What happens"):
                    explorer.page.get_by_role("tab", name=view, exact=True).click()
                    assert panel(explorer).evaluate(CUT) == [], (size, part, PHASES[phase], view)
                explorer.page.keyboard.press("Escape")


SHEET = """(panel) => {
  const box = (one) => one.getBoundingClientRect();
  const { top, bottom, height } = box(panel);
  const steps = box(document.querySelector(".steps"));
  const diagram = box(document.querySelector("#diagram"));
  return { part: height / innerHeight, free: Math.min(bottom, innerHeight) - steps.top,
           seen: (Math.min(diagram.bottom, top) - Math.max(0, diagram.top)) / diagram.height };
}"""


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}], ids=["phone", "tablet"])
def test_in_one_column_the_explanation_is_a_sheet_that_leaves_the_diagram_in_view(
    open_explorer: OpenExplorer, size: ViewportSize
) -> None:
    explorer = open_explorer(viewport=size, reduced_motion="reduce")
    for part in ("w5", "o2", "b1"):
        explorer.part(part).press("Enter")
        leave = explorer.button("Back to the phase")
        expect(leave).to_be_in_viewport(ratio=1)
        expect(panel(explorer)).to_have_css("position", "fixed")
        measured = panel(explorer).evaluate(SHEET)
        assert 0.35 < measured["part"] < 0.5, part
        assert measured["seen"] > 0.97, part
        if size is PHONE:
            assert measured["free"] <= 1, "it covers the bar of steps"
        expect(explorer.button("Next phase")).to_be_in_viewport(ratio=1)
        if part == "w5":
            leave.click()
        elif part == "o2":
            explorer.page.keyboard.press("Escape")
        else:
            explorer.page.locator("#diagram").click(position={"x": 2, "y": 2})
        expect(panel(explorer)).not_to_have_css("position", "fixed")


def test_on_a_phone_two_lines_above_the_diagram_tell_the_phase(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(viewport=PHONE, reduced_motion="reduce")
    caption = explorer.page.locator(".caption")
    height = "(one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)"
    for phase, name in enumerate(PHASES):
        explorer.go_to_phase(phase)
        expect(caption).to_contain_text(f"{name}. ")
        assert caption.evaluate(height) < 3, name


def test_without_an_answer_nothing_false_is_told_and_retry_mends_it(
    explorer: Explorer, guard: Guard
) -> None:
    page = explorer.page
    guard.provoke("/api/phase")
    page.route("**/api/phase*", lambda route: route.abort())
    explorer.go_to_phase(PHASES.index("Activation, hidden"))
    alert = panel(explorer).get_by_role("alert").filter(has_text="The server does not answer.")
    expect(alert).to_be_visible()
    expect(title(explorer)).to_have_text("Activation, hidden")
    expect(units(explorer)).to_have_count(0)
    page.unroute("**/api/phase*")
    alert.get_by_role("button", name="Retry").click()
    expect(page.locator("#happening-sentence")).to_contain_text(SQUEEZES)
    expect(units(explorer)).to_have_count(2)
    expect(alert).to_be_hidden()


@pytest.mark.parametrize("retry", ["the notice", "the panel"])
def test_after_the_server_was_away_one_retry_mends_the_run_and_the_explanation(
    explorer: Explorer, guard: Guard, retry: str
) -> None:
    page = explorer.page
    guard.provoke("/api/")
    away = page.locator("text=The server does not answer.").locator("visible=true")
    page.route("**/api/**", lambda route: route.abort())
    explorer.part("w5").press("Enter")
    expect(away).to_have_count(1)
    explorer.run(60)
    expect(away).to_have_count(2)
    page.unroute("**/api/**")
    place = explorer.notice if retry == "the notice" else panel(explorer)
    place.get_by_role("button", name="Retry").click()
    expect(explorer.status).to_contain_text("Iteration 60")
    expect(away).to_have_count(0)
    expect(page.locator("#chain .result")).to_be_visible()


def test_an_answer_that_takes_long_is_seen_to_be_waited_for(
    explorer: Explorer,
) -> None:
    page = explorer.page
    held: list[Any] = []
    page.route("**/api/phase", lambda route: held.append(route))
    explorer.go_to_phase(HIDDEN_NET)
    words = panel(explorer).get_by_text("Loading…")
    expect(words).to_be_visible()
    expect(panel(explorer)).to_have_attribute("aria-busy", "true")
    expect(title(explorer)).to_contain_text("Input")
    held.pop().continue_()
    expect(title(explorer)).to_contain_text("Net input of the hidden layer")
    expect(words).to_be_hidden()
    # A first load has nothing older to show.
    page.reload()
    expect(words).to_be_visible()
    expect(title(explorer)).to_have_text("Net input, hidden")
    expect(units(explorer)).to_have_count(0)
