"""The documentation is plain HTML with the whole OpenAPI description."""

import html
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.api.limits import MAX_STEPS


def test_the_documentation_names_every_endpoint_field_and_model(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    text = client.get("/docs").text
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert path in text
            assert html.escape(operation["description"], quote=True) in text.replace(
                "&#39;", "&#x27;"
            )
    for schema in described["components"]["schemas"].values():
        for field in schema["properties"]:
            assert f"<code>{field}</code>" in text


def test_its_links_work(client: TestClient) -> None:
    text = client.get("/docs").text
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    for href in re.findall(r'<a [^>]*href="([^"]*)"', text):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert client.get(href).status_code == 200


@pytest.mark.parametrize(
    "said", ["120,000,000", "1 to 10,000", "1 MiB", "curl -X POST", "1 to 256"]
)
def test_it_names_the_limits_and_shows_commands(client: TestClient, said: str) -> None:
    assert said in client.get("/docs").text


def test_the_readme_has_the_numbers_of_the_api(client: TestClient) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert f"1 to {MAX_STEPS:,} iterations" in readme
    refused = client.post(f"/api/step?steps={MAX_STEPS + 1}").json()["detail"][0]
    assert json.dumps(refused["msg"]) in readme
    stepped = client.post("/api/step").json()
    for number in (*stepped["losses"], stepped["experiment"]["network"]["weights"][1][0][0]):
        assert repr(number) in readme
