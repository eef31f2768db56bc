"""The figures that the publications print, beside those computed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from app.api import examples
from app.api.router import api_router
from core.published.figures import Comparison, Figure, FigurePlace, figures, reproduced
from core.run.variants import VARIANTS


@dataclass(frozen=True, slots=True)
class FigureVariant:
    """What a variant of the method gives for a figure."""

    variant: Annotated[str, Field(description="Its id, see `GET /api/variants`.")]
    title: str
    computed: float
    digits: Annotated[int, Field(description="How many of the printed digits agree with it.")]
    reproduced: Annotated[bool, Field(description="Whether it rounds to every printed digit.")]


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that a publication prints, beside the computed one."""

    id: str
    title: str
    source: str
    printed: Annotated[str, Field(description="The printed text.")]
    printed_digits: Annotated[int, Field(description="The number of its significant digits.")]
    computed: Annotated[float, Field(description="By backpropagation, with all digits.")]
    digits: Annotated[int, Field(description="How many of the printed digits agree with it.")]
    reproduced: Annotated[bool, Field(description="Whether it rounds to every printed digit.")]
    where: FigurePlace
    note: Annotated[
        str | SkipJsonSchema[None],
        Field(
            exclude_if=lambda note: note is None, description="The reason, if it is not reproduced."
        ),
    ] = None
    variant: Annotated[
        FigureVariant | SkipJsonSchema[None],
        Field(
            exclude_if=lambda variant: variant is None,
            description="The variant that gives the printed digits, if one does.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """All published figures of the worked example."""

    reproduced: Annotated[int, Field(description="The number reproduced to every digit.")]
    total: Annotated[int, Field(description="The number of figures.")]
    figures: list[PublishedFigure]


@cache
def published_answer() -> PublishedAnswer:
    """All figures, computed only once, because that takes 10,000 iterations."""
    count, total = reproduced()
    return PublishedAnswer(count, total, [_figure_json(figure) for figure in figures()])


def _figure_json(figure: Figure) -> PublishedFigure:
    return PublishedFigure(
        id=figure.id,
        title=figure.title,
        source=figure.source,
        printed=figure.printed,
        printed_digits=figure.printed_digits,
        computed=figure.correct.computed,
        digits=figure.correct.digits,
        reproduced=figure.correct.reproduced,
        note=figure.note,
        variant=None if figure.explained is None else _variant_json(figure.explained),
        where=figure.where,
    )


def _variant_json(comparison: Comparison) -> FigureVariant:
    return FigureVariant(
        variant=comparison.variant,
        title=VARIANTS[comparison.variant].title,
        computed=comparison.computed,
        digits=comparison.digits,
        reproduced=comparison.reproduced,
    )


router = api_router()


@router.get(
    "/published",
    summary="Compare with the published figures",
    responses=examples.answering(examples.as_json(published_answer())),
    openapi_extra=examples.curl("curl localhost:8000/api/published"),
)
async def published() -> PublishedAnswer:
    """Every figure that the publications print, beside the computed one."""
    return published_answer()
