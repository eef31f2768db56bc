"""Content that is compressed once, and sent in the coding that a client accepts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from hashlib import sha256

import brotli  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import Response

# Browsers accept Brotli only where the connection is secure: on HTTPS, and on this machine. Its
# last steps of quality cost most of the time and save little.
_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9),
    "gzip": partial(gzip.compress, mtime=0),
}


class Encoded:
    """Content of a media type, and the same in each coding."""

    def __init__(self, content: bytes, media_type: str) -> None:
        self.content = content
        self.media_type = media_type
        # Changes with the content.
        self.digest = sha256(content).hexdigest()[:32]
        # The smallest first.
        self.compressed = {name: compress(content) for name, compress in _CODINGS.items()}

    def response(self, request: Request, headers: dict[str, str]) -> Response:
        """The content in the best coding that the request accepts."""
        headers = headers | {"Vary": "Accept-Encoding"}
        content = self.content
        for coding, compressed in self.compressed.items():
            if _accepts(request, coding):
                content = compressed
                headers["Content-Encoding"] = coding
                break
        return Response(content, headers=headers, media_type=self.media_type)


def _accepts(request: Request, coding: str) -> bool:
    """Whether Accept-Encoding allows a coding (``gzip;q=0`` excludes it)."""
    for accepted in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = accepted.replace(" ", "").partition(";q=")
        if name == coding:
            return not weight or weight.strip("0.") != ""
    return False
