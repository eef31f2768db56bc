"""Files: their types are right, ours are revalidated; Plotly is compressed and cached for ever."""

import gzip

import pytest
from fastapi.testclient import TestClient

from app.web.assets import PLOTLY_URL, STATIC, module_urls, plotly_source


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/static/js/main.js", "text/javascript"),
        ("/static/css/docs.css", "text/css"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_our_files_have_their_types_and_are_revalidated(
    client: TestClient, path: str, media_type: str
) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content == (STATIC / path.removeprefix("/static/")).read_bytes()
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["cache-control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_module_is_listed_and_served(client: TestClient) -> None:
    urls = module_urls()
    assert "/static/js/main.js" in urls
    assert urls == sorted(urls)
    for url in urls:
        assert client.head(url).status_code == 200


def test_plotly_comes_from_its_package_and_is_cached_for_ever(client: TestClient) -> None:
    response = client.get(PLOTLY_URL, headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-type"].partition(";")[0] == "text/javascript"
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["vary"] == "Accept-Encoding"
    assert int(response.headers["content-length"]) < 2_000_000
    assert response.content == plotly_source()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "gzip"),
        ("br;q=1.0, GZIP;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.00, br", None),
        ("identity", None),
        ("", None),
        ("br", None),
    ],
)
def test_plotly_is_compressed_only_for_clients_that_accept_it(
    client: TestClient, accepted: str, coding: str | None
) -> None:
    response = client.get(PLOTLY_URL, headers={"Accept-Encoding": accepted})
    assert response.headers.get("content-encoding") == coding
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.content == plotly_source()


def test_plotlys_url_has_its_version() -> None:
    version = PLOTLY_URL.removeprefix("/assets/plotly-").removesuffix(".min.js")
    assert f"plotly.js v{version}".encode() in plotly_source()[:200]


def test_the_compression_is_lossless_and_reproducible() -> None:
    from app.web.assets import plotly_gzip

    assert gzip.decompress(plotly_gzip()) == plotly_source()
