"""The history of a run, by name."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment


def test_every_number_of_the_run_is_in_the_history(client: TestClient) -> None:
    good = answer(client, "/api/history", {"steps": 10_000, "points": 11})
    assert good.keys() == {"experiment", "iterations", "values"}
    assert good["iterations"] == list(range(0, 10_001, 1_000))
    assert good["experiment"] == answer(client, "/api/step?steps=10000")["experiment"]
    assert len(good["values"]) == 8 + 4 + 4 + 4 + 1
    assert {len(values) for values in good["values"].values()} == {11}
    assert good["values"]["w5"][0] == 0.40
    assert good["values"]["loss"][-1] == pytest.approx(3.510187783e-05, rel=5e-10)
    assert good["values"]["b.h1"] == [0.35] * 11
    assert good["values"]["delta.o1"][0] == pytest.approx(0.138498562, abs=5e-10)


def test_without_a_body_it_is_the_history_of_the_example(client: TestClient) -> None:
    good = answer(client, "/api/history")
    assert len(good["iterations"]) == 200
    assert good["iterations"][-1] == good["experiment"]["iteration"] == 1_000


def test_without_steps_it_opens_the_experiment_itself(client: TestClient) -> None:
    good = answer(client, "/api/history", {"experiment": mazur(iteration=7), "steps": 0})
    assert good["iterations"] == [7]
    assert good["experiment"] == mazur(iteration=7)


def test_an_answer_can_be_posted_as_a_request(client: TestClient) -> None:
    good = answer(client, "/api/history", {"steps": 20})
    assert answer(client, "/api/history", {**good, "steps": 20})["iterations"][0] == 20


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"steps": -1}, ["steps"], ["-1", "equal to 0"]),
        ({"steps": 10_001}, ["steps"], ["10001", "10000"]),
        ({"points": 1}, ["points"], ["got 1", "equal to 2"]),
        ({"points": 1_001}, ["points"], ["1001", "1000"]),
        ({"example": 1}, ["example"], ["got 1", "allowed are 0 to 0"]),
        ({"example": -1}, ["example"], ["-1"]),
        (
            {"experiment": experiment(2, 3, 2, examples=1000), "steps": 10_000},
            ["steps"],
            ["10000 steps x 1000 examples x 17 parameters", "120000000"],
        ),
        (
            {"experiment": experiment(30, 30, 30), "points": 1_000, "steps": 1_000},
            ["points"],
            ["numbers", "200000"],
        ),
        (
            {"experiment": mazur(iteration=2**53 - 1), "steps": 1},
            ["experiment", "iteration"],
            [f"got {2**53 - 1}"],
        ),
        (
            {"experiment": mazur(network__activations=["identity"] * 2, learning_rate=1e9)},
            ["experiment"],
            ["diverged", "iteration"],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post("/api/history", json=body), 422, ["body", *loc], *said)
