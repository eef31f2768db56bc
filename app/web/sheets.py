"""The page of sheets to print: a form, the sheets, and their keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.api.qr import qr_svg
from app.sheets.code import code_of
from app.sheets.numbers import decimal_of, first_decimal, given, worked
from app.sheets.pages import Block, Page, Writing, key_of, pages_of
from app.sheets.picture import Picture, picture_of
from app.sheets.request import (
    MOST_SHEETS,
    SheetsProblem,
    SheetsRequest,
    read_request,
    sheets_of,
)
from app.web.encoded import Encoded
from app.web.heavy import HEAVY
from app.web.templating import environment
from app.words.phases import KIND_LABELS
from app.words.sheets import LEVEL_NAMES, title_of
from core.practice.sheets import table
from core.practice.sheets.sheet import KINDS, Sheet

# What a browser sends as Host: a name or an address, and perhaps a port.
_HOST = re.compile(r"[A-Za-z0-9._~:\[\]-]{1,200}")


@dataclass(frozen=True)
class _Printed:
    """A sheet, ready to be printed."""

    sheet: Sheet
    title: str
    address: str
    code: Markup
    learning_rate: str
    picture: Picture
    pages: list[Page]
    key_picture: Picture
    key: list[Block]


async def sheets(request: Request) -> Response:
    """The page. An address that asks for what there is not gets its form, and what is wrong."""
    wanted = SheetsRequest(decimal=decimal_of(request.headers.get("accept-language", "")))
    origin = _origin(request)
    try:
        wanted = read_request(request.query_params, wanted.decimal)
        encoded, status = await HEAVY.compute(_rendered, wanted, origin), 200
    except SheetsProblem as problem:
        encoded, status = _with_form(wanted, [], str(problem)), 422
    response = encoded.response(request, {"Cache-Control": "no-cache"})
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    response.status_code = status
    return response


def _origin(request: Request) -> str:
    """The address at which the reader has found the server."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise HTTPException(400, "got no Host, or one that is none")
    return f"{request.url.scheme}://{host}"


def _rendered(wanted: SheetsRequest, origin: str) -> Encoded:
    """The page with the sheets that are wanted."""
    return _with_form(wanted, [_printed(one, wanted, origin) for one in sheets_of(wanted)])


def _printed(sheet: Sheet, wanted: SheetsRequest, origin: str) -> _Printed:
    writing = Writing(sheet, wanted.decimal)
    address = f"{origin}/#sheet={code_of(sheet)}"
    known = [one.name for one in sheet.given]
    answers = [one.name for one in sheet.blanks]
    return _Printed(
        sheet=sheet,
        title=title_of(sheet),
        address=address,
        code=Markup(qr_svg(address, error="m")),
        learning_rate=given(sheet.experiment.learning_rate, wanted.decimal),
        picture=picture_of(writing, known),
        pages=pages_of(writing),
        key_picture=picture_of(writing, known + answers),
        key=key_of(writing),
    )


def _with_form(wanted: SheetsRequest, printed: list[_Printed], problem: str = "") -> Encoded:
    """The page: the form filled in as it is wanted, and the sheets."""
    html = environment.get_template("sheets.html").render(
        wanted=wanted,
        printed=printed,
        problem=problem,
        levels=LEVEL_NAMES,
        kinds=[(kind, KIND_LABELS[kind]) for kind in KINDS],
        most=MOST_SHEETS,
        table=_table(wanted),
    )
    return Encoded(html.encode(), "text/html")


def _table(wanted: SheetsRequest) -> list[list[tuple[str, list[str]]]]:
    """The table of the sigmoid in two halves: rows of a net input's first decimal, ten entries."""
    entries = [worked(float(entry), wanted.decimal) for entry in table.entries()]
    rows = [
        (first_decimal(start // 10, wanted.decimal), entries[start : start + 10])
        for start in range(0, table.ENTRIES, 10)
    ]
    return [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
