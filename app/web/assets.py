"""Files for the browser: our own, and Plotly from its Python package.

A visitor gets our modules as one script and our styles as one sheet, compressed, under addresses
that change with their content, so that a browser keeps them. With ``MODULES=1`` in the environment,
for those who develop, the page names the files one by one, and each is served as it is now.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from plotly.offline import get_plotlyjs_version  # type: ignore[import-untyped]
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.web.encoded import Encoded
from app.web.joined import joined_later, joined_script, joined_styles

STATIC = Path(__file__).parents[2] / "static"

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}

# Its URL contains its version.
PLOTLY_URL = f"/assets/plotly-{get_plotlyjs_version()}.min.js"

# Browsers run a module only if its type is right, and systems differ in the type that they report.
for suffix, media_type in {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}.items():
    mimetypes.add_type(media_type, suffix)


@dataclass(frozen=True)
class PageFiles:
    """The URLs of what the page loads."""

    styles: list[str]
    theme: str
    script: str
    preloaded: list[str]
    icon: str


def files_of_page(styles: list[str], lab: list[str]) -> PageFiles:
    """The files of a page with these style sheets and views of the lab, in their order."""
    if _one_by_one():
        return PageFiles(
            styles=[f"/static/css/{style}.css" for style in styles],
            theme="/static/js/theme.js",
            script="/static/js/main.js",
            preloaded=[url for url in module_urls() if not url.endswith(("theme.js", ".d.ts"))],
            icon="/static/icon.svg",
        )
    js = STATIC / "js"
    later = {
        "lab": [js / "lab" / f"{view}.js" for view in lab],
        "exercises": [js / "exercises" / "list.js"],
        "practise": [js / "practise" / "room.js"],
    }
    apart = {
        folder: _keep(
            f"{folder}.js", joined_later(js / "main.js", *modules).encode(), "text/javascript"
        )
        for folder, modules in later.items()
    }
    script = joined_script(js / "main.js", apart=apart)
    sheet = joined_styles(*(STATIC / "css" / f"{style}.css" for style in styles))
    return PageFiles(
        styles=[_keep("page.css", sheet.encode(), "text/css")],
        theme=_keep("theme.js", (js / "theme.js").read_bytes(), "text/javascript"),
        script=_keep("page.js", script.encode(), "text/javascript"),
        preloaded=[],
        icon=_keep("icon.svg", (STATIC / "icon.svg").read_bytes(), "image/svg+xml"),
    )


def module_urls() -> list[str]:
    """The URLs of all our JavaScript modules."""
    return sorted(f"/static/{path.relative_to(STATIC)}" for path in STATIC.glob("js/**/*.js"))


def asset(request: Request) -> Response:
    """A file that a browser may keep for ever, compressed if it accepts that.

    This is not a coroutine, so Starlette runs it in a thread: the first call may have to compress.
    """
    found = _assets().get(request.url.path)
    if found is None:
        raise HTTPException(404)
    return found().response(request, _FOR_EVER)


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


@cache
def plotly() -> Encoded:
    """Plotly from its Python package: 5 MB, and 1.5 MB compressed."""
    content = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return Encoded(content, "text/javascript")


@cache
def _assets() -> dict[str, Callable[[], Encoded]]:
    """What is kept for ever, by its URL."""
    return {PLOTLY_URL: plotly}


def _keep(name: str, content: bytes, media_type: str) -> str:
    """Serves content from now on, and returns its URL."""
    encoded = Encoded(content, media_type)
    stem, _, suffix = name.partition(".")
    url = f"/assets/{stem}-{encoded.digest[:16]}.{suffix}"
    _assets()[url] = lambda: encoded
    return url


def _one_by_one() -> bool:
    return os.environ.get("MODULES") == "1"
