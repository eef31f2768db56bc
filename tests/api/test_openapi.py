"""The OpenAPI description is true: the API answers what it allows, as it says, and nothing else."""

import os
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import settings
from jsonschema_rs import validator_for
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

import app.api
from app.api import healthz
from app.api.endpoints import ENDPOINTS
from app.main import create_app
from tests.api.requests import LAB

# What breaks a limit of the schema may be too large to be read at all.
REFUSALS = {"negative_data_rejection": {"expected-statuses": [404, 405, 413, 415, 422]}}
IN_CI = bool(os.environ.get("CI"))


def varied_once(description: dict[str, Any]) -> dict[str, Any]:
    """The description, with no experiment but the example in any request other than a step.

    It is the same model in each, and its variations are most of all that can be sent.
    """
    for name, model in description["components"]["schemas"].items():
        field = model.get("properties", {}).get("experiment")
        if field and name.endswith("Request") and name != "StepRequest":
            assert field.pop("$ref") == "#/components/schemas/Experiment"
            field["enum"] = [field["default"]]
    return description


def load_schema() -> BaseSchema:
    """The description as it is, or where time is short as `varied_once` has it."""
    app = create_app(cors_origins=[])
    description = TestClient(app).get("/openapi.json").json()
    schema = schemathesis.openapi.from_dict(
        description if IN_CI else varied_once(description),
        config=SchemathesisConfig.from_dict({"checks": REFUSALS}),
    )
    schema.app = app
    schema.location = "/openapi.json"
    return schema


schema = load_schema()

# What JSON Schema cannot say: that numbers fit one another, or add up to too much.
BEYOND_JSON_SCHEMA = {"invalid_experiment", "ragged", "limit_exceeded", "diverged"}


@schema.parametrize()
@settings(max_examples=100 if IN_CI else 15)
def test_the_api_keeps_to_its_description(case: Case[Any]) -> None:
    # Random bytes that happen to be blank are no body at all, and null says that there is none.
    blank = case.body is None or (isinstance(case.body, bytes) and not case.body.strip())
    response = case.call_and_validate(
        excluded_checks=[positive_data_acceptance, *[negative_data_rejection] * blank]
    )
    assert case.meta is not None
    if response.status_code == 422 and case.meta.generation.mode is GenerationMode.POSITIVE:
        assert {item["type"] for item in response.json()["detail"]} <= BEYOND_JSON_SCHEMA


def test_every_module_with_a_router_is_an_endpoint_of_the_api() -> None:
    modules = [import_module(f"app.api.{found.name}") for found in iter_modules(app.api.__path__)]
    found = {module.__name__ for module in modules if hasattr(module, "router")}
    assert found == {module.__name__ for module in (*ENDPOINTS, healthz)}


def described(client: TestClient) -> list[Any]:
    """(path, operation) of every endpoint."""
    paths = client.get("/openapi.json").json()["paths"]
    return [(path, operation) for path, methods in paths.items() for operation in methods.values()]


def test_every_answer_has_an_example_that_fits_its_description(client: TestClient) -> None:
    definition = client.get("/openapi.json").json()
    for _, operation in described(client):
        for response in operation["responses"].values():
            for content in response["content"].values():
                schema = content["schema"] | {"components": definition["components"]}
                validator_for(schema).validate(content["example"])


def test_examples_of_requests_give_the_examples_of_answers(client: TestClient) -> None:
    for path, operation in described(client):
        if "requestBody" not in operation:
            continue
        content = operation["requestBody"]["content"]["application/json"]
        answers = operation["responses"]["200"]["content"]
        for example in content["schema"]["examples"]:
            response = client.post(path, json=example)
            media_type = response.headers["content-type"].partition(";")[0]
            is_json = media_type == "application/json"
            answer = response.json() if is_json else response.text
            assert answer == answers[media_type]["example"]


@pytest.mark.parametrize("path", ["/api/reset", "/api/forward", "/api/step", *LAB])
def test_errors_are_described_by_the_one_model(client: TestClient, path: str) -> None:
    [operation] = [operation for found, operation in described(client) if found == path]
    for status in ("413", "422"):
        content = operation["responses"][status]["content"]["application/json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Error"}
    assert operation["x-codeSamples"]


def test_the_description_has_the_version_of_the_project(client: TestClient) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert client.get("/openapi.json").json()["info"]["version"] == project["version"]
