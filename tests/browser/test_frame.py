"""What one steps with lies in the window at each size, in both themes, and nothing overlaps it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenExplorer
from tests.browser.explorer import UPDATE, Explorer

STEPS = ["#previous-iteration", "#previous-phase", "#next-phase", "#next-iteration"]
CONTROLS = ["#reset", *STEPS, "#play", "#speed", "#run", "#iterations-to-run", "#learning-rate"]
LESSON = ["#phases", "#board", ".side > .panel:not([hidden])", "#loss-curve", "#time"]
ALL = [*LESSON, *CONTROLS, "#status", "#stop"]
PHONE = ["#phases", ".caption", "#board", *STEPS]
EVERYTHING = [
    *ALL,
    "#show-presets",
    "#show-menu",
    "#panel-tabs",
    "#go-to-iteration",
    "#keep-runs",
    "#undo",
]

# Width, height, and what is in view there without scrolling.
SIZES = [
    (1366, 641, ALL),
    (1280, 600, ALL),
    (1024, 768, ALL),
    (1024, 1366, ALL),
    (768, 1024, ALL),
    (1920, 1080, ALL),
    (1920, 950, ALL),
    (390, 844, PHONE),
    # The laptop and the projector at 200 % zoom.
    (683, 320, []),
    (640, 300, []),
]

MEASURE = """async ([inView, everything]) => {
  const frames = async (count) => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  };
  scrollTo(0, 0);
  await frames(3);
  const found = [];
  const page = document.scrollingElement;
  const one = (selector) => document.querySelector(selector);
  const box = (element) => element.getBoundingClientRect();
  const said = ({ left, top, right, bottom }) =>
    [left, top, right, bottom].map(Math.round).join(" ");
  const overlap = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];
  const within = (inner, outer, slack = 1) =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

  for (const selector of inView) {
    const place = box(one(selector));
    if (!(place.width > 8 && place.height > 8)) found.push(`${selector} is not there`);
    else if (!within(place, screen)) found.push(`${selector} is not in view: ${said(place)}`);
  }
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);
  if (innerWidth >= 960 && innerHeight >= 540 && page.scrollHeight > innerHeight)
    found.push(`the page is ${page.scrollHeight} high`);

  // Nothing overlaps; on a phone the steps lie over what scrolls under them.
  const floats = getComputedStyle(one(".steps")).position === "fixed";
  const shown = everything.filter(
    (selector) => box(one(selector)).width > 0 && !(floats && one(selector).closest(".steps")),
  );
  for (const [index, first] of shown.entries())
    for (const second of shown.slice(index + 1)) {
      const [a, b] = [box(one(first)), box(one(second))];
      const [across, down] = overlap(a, b);
      if (across > 1 && down > 1)
        found.push(`${first} (${said(a)}) and ${second} (${said(b)}) overlap`);
    }

  // Every number of the diagram lies on its board.
  const board = box(one("#board"));
  for (const text of document.querySelectorAll("#diagram text"))
    if (text.checkVisibility({ visibilityProperty: true }) && !within(box(text), board, 2))
      found.push(`"${text.textContent}" (${said(box(text))}) leaves the board (${said(board)})`);

  // No word is cut.
  const pen = document.createElement("canvas").getContext("2d");
  const speed = one("#speed");
  const { font, paddingLeft, paddingRight } = getComputedStyle(speed);
  const chosen = speed.value;
  pen.font = font;
  for (const { label, value } of speed.options) {
    speed.value = value;
    const arrow = 14;
    const room = speed.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    const { width } = pen.measureText(label);
    if (width > room) found.push(`"${label}" is cut: ${width} > ${room}`);
    if (!within(box(speed), box(one(".explorer")))) found.push(`"${label}" is too wide`);
  }
  speed.value = chosen;
  const buttons = "#controls button, #panel-tabs button, #phases button, .loss > header button";
  for (const button of document.querySelectorAll(buttons))
    if (button.clientWidth > 0 && button.scrollWidth > button.clientWidth + 1)
      found.push(`"${button.textContent.trim()}" is cut`);
  const labels = [...document.querySelectorAll("#loss-curve .labels text")];
  const curve = box(one("#loss-curve"));
  for (const [index, label] of labels.entries()) {
    if (!within(box(label), curve)) found.push(`the label ${label.textContent} leaves the curve`);
    for (const other of labels.slice(index + 1)) {
      const [across, down] = overlap(box(label), box(other));
      // A line of text is higher than its letters.
      if (across > 0 && down > 3)
        found.push(`the labels ${label.textContent} and ${other.textContent} collide`);
    }
  }
  const [ground, slider] = [box(one("#loss-curve .ground")), box(one("#time"))];
  if (Math.abs(slider.left + 8 - ground.left) > 2 || Math.abs(slider.right - 8 - ground.right) > 2)
    found.push(`the slider (${said(slider)}) is not as wide as the plot (${said(ground)})`);

  // What is not in view can be scrolled to, and is then pressed and not something over it.
  for (const selector of everything) {
    const element = one(selector);
    if (box(element).width === 0) {
      found.push(`${selector} is hidden`);
      continue;
    }
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, right, top, bottom } = box(element);
    if (left < -1 || right > innerWidth + 1) found.push(`${selector} is cut sideways`);
    const middle = Math.max(1, Math.min(innerHeight - 1, (top + bottom) / 2));
    const hit = document.elementFromPoint((left + right) / 2, middle);
    if (!hit || !(element.contains(hit) || hit.contains(element)))
      found.push(`${selector} lies under ${hit?.outerHTML.slice(0, 80)}`);
  }
  scrollTo(0, 0);
  return found;
}"""
SWITCH_THEME = "() => document.documentElement.dispatchEvent(new Event('switchtheme'))"


def assert_frames(explorer: Explorer, sizes: list[tuple[int, int, list[str]]] = SIZES) -> None:
    """Asserts, at each size, that all is in its place."""
    wrong: dict[str, Any] = {}
    for width, height, in_view in sizes:
        explorer.page.set_viewport_size({"width": width, "height": height})
        if found := explorer.page.evaluate(MEASURE, [in_view, EVERYTHING]):
            wrong[f"{width}x{height}"] = found
    assert not wrong, "\n".join(
        f"{size}: {line}" for size, lines in wrong.items() for line in lines
    )


@pytest.fixture
def still(open_explorer: OpenExplorer) -> Explorer:
    return open_explorer(reduced_motion="reduce")


def test_the_lesson_is_in_view_at_every_size_in_both_themes(still: Explorer) -> None:
    for _ in range(2):
        assert_frames(still)
        still.page.evaluate(SWITCH_THEME)


def test_the_longest_numbers_and_many_kept_runs_leave_all_in_its_place(still: Explorer) -> None:
    still.page.get_by_label("Keep runs", exact=True).check()
    for rate in (1, 2, 4, 8):
        still.travel(0)
        still.set_rate(rate)
        still.expect_undo("learning rate")
        still.run(3)
        still.expect_at(3, 0)
    still.run(1_000)
    still.expect_at(1_003, 0)
    still.go_to_phase(UPDATE)
    still.expect_at(1_003, UPDATE)
    for scale in ("Log", "Linear"):
        still.button(scale).click()
        expect(still.button(scale)).to_have_attribute("aria-pressed", "true")
        assert_frames(still)
