"""A health check for tools that keep the server running."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from app.api import examples
from app.api.schemas import Exact


class Health(Exact):
    """The server is up."""

    status: Literal["ok"] = "ok"


router = APIRouter()


@router.head("/healthz", include_in_schema=False)
@router.get(
    "/healthz",
    summary="Is it up?",
    operation_id="healthz",
    responses=examples.answering({"status": "ok"}),
    openapi_extra=examples.curl("curl localhost:8000/healthz"),
)
async def healthz() -> Health:
    """Answers when the server is up."""
    return Health()
