"""Everything fits, on a phone and on a projector, in light and in dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import OpenBrowser, OpenExplorer, Scheme
from tests.browser.explorer import PHASES, UPDATE, Explorer

SIZES = [(390, 844), (1024, 768), (1440, 900), (1920, 1080)]
PHONE: ViewportSize = {"width": 390, "height": 844}

# Every text of the diagram with its box, a little less than a line high: ascenders and descenders
# of neighbouring lines may touch. Boxes: chips and badges.
MEASURE = """() => {
  const rect = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const part = (element) => element.closest("[aria-label]").getAttribute("aria-label")
    .split(",")[0];
  const texts = [...document.querySelectorAll("#diagram text")].filter(visible)
    .filter((text) => text.textContent.trim() !== "")
    .map((text) => {
      const { left, right, top, bottom } = rect(text);
      const spare = (bottom - top) * 0.2;
      return { text: text.textContent, part: part(text), left, right,
               top: top + spare, bottom: bottom - spare };
    });
  const boxes = [...document.querySelectorAll("#diagram .box")].filter(visible)
    .map((box) => ({
      part: part(box), ...rect(box),
      texts: [...box.parentElement.querySelectorAll("text")].filter(visible)
        .map((text) => ({ text: text.textContent, ...rect(text) })),
    }));
  const discs = [...document.querySelectorAll("#diagram .neuron .disc")]
    .map((disc) => ({ part: part(disc), ...rect(disc) }));
  const controls = [...document.querySelectorAll("button, input, select, td, th")].filter(visible)
    .map((control) => ({ text: control.getAttribute("aria-label") || control.textContent,
                         tag: control.tagName, wide: control.scrollWidth - control.clientWidth,
                         ...rect(control) }));
  return { texts, boxes, discs, controls, diagram: rect(document.querySelector("#diagram")),
           page: document.documentElement.scrollWidth, window: innerWidth };
}"""


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes share more than the edge of a pixel."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 1 and down > 1)


def problems(explorer: Explorer) -> list[str]:
    """Everything that overlaps or does not fit."""
    measured = explorer.page.evaluate(MEASURE)
    texts, boxes, discs = measured["texts"], measured["boxes"], measured["discs"]
    found = []
    if measured["page"] > measured["window"]:
        found.append(f"the page is {measured['page']} wide in {measured['window']}")
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if overlap(one, other):
                found.append(f"{one['text']!r} of {one['part']} lies on {other['text']!r}")
        frame = measured["diagram"]
        if one["left"] < frame["left"] - 1 or one["right"] > frame["right"] + 1:
            found.append(f"{one['text']!r} leaves the diagram at a side")
        if one["top"] < frame["top"] - 1 or one["bottom"] > frame["bottom"] + 1:
            found.append(f"{one['text']!r} leaves the diagram above or below")
    for index, box in enumerate(boxes):
        for text in box["texts"]:
            if text["left"] < box["left"] + 1 or text["right"] > box["right"] - 1:
                wide, room = text["right"] - text["left"], box["right"] - box["left"]
                found.append(f"{text['text']!r} is {wide:.0f} wide in a box of {room:.0f}")
        for other in boxes[index + 1 :]:
            if overlap(box, other):
                found.append(f"the box of {box['part']} lies on that of {other['part']}")
        for disc in discs:
            if disc["part"] != box["part"] and touches(disc, box):
                found.append(f"the box of {box['part']} lies on {disc['part']}")
        for text in texts:
            if text["part"] != box["part"] and overlap(text, box):
                found.append(f"the box of {box['part']} lies on {text['text']!r}")
    for control in measured["controls"]:
        if control["left"] < 0 or (
            control["right"] > measured["window"] + 1 and control["tag"] not in ("TD", "TH")
        ):
            found.append(f"{control['text']!r} leaves the window")
        if control["tag"] in ("BUTTON", "TD", "TH") and control["wide"] > 1:
            found.append(f"the text of {control['text']!r} is wider than its box")
    return found


def touches(disc: dict[str, Any], box: dict[str, Any]) -> bool:
    """Whether a box reaches into a round disc."""
    x, y = (disc["left"] + disc["right"]) / 2, (disc["top"] + disc["bottom"]) / 2
    dx = max(box["left"] - x, 0, x - box["right"])
    dy = max(box["top"] - y, 0, y - box["bottom"])
    radius = (disc["right"] - disc["left"]) / 2
    return bool((dx**2 + dy**2) ** 0.5 < radius - 1)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits(open_explorer: OpenExplorer, size: tuple[int, int]) -> None:
    explorer = open_explorer(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    explorer.expect_curve(1)
    for phase in range(len(PHASES)):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        assert problems(explorer) == [], PHASES[phase]
    explorer.run(10_000)
    explorer.expect_at(10_000, UPDATE, timeout=60_000)
    assert problems(explorer) == []
    explorer.go_to_phase(UPDATE - 1)
    explorer.expect_at(10_000, UPDATE - 1)
    assert problems(explorer) == []


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("rate", ["1000", "1e-9", "1e308"])
def test_extreme_numbers_fit(open_explorer: OpenExplorer, size: tuple[int, int], rate: str) -> None:
    explorer = open_explorer(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    explorer.set_rate(rate)
    expect(explorer.rate).to_have_value(rate)
    explorer.go_to_phase(UPDATE)
    explorer.expect_at(0, UPDATE)
    for iteration in range(1, 3):
        assert problems(explorer) == []
        explorer.press("Next iteration")
        explorer.expect_at(iteration, UPDATE)
    explorer.go_to_phase(UPDATE - 1)
    explorer.expect_at(2, UPDATE - 1)
    assert problems(explorer) == []


@pytest.mark.parametrize("part", ["w1", "w5", "h1", "o1"])
def test_long_formulas_are_broken_to_fit_on_a_phone_without_changing(
    open_explorer: OpenExplorer, part: str
) -> None:
    explorer = open_explorer(viewport=PHONE)
    with explorer.page.expect_response("**/api/explain") as answered:
        explorer.go_to_phase(UPDATE)
        explorer.part(part).press("Enter")
    chain = [line["mathml"] for line in answered.value.json()["explanation"]["chain"]]
    lines = explorer.page.locator("#chain [role=group]")
    expect(lines).to_have_count(len(chain))
    for line, mathml in zip(lines.all(), chain, strict=True):
        assert line.text_content() == line.evaluate(
            """(_, text) => new DOMParser().parseFromString(text, "text/html").body.textContent""",
            mathml,
        )
        expect(line).to_have_js_property("scrollWidth", line.evaluate("(e) => e.clientWidth"))


def test_a_notice_and_the_messages_of_fields_fit_on_a_phone(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer(viewport=PHONE, visit=False, reduced_motion="reduce")
    explorer.store("garbage")
    explorer.open()
    expect(explorer.notice).to_be_visible()
    explorer.set_rate("-1")
    explorer.to_run.fill("0")
    explorer.press("Run")
    expect(explorer.page.get_by_text("A whole number from 1 to 100,000.")).to_be_visible()
    assert problems(explorer) == []


def test_the_dialog_of_keys_fits_on_a_phone(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(viewport=PHONE)
    explorer.in_menu("Keys").click()
    dialog = explorer.page.get_by_role("dialog")
    expect(dialog).to_be_in_viewport(ratio=1)


def test_on_a_phone_a_whole_iteration_can_be_stepped_and_the_names_are_the_same(
    open_browser: OpenBrowser,
) -> None:
    explorer = open_browser(viewport=PHONE, is_mobile=True, has_touch=True)
    for phase in range(1, len(PHASES)):
        explorer.button("Next phase").tap()
        explorer.expect_at(0, phase)
    for name in ("Previous phase", "Previous iteration", "Next iteration", "Reset", "Run"):
        expect(explorer.button(name)).to_be_visible()
    explorer.button("Next iteration").tap()
    explorer.expect_at(1, UPDATE)


def test_the_diagram_follows_the_window(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(reduced_motion="reduce")
    explorer.go_to_phase(UPDATE)
    for width in (390, 1100, 700, 1440):
        explorer.page.set_viewport_size({"width": width, "height": 900})
        board = explorer.page.locator("#board").evaluate("(board) => board.clientWidth")
        layout = "narrow" if board < 640 else "wide"
        expect(explorer.page.locator("#diagram")).to_have_attribute("data-layout", layout)
        assert problems(explorer) == [], width


def theme(explorer: Explorer) -> str:
    """The visible theme: dark ink on a light page, or the other way round."""
    lightness: list[float] = explorer.page.evaluate(
        """() => [getComputedStyle(document.body).color,
                  getComputedStyle(document.documentElement).backgroundColor]
          .map((colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
            .reduce((sum, part) => sum + part))"""
    )
    ink, page = lightness
    return "light" if page > ink else "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_light_or_dark_like_the_system(
    open_explorer: OpenExplorer, scheme: Scheme
) -> None:
    explorer = open_explorer(color_scheme=scheme)
    assert theme(explorer) == scheme
    pressed = str(scheme == "dark").lower()
    expect(explorer.in_menu("Dark")).to_have_attribute("aria-pressed", pressed)


def test_the_page_follows_the_system_when_that_changes(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(color_scheme="light")
    explorer.expect_curve(1)
    explorer.page.emulate_media(color_scheme="dark")
    expect(explorer.in_menu("Dark")).to_have_attribute("aria-pressed", "true")
    assert theme(explorer) == "dark"


def test_the_switch_overrides_the_system_and_survives_a_reload(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(color_scheme="light")
    explorer.expect_curve(1)
    line = explorer.line()
    colour = "(path) => getComputedStyle(path).stroke"
    light = line.evaluate(colour)
    explorer.in_menu("Dark").click()
    expect(explorer.in_menu("Dark")).to_have_attribute("aria-pressed", "true")
    assert theme(explorer) == "dark"
    expect(line).not_to_have_css("stroke", light)
    explorer.reload()
    assert theme(explorer) == "dark"
    expect(explorer.in_menu("Dark")).to_have_attribute("aria-pressed", "true")
    explorer.in_menu("Dark").click()
    expect(explorer.in_menu("Dark")).to_have_attribute("aria-pressed", "false")
    explorer.page.emulate_media(color_scheme="dark")
    explorer.reload()
    assert theme(explorer) == "light"


def test_an_unreadable_theme_falls_back_to_the_systems(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(visit=False, color_scheme="dark")
    explorer.store("purple", key="backprop-explorer-theme")
    explorer.open()
    assert theme(explorer) == "dark"
    explorer.in_menu("Dark").click()
    assert theme(explorer) == "light"


def test_with_reduced_motion_nothing_moves_and_numbers_appear_at_once(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer(reduced_motion="reduce")
    explorer.go_to_phase(7)
    explorer.expect_at(0, 7)
    assert explorer.page.evaluate("() => document.getAnimations().length") == 0
    jumped = explorer.page.evaluate(
        """() => new Promise((resolve) => {
          const seen = [];
          const value = document.querySelector("#diagram [aria-label^='w5,'] .value");
          new MutationObserver(() => seen.push(value.textContent))
            .observe(value, { subtree: true, childList: true, characterData: true });
          const status = document.querySelector("#status");
          new MutationObserver(() => setTimeout(() => resolve(seen), 300))
            .observe(status, { subtree: true, childList: true, characterData: true });
          document.querySelector("#next-iteration").click();
        })"""
    )
    assert jumped == ["0.3589"]


def test_the_sign_of_an_edge_is_shown_by_more_than_its_colour(explorer: Explorer) -> None:
    dash = "(line) => getComputedStyle(line).strokeDasharray"
    explorer.run(1_000)
    explorer.expect_at(1_000, 0)
    said = explorer.said()
    signs = {edge: said[edge]["value"] < 0 for edge in ("w1", "w5", "w6", "w7", "w8")}
    assert set(signs.values()) == {True, False}
    for edge, negative in signs.items():
        dashed = explorer.edge_line(edge).evaluate(dash) != "none"
        assert dashed == negative, edge


def test_a_heavier_weight_is_a_wider_line(explorer: Explorer) -> None:
    width = "(line) => Number.parseFloat(getComputedStyle(line).strokeWidth)"
    said = explorer.said()
    widths = {edge: explorer.edge_line(edge).evaluate(width) for edge in ("w1", "w4", "w8")}
    by_weight = sorted(widths, key=lambda edge: said[edge]["value"])
    assert sorted(widths, key=lambda edge: widths[edge]) == by_weight
