"""Examples in the documentation of an endpoint: commands, and computed answers."""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import TypeAdapter

from app.api.schemas import MAZUR

Json: TypeAlias = dict[str, Any]


def as_json(value: object) -> Json:
    """An instance of a model, as JSON."""
    plain: Json = TypeAdapter(type(value)).dump_python(value, mode="json")
    return plain


EXPERIMENT = as_json(MAZUR)


def answering(example: Json) -> dict[int | str, Json]:
    """The OpenAPI description of a successful answer."""
    return {200: {"content": {"application/json": {"example": example}}}}


def curl(*commands: str) -> Json:
    """Commands that try an endpoint, in an OpenAPI field that tools know."""
    return {
        "x-codeSamples": [
            {"lang": "shell", "label": "curl", "source": command} for command in commands
        ]
    }
