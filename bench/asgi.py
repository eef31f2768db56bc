"""Requests to an application in this process, without a network or a client between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from starlette.types import ASGIApp, Message, Scope

from app.main import create_app


@dataclass(frozen=True)
class Answer:
    """The answer to a request; the names of its headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@cache
def ours() -> ASGIApp:
    """Our application."""
    return create_app(cors_origins=[])


async def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """The answer to a GET of `path`, or with a body to a POST."""
    sent = {"host": "localhost", **(headers or {})}
    if body is not None:
        sent |= {"content-type": "application/json", "content-length": str(len(body))}
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET" if body is None else "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start, *parts = messages
    return Answer(
        start["status"],
        {name.decode().lower(): value.decode() for name, value in start["headers"]},
        b"".join(part.get("body", b"") for part in parts),
    )
