"""Optional request bodies, and fields that may also be in the query: ``?steps=10000``."""

from __future__ import annotations

from typing import Any

from fastapi import Body, Query
from pydantic import BaseModel, GetPydanticSchema

# Describes an optional parameter by its type, without null.
OPTIONAL = GetPydanticSchema(
    get_pydantic_json_schema=lambda schema, handler: handler(schema["schema"])
)

IN_QUERY: Any = Query(description="Takes precedence over the field of the body.")


def optional_body(model: type[BaseModel], example: dict[str, Any]) -> Any:
    """An optional body; without it, every field has its default."""
    return Body(default_factory=model, examples=[example])
