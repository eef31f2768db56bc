"""Requests and answers that the documentation shows. Answers are computed, so they are true."""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import TypeAdapter

from app.api import schemas
from app.api.answers import forward_answer, step_answer
from app.api.check import check_answer
from app.api.convert import to_core
from app.api.explain import explain_answer
from app.api.published import published_answer
from app.api.variants import variant_answer, variants_answer
from core.run.variants import VARIANTS

Json: TypeAlias = dict[str, Any]


def as_json(value: object) -> Json:
    """An instance of one of the models, as JSON has it."""
    plain: Json = TypeAdapter(type(value)).dump_python(value, mode="json")
    return plain


EXPERIMENT = as_json(schemas.MAZUR)
FORWARD_ANSWER = as_json(forward_answer(to_core(schemas.MAZUR)))
STEP_ANSWER = as_json(step_answer(to_core(schemas.MAZUR), steps=1, record="last", details=False))

EXPLAIN_REQUEST: Json = {
    "experiment": EXPERIMENT,
    "quantity": "delta.o1",
    "example": 0,
    "notation": "short",
}
EXPLAIN_ANSWER = as_json(explain_answer(to_core(schemas.MAZUR), "delta.o1", 0, "short"))

CHECK_REQUEST: Json = {
    "experiment": EXPERIMENT,
    "quantity": "new.loss",
    "value": 0.291027924,
    "text": "0.291027924",
    "example": 0,
}
CHECK_ANSWER = as_json(
    check_answer(to_core(schemas.MAZUR), "new.loss", 0.291027924, "0.291027924", 0)
)

PUBLISHED_ANSWER = as_json(published_answer())

VARIANTS_ANSWER = as_json(variants_answer())
VARIANT_REQUEST: Json = {
    "experiment": EXPERIMENT,
    "variant": "updated-weights",
    "steps": 1,
    "quantities": ["delta.h1", "new.w1"],
    "example": 0,
}
VARIANT_ANSWER = as_json(
    variant_answer(
        to_core(schemas.MAZUR), VARIANTS["updated-weights"], 1, ["delta.h1", "new.w1"], 0
    )
)

WRONG_STEPS = {
    "detail": [
        {
            "loc": ["query", "steps"],
            "msg": 'Input should be less than or equal to 10000; got "10001"',
            "type": "less_than_equal",
        }
    ]
}
TOO_LARGE = {
    "detail": [
        {
            "loc": ["body"],
            "msg": "got a body of 1048577 bytes or more; at most 1048576 are allowed",
            "type": "body_too_large",
        }
    ]
}


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
