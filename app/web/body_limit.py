"""Refuses a request whose body is too long, so that the client gets to read why."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# How many times the limit is still read. Many a client sends its whole body before it reads the
# answer; if the connection closed meanwhile, all that it got would be a broken pipe.
READ_ON = 16


class BodyLimit:
    """Middleware: 413 for a body of more than `limit` bytes.

    The rest of such a body is read and thrown away before the answer is sent: up to `READ_ON`
    times the limit, beyond which the connection may be cut off. A client that announces more than
    that, or asks first (``Expect: 100-continue``), is refused at once. Starlette's own body limit
    answers in plain text.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        announced = _announced_length(headers)
        asks_first = headers.get("expect", "").lower() == "100-continue"
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            most = self.limit * READ_ON
            if announced > most or (asks_first and announced > self.limit):
                raise self._refusal(announced)
            message = await receive()
            received += len(message.get("body", b""))
            length = max(announced, received)
            while length > self.limit and message.get("more_body") and received <= most:
                message = await receive()
                received += len(message.get("body", b""))
            if length > self.limit:
                raise self._refusal(length)
            return message

        await self.app(scope, receive_within_limit, send)

    def _refusal(self, length: int) -> HTTPException:
        return HTTPException(
            413, f"got a body of {length} bytes or more; at most {self.limit} are allowed"
        )


def _announced_length(headers: Headers) -> int:
    """The Content-Length, 0 without one."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0
