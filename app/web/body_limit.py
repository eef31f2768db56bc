"""Refuses a request with too large a body, so that the client can read the reason."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# How many times the limit is read before the connection closes. Many clients send the whole body
# before they read the answer; if the connection closed earlier, they would only see a broken pipe.
READ_ON = 16


class BodyLimit:
    """Middleware: 413 for a body of more than `limit` bytes.

    The rest of the body is read and discarded before the answer is sent, up to `READ_ON` times the
    limit; then the connection may be closed. A client that announces more than that, or asks first
    (``Expect: 100-continue``), is refused at once. Starlette's own body limit is not used because
    it answers in plain text.
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
    """The Content-Length, or 0 if there is none."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0
