"""What a visit asks the server for."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import Guard, OpenBrowser
from tests.browser.explorer import STATUS, Explorer

# What came over the network: a file from the browser's own cache has no size.
LOADED = """() => [
  ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
].filter(({ transferSize }) => transferSize > 0)
  .map(({ name, transferSize }) => [new URL(name).pathname, transferSize])"""


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
    expect(explorer.status).to_be_empty()
    explorer.page.unroute(f"{explorer.url}/")
    explorer.page.reload()
    expect(explorer.status).to_have_text(STATUS)


def test_a_press_before_the_script_has_come_is_refused_and_not_lost(
    open_browser: OpenBrowser,
) -> None:
    explorer = open_browser(visit=False)
    held: list[Route] = []
    explorer.page.route("**/assets/page-*.js", lambda route: held.append(route))
    explorer.page.goto(explorer.url, wait_until="commit")
    expect(explorer.page.locator("#next-phase")).to_be_visible()
    expect(explorer.page.locator("#next-phase")).to_have_css("opacity", "0.5")
    expect(explorer.page.locator("main")).to_have_attribute("inert", "")
    held[0].continue_()
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
