"""What a request may leave out, and what it may say in the query as well: ``?steps=10000``."""

from __future__ import annotations

from typing import Any

from fastapi import Body, Query
from pydantic import BaseModel, GetPydanticSchema

# Describes a parameter that may be left out as what it is when it is there, never null.
OPTIONAL = GetPydanticSchema(
    get_pydantic_json_schema=lambda schema, handler: handler(schema["schema"])
)

IN_QUERY: Any = Query(description="Takes precedence over that of the body.")


def optional_body(model: type[BaseModel], example: dict[str, Any]) -> Any:
    """A body that may be left out, in which every field then has its default."""
    return Body(default_factory=model, examples=[example])
