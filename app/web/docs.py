"""The documentation of the API: its OpenAPI description as one page without scripts.

FastAPI's own pages load scripts from a CDN, which cannot be reached without the internet.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, TypeAlias

from fastapi import FastAPI
from jinja2 import Template
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from app.api.limits import MAX_NUMBERS, MAX_WORK
from app.web.caching import respond
from app.web.encoded import Encoded
from app.web.templating import environment

Schema: TypeAlias = dict[str, Any]

DESCRIPTION = f"""\
Backpropagation over HTTP: send an experiment; get it back evaluated or trained, with every number.

The server keeps no state. Each answer depends on its request alone and contains the `experiment`: \
post the answer to the next endpoint to continue from there. A request without a body, or without \
an `experiment`, means Mazur's worked example at iteration 0.

The numbers of a run are the same to the last digit however it is divided into requests. All are \
finite 64-bit floats with all their digits.

In one request, steps × examples × parameters may be at most {MAX_WORK:,}, and the answer may hold \
at most {MAX_NUMBERS:,} numbers. Every error has the shape of `Error`.
"""


async def docs(request: Request) -> Response:
    """The documentation, or a 304 if the browser has it."""
    return respond(request, _rendered(environment.get_template("docs.html"), request.app))


@cache
def _rendered(template: Template, app: FastAPI) -> Encoded:
    """The documentation, rendered once per template; Jinja makes a new one when it changes."""
    api = app.openapi()
    html = template.render(api=api, kind=_kind, prose=_prose, pretty=_pretty, model=_model)
    return Encoded(html.encode(), "text/html")


def _kind(schema: Schema, many: str = "") -> Markup:
    """The type of a schema in words; `many` is the plural ending.

    >>> _kind({"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 16})
    Markup('list (1 to 16) of numbers')
    """
    if "$ref" in schema:
        name = _model(schema)
        return Markup('<a href="#{0}">{0}</a>').format(name)
    if "anyOf" in schema:
        return Markup(" or ").join(_kind(choice, many) for choice in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return Markup(" or ").join(
            Markup("<code>{}</code>").format(json.dumps(value)) for value in values
        )
    if schema["type"] == "array":
        size = _bounds(schema, "minItems", "maxItems")
        return Markup("list{}{} of {}").format(
            many, f" ({size})" if size else "", _kind(schema["items"], "s")
        )
    size = _bounds(schema, "minimum", "maximum")
    return Markup("{}{}{}").format(schema["type"], many, f", {size}" if size else "")


def _bounds(schema: Schema, least: str, most: str) -> str:
    """The range that a schema allows, if it has one."""
    if most not in schema:
        return ""
    return f"{schema.get(least, 0):,.0f} to {schema[most]:,.0f}"


def _model(schema: Schema) -> str:
    """The name of the model that a schema refers to, directly or as the only one of a list."""
    reference: str = schema.get("$ref") or schema["allOf"][0]["$ref"]
    return reference.rpartition("/")[2]


def _prose(text: str) -> Markup:
    """Text as HTML: blank lines separate paragraphs, backticks mark code."""
    paragraphs = [escape(part) for part in text.strip().split("\n\n") if part]
    html = "".join(f"<p>{part}</p>" for part in paragraphs)
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", html))


def _pretty(value: Any, indent: str = "") -> str:
    """JSON with one line per field of an object, and lists of numbers on one line."""
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(key)}: {_pretty(of, inner)}" for key, of in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        lines = [inner + _pretty(part, inner) for part in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    return json.dumps(value)
