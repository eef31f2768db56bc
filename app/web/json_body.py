"""Reads every request body as JSON, whatever its Content-Type: `curl -d` calls it a form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

# An empty body, or null with the white space that JSON allows around it.
_BLANK = re.compile(rb"[ \t\n\r]*(null[ \t\n\r]*)?")


class JsonRoute(APIRoute):
    """A route that reads its body as JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler of the route, called with a `_JsonRequest`."""
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(_JsonRequest(_declared_json(request.scope), request.receive))

        return handle_json


class _JsonRequest(Request):
    """A request with a JSON body or without a body."""

    async def body(self) -> bytes:
        """The body; empty, which means no body, if it is blank or null."""
        body = await super().body()
        return b"" if _BLANK.fullmatch(body) else body

    async def json(self) -> Any:
        """The body.

        Raises `json.JSONDecodeError` for every error, which FastAPI answers with a 422. Python's
        parser raises other errors for bytes that are not UTF-8, for integers of thousands of
        digits, and for brackets nested too deep.
        """
        try:
            return from_json(await self.body())
        except ValueError as error:
            raise json.JSONDecodeError(str(error), doc="", pos=0) from None


def _declared_json(scope: Scope) -> Scope:
    """The scope with JSON as its Content-Type."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
    return {**scope, "headers": [*headers, (b"content-type", b"application/json")]}
