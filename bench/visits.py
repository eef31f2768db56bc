"""Visits: what a browser asks for when it opens the page, first with nothing kept, then again.

The browser accepts gzip, as on a connection that is not secure. It asks for the page and each file
that the page names. It keeps what is immutable, and asks whether it still has the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from fastapi import FastAPI, Response
from starlette.types import ASGIApp

from bench.asgi import Answer, ask, ours
from bench.measure import Comparison, Timing, measure
from bench.table import Row

VISITS = 300


class _Named(HTMLParser):
    """The addresses of the files that a page names, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what a browser loads by itself."""
        url = dict(attrs).get({"link": "href", "script": "src", "img": "src"}.get(tag, ""))
        if url and url.startswith("/") and url not in self.urls:
            self.urls.append(url)


def files_named(html: str) -> list[str]:
    """The addresses of our files that a page names.

    >>> files_named('<link href="/a.css"><script src="/b.js"></script><a href="/c">')
    ['/a.css', '/b.js']
    """
    parser = _Named()
    parser.feed(html)
    return parser.urls


@dataclass
class Browser:
    """A browser with what it has kept: the answer with each address."""

    app: ASGIApp
    kept: dict[str, Answer] = field(default_factory=dict)

    async def visit(self, urls: list[str]) -> list[Answer]:
        """Opens a page that consists of these addresses. Returns the answers that it got."""
        answers = []
        for url in urls:
            kept = self.kept.get(url)
            if kept and "immutable" in kept.headers.get("cache-control", ""):
                continue
            headers = {"accept-encoding": "gzip, deflate"}
            if kept and "etag" in kept.headers:
                headers["if-none-match"] = kept.headers["etag"]
            answer = await ask(self.app, url, headers)
            if answer.status != 304:
                self.kept[url] = answer
            answers.append(answer)
        return answers


@cache
def urls_of_page() -> list[str]:
    """The addresses that a first visit asks for."""
    page = asyncio.run(ask(ours(), "/"))
    return ["/", *files_named(page.body.decode())]


def _bare() -> ASGIApp:
    """An application that answers every request with nothing: what a request costs at least."""
    bare = FastAPI()

    @bare.get("/{path:path}")
    async def nothing(path: str) -> Response:
        return Response()

    return bare


_BARE = _bare()


def _first_visits(app: ASGIApp) -> None:
    urls = urls_of_page()

    async def all_of_them() -> None:
        for _ in range(VISITS):
            await Browser(app).visit(urls)

    asyncio.run(all_of_them())


def first_visits() -> None:
    """Visits of our page."""
    _first_visits(ours())


def bare_visits() -> None:
    """As many requests, to which nothing is answered."""
    _first_visits(_BARE)


def counted() -> Iterator[Row]:
    """What a first and a second visit ask for, and what they get."""
    browser, urls = Browser(ours()), urls_of_page()
    first, second = (asyncio.run(browser.visit(urls)) for _ in range(2))
    kilobytes = sum(len(answer.body) for answer in first) / 1000
    again = sum(answer.status != 304 for answer in second)
    yield Row("a first visit asks for", (len(first),), "files", aim=10)
    yield Row("a first visit loads", (kilobytes,), "kB", aim=150)
    yield Row("a second visit asks for", (len(second),), "files", aim=1)
    yield Row("a second visit loads again", (again,), "files", aim=0)


def rows(rounds: int) -> list[Row]:
    """The rows of the visits."""
    name = f"a first visit, one of {VISITS:,}"
    timed = measure(
        (
            Comparison(name, first_visits, "empty answers of FastAPI", bare_visits),
            Timing(name, first_visits, times=VISITS),
        ),
        rounds,
    )
    return [*timed, *counted()]
