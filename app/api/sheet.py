"""A printed sheet: its experiment, and the numbers that it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Body
from pydantic import Field

from app.api import examples
from app.api.convert import from_core
from app.api.router import api_router
from app.api.schemas import Envelope, Experiment
from app.sheets.code import sheet_of
from app.sheets.pages import Writing
from app.web.heavy import HEAVY
from app.words.sheets import title_of
from core.errors import InvalidExperiment
from core.practice.sheets.sheet import Sheet


class SheetRequest(Envelope):
    """A sheet."""

    code: Annotated[str, Field(max_length=100)] = Field(
        description="Its seed, number, level and layers, as printed on it: `7.3.5.2-2-2`. If only "
        "some phases of the level are asked, their kinds follow: `7.3.5.2-2-2.delta-gradient`."
    )


@dataclass(frozen=True, slots=True)
class SheetBlank:
    """A number that the sheet asks for."""

    quantity: str
    symbol: Annotated[str, Field(description="Its symbol as printed: `∂E/∂w₅`.")]


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A sheet; `POST /api/check` judges what somebody has calculated."""

    experiment: Experiment
    title: str
    blanks: Annotated[list[SheetBlank], Field(description="In the order of the sheet.")]


def sheet_answer(sheet: Sheet) -> SheetAnswer:
    """The sheet with its experiment."""
    writing = Writing(sheet, "point")
    return SheetAnswer(
        experiment=from_core(sheet.experiment),
        title=title_of(sheet),
        blanks=[SheetBlank(blank.name, writing.symbol(blank.name)) for blank in sheet.blanks],
    )


def _sheet_called(code: str) -> Sheet:
    """The sheet with this code. Raises `InvalidExperiment`, naming the code."""
    try:
        return sheet_of(code)
    except InvalidExperiment as error:
        raise InvalidExperiment(("code",), str(error)) from None


REQUEST: examples.Json = {"code": "7.3.3.2-2-2"}

router = api_router()


@router.post(
    "/sheet",
    summary="Open a printed sheet",
    responses=examples.answering(examples.as_json(sheet_answer(sheet_of("7.3.3.2-2-2")))),
    openapi_extra=examples.curl("""curl -d '{"code": "7.3.3.2-2-2"}' localhost:8000/api/sheet"""),
)
async def sheet(body: Annotated[SheetRequest, Body(examples=[REQUEST])]) -> SheetAnswer:
    """The experiment of a sheet that was printed, and the numbers that it asks for."""
    return await HEAVY.answer(sheet_answer, _sheet_called(body.code))
