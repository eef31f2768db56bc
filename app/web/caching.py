"""Pages that a browser keeps, and revalidates before each use."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.web.encoded import Encoded


def respond(request: Request, page: Encoded) -> Response:
    """The page, or a 304 if the browser has it."""
    etag = f'"{page.digest}"'
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    if _has(request, etag):
        return Response(status_code=304, headers=headers | {"Vary": "Accept-Encoding"})
    return page.response(request, headers)


def _has(request: Request, etag: str) -> bool:
    """Whether If-None-Match says that the browser has the version with this ETag."""
    tags = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    return "*" in tags or etag in [tag.removeprefix("W/") for tag in tags]
