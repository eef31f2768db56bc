"""Heavy requests wait in lanes: of each lane one computes, in a thread beside the event loop.

So light requests, which the event loop answers itself, stay quick.
"""

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

RETRY_AFTER = 1  # second
# How long a thread may compute while another waits. Python's own 5 ms is longer than a step takes.
_TURN = 0.0005  # seconds
_BYTES_AT_ONCE = 2**16


class Busy(Exception):
    """In the lane of a request enough others wait already."""


class Lane:
    """A queue whose requests compute in a thread, one after the other.

    Two threads would only take turns, and each its time from the light requests.
    """

    def __init__(self, name: str, waiting: int) -> None:
        self.waiting = waiting  # more than that are refused
        # Of each event loop.
        self._place: RunVar[CapacityLimiter] = RunVar(name)

    async def compute(self, compute: Callable[[*_Args], _Answer], *args: *_Args) -> _Answer:
        """What `compute` returns. Raises `Busy` if too many wait already."""
        place = self._limiter()
        if place.statistics().tasks_waiting >= self.waiting:
            raise Busy
        return await run_sync(compute, *args, limiter=place)

    async def answer(self, compute: Callable[[*_Args], _Answer], *args: *_Args) -> _Answer:
        """The answer that `compute` returns, encoded in the thread too.

        It is a response already, which the route sends as it is; its declared type is that of the
        answer, as the API describes it. Raises `Busy` if too many wait already.
        """

        def encoded() -> list[bytes]:
            return gathered(pieces(compute(*args)), _BYTES_AT_ONCE)

        return cast(_Answer, _InPieces(await self.compute(encoded)))

    def _limiter(self) -> CapacityLimiter:
        try:
            return self._place.get()
        except LookupError:
            place = CapacityLimiter(1)
            self._place.set(place)
            return place


# What takes up to a second: long runs, surfaces, sweeps, files.
HEAVY = Lane("heavy", waiting=64)
# What takes some milliseconds. A page asks for it at each step, and a room presses at once.
WORDS = Lane("words", waiting=512)


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
