"""A client that a public generator makes of our OpenAPI description works with the server."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.requests import answer

OPERATIONS = [
    *("reset", "step", "explain", "phase", "check", "check_gradients", "published", "export")
]


@pytest.fixture(scope="module")
def generated(
    client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """The client's operations, one module each, and its models, as `models`."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_bytes(client.get("/openapi.json").content)
    (folder / "config.json").write_text(json.dumps({"post_hooks": []}))  # format nothing
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    files = ["--path", "openapi.json", "--config", "config.json", "--output-path", "explorer"]
    subprocess.run([*generate, *files], cwd=folder, check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield SimpleNamespace(
            Client=import_module("explorer").Client,
            models=import_module("explorer.models"),
            **{name: import_module(f"explorer.api.default.{name}") for name in OPERATIONS},
        )


@pytest.fixture(scope="module")
def call(generated: SimpleNamespace, port: int) -> Iterator[Any]:
    """Calls an operation of the client at a running server, and returns the parsed answer."""
    with generated.Client(base_url=f"http://127.0.0.1:{port}") as remote:

        def call(operation: str, **request: Any) -> Any:
            return getattr(generated, operation).sync(client=remote, **request)

        yield call


def test_it_resets_and_steps_from_there(
    client: TestClient, call: Any, generated: SimpleNamespace
) -> None:
    begun = call("reset", preset=generated.models.ResetPreset.XOR, seed=7)
    body = generated.models.StepRequest(experiment=begun.experiment, steps=20, detailed=True)
    ours = answer(client, "/api/reset?preset=xor&seed=7")
    assert begun.to_dict() == ours
    assert call("step", body=body).to_dict() == answer(
        client, "/api/step", {**ours, "steps": 20, "detailed": True}
    )


@pytest.mark.parametrize("trained", [False, True, "per_layer"])
def test_it_reads_every_way_to_train_biases(
    call: Any, generated: SimpleNamespace, trained: bool | str
) -> None:
    sent = call("reset").experiment.to_dict() | {"train_biases": trained}
    experiment = generated.models.Experiment.from_dict(sent)
    stepped = call("step", body=generated.models.StepRequest(experiment=experiment))
    assert stepped.experiment.train_biases == trained
    assert stepped.experiment.iteration == 1


def test_it_explains_checks_and_reads_the_published_figures(
    client: TestClient, call: Any, generated: SimpleNamespace
) -> None:
    explained = call("explain", body=generated.models.ExplainRequest(quantity="gradient.w5"))
    assert explained.explanation.value == pytest.approx(0.082167041, abs=5e-10)
    told = call("phase", body=generated.models.PhaseRequest(phase="delta-output")).phase
    assert [row.quantity for row in told.rows] == ["delta.o1", "delta.o2"]
    checked = call(
        "check", body=generated.models.CheckRequest(quantity="new.loss", value=0.291027924)
    )
    assert checked.mistake == "updated-weights"
    assert call("check_gradients").good
    assert call("published").to_dict() == client.get("/api/published").json()


def test_it_exports_a_file(call: Any, generated: SimpleNamespace) -> None:
    models = generated.models
    body = models.ExportRequest(iteration=3, format_=models.ExportRequestFormat.CSV)
    assert len(call("export", body=body).splitlines()) == 5


def test_it_reads_an_error(call: Any, generated: SimpleNamespace) -> None:
    refused = call("step", steps=10_001)
    assert isinstance(refused, generated.models.Error)
    assert refused.detail[0].loc == ["query", "steps"]
    assert "less than or equal to 10000" in refused.detail[0].msg
