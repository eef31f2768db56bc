"""Every error has the shape ``{"detail": [{"loc", "msg", "type"}]}``: where, what, which kind.

A message quotes the value and says what is allowed. It is short and ASCII, so that nothing in a
request can make the answer large or impossible to encode.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, get_args

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.api.error import Error, ErrorItem
from app.api.limits import LimitExceeded
from app.api.schemas import Experiment
from app.web.heavy import RETRY_AFTER, Busy
from app.web.security import SECURITY_HEADERS
from core import Diverged, InvalidExperiment

_MAX_ERRORS = 20  # in one answer
_MAX_QUOTE = 60  # characters

Loc: TypeAlias = Sequence[str | int]

# For each HTTP error: the part of the request that it is about, and its name.
_HTTP_ERRORS = {
    404: ("path", "not_found"),
    405: ("method", "method_not_allowed"),
    413: ("body", "body_too_large"),
}


def install_error_handlers(app: FastAPI) -> None:
    """Gives all errors of the application the same shape."""
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(InvalidExperiment, _on_invalid_experiment)
    app.add_exception_handler(Diverged, _on_diverged)
    app.add_exception_handler(LimitExceeded, _on_limit_exceeded)
    app.add_exception_handler(Busy, _on_busy)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_failure)


# The handlers are coroutines because Starlette runs a plain function in a thread.


async def _on_validation_error(request: Request, error: Exception) -> Response:
    """A value that its model rejects."""
    assert isinstance(error, RequestValidationError)
    route = request.scope["route"]
    return _answer(422, *(_validation_item(found, route) for found in error.errors()[:_MAX_ERRORS]))


async def _on_invalid_experiment(request: Request, error: Exception) -> Response:
    """Values that do not fit together."""
    assert isinstance(error, InvalidExperiment)
    # A field of the experiment, or of the request beside it, such as the quantity or the example.
    inside = error.field[0] in Experiment.model_fields
    loc = ("body", "experiment", *error.field) if inside else ("body", *error.field)
    return _answer(422, _item(loc, str(error), "invalid_experiment"))


async def _on_diverged(request: Request, error: Exception) -> Response:
    """A run that diverged."""
    return _answer(422, _item(("body", "experiment"), str(error), "diverged"))


async def _on_limit_exceeded(request: Request, error: Exception) -> Response:
    """A valid request that is too large."""
    assert isinstance(error, LimitExceeded)
    return _answer(422, _item(error.loc, str(error), "limit_exceeded"))


async def _on_busy(request: Request, error: Exception) -> Response:
    """A heavy request while others compute and enough wait."""
    message = f"the server computes other heavy requests; try again after {RETRY_AFTER} s"
    return _answer(503, _item((), message, "busy"), headers={"Retry-After": str(RETRY_AFTER)})


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """A request that reached no endpoint: unknown path, wrong method, too large a body."""
    assert isinstance(error, HTTPException)
    message, headers = error.detail, error.headers or {}
    if error.status_code == 404:
        message = f"got {_quote(request.url.path)}, which does not exist; /docs lists all paths"
    if error.status_code == 405:
        message = f"got {_quote(request.method)}; allowed here is {headers.get('Allow', 'another')}"
    part, kind = _HTTP_ERRORS.get(error.status_code, ("request", "refused"))
    return _answer(error.status_code, _item((part,), message, kind), headers=headers)


async def _on_failure(request: Request, error: Exception) -> Response:
    """An error of the server. Starlette answers it outside of all middleware, then logs it."""
    message = "the server failed; the request is not at fault"
    return _answer(500, _item((), message, "internal_server_error"), headers=SECURITY_HEADERS)


def _answer(status: int, *items: ErrorItem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer with these errors."""
    return Response(
        Error(detail=list(items)).model_dump_json(),
        status_code=status,
        headers=headers,
        media_type="application/json",
    )


def _item(loc: Loc, message: str, kind: str) -> ErrorItem:
    """One error, made safe to send."""
    return ErrorItem(
        loc=[_shorten(part) if isinstance(part, str) else part for part in loc],
        msg=_ascii_only(message),
        type=kind,
    )


def _validation_item(found: Mapping[str, Any], route: Route) -> ErrorItem:
    """One error that pydantic found in a request to `route`, with the value that it found."""
    loc, message, kind = found["loc"], found["msg"], found["type"]
    if kind == "json_invalid":
        return _item(("body",), f"got a body that is not JSON: {found['ctx']['error']}", kind)
    if kind == "missing":
        return _item(loc, "got nothing; this field is required", kind)
    if kind == "extra_forbidden":
        assert isinstance(route, APIRoute)
        assert route.body_field is not None
        known = ", ".join(_fields_beside(loc, route.body_field.field_info.annotation))
        return _item(loc, f"got the unknown field {_quote(loc[-1])}; allowed are {known}", kind)
    return _item(loc, f"{message}; got {_quote(found['input'])}", kind)


def _fields_beside(loc: Loc, body: object) -> list[str]:
    """The fields of the model that contains `loc`, a path in a request's `body`.

    >>> from app.api.step import StepRequest
    >>> _fields_beside(("body", "experiment", "examples", "x"), StepRequest | None)
    ['inputs', 'targets']
    """
    model = _model_in(body)
    for name in loc[1:-1]:
        if isinstance(name, str):  # a number is an index of a list
            model = _model_in(model.model_fields[name].annotation)
    return list(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel]:
    """The model in ``Model``, ``Model | None``, ``list[Model]`` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    [model] = (_model_in(one) for one in get_args(annotation) if one is not type(None))
    return model


def _quote(value: object) -> str:
    """A value as JSON, shortened; of lists and objects only the size.

    >>> _quote(float("nan")), _quote("x" * 70)[-5:], _quote([1, 2])
    ('NaN', 'xx...', 'a list of 2')
    """
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str):
        value = value[:_MAX_QUOTE]  # shortened before it is encoded, since it may be a megabyte
    return _shorten(json.dumps(value, default=repr))


def _shorten(text: str) -> str:
    """The text in ASCII, cut off if it is long."""
    text = _ascii_only(text[: _MAX_QUOTE + 1])
    return text if len(text) <= _MAX_QUOTE else text[: _MAX_QUOTE - 3] + "..."


def _ascii_only(text: str) -> str:
    """The text with all other characters escaped, even half a surrogate pair."""
    return text.encode("ascii", "backslashreplace").decode("ascii")
