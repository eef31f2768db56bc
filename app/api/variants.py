"""The variants of backpropagation."""

from __future__ import annotations

from dataclasses import dataclass

from app.api import examples
from app.api.router import api_router
from core.run.variants import VARIANTS


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to take the same step."""

    id: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VariantsAnswer:
    """All variants; the first is backpropagation."""

    variants: list[Variant]


def variants_answer() -> VariantsAnswer:
    """All variants."""
    return VariantsAnswer(
        [Variant(variant.id, variant.title, variant.meaning) for variant in VARIANTS.values()]
    )


router = api_router()


@router.get(
    "/variants",
    summary="List the variants of backpropagation",
    responses=examples.answering(examples.as_json(variants_answer())),
    openapi_extra=examples.curl("curl localhost:8000/api/variants"),
)
async def variants() -> VariantsAnswer:
    """Each variant that can be compared with backpropagation."""
    return variants_answer()
