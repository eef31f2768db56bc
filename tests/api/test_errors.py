"""Errors that do not concern a request's values have the one shape, too."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from tests.api.errors import assert_error
from tests.api.requests import mazur


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api",
        "/api/step/",
        "/static/none.js",
        "/static/",
        "/assets/x.js",
        "/api/%ff%00",
    ],
)
def test_an_unknown_path_is_named(client: TestClient, path: str) -> None:
    assert_error(client.get(path), 404, ["path"], "got ", "/docs")


@pytest.mark.parametrize(
    "path", ["/static/../app/main.py", "/static/%2e%2e/app/main.py", "/static//etc/passwd"]
)
def test_no_other_files_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/step", "POST"),
        ("DELETE", "/api/reset", "POST"),
        ("OPTIONS", "/api/step", "POST"),
        ("POST", "/", "GET"),
        ("POST", "/docs", "GET"),
        ("POST", "/healthz", "GET"),
        ("POST", "/openapi.json", "GET"),
        ("POST", "/static/js/main.js", "GET"),
    ],
)
def test_a_wrong_method_is_answered_with_the_allowed_one(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    assert_error(response, 405, ["method"], method, allowed)
    assert allowed in response.headers["allow"]


def test_a_fault_of_the_server_is_a_500_without_details(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("app.api.step.step_answer", fail)
    client = TestClient(create_app(cors_origins=[]), raise_server_exceptions=False)
    response = client.post("/api/step")
    assert_error(response, 500, [], "the server failed")
    assert "secret" not in response.text


def test_every_endpoint_answers_an_unknown_field_with_the_known_ones(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    models = api["components"]["schemas"]
    network = mazur(network__bias=1)
    for path, operations in api["paths"].items():
        asked = re.search(r"schemas/(\w+Request)\b", json.dumps(operations))
        if not asked:
            continue
        name = asked[1]
        for field, value in {"experiment": network, "changed": [mazur(), network]}.items():
            if field in models[name]["properties"]:
                loc = ["body", field, *[1] * isinstance(value, list), "network", "bias"]
                response = client.post(path, json={"format": "csv", "iteration": 1, field: value})
                found = [item for item in response.json()["detail"] if item["loc"] == loc]
                assert [item["msg"] for item in found] == [
                    'got the unknown field "bias"; allowed are weights, biases, activations'
                ], path
