"""Answers that a browser caches, and revalidates before each use."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True)
class Document:
    """A page, and an ETag that changes with it."""

    content: bytes
    etag: str


def document(html: str) -> Document:
    """The page with its ETag."""
    content = html.encode()
    return Document(content, f'"{sha256(content).hexdigest()[:32]}"')


def respond(request: Request, page: Document) -> Response:
    """The page, or a 304 if the browser has it."""
    headers = {"Cache-Control": "no-cache", "ETag": page.etag}
    if _has(request, page.etag):
        return Response(status_code=304, headers=headers)
    return Response(page.content, headers=headers, media_type="text/html")


def _has(request: Request, etag: str) -> bool:
    """Whether If-None-Match says that the browser has the version with this ETag."""
    tags = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    return "*" in tags or etag in [tag.removeprefix("W/") for tag in tags]
