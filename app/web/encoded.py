"""Content that is compressed once, and sent in the coding that a client accepts."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import brotli  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import Response

# The last steps of quality cost most of the time and save little.
_BROTLI_QUALITY = 9


@dataclass(frozen=True)
class Encoded:
    """Content of a media type, and what it is when compressed."""

    content: bytes
    media_type: str

    @cached_property
    def digest(self) -> str:
        """Changes with the content."""
        return sha256(self.content).hexdigest()[:32]

    @cached_property
    def brotli(self) -> bytes:
        """Compressed for browsers on HTTPS and on this machine."""
        compressed: bytes = brotli.compress(self.content, quality=_BROTLI_QUALITY)
        return compressed

    @cached_property
    def gzip(self) -> bytes:
        """Compressed for all others: browsers accept Brotli only where the connection is secure."""
        return gzip.compress(self.content, mtime=0)

    def compress(self) -> None:
        """Compresses now what would be compressed for the first client."""
        assert self.brotli
        assert self.gzip

    def response(self, request: Request, headers: dict[str, str]) -> Response:
        """The content in the best coding that the request accepts."""
        headers = headers | {"Vary": "Accept-Encoding"}
        for coding in ("br", "gzip"):
            if _accepts(request, coding):
                content = self.brotli if coding == "br" else self.gzip
                headers["Content-Encoding"] = coding
                break
        else:
            content = self.content
        return Response(content, headers=headers, media_type=self.media_type)


def _accepts(request: Request, coding: str) -> bool:
    """Whether Accept-Encoding allows a coding (``gzip;q=0`` excludes it)."""
    for accepted in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = accepted.replace(" ", "").partition(";q=")
        if name == coding:
            return not weight or weight.strip("0.") != ""
    return False
