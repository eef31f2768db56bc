"""A text becomes a QR code if it fits."""

from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.api.qr import MAX_QR_BYTES
from tests.api.errors import assert_error


def test_a_qr_code_is_an_svg_that_scales(client: TestClient) -> None:
    response = client.post("/api/qr", json={"text": "http://localhost:8000/#run=abc"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/svg+xml"
    drawn = ElementTree.fromstring(response.text)
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert "width" not in drawn.attrib
    white, black = drawn
    assert white.attrib["fill"] in ("#fff", "white")
    assert black.attrib["stroke"] in ("#000", "black")


@pytest.mark.parametrize("text", ["x" * MAX_QR_BYTES, "1" * MAX_QR_BYTES, "é" * 1476])
def test_the_largest_texts_fit(client: TestClient, text: str) -> None:
    assert client.post("/api/qr", json={"text": text}).status_code == 200


@pytest.mark.parametrize(
    ("text", "length"), [("x" * 2954, 2954), ("é" * 1477, 2954), ("9" * 1_000_000, 1_000_000)]
)
def test_a_text_that_is_too_long_is_refused(client: TestClient, text: str, length: int) -> None:
    response = client.post("/api/qr", json={"text": text})
    assert_error(response, 422, ["body", "text"], f"got {length} bytes", "at most 2953")


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 7}, {"text": None}])
def test_a_missing_text_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert_error(client.post("/api/qr", json=body), 422, ["body", "text"])
