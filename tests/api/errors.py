"""The one shape of every error, asserted in one place."""

from typing import Any

from httpx2 import Response

from app.web.security import SECURITY_HEADERS


def assert_error(response: Response, status: int, loc: list[Any], *said: str) -> None:
    """Asserts an error of the one shape. Its first item is at `loc` and contains all of `said`."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.content.isascii()
    assert response.headers.items() >= {k.lower(): v for k, v in SECURITY_HEADERS.items()}.items()
    body = response.json()
    assert body.keys() == {"detail"}
    assert 1 <= len(body["detail"]) <= 20
    for item in body["detail"]:
        assert item.keys() == {"loc", "msg", "type"}
        assert item["msg"]
        assert item["type"]
        assert len(item["msg"]) < 400
    first = body["detail"][0]
    assert first["loc"] == loc, first
    for text in said:
        assert text in first["msg"]
