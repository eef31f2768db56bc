"""Refuses a request whose body is too long, at the latest when it has become too long."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Middleware: 413 for a body of more than `limit` bytes.

    It is refused when an endpoint begins to read it, if its length is announced, and otherwise
    (chunked) as soon as it passes the limit. Starlette's own body limit answers in plain text.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = announced_length(scope)
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            self.check(announced)
            message = await receive()
            received += len(message.get("body", b""))
            self.check(received)
            return message

        await self.app(scope, receive_within_limit, send)

    def check(self, length: int) -> None:
        """Raises a 413 for a body of so many bytes, if that is too many."""
        if length > self.limit:
            raise HTTPException(
                413, f"got a body of {length} bytes or more; at most {self.limit} are allowed"
            )


def announced_length(scope: Scope) -> int:
    """The request's Content-Length, 0 without one."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0
