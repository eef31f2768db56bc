"""Files: ours are joined, compressed and kept for ever, or one by one; so is Plotly."""

import gzip
import re
from importlib.resources import files

import brotli  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.web.assets import PLOTLY_URL, STATIC, module_urls, plotly
from app.web.page import rendered


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/static/js/main.js", "text/javascript"),
        ("/static/css/docs.css", "text/css"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_a_single_file_has_its_type_and_are_revalidated(
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


FILE = re.compile(r'(?:href|src)="(/(?:assets|static)/[^"]+)"')


def files_of(client: TestClient) -> list[str]:
    """What the page loads, each file once."""
    return list(dict.fromkeys(FILE.findall(client.get("/").text)))


def test_the_page_loads_four_files_that_a_browser_keeps_for_ever(client: TestClient) -> None:
    urls = files_of(client)
    assert [re.sub(r"-[0-9a-f]{16}", "", url) for url in urls] == [
        "/assets/icon.svg",
        "/assets/page.css",
        "/assets/theme.js",
        "/assets/page.js",
    ]
    for url in urls:
        response = client.get(url)
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["vary"] == "Accept-Encoding"


def test_a_first_visit_costs_at_most_150_kilobytes(client: TestClient) -> None:
    for coding in ("br", "gzip"):
        answers = [
            client.get(url, headers={"Accept-Encoding": coding}) for url in ("/", *files_of(client))
        ]
        assert {answer.headers["content-encoding"] for answer in answers} == {coding}
        assert sum(int(answer.headers["content-length"]) for answer in answers) < 150_000


def test_files_of_another_version_are_not_found(client: TestClient) -> None:
    for url in files_of(client):
        other = re.sub(r"-[0-9a-f]{16}", f"-{'0' * 16}", url)
        assert client.get(other).status_code == 404


def test_those_who_develop_get_the_files_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODULES", "1")
    rendered.cache_clear()
    with TestClient(create_app()) as client:
        urls = files_of(client)
        assert set(module_urls()) - {"/static/js/types.d.ts"} <= set(urls)
        assert all(url.startswith("/static/") for url in urls)
        for url in urls:
            assert client.head(url).status_code == 200
    rendered.cache_clear()


def test_plotly_comes_from_its_package_and_is_cached_for_ever(client: TestClient) -> None:
    response = client.get(PLOTLY_URL, headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-type"].partition(";")[0] == "text/javascript"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(response.headers["content-length"]) < 2_000_000
    source = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    assert response.content == source
    version = PLOTLY_URL.removeprefix("/assets/plotly-").removesuffix(".min.js")
    assert f"plotly.js v{version}".encode() in source[:200]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, GZIP;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.00, deflate", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_client_gets_the_best_coding_that_it_accepts(
    client: TestClient, accepted: str, coding: str | None
) -> None:
    for url in ("/", files_of(client)[-1]):
        response = client.get(url, headers={"Accept-Encoding": accepted})
        assert response.headers.get("content-encoding") == coding
        assert response.headers["vary"] == "Accept-Encoding"
        assert response.content == client.get(url).content


def test_compression_is_lossless() -> None:
    assert gzip.decompress(plotly().compressed["gzip"]) == plotly().content
    assert brotli.decompress(plotly().compressed["br"]) == plotly().content
