"""/api/loss-surface: the loss over two parameters."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.limits import MAX_LOSS_WORK
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/loss-surface"


def test_without_a_body_it_is_w5_and_w6_of_the_example(client: TestClient) -> None:
    found = answer(client, URL)
    assert found.keys() == {
        *("experiment", "parameters", "values", "losses", "here", "gradient", "step"),
    }
    assert found["parameters"] == ["w5", "w6"]
    assert [len(axis) for axis in found["values"]] == [41, 41]
    assert [axis[20] for axis in found["values"]] == [0.4, 0.45]
    assert [len(row) for row in found["losses"]] == [41] * 41
    assert found["here"]["values"] == [0.4, 0.45]
    assert found["here"]["loss"] == pytest.approx(0.298371108760, abs=5e-13)
    assert found["gradient"] == pytest.approx([0.082167041, 0.082667628], abs=5e-10)
    assert found["step"]["values"] == pytest.approx([0.358916480, 0.408666186], abs=5e-10)
    assert found["step"]["loss"] < found["here"]["loss"]


def test_rows_are_values_of_the_second_parameter(client: TestClient) -> None:
    body = {"parameters": ["w6", "b.o2"], "span": 1.5, "points": 3}
    found = answer(client, URL, body)
    for i, w6 in enumerate(found["values"][0]):
        for j, b in enumerate(found["values"][1]):
            there = mazur(
                network__weights=[[[0.15, 0.2], [0.25, 0.3]], [[0.4, w6], [0.5, 0.55]]],
                network__biases=[[0.35, 0.35], [0.6, b]],
            )
            expected = answer(client, "/api/forward", {"experiment": there})["forward"]["loss"]
            assert found["losses"][j][i] == pytest.approx(expected, rel=1e-12)


def test_ranges_replace_the_span(client: TestClient) -> None:
    body = {"ranges": [[-1, 3], [0.5, 0.75]], "points": 5, "span": 100}
    found = answer(client, URL, body)
    assert found["values"] == [[-1, 0, 1, 2, 3], [0.5, 0.5625, 0.625, 0.6875, 0.75]]
    assert found["here"]["values"] == [0.4, 0.45]


def test_an_untrained_bias_does_not_change(client: TestClient) -> None:
    still = answer(client, URL, {"parameters": ["w1", "b.h1"], "points": 2})
    assert still["step"]["values"][1] == 0.35
    assert still["gradient"][1] != 0
    shared = mazur(train_biases="per_layer")
    moved = answer(client, URL, {"experiment": shared, "parameters": ["b.h1", "b.h2"], "points": 2})
    first, second = moved["step"]["values"]
    assert first == second < 0.35


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"parameters": ["w5", "w9"]}, ["parameters", 1], ["got 'w9'", "w1 to w8"]),
        ({"parameters": ["x", "w5"]}, ["parameters", 0], ["got 'x'"]),
        ({"parameters": ["w5", "w5"]}, ["parameters"], ["w5 twice", "two different"]),
        ({"parameters": ["w5"]}, ["parameters"], ["at least 2", "a list of 1"]),
        ({"parameters": ["w5", "w6", "w7"]}, ["parameters"], ["at most 2", "a list of 3"]),
        ({"parameters": []}, ["parameters"], ["at least 2", "a list of 0"]),
        ({"parameters": "w5"}, ["parameters"], ["valid list", 'got "w5"']),
        ({"parameters": None}, ["parameters"], ["valid list", "got null"]),
        ({"span": 0}, ["span"], ["greater than 0"]),
        ({"points": 1}, ["points"], ["equal to 2"]),
        ({"points": 202}, ["points"], ["201", "got 202"]),
        ({"ranges": [[0, 1]]}, ["ranges"], ["at least 2", "a list of 1"]),
        ({"ranges": [[0, 1], [0, 1, 2]]}, ["ranges", 1], ["at most 2", "a list of 3"]),
        ({"ranges": [[0, 1], [2, 1]]}, ["ranges", 1], ["got 2.0 to 1.0", "above"]),
        ({"ranges": [[1, 1], [0, 1]]}, ["ranges", 0], ["above"]),
        ({"ranges": [[0, 1e10], [0, 1]]}, ["ranges", 0, 1], ["1000000000"]),
        ({"ranges": [[-1e10, 1], [0, 1]]}, ["ranges", 0, 0], ["-1000000000"]),
        ({"ranges": [["a", 1], [0, 1]]}, ["ranges", 0, 0], ["number", 'got "a"']),
        (
            {"points": 101, "experiment": experiment(2, 2, 2, examples=1000)},
            ["points"],
            ["10201 losses x 1000 examples x 12 parameters", str(MAX_LOSS_WORK)],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, ["body", *loc], *said)


def test_a_thousand_examples_have_a_surface(client: TestClient) -> None:
    body = {"experiment": experiment(2, 2, 2, examples=1000)}
    assert len(answer(client, URL, body)["losses"]) == 41


def test_the_finest_surface_is_answered(client: TestClient) -> None:
    assert len(answer(client, URL, {"points": 201})["losses"]) == 201


def test_a_loss_beyond_the_finite_range_is_refused(client: TestClient) -> None:
    wild = mazur(
        network__activations=["identity", "identity"],
        examples__inputs=[[1e150, 1e150]],
        iteration=3,
    )
    response = client.post(URL, json={"experiment": wild, "span": 1e9})
    assert_error(response, 422, ["body", "experiment"], "diverged", "iteration 3 ")
