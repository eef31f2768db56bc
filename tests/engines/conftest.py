"""The three engines, each where it is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.browser.conftest import server
from tests.engines.chromium import chromium
from tests.engines.firefox import firefox, installed
from tests.engines.tab import Tab, Visitor
from tests.engines.webkit import webkit

__all__ = ["server"]

# GTK's small browser, in a folder of Debian's for each system and version.
SMALL_BROWSERS = "*/webkit2gtk-*/MiniBrowser"


def start(engine: str) -> AbstractContextManager[Tab]:
    """Starts an engine, or skips the test where it is missing. In CI that is a failure."""
    match engine:
        case "chromium":
            return chromium()
        case "firefox":
            if program := installed():
                return firefox(program)
        case "webkit":
            driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
            browsers = sorted(Path("/usr/lib").glob(SMALL_BROWSERS))
            if driver and screen and browsers:
                return webkit(driver, screen, str(browsers[-1]))
    missing = f"{engine} is not installed (scripts/install_engines.sh)"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def visitor(request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A person with a new browser. It leaves without a complaint."""
    with start(request.param) as tab:
        visitor = Visitor(tab)
        yield visitor
        visitor.expect_no_complaint()
