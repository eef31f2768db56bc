"""The shape of all errors, and the errors that any endpoint may answer."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.api.limits import MAX_BODY, MAX_STEPS
from app.api.schemas import Exact


class ErrorItem(Exact):
    """One thing that is wrong."""

    loc: list[str | int] = Field(description="The path to it, such as body, steps.")
    msg: str = Field(description="The value that came, and what is allowed.")
    type: str = Field(description="A name for this kind of error.")


class Error(Exact):
    """The shape of every error."""

    detail: list[ErrorItem]


def _example(loc: list[str], msg: str, kind: str) -> dict[str, Any]:
    detail = [{"loc": loc, "msg": msg, "type": kind}]
    return {"application/json": {"example": {"detail": detail}}}


ERRORS: dict[int | str, dict[str, Any]] = {
    413: {
        "model": Error,
        "description": f"The body is larger than 1 MiB ({MAX_BODY:,} bytes).",
        "content": _example(
            ["body"],
            f"got a body of {MAX_BODY + 1} bytes or more; at most {MAX_BODY} are allowed",
            "body_too_large",
        ),
    },
    422: {
        "model": Error,
        "description": "A value in the request is wrong, or the run diverged.",
        "content": _example(
            ["query", "steps"],
            f'Input should be less than or equal to {MAX_STEPS}; got "{MAX_STEPS + 1}"',
            "less_than_equal",
        ),
    },
    503: {
        "model": Error,
        "description": "The server computes other heavy requests. `Retry-After` says when to try "
        "again, in seconds.",
        "content": _example(
            [], "the server computes other heavy requests; try again after 1 s", "busy"
        ),
    },
}
