"""The headless Chromium of the tests and the screenshots.

``python -m scripts.browser`` starts it, says which it is and fails if there is none.
"""

import shutil
from typing import Any

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# The headless shell does without the windows of a whole browser, so a page costs less.
SYSTEM_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


def launch(playwright: Playwright, **options: Any) -> Browser:
    """Start the Chromium that Playwright has downloaded, else the one the system has.

    `options` go to Playwright's ``chromium.launch``. Raises Playwright's ``Error`` if neither
    starts.
    """
    try:
        return playwright.chromium.launch(**options)
    except Error:
        system = next(filter(None, map(shutil.which, SYSTEM_NAMES)), None)
        if system is None:
            raise
        return playwright.chromium.launch(executable_path=system, **options)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(f"The browser of the tests is Chromium {browser.version}")
        browser.close()
