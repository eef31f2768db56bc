"""A server, a browser and a page for each process of the tests, and a guard over the page.

Most of what a page costs is its start in a process that has not seen our files yet. So the tests
use one page, one after the other, each of them as if it were the first: `Lent` says how.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Literal, Protocol, TypedDict, Unpack
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    WebError,
    expect,
    sync_playwright,
)

from scripts.browser import launch
from tests.browser.explorer import Explorer

expect.set_options(timeout=10_000)


# A page must start fast where it started before. Two processes for a site, one for what was before
# the page and one for the page, would begin each test in a new one.
FLAGS = ("--disable-site-isolation-trials", "--renderer-process-limit=1", "--disable-gpu")


Scheme = Literal["light", "dark"]


class Look(TypedDict, total=False):
    """The settings that a page can emulate."""

    viewport: ViewportSize
    color_scheme: Scheme
    reduced_motion: Literal["reduce", "no-preference"]
    forced_colors: Literal["active", "none"]


DESKTOP: Look = {
    "viewport": {"width": 1440, "height": 900},
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}


class OpenExplorer(Protocol):
    """Opens the page as it looks on a first visit."""

    def __call__(self, *, visit: bool = True, **look: Unpack[Look]) -> Explorer: ...


class OpenBrowser(Protocol):
    """Opens the page in a browser that nobody else uses, with any options of Playwright's."""

    def __call__(self, *, visit: bool = True, **options: Any) -> Explorer: ...


Ask = Callable[..., dict[str, Any]]


class Guard:
    """Collects every complaint of the browser, and every request to another origin."""

    def __init__(self, url: str) -> None:
        self.origin = urlsplit(url).netloc
        self.complaints: list[str] = []
        self.calls: list[str] = []
        self.provoked: list[str] = []

    def provoke(self, *paths: str) -> None:
        """Allows requests below these paths to fail from now on."""
        self.provoked += paths

    @contextmanager
    def watching(self, context: BrowserContext) -> Iterator[None]:
        """Listens until all pages of the context are gone or empty."""
        listeners: dict[Any, Callable[[Any], None]] = {
            "console": self.on_console,
            "weberror": self.on_error,
            "request": self.on_request,
            "response": self.on_response,
            "requestfailed": self.on_failure,
        }
        for event, listener in listeners.items():
            context.on(event, listener)
        yield
        for event, listener in listeners.items():
            context.remove_listener(event, listener)

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
    """The address of a server started for these tests."""
    command = [sys.executable, "-m", "tests.browser.serving"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def ask(server: str) -> Iterator[Ask]:
    """The API, called without the page: ``ask("step", experiment=..., steps=2)``."""
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


class Pages:
    """The page that the tests of a process use one after the other, and more where one needs two.

    A test that does to a page what cannot be taken back, such as a script that runs before the
    page's own, asks for a browser of its own (`open_browser`).
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.free: list[Page] = []

    def take(self) -> Page:
        """A page like a new one."""
        return self.free.pop() if self.free else self.browser.new_context().new_page()

    def give_back(self, page: Page) -> None:
        """Removes every trace of a test from the page."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.goto(f"{self.url}/healthz")  # our origin, but nothing of ours runs there
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.mouse.up()
        page.mouse.move(0, 0)
        self.free.append(page)


@pytest.fixture(scope="session")
def pages(browser: Browser, server: str) -> Pages:
    return Pages(browser, server)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Records that a test failed, so its page is not used again."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def open_explorer(
    pages: Pages, guard: Guard, request: pytest.FixtureRequest
) -> Iterator[OpenExplorer]:
    with ExitStack() as stack:

        def open_one(*, visit: bool = True, **look: Unpack[Look]) -> Explorer:
            page = pages.take()
            stack.enter_context(guard.watching(page.context))
            stack.callback(end, page)
            emulate(page, {**DESKTOP, **look})
            explorer = Explorer(page, pages.url)
            return explorer.open() if visit else explorer

        def end(page: Page) -> None:
            if request.node.stash.get(FAILED, False):
                page.context.close()
            else:
                pages.give_back(page)

        yield open_one


def emulate(page: Page, look: Look) -> None:
    """Changes the emulated settings of a page."""
    page.set_viewport_size(look["viewport"])
    page.emulate_media(
        color_scheme=look["color_scheme"],
        reduced_motion=look["reduced_motion"],
        forced_colors=look["forced_colors"],
    )


@pytest.fixture
def open_browser(browser: Browser, server: str, guard: Guard) -> Iterator[OpenBrowser]:
    with ExitStack() as stack:

        def open_one(*, visit: bool = True, **options: Any) -> Explorer:
            context = browser.new_context(**{**DESKTOP, **options})
            stack.enter_context(guard.watching(context))
            stack.callback(context.close)
            explorer = Explorer(context.new_page(), server)
            return explorer.open() if visit else explorer

        yield open_one


@pytest.fixture
def explorer(open_explorer: OpenExplorer) -> Explorer:
    """The page on a first visit. Its numbers do not glide, so they can be read at once."""
    return open_explorer(reduced_motion="reduce")
