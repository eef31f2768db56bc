"""A server of its own, a browser, and a guard over all that the browser complains about."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    Response,
    WebError,
    expect,
    sync_playwright,
)

from scripts.browser import launch
from tests.browser.explorer import Explorer

expect.set_options(timeout=10_000)


class OpenExplorer(Protocol):
    """Opens the page in a browser context of its own, with options of Playwright's."""

    def __call__(self, *, visit: bool = True, **options: Any) -> Explorer: ...


Ask = Callable[..., dict[str, Any]]


class Guard:
    """Collects whatever a browser complains about, and all that leaves our own origin."""

    def __init__(self, url: str) -> None:
        self.origin = urlsplit(url).netloc
        self.complaints: list[str] = []
        self.calls: list[str] = []
        self.provoked: list[str] = []

    def provoke(self, *paths: str) -> None:
        """From now on, requests below these paths may fail."""
        self.provoked += paths

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.on_console)
        context.on("weberror", self.on_error)
        context.on("request", self.on_request)
        context.on("response", self.on_response)
        context.on("requestfailed", self.on_failure)

    def is_provoked(self, url: str) -> bool:
        return any(urlsplit(url).path.startswith(path) for path in self.provoked)

    def on_console(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        if message.type in ("warning", "error") and not self.is_provoked(url):
            self.complaints.append(f"console {message.type}: {message.text} ({url})")

    def on_error(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def on_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.netloc != self.origin:
            self.complaints.append(f"request to elsewhere: {request.url}")
        if url.path.startswith("/api/"):
            self.calls.append(url.path)

    def on_response(self, response: Response) -> None:
        if response.status >= 400 and not self.is_provoked(response.url):
            self.complaints.append(f"{response.status}: {response.url}")

    def on_failure(self, request: Request) -> None:
        # What the page itself gave up (Stop, a reload) is no failure.
        if request.failure != "net::ERR_ABORTED" and not self.is_provoked(request.url):
            self.complaints.append(f"{request.failure}: {request.url}")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server that was started for these tests."""
    command = [sys.executable, "-m", "app", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def ask(server: str) -> Iterator[Ask]:
    """The API, asked past the page: ``ask("step", experiment=..., steps=2)``."""
    with httpx2.Client(base_url=server, trust_env=False) as client:

        def post(endpoint: str, **body: Any) -> dict[str, Any]:
            answer = client.post(f"/api/{endpoint}", json=body)
            assert answer.status_code == 200, answer.text
            json: dict[str, Any] = answer.json()
            return json

        yield post


@pytest.fixture
def guard(server: str) -> Iterator[Guard]:
    guard = Guard(server)
    yield guard
    assert guard.complaints == []


@pytest.fixture
def open_explorer(browser: Browser, server: str, guard: Guard) -> Iterator[OpenExplorer]:
    contexts: list[BrowserContext] = []

    def open_one(*, visit: bool = True, **options: Any) -> Explorer:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        guard.watch(context)
        explorer = Explorer(context.new_page(), server)
        return explorer.open() if visit else explorer

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def explorer(open_explorer: OpenExplorer) -> Explorer:
    """The page on a first visit, its numbers not gliding, so that they can be read at once."""
    return open_explorer(reduced_motion="reduce")
