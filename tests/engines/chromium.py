"""Chromium, as Playwright drives it for the other tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from scripts.browser import launch
from tests.engines.tab import ENTER


class Chromium:
    """A tab of Chromium."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.page = page
        page.on("console", self.listen)

    def listen(self, message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def open(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"(all) => ({function})(...all)", list(arguments))

    def click(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)

    def type(self, text: str) -> None:
        for key in text:
            self.page.keyboard.press("Enter" if key == ENTER else key)

    def picture(self) -> bytes:
        return self.page.screenshot()


@contextmanager
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield Chromium(browser.new_page())
        browser.close()
