"""The conventions of a request: the words and formulas follow them, and the experiment stays."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient

EVERY = [
    {"error": error, "half": half, "examples": examples, "biases": biases}
    for error, half, examples, biases in product(
        ("output_minus_target", "target_minus_output"),
        (True, False),
        ("mean", "sum"),
        ("own", "weights", "layer"),
    )
]
OURS = EVERY[0]


def told(client: TestClient, phase: str, **asked: Any) -> dict[str, Any]:
    """A phase, as it is told in a request."""
    answer = client.post("/api/phase", json={"phase": phase, **asked})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["phase"]
    return found


def texts(phase: dict[str, Any]) -> list[str]:
    """Its equations, and the lines of its first unit."""
    lines = phase["rows"][0]["lines"]
    return [*(one["text"] for one in phase["equations"]), *(line["text"] for line in lines)]


def test_our_conventions_are_the_default(client: TestClient) -> None:
    for phase in ("loss", "delta-output", "update"):
        assert told(client, phase, conventions=OURS) == told(client, phase)


def test_target_minus_output_turns_the_deltas_and_adds_the_gradients(client: TestClient) -> None:
    written = {"error": "target_minus_output"}
    delta = told(client, "delta-output", conventions=written)
    assert delta["rows"][0]["value"] == -told(client, "delta-output")["rows"][0]["value"]
    assert "delta_o1 equals (y1 minus o1) times o1 (1 minus o1)" in texts(delta)
    update = told(client, "update", conventions=written)
    assert update["rows"][0]["value"] == told(client, "update")["rows"][0]["value"]
    assert "w1 new equals w1 plus learning rate (minus dE/dw1)" in texts(update)
    assert "along its gradient, since the error is target minus output" in update["sentence"]


def test_without_the_half_the_learning_rate_counts_half(client: TestClient) -> None:
    written = {"half": False}
    loss = told(client, "loss", conventions=written)
    assert loss["rows"][0]["value"] == 2 * told(client, "loss")["rows"][0]["value"]
    assert "E_o1 equals (y1 minus o1) squared" in texts(loss)
    update = told(client, "update", conventions=written)
    assert update["rows"][0]["value"] == told(client, "update")["rows"][0]["value"]
    assert "η = 0.25 takes the step of 0.5 with it" in update["sentence"]


def test_a_sum_over_the_examples_has_no_m(client: TestClient) -> None:
    xor = client.post("/api/reset", json={"preset": "xor"}).json()["experiment"]
    summed = told(client, "loss", experiment=xor, conventions={"examples": "sum"})
    mean = told(client, "loss", experiment=xor)
    assert summed["rows"][-1]["value"] == pytest.approx(4 * mean["rows"][-1]["value"])
    assert "the sum" in summed["sentence"]
    assert "the mean" in mean["sentence"]


def test_a_bias_is_a_weight_of_one_or_belongs_to_its_layer(client: TestClient) -> None:
    inside = told(client, "net-hidden", conventions={"biases": "weights"})
    assert "z_h1 equals w1 i1 plus w2 i2 plus w_h1,0 times 1" in texts(inside)
    shared = told(client, "net-hidden", conventions={"biases": "layer"})
    assert "z_h1 equals w1 i1 plus w2 i2 plus b1" in texts(shared)


def test_biases_that_differ_keep_their_own_names(client: TestClient) -> None:
    experiment = client.post("/api/reset").json()["experiment"]
    experiment["network"]["biases"][0] = [0.35, 0.36]
    shared = told(client, "net-hidden", experiment=experiment, conventions={"biases": "layer"})
    assert "z_h1 equals w1 i1 plus w2 i2 plus b_h1" in texts(shared)


def test_the_names_and_the_factors_of_a_run_follow(client: TestClient) -> None:
    written = {"error": "target_minus_output", "half": False, "biases": "weights"}
    answer = client.post("/api/phases", json={"conventions": written}).json()
    assert answer["factors"] == {"loss": 2, "share": 2, "delta": -2, "gradient": -2}
    parts = {part["name"]: part for part in answer["parts"]}
    assert parts["w5"]["gradient"] == "−∂E/∂w₅"
    assert parts["b.h1"]["label"] == "wₕ₁,₀"


def test_the_experiment_comes_back_as_it_was(client: TestClient) -> None:
    experiment = client.post("/api/reset").json()["experiment"]
    for path, asked in every_request():
        for conventions in EVERY:
            answer = client.post(path, json={**asked, "conventions": conventions}).json()
            assert answer["experiment"] == experiment


def every_request() -> Iterator[tuple[str, dict[str, Any]]]:
    """The requests that have conventions."""
    yield "/api/phases", {}
    yield "/api/phase", {"phase": "delta-hidden"}
    yield "/api/explain", {"quantity": "gradient.w1"}


@pytest.mark.parametrize(
    "wrong", [{"error": "o - y"}, {"half": 1}, {"examples": None}, {"bias": "own"}]
)
def test_an_unknown_convention_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    for path, asked in every_request():
        answer = client.post(path, json={**asked, "conventions": wrong})
        assert answer.status_code == 422
        assert answer.json()["detail"][0]["loc"][:2] == ["body", "conventions"]
