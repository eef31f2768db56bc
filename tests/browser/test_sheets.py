"""Sheets in a real browser: printed on A4 and Letter, nothing is cut, and axe is content."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import open_for_axe, violations
from tests.browser.conftest import Ask, OpenExplorer, Scheme

# What stands beyond the edges of its page, of its line, or of its place in the drawing, and what is
# over the next part.
CUT = """() => {
  const found = [];
  const at = (part) => part.getBoundingClientRect();
  const within = (box, of) =>
    box.left > of.left - 1 && box.right < of.right + 1 &&
    box.top > of.top - 1 && box.bottom < of.bottom + 1;
  for (const paper of document.querySelectorAll(".paper")) {
    const name = paper.textContent.trim().slice(0, 30);
    const tell = (part) => found.push(`${name}: ${part.outerHTML.slice(0, 90)}`);
    for (const part of paper.querySelectorAll("*"))
      if (!part.closest(".unseen, title, desc") && !within(at(part), at(paper))) tell(part);
    for (const part of paper.querySelectorAll(".row, .row li, .head, h3"))
      if (part.scrollWidth > part.clientWidth + 1) tell(part);
    for (const rect of paper.querySelectorAll(".drawing rect"))
      if (!within(at(rect.nextElementSibling), at(rect))) tell(rect.nextElementSibling);
    for (const part of [...paper.children].slice(1))
      if (at(part).top < at(part.previousElementSibling).bottom - 1) tell(part);
  }
  return found;
}"""


def pages_in(pdf: bytes) -> int:
    """The number of pages of a PDF as Chromium writes it."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def opened(open_explorer: OpenExplorer, query: str, **look: Any) -> Page:
    explorer = open_explorer(visit=False, **look)
    explorer.page.goto(f"{explorer.url}/sheets?{query}")
    return explorer.page


def assert_prints(page: Page, sheets: int) -> None:
    """Each page of the sheets is a page on A4 and on Letter, and nothing on it is cut."""
    papers = page.locator(".paper").count()
    assert page.locator(".paper.key").count() == sheets
    formats: tuple[Literal["A4", "Letter"], ...] = ("A4", "Letter")
    for paper in formats:
        assert pages_in(page.pdf(format=paper)) == papers
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    page.emulate_media(media="null")


def test_thirty_sheets_and_their_keys_print_with_nothing_cut(open_explorer: OpenExplorer) -> None:
    page = opened(open_explorer, "count=30&seed=7&level=3&layers=2-2-2")
    assert page.locator(".paper").count() == 60
    assert_prints(page, sheets=30)


@pytest.mark.parametrize(
    "query",
    [
        "seed=7&level=1&layers=2-2-2&decimal=comma",
        "seed=7&level=5&layers=2-2-2",
        "seed=7&level=5&layers=4-4-4-4",
        "seed=7&level=4&layers=4-4-4-4",
        "seed=7&level=5&layers=1-1",
    ],
)
def test_sheets_of_every_size_print_with_nothing_cut(
    open_explorer: OpenExplorer, query: str
) -> None:
    assert_prints(opened(open_explorer, query), sheets=1)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_the_sheets(
    open_explorer: OpenExplorer, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.page.goto(f"{explorer.url}/sheets?seed=7&level=5&layers=2-2-2")
    assert violations(explorer) == []


def test_the_form_makes_the_address_of_sheets(open_explorer: OpenExplorer) -> None:
    page = opened(open_explorer, "")
    form = page.locator("form")
    form.get_by_role("spinbutton", name="Sheets").fill("2")
    form.get_by_label("Seed").fill("9")
    form.get_by_label("Level").select_option("5")
    form.get_by_label("Layers").fill("1-2-1")
    form.get_by_label("Net input").uncheck()
    form.get_by_label("Key").select_option("no")
    form.get_by_role("button", name="Make sheets").click()
    title = "Sheet 2 of seed 9: the whole iteration"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert "count=2&seed=9&layers=1-2-1&level=5&phases=activation" in page.url
    expect(page.get_by_role("heading", name="Key of sheet")).to_have_count(0)
    expect(form.get_by_label("Net input")).not_to_be_checked()


def test_a_code_opens_its_sheet_in_the_explorer_where_each_blank_is_checked(
    open_explorer: OpenExplorer, ask: Ask
) -> None:
    explorer = open_explorer(visit=False, reduced_motion="reduce")
    page = explorer.page
    page.goto(f"{explorer.url}/sheets?count=2&seed=7&level=3&layers=2-2-2")
    page.get_by_role("link", name="Open sheet 2 in the explorer").click()
    panel = page.get_by_role("tabpanel", name="Check", exact=True)
    title = "Sheet 2 of seed 7: the gradients of the output layer"
    expect(panel.get_by_role("heading", name=f"{title} (0 of 4 right)")).to_be_visible()
    blank = panel.get_by_role("button", name="∂E/∂w₆")
    blank.click()
    field = panel.get_by_role("textbox", name="What you got")
    expect(field).to_be_focused()
    experiment = ask("sheet", code="7.2.3.2-2-2")["experiment"]
    field.fill(
        f"{ask('step', experiment=experiment)['passes'][0]['gradients']['weights'][1][0][1]:.3g}"
    )
    field.press("Enter")
    expect(panel.get_by_role("heading", name=f"{title} (1 of 4 right)")).to_be_visible()
    expect(panel.get_by_role("button", name="∂E/∂w₆, right")).to_be_visible()
    assert violations(explorer) == []
    assert "#sheet" not in page.url
