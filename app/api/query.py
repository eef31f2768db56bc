"""What some requests say in the query as well as in the body: `?steps=10000`."""

from __future__ import annotations

from typing import Any

from fastapi import Query
from pydantic import GetPydanticSchema

# Describes a parameter that may be left out as what it is when it is there, never null.
OPTIONAL = GetPydanticSchema(
    get_pydantic_json_schema=lambda schema, handler: handler(schema["schema"])
)

IN_QUERY: Any = Query(description="Wins over that of the body.")
