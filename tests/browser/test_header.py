"""The header with its menus, the first words, and the page on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from core.run.presets import PRESETS
from tests.browser.conftest import OpenExplorer
from tests.browser.explorer import Explorer

SIZES = [(1366, 641), (1280, 600), (1024, 768), (768, 1024), (390, 844), (1920, 950)]
WHAT_TO_PRESS = re.compile("press Next phase")

# What overlaps in the header, and what leaves the window or its own box.
HEADER = """() => {
  const found = [];
  const parts = [".top > :not([popover])", ".top > nav > button", ".place > *"]
    .flatMap((name) => [...document.querySelectorAll(name)])
    .filter((part) => part.checkVisibility());
  const boxes = parts.map((part) => [part, part.getBoundingClientRect()]);
  for (const [part, box] of boxes) {
    const name = part.id || part.className || part.tagName;
    if (box.left < 0 || box.right > innerWidth) found.push(`${name} leaves the window`);
    if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth) found.push(`${name} is cut`);
    for (const [other, its] of boxes) {
      if (part === other || part.contains(other) || other.contains(part)) continue;
      if (Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1
        && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 1)
        found.push(`${name} lies on ${other.id || other.className || other.tagName}`);
    }
  }
  return found;
}"""
# What belongs to a lesson and is not wholly in the window.
OUT_OF_VIEW = """() => [
  ...["#first", "#phases", "#diagram", "#panel-tabs", "#loss-curve", "#time", "#reset", ".steps"],
  ...["#play", "#speed", "#run", "#iterations-to-run", "#learning-rate", "#status"],
].filter((name) => {
  const { left, top, right, bottom, width } = document.querySelector(name).getBoundingClientRect();
  return width === 0 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
})"""


def test_a_first_visit_says_what_to_press_until_the_first_step(explorer: Explorer) -> None:
    first = explorer.page.locator("#first")
    expect(first).to_have_text(WHAT_TO_PRESS)
    explorer.open_panel("Lab")
    expect(first).to_be_hidden()
    explorer.open_panel("Explain")
    expect(first).to_be_visible()
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
    expect(first).to_be_hidden()
    explorer.reload()
    expect(first).to_be_hidden()
    for step in ("Next iteration", "Play", "Run"):
        explorer.in_menu("Show the introduction").click()
        expect(explorer.page.locator("#menu")).to_be_hidden()
        expect(first).to_have_text(WHAT_TO_PRESS)
        explorer.press(step)
        expect(first).to_be_hidden()


def test_the_first_words_do_not_come_back_on_a_later_visit(explorer: Explorer) -> None:
    introduction = explorer.page.locator("#introduction")
    expect(introduction).to_be_visible()
    explorer.reload()
    expect(introduction).to_be_hidden()


@pytest.mark.parametrize("size", SIZES[:3], ids=str)
def test_the_lesson_is_in_view_beside_the_first_words(
    open_explorer: OpenExplorer, size: tuple[int, int]
) -> None:
    explorer = open_explorer(viewport={"width": size[0], "height": size[1]})
    expect(explorer.page.locator("#first")).to_have_text(WHAT_TO_PRESS)
    assert explorer.page.evaluate(OUT_OF_VIEW) == []
    for preset in PRESETS:
        explorer.choose_example(preset)
        expect(explorer.page.locator("#first")).to_contain_text(PRESETS[preset].question)
        assert explorer.page.evaluate(OUT_OF_VIEW) == [], preset


def test_the_header_holds_a_long_name_and_long_numbers_at_every_size(explorer: Explorer) -> None:
    longest = max(PRESETS.values(), key=lambda preset: len(preset.title))
    explorer.choose_example(longest.id)
    explorer.set_rate(1e-7)
    explorer.run(20_000)
    explorer.expect_at(20_000, 0, timeout=60_000)
    expect(explorer.example).to_have_accessible_name(f"Example: {longest.title}, edited")
    for width, height in SIZES:
        explorer.page.set_viewport_size({"width": width, "height": height})
        assert explorer.page.evaluate(HEADER) == [], width
        for menu, opener in (("#presets", explorer.example), ("#menu", explorer.button("Menu"))):
            opener.click()
            expect(explorer.page.locator(menu)).to_be_in_viewport(ratio=1)
            explorer.page.keyboard.press("Escape")
            expect(explorer.page.locator(menu)).to_be_hidden()


def test_full_screen_is_a_key_and_a_button_of_the_menu(explorer: Explorer) -> None:
    button = explorer.page.locator("#full-screen")
    explorer.page.keyboard.press("f")
    expect(button).to_have_attribute("aria-pressed", "true")
    explorer.in_menu("Full screen").click()
    expect(button).to_have_attribute("aria-pressed", "false")


PAPER = """() => {
  const seen = (name) => [...document.querySelectorAll(name)]
    .some((part) => part.checkVisibility());
  const height = (name) => document.querySelector(name).getBoundingClientRect().height;
  return {
    controls: ["#controls", "#phases", "#panel-tabs", ".top nav", "#time", "#stop", "#first",
      "#undo", "#go-to-iteration", "[data-scale]", "#pictures"].filter(seen),
    diagram: height("#diagram"),
    curve: height("#loss-curve .plane"),
    colour: getComputedStyle(document.querySelector("h1")).color,
    cut: [...document.querySelectorAll("#panel-explain *")].filter((part) => part.checkVisibility()
      && part.getBoundingClientRect().bottom > height("#panel-explain")
        + document.querySelector("#panel-explain").getBoundingClientRect().top + 1)
      .map((part) => part.id || part.tagName),
  };
}"""


def test_paper_shows_the_diagram_the_panel_and_the_curve_without_controls(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer(color_scheme="dark", reduced_motion="reduce")
    page = explorer.page
    explorer.run(100)
    explorer.expect_curve(101)
    explorer.go_to_phase(7)
    explorer.part("w5").press("Enter")
    expect(page.locator("#inspector-title")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    paper: dict[str, Any] = page.evaluate(PAPER)
    assert paper["controls"] == []
    assert paper["diagram"] > 200
    assert paper["curve"] > 100
    assert paper["cut"] == []
    assert paper["colour"] == "rgb(15, 23, 42)"
    for text in (
        "#inspector-title",
        "#chain",
        "#preset-name",
        "#iteration",
        "#loss",
        "#phase-name",
    ):
        expect(page.locator(text)).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(explorer.button("Next phase")).to_be_visible()
