"""What a visit asks the server for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Guard, OpenBrowser
from tests.browser.explorer import STATUS, Explorer

# What came over the network: a file from the browser's own cache has no size.
LOADED = """() => [
  ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
].filter(({ transferSize }) => transferSize > 0)
  .map(({ name, transferSize }) => [new URL(name).pathname, transferSize])"""

# The elements that have moved without having been asked to.
SHIFTS = """() => new Promise((resolve) => {
  const found = (shifts) => shifts.flatMap(({ sources }) => sources.map(({ node }) => node.id));
  new PerformanceObserver((list) => resolve(found(list.getEntries())))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
})"""


def loaded(explorer: Explorer) -> dict[str, int]:
    """The bytes of each request of this visit."""
    return dict(explorer.page.evaluate(LOADED))


def test_a_first_visit_is_small_and_a_second_one_asks_once(open_browser: OpenBrowser) -> None:
    explorer = open_browser()
    explorer.page.wait_for_load_state("networkidle")
    first = loaded(explorer)
    assert len(first) <= 10, first
    assert sum(first.values()) < 150_000, first
    explorer.open()
    explorer.page.wait_for_load_state("networkidle")
    second = loaded(explorer)
    assert list(second) == ["/"], second
    assert second["/"] < 1_500, "the page was sent again"


def test_a_page_whose_files_have_changed_since_is_mended_by_a_reload(
    open_browser: OpenBrowser, guard: Guard
) -> None:
    guard.provoke("/assets/page-")
    explorer = open_browser(visit=False)

    def of_yesterday(route: Route) -> None:
        answer = route.fetch()
        html = re.sub(r"page-[0-9a-f]+\.js", f"page-{'0' * 16}.js", answer.text())
        route.fulfill(response=answer, body=html)

    explorer.page.route(f"{explorer.url}/", of_yesterday)
    explorer.page.goto(explorer.url)
    expect(explorer.page.locator("main")).to_have_attribute("inert", "")
    explorer.page.unroute(f"{explorer.url}/")
    explorer.page.reload()
    expect(explorer.status).to_have_text(STATUS)


def test_nothing_is_shown_that_cannot_be_pressed_yet(open_browser: OpenBrowser) -> None:
    explorer = open_browser(visit=False)
    held: list[Route] = []
    explorer.page.route("**/assets/page-*.js", lambda route: held.append(route))
    explorer.page.goto(explorer.url, wait_until="commit")
    expect(explorer.page.locator("main")).to_have_attribute("inert", "")
    expect(explorer.page.locator("#next-phase")).to_be_hidden()
    held[0].continue_()
    explorer.press("Next phase")
    explorer.expect_at(0, 1)


@pytest.mark.parametrize("size", [(390, 844), (1366, 641)])
def test_nothing_moves_while_the_page_opens(
    open_browser: OpenBrowser, size: tuple[int, int]
) -> None:
    explorer = open_browser(viewport={"width": size[0], "height": size[1]})
    explorer.page.wait_for_load_state("networkidle")
    assert explorer.page.evaluate(SHIFTS) == []
