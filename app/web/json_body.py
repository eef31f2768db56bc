"""Reads every request body as JSON, whatever its Content-Type: `curl -d` calls it a form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

# An empty body, or null with the white space that JSON allows around it.
_BLANK = re.compile(rb"[ \t\n\r]*(null[ \t\n\r]*)?")


class JsonRoute(APIRoute):
    """A route that reads its body as JSON.

    FastAPI looks for parameters of every kind in each request, which takes longer than a step of a
    small network. A request without a query has only its body, so that is checked here at once;
    whatever else comes, and all that is wrong, is FastAPI's.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route; FastAPI's is called with a `_JsonRequest`."""
        handle = super().get_route_handler()

        if not self.dependant.body_params:
            return handle
        [body] = self.dependant.body_params
        read = TypeAdapter[Any](body.field_info.annotation or Any).validator.validate_python
        write = TypeAdapter[Any](self.response_model or Any).serializer.to_json
        endpoint = self.endpoint

        async def handle_json(request: Request) -> Response:
            content = await request.body()
            if _BLANK.fullmatch(content) or request.scope["query_string"]:
                return await handle(_JsonRequest(request.scope, content))
            try:
                asked = read(from_json(content))
            except ValueError:
                return await handle(_JsonRequest(request.scope, content))
            answer = await endpoint(asked)
            if isinstance(answer, Response):
                return answer
            return Response(write(answer), media_type="application/json")

        return handle_json


class _JsonRequest(Request):
    """A request with a JSON body or, if `content` is blank or null, without a body."""

    def __init__(self, scope: Scope, content: bytes) -> None:
        super().__init__(_declared_json(scope))
        self._content = b"" if _BLANK.fullmatch(content) else content

    async def body(self) -> bytes:
        """The body."""
        return self._content

    async def json(self) -> Any:
        """The body.

        Raises `json.JSONDecodeError` for every error, which FastAPI answers with a 422. Python's
        parser raises other errors for bytes that are not UTF-8, for integers of thousands of
        digits, and for brackets nested too deep.
        """
        try:
            return from_json(self._content)
        except ValueError as error:
            raise json.JSONDecodeError(str(error), doc="", pos=0) from None


def _declared_json(scope: Scope) -> Scope:
    """The scope with JSON as its Content-Type."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
    return {**scope, "headers": [*headers, (b"content-type", b"application/json")]}
