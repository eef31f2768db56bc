"""Networks of other sizes than the worked example's, on one page."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenExplorer
from tests.browser.explorer import Explorer

WINDOWS = ((1366, 641), (1280, 600), (1920, 950), (1024, 768), (390, 844))

# What is seen in the diagram: chips, deltas, and texts that are in neither. Lists what overlaps by
# more than a pixel and a half, and what is beside the board.
OVERLAPS = """() => {
  const root = document.querySelector("#diagram");
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const boxed = [...root.querySelectorAll(".chip .box, .badge .box")].filter(seen);
  const loose = [...root.querySelectorAll("text")].filter((text) =>
    seen(text) && text.textContent.trim() && !text.closest(".chip, .badge, .token, .one"));
  const of = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // A line of text is lower than its box.
    const by = element.localName === "text" ? (bottom - top) * 0.2 : 0;
    const text = (element.localName === "text" ? element : element.parentElement).textContent;
    return { left, right, top: top + by, bottom: bottom - by, text };
  };
  const button = document.querySelector("#pictures");
  const discs = root.querySelectorAll(".bias .disc");
  const all = [...boxed, ...loose, button, ...discs].map(of)
    .map((one) => ({ ...one, text: one.text || "a neuron of 1" }));
  const board = document.querySelector("#board").getBoundingClientRect();
  const beside = all
    .filter((one) => one.left < board.left - 1 || one.right > board.right + 1
      || one.top < board.top - 1 || one.bottom > board.bottom + 1)
    .map(({ text }) => `${text} is beside`);
  const over = all.flatMap((one, index) => all.slice(index + 1)
    .filter((other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.5)
    .map((other) => `${one.text} is over ${other.text}`));
  return { found: [...beside, ...over], shown: all.length };
}"""


def network(*sizes: int, examples: int = 1) -> dict[str, Any]:
    """An experiment with a network of these layers and numbers of many digits."""
    draw = random.Random(sum(sizes))

    def numbers(count: int) -> list[float]:
        return [round(draw.uniform(-1, 1), 4) for _ in range(count)]

    return {
        "network": {
            "weights": [
                [numbers(before) for _ in range(units)] for before, units in pairwise(sizes)
            ],
            "biases": [numbers(units) for units in sizes[1:]],
            "activations": ["sigmoid"] * (len(sizes) - 1),
        },
        "loss": "half_squared_error",
        "examples": {
            "inputs": [numbers(sizes[0]) for _ in range(examples)],
            "targets": [[abs(y) for y in numbers(sizes[-1])] for _ in range(examples)],
        },
        "learning_rate": 0.5,
    }


def open_network(explorer: Explorer, *sizes: int, examples: int = 1) -> int:
    """Opens a network as a file on the open page. Returns the number of its phases."""
    with explorer.page.expect_response("**/api/phases"):
        drop(explorer.page, network(*sizes, examples=examples))
    expect(explorer.part("i1")).to_be_visible()
    expect(explorer.page.locator(".neuron")).to_have_count(sum(sizes))
    return 3 + 4 * (len(sizes) - 1)


def phase_button(explorer: Explorer, phase: int) -> Locator:
    """The button of a phase; which phases there are depends on the network."""
    return explorer.page.locator("#phases button").nth(phase)


DROP = """(experiment) => {
  const data = new DataTransfer();
  data.items.add(new File([JSON.stringify(experiment)], "network.json"));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
}"""


def drop(page: Page, experiment: dict[str, Any]) -> None:
    page.evaluate(DROP, experiment)


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_nothing_overlaps_in_any_phase_of_any_size(
    open_explorer: OpenExplorer, width: int, height: int
) -> None:
    explorer = open_explorer(viewport={"width": width, "height": height}, reduced_motion="reduce")
    for sizes in ((1, 1), (2, 3, 1), (4, 2, 4), (3, 4, 4, 2), (4, 4, 4, 4)):
        phases = open_network(explorer, *sizes, examples=len(sizes) - 1)
        for phase in range(phases):
            phase_button(explorer, phase).click()
            expect(phase_button(explorer, phase)).to_have_attribute("aria-current", "step")
            explorer.page.mouse.move(0, 0)
            measured = explorer.page.evaluate(OVERLAPS)
            assert measured["found"] == [], (sizes, phase)
            assert measured["shown"] > sum(sizes)


def test_of_many_weights_those_at_work_pointed_at_or_selected_show_numbers(
    explorer: Explorer,
) -> None:
    page = explorer.page
    page.set_viewport_size({"width": 1366, "height": 641})
    open_network(explorer, 4, 4, 4, 4)
    shown = page.locator(".edge:not(.bare)")
    expect(shown).to_have_count(0)
    phase_button(explorer, 1).click()  # Net input, hidden 1
    expect(shown).to_have_count(16)
    phase_button(explorer, 2).click()
    expect(shown).to_have_count(0)
    explorer.part("w20").focus()
    expect(shown).to_have_count(1)
    page.keyboard.press("ArrowUp")
    more = network(4, 4, 4, 4)["network"]["weights"][1][0][3] + 0.01
    expect(explorer.part("w20")).to_have_attribute("aria-valuenow", f"{more:.4f}")
    page.locator("#next-phase").focus()
    expect(shown).to_have_count(0)
    explorer.part("h6").click()
    page.mouse.move(0, 0)
    expect(shown).to_have_count(8)  # those into it and out of it


def test_undo_leads_back_over_a_change_of_the_layers(explorer: Explorer) -> None:
    explorer.part("w8").click()
    open_network(explorer, 2, 1)
    expect(explorer.page.locator("#phases button")).to_have_count(7)
    expect(explorer.page.locator('#diagram [data-selected="true"]')).to_have_count(0)
    explorer.reload()
    expect(explorer.page.locator(".neuron")).to_have_count(3)
    open_network(explorer, 3, 4, 4, 2)
    explorer.press("Undo")
    expect(explorer.page.locator(".neuron")).to_have_count(3)
    explorer.press("Redo")
    expect(explorer.page.locator(".neuron")).to_have_count(13)
    expect(explorer.page.locator("#phases button")).to_have_count(15)


def test_a_large_network_with_many_examples_steps_as_one_watches(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer(
        viewport={"width": 1366, "height": 641}, reduced_motion="no-preference"
    )
    open_network(explorer, 4, 4, 4, 4, examples=100)
    explorer.button("Next phase").click()
    # A step lays out the page for its texts once, however many there are.
    layouts = explorer.page.evaluate(
        """async () => {
          let measured = 0;
          const { getComputedTextLength } = SVGTextContentElement.prototype;
          const root = document.querySelector("#diagram");
          let dirty = false;
          new MutationObserver(() => {}).observe(root, { subtree: true, attributes: true });
          const set = Element.prototype.setAttribute;
          Element.prototype.setAttribute = function (...given) {
            if (root.contains(this)) dirty = true;
            return set.apply(this, given);
          };
          SVGTextContentElement.prototype.getComputedTextLength = function () {
            if (dirty) measured++;
            dirty = false;
            return getComputedTextLength.call(this);
          };
          document.querySelector("#next-phase").click();
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          return measured;
        }"""
    )
    assert layouts <= 3
