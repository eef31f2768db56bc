"""A text as a QR code."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated, Any, Literal

import segno
from fastapi import Body
from pydantic import Field
from starlette.responses import Response

from app.api import examples
from app.api.limits import LimitExceeded
from app.api.router import api_router
from app.api.schemas import Envelope
from app.web.heavy import WORDS

MAX_QR_BYTES = 2_953  # in the largest QR code
SVG = "image/svg+xml"

router = api_router()


class QrRequest(Envelope):
    """A text to draw as a QR code."""

    text: Annotated[str, Field(min_length=1)] = Field(
        description=f"Such as an address; at most {MAX_QR_BYTES:,} bytes of UTF-8."
    )


def qr_svg(text: str, error: Literal["l", "m"] = "l") -> str:
    """The QR code as SVG, black on white, with the margin that it needs.

    `error` is how much of it may be damaged: a little, or, on paper, more.

    >>> qr_svg("http://localhost:8000/")[:66]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"><path '
    """
    drawn = BytesIO()
    # Error correction makes the squares smaller, and nothing damages a code on a screen.
    code = segno.make_qr(text, error=error, mode="byte", encoding="utf-8")
    code.save(
        drawn, kind="svg", light="white", xmldecl=False, omitsize=True, svgclass=None,
        lineclass=None, nl=False,
    )  # fmt: skip
    return drawn.getvalue().decode()


EXAMPLE = {"text": "http://localhost:8000/"}
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The QR code",
        "content": {SVG: {"schema": {"type": "string"}, "example": qr_svg(EXAMPLE["text"])}},
    }
}


@router.post(
    "/qr",
    summary="Draw a QR code",
    response_class=Response,
    responses=ANSWER,
    openapi_extra=examples.curl(
        """curl -d '{"text": "http://localhost:8000/"}' localhost:8000/api/qr > qr.svg"""
    ),
)
async def qr(body: Annotated[QrRequest, Body(examples=[EXAMPLE])]) -> Response:
    """A text as a QR code, drawn as an SVG."""
    length = len(body.text.encode())
    if length > MAX_QR_BYTES:
        raise LimitExceeded(
            ("body", "text"), f"got {length} bytes; a QR code holds at most {MAX_QR_BYTES}"
        )
    return Response(await WORDS.compute(qr_svg, body.text), media_type=SVG)
