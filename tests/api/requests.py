"""Requests, and helpers to read their answers."""

import json
from copy import deepcopy
from typing import Any, TypeAlias

from fastapi.testclient import TestClient

Json: TypeAlias = dict[str, Any]

# The endpoints that look closer at an experiment, which is all that they need.
LAB = ["/api/gradient-check", "/api/loss-slice", "/api/loss-surface", "/api/input-surface"]

MAZUR: Json = {
    "network": {
        "weights": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        "biases": [[0.35, 0.35], [0.60, 0.60]],
        "activations": ["sigmoid", "sigmoid"],
    },
    "loss": "half_squared_error",
    "examples": {"inputs": [[0.05, 0.10]], "targets": [[0.01, 0.99]]},
    "learning_rate": 0.5,
    "train_biases": False,
    "frozen": [],
    "iteration": 0,
}


def mazur(**changes: Any) -> Json:
    """Mazur's experiment, with other values for some fields; a key such as `a__b` goes deeper."""
    experiment = deepcopy(MAZUR)
    for path, value in changes.items():
        *parents, name = path.split("__")
        place = experiment
        for parent in parents:
            place = place[parent]
        place[name] = value
    return experiment


def answer(client: TestClient, url: str, body: Json | None = None) -> Json:
    """The answer to a good request. Numbers that JSON does not have fail."""
    response = client.post(url, json=body)
    assert response.status_code == 200, response.text
    good: Json = json.loads(response.content, parse_constant=refuse)
    return good


def refuse(constant: str) -> None:
    """Fails for NaN or Infinity in an answer."""
    raise AssertionError(f"{constant} is no JSON")
