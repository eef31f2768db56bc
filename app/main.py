"""Builds the application."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from app import __version__
from app.api.endpoints import ROUTES
from app.api.limits import MAX_BODY
from app.web.assets import STATIC, OwnFiles, asset, favicon, plotly
from app.web.body_limit import BodyLimit
from app.web.docs import DESCRIPTION, docs
from app.web.errors import install_error_handlers
from app.web.heavy import take_short_turns
from app.web.orphan import end_with_parent
from app.web.page import page, rendered
from app.web.security import SecurityHeaders, security_headers
from app.web.sheets import sheets
from app.web.templating import environment


def create_app(cors_origins: list[str] | None = None) -> FastAPI:
    """The application. Pages from `cors_origins` (default: CORS_ORIGINS) may call it too."""
    app = FastAPI(
        title="Backprop Explorer",
        description=DESCRIPTION,
        version=__version__,
        lifespan=_lifespan,
        docs_url=None,  # FastAPI's own pages load their scripts from a CDN
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        separate_input_output_schemas=False,
    )
    install_error_handlers(app)
    origins = _origins_from_environment() if cors_origins is None else cors_origins
    app.add_middleware(BodyLimit, limit=MAX_BODY)
    if origins:
        app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"])
    app.add_middleware(SecurityHeaders, headers=security_headers(shared=bool(origins)))
    app.router.routes.extend(ROUTES)
    app.add_route("/", page)
    app.add_route("/docs", docs)
    app.add_route("/sheets", sheets)
    app.add_route("/favicon.ico", favicon)
    app.add_route("/assets/{name}", asset)
    app.mount("/static", OwnFiles(directory=STATIC))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Computes, before the first request, what each process computes once."""
    rendered(environment.get_template("index.html"))
    _collect_garbage_less_often()
    take_short_turns()
    end_with_parent()
    # The page asks for Plotly last, so compressing it must not delay the start.
    Thread(target=plotly, daemon=True).start()
    yield


def _collect_garbage_less_often() -> None:
    """Tunes Python for answers of many small lists, none of them garbage: up to ten times faster.

    Objects that exist now will stay, so the collector need not search them again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _origins_from_environment() -> list[str]:
    """The comma-separated CORS_ORIGINS."""
    origins = os.environ.get("CORS_ORIGINS", "").split(",")
    return [origin.strip() for origin in origins if origin.strip()]
