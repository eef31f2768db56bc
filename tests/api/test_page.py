"""The page contains everything for its first drawing, and uses no other server."""

import json
import re
from dataclasses import asdict

import pytest
from fastapi.testclient import TestClient
from jinja2 import DictLoader

from app.api.limits import MAX_BODY
from app.figures import loss_figure
from app.figures.curves import CURVES
from app.web.assets import PLOTLY_URL, STATIC
from app.web.page import LAB_VIEWS
from app.web.templating import environment
from tests.api.requests import Json, answer


def initial(client: TestClient) -> Json:
    """The data in the page."""
    page = client.get("/").text
    [carried] = re.findall(r'id="initial">(.*?)</script>', page, re.DOTALL)
    found: Json = json.loads(carried)
    return found


def test_the_page_contains_the_first_step_the_figures_and_plotlys_url(client: TestClient) -> None:
    assert client.get("/").headers["content-type"] == "text/html; charset=utf-8"
    found = initial(client)
    assert found["answer"] == answer(client, "/api/step", {"detailed": True})
    first = {"phase": found["outline"]["phases"][0]["id"]}
    assert found["happening"] == answer(client, "/api/phase", first)["phase"]
    assert found["figures"]["loss"] == {"light": loss_figure("light"), "dark": loss_figure("dark")}
    assert found["lossCurves"] == [asdict(curve) for curve in CURVES]
    assert found["plotly"] == PLOTLY_URL


def test_the_page_knows_the_presets_and_has_the_view_of_each(client: TestClient) -> None:
    page, presets = client.get("/").text, initial(client)["presets"]
    listed = client.get("/api/presets").json()["presets"]
    assert [preset | {"experiment": {}} for preset in presets] == [
        preset | {"experiment": {}} for preset in listed
    ]
    for preset in presets:
        assert re.search(rf'id="(panel|lab)-{preset["view"]}"[^>]* role="tabpanel"', page)


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_document_loads_nothing_from_elsewhere_and_has_no_inline_script(
    client: TestClient, path: str
) -> None:
    html = client.get(path).text
    for tag in re.findall(r"<(?:script|link|img|iframe|object|source)\b[^>]*>", html):
        for url in re.findall(r'(?:src|href)="([^"]*)"', tag):
            assert url.startswith("/")
            assert not url.startswith("//")
            assert client.get(url).status_code == 200
    for tag in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"<[^>]+\son\w+=", html)


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_document_is_revalidated_by_its_etag(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    etag = first.headers["etag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(path, headers={"If-None-Match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert client.head(path).headers["etag"] == etag


def test_a_changed_template_is_a_changed_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = {"index.html": "one {{ initial.plotly }}"}
    monkeypatch.setattr(environment, "loader", DictLoader(templates))
    monkeypatch.setattr(environment, "cache", {})
    one = client.get("/")
    assert one.text == f"one {PLOTLY_URL}"
    templates["index.html"] = "two"
    two = client.get("/")
    assert two.text == "two"
    assert two.headers["etag"] != one.headers["etag"]


def test_every_format_that_the_api_exports_has_a_button(client: TestClient) -> None:
    models = client.get("/openapi.json").json()["components"]["schemas"]
    formats = models["ExportRequest"]["properties"]["format"]["enum"]
    buttons = re.findall(r'<button[^>]* data-format="(\w+)"', client.get("/").text)
    assert [name for name in buttons if name in formats] == formats


def test_every_view_of_the_lab_has_a_tab_a_panel_a_style_and_a_module(client: TestClient) -> None:
    page = client.get("/").text
    assert LAB_VIEWS
    for view in LAB_VIEWS:
        [tab] = re.findall(f'aria-controls="lab-{view.id}">(.*?)</button>', page)
        assert re.sub("<.*?>", "", tab) == view.title
        assert f'<div id="lab-{view.id}"' in page
        assert (STATIC / "css" / f"{view.style}.css").exists()
        assert (STATIC / "js" / "lab" / f"{view.id}.js").exists()


def test_the_page_knows_the_limits_of_the_api(client: TestClient) -> None:
    models = client.get("/openapi.json").json()["components"]["schemas"]
    limits = initial(client)["limits"]
    step = models["StepRequest"]["properties"]
    assert limits["steps"] == step["steps"]["maximum"]
    assert limits["examples"] == models["Examples"]["properties"]["inputs"]["maxItems"]
    assert limits["rates"] == models["SweepRequest"]["properties"]["rates"]["maxItems"]
    assert limits["bytes"] == MAX_BODY
