"""What the documentation shows of an endpoint: commands, and answers, which are computed."""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import TypeAdapter

from app.api.schemas import MAZUR

Json: TypeAlias = dict[str, Any]


def as_json(value: object) -> Json:
    """An instance of one of the models, as JSON has it."""
    plain: Json = TypeAdapter(type(value)).dump_python(value, mode="json")
    return plain


EXPERIMENT = as_json(MAZUR)


def answering(example: Json) -> dict[int | str, Json]:
    """An endpoint's good answer, as its description has it."""
    return {200: {"content": {"application/json": {"example": example}}}}


def curl(*commands: str) -> Json:
    """Commands that try an endpoint, as its description has them (by a name that tools know)."""
    return {
        "x-codeSamples": [
            {"lang": "shell", "label": "curl", "source": command} for command in commands
        ]
    }
