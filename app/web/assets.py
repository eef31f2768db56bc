"""Files for the browser: our own, and Plotly from its Python package."""

from __future__ import annotations

import gzip
import mimetypes
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from plotly.offline import get_plotlyjs_version  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parents[2] / "static"

# Its URL contains its version, so a browser may keep it for ever.
PLOTLY_URL = f"/assets/plotly-{get_plotlyjs_version()}.min.js"
PLOTLY_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}

# Browsers run a module only if its type is right, and systems differ in the type that they report.
for suffix, media_type in {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}.items():
    mimetypes.add_type(media_type, suffix)


class OwnFiles(StaticFiles):
    """Our own files: the browser revalidates its copy each time."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or a 304."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def favicon(request: Request) -> Response:
    """The icon under its old name, which browsers request before they have read the page."""
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml", headers=headers)


def module_urls() -> list[str]:
    """The URLs of all our JavaScript modules, so that the page can load them at once."""
    return sorted(f"/static/{path.relative_to(STATIC)}" for path in STATIC.glob("js/**/*.js"))


def plotly_script(request: Request) -> Response:
    """Plotly, compressed if the browser accepts that.

    This is not a coroutine, so Starlette runs it in a thread: the first call may have to compress.
    """
    if _accepts_gzip(request):
        content, headers = plotly_gzip(), PLOTLY_HEADERS | {"Content-Encoding": "gzip"}
    else:
        content, headers = plotly_source(), PLOTLY_HEADERS
    return Response(content, headers=headers, media_type="text/javascript")


def plotly_source() -> bytes:
    """Plotly from its Python package, 5 MB."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


@cache
def plotly_gzip() -> bytes:
    """Plotly compressed, 1.5 MB. This takes 0.2 s, once per process."""
    return gzip.compress(plotly_source(), mtime=0)


def _accepts_gzip(request: Request) -> bool:
    """Whether Accept-Encoding allows gzip (``gzip;q=0`` excludes it)."""
    for coding in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not weight or weight.strip("0.") != ""
    return False
