"""Heavy requests: one at a time, in a thread beside the event loop, so light ones stay quick."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, cast

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.web.pieces import gathered, pieces

_Args = TypeVarTuple("_Args")
_Answer = TypeVar("_Answer")

# More would only take turns, and each its time from the light requests.
AT_ONCE = 1
WAITING = 64  # more than that are refused
RETRY_AFTER = 1  # second
# How long a thread may compute while another waits. Python's own 5 ms is longer than a step takes.
_TURN = 0.0005  # seconds
_BYTES_AT_ONCE = 2**16

# Of each event loop.
_places: RunVar[CapacityLimiter] = RunVar("places")


class Busy(Exception):
    """The server computes as many heavy requests as it can, and enough wait."""


async def heavy(compute: Callable[[*_Args], _Answer], *args: *_Args) -> _Answer:
    """The answer that `compute` returns, computed and encoded in a thread.

    It is a response already, which the route sends as it is; its declared type is that of the
    answer, as the API describes it. Raises `Busy` if too many wait already.
    """
    places = _limiter()
    if places.statistics().tasks_waiting >= WAITING:
        raise Busy

    def encoded() -> list[bytes]:
        return gathered(pieces(compute(*args)), _BYTES_AT_ONCE)

    return cast(_Answer, _InPieces(await run_sync(encoded, limiter=places)))


def _limiter() -> CapacityLimiter:
    try:
        return _places.get()
    except LookupError:
        places = CapacityLimiter(AT_ONCE)
        _places.set(places)
        return places


def take_short_turns() -> None:
    """Lets the event loop interrupt the threads often."""
    sys.setswitchinterval(_TURN)


class _InPieces(Response):
    """An answer that is sent piece by piece, between which others are sent."""

    media_type = "application/json"

    def __init__(self, content: list[bytes]) -> None:
        super().__init__(headers={"Content-Length": str(sum(map(len, content)))})
        self.content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the answer."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        for piece in self.content:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
