"""The page in Chromium: a visit over a phone's network, a run, and whether Play keeps its rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.table import Row
from scripts.browser import launch
from scripts.screenshot import running_server

STEPS = 10_000
PLAYED = 60  # iterations, at 20 a second
RATE = 20

# Lighthouse's phone, without its slower processor: 150 ms and 1.6 Mbit/s.
_PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}

_SHIFT = """() => new Promise((done) => new PerformanceObserver((list, observer) => {
  observer.disconnect();
  done(list.getEntries().reduce((sum, { value }) => sum + value, 0));
}).observe({ type: "layout-shift", buffered: true }) || setTimeout(done, 300, 0))"""

# Milliseconds from a press on a button until the page shows an iteration, measured in the page.
_UNTIL = """([button, iteration]) => new Promise((done) => {
  const shown = document.querySelector("#iteration");
  const begun = performance.now();
  new MutationObserver((_, observer) => {
    if (Number(shown.textContent.replaceAll(",", "")) < iteration) return;
    observer.disconnect();
    requestAnimationFrame(() => done(performance.now() - begun));
  }).observe(shown, { childList: true, characterData: true, subtree: true });
  document.querySelector(button).click();
})"""


def rows(rounds: int) -> list[Row]:
    """The rows of the page, each visit with a browser that has kept nothing."""
    with running_server() as url, sync_playwright() as playwright:
        browser = launch(playwright)
        visits = [_visit(browser, url) for _ in range(rounds)]
        runs = [_measured(browser, url, _run) for _ in range(rounds)]
        played = [_measured(browser, url, _play) for _ in range(rounds)]
        browser.close()
    return [
        Row("numbers over a phone's network", tuple(seconds for seconds, _ in visits), "s"),
        Row("layout shift of that visit", tuple(shift for _, shift in visits), "", aim=0),
        Row(f"{STEPS:,} iterations on the page", tuple(runs), "ms", aim=300),
        Row(f"Play at {RATE} iterations a second", tuple(played), "of the time due", aim=1.05),
    ]


@contextmanager
def _opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 641})
    yield context.new_page()
    context.close()


def _visit(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds until the page shows its numbers and can be used; and how much it moved."""
    with _opened(browser) as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", _PHONE)
        begun = perf_counter()
        page.goto(url, wait_until="commit")
        page.locator("#explorer:not([inert]) [data-part=o1] text").first.wait_for()
        seconds = perf_counter() - begun
        page.locator("#units li").first.wait_for()
        return seconds, page.evaluate(_SHIFT)


def _measured(browser: Browser, url: str, measure: Callable[[Page], float]) -> float:
    with _opened(browser) as page:
        page.goto(url)
        page.locator("#units li").first.wait_for()
        return measure(page)


def _run(page: Page) -> float:
    """Milliseconds of the second run; the first one has warmed up the page's code."""
    page.evaluate(_UNTIL, ["#run", STEPS])
    expect(page.locator("#progress")).to_be_hidden()
    milliseconds: float = page.evaluate(_UNTIL, ["#run", 2 * STEPS])
    return milliseconds


def _play(page: Page) -> float:
    """How long some iterations take, as a multiple of what their rate promises."""
    page.get_by_label("Speed", exact=True).select_option(label=f"{RATE} iterations a second")
    milliseconds: float = page.evaluate(_UNTIL, ["#play", PLAYED])
    return milliseconds / (1e3 * PLAYED / RATE)
