"""The screenshots in the documentation.

``python -m scripts.screenshot`` starts its own server and takes new ones.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.browser import launch

PICTURES: dict[Literal["light", "dark"], Path] = {
    "light": Path("docs/screenshot.png"),
    "dark": Path("docs/screenshot-dark.png"),
}
SIZE = (1440, 900)
MAX_BYTES = 300_000


def main() -> None:
    """Takes both pictures."""
    with running_server() as url, sync_playwright() as playwright:
        browser = launch(playwright)
        for scheme, path in PICTURES.items():
            picture = take(browser, url, scheme)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(picture)
            print(f"{path}: {len(picture) / 1000:.0f} kB")
            if len(picture) > MAX_BYTES:
                sys.exit(f"{path} has {len(picture)} bytes; at most {MAX_BYTES} are allowed.")
        browser.close()


@contextmanager
def running_server() -> Iterator[str]:
    """A server on a free port; gives its address."""
    command = [sys.executable, "-m", "app", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def take(browser: Browser, url: str, scheme: Literal["light", "dark"]) -> bytes:
    """A PNG of the page in light or dark."""
    width, height = SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    set_the_scene(page)
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def set_the_scene(page: Page) -> None:
    """Shows the gradients of the output layer at iteration 0, w5 explained, and a long curve."""
    page.get_by_role("button", name="Run", exact=True).click()
    curve = page.locator("#loss-curve")
    said = re.compile(r"^Loss curve, iterations 0 to 10,000, ")
    expect(curve).to_have_accessible_name(said, timeout=60_000)
    page.get_by_role("spinbutton", name="Go to iteration", exact=True).fill("0")
    page.keyboard.press("Enter")
    page.locator("#phases button").nth(7).click()
    status = page.get_by_role("status").filter(has_text="Iteration 0, gradient, output.")
    expect(status).to_be_visible()
    page.locator('[data-part="w5"][tabindex]').press("Enter")
    panel = page.get_by_role("region", name="What happens")
    expect(panel.get_by_text("0.0821670").locator("visible=true").first).to_be_visible()


if __name__ == "__main__":
    main()
