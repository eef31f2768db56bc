"""The router of an endpoint under ``/api``."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.error import ERRORS
from app.web.json_body import JsonRoute


def api_router() -> APIRouter:
    """A router whose routes read JSON and may answer any of the errors."""
    return APIRouter(
        prefix="/api",
        route_class=JsonRoute,
        responses=ERRORS,
        generate_unique_id_function=lambda route: route.name,
    )
