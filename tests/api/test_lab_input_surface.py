"""/api/input-surface: the activation of each neuron over the plane of two inputs."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.limits import MAX_NUMBERS
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/input-surface"
XOR = mazur(examples={"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0, 1]] * 4})


def test_without_a_body_it_is_the_plane_around_the_example(client: TestClient) -> None:
    found = answer(client, URL)
    assert found.keys() == {"experiment", "plane", "held", "inputs", "neurons"}
    assert (found["plane"], found["held"]) == (["i1", "i2"], {})
    places = [(neuron["name"], neuron["layer"], neuron["index"]) for neuron in found["neurons"]]
    assert places == [("h1", 1, 0), ("h2", 1, 1), ("o1", 2, 0), ("o2", 2, 1)]
    assert [len(axis) for axis in found["inputs"]] == [33, 33]
    assert [axis[16] for axis in found["inputs"]] == [0.05, 0.1]
    forward = answer(client, "/api/forward")["forward"]["a"]
    for neuron in found["neurons"]:
        assert neuron.keys() == {"name", "layer", "index", "activations", "range"}
        assert neuron["range"] == [0.0, 1.0]
        assert [len(row) for row in neuron["activations"]] == [33] * 33
        expected = forward[neuron["layer"]][0][neuron["index"]]
        assert neuron["activations"][16][16] == pytest.approx(expected, rel=1e-14)


def test_rows_are_values_of_the_second_input(client: TestClient) -> None:
    found = answer(client, URL, {"span": 2, "points": 3})
    inputs = [[x1, x2] for x2 in found["inputs"][1] for x1 in found["inputs"][0]]
    grid = mazur(examples={"inputs": inputs, "targets": [[0, 0]] * 9})
    a = answer(client, "/api/forward", {"experiment": grid})["forward"]["a"]
    for neuron in found["neurons"]:
        flat = [number for row in neuron["activations"] for number in row]
        expected = [row[neuron["index"]] for row in a[neuron["layer"]]]
        assert flat == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("given", "span", "expected"),
    [
        (mazur(), 0.5, [[-0.45, 0.55], [-0.4, 0.6]]),
        (mazur(), None, [[-0.95, 1.05], [-0.9, 1.1]]),
        (XOR, None, [[-0.5, 1.5], [-0.5, 1.5]]),
        (mazur(examples__inputs=[[100, -7]]), None, [[99, 101], [-8, -6]]),
    ],
)
def test_the_square_lies_around_the_examples(
    client: TestClient, given: Json, span: float | None, expected: list[list[float]]
) -> None:
    found = answer(client, URL, {"experiment": given, "span": span, "points": 2})
    assert found["inputs"] == [pytest.approx(axis, rel=1e-14) for axis in expected]


def test_hidden_neurons_of_all_layers_come_before_the_outputs(client: TestClient) -> None:
    found = answer(client, URL, {"experiment": experiment(2, 2, 3, 1), "points": 2})
    names = [neuron["name"] for neuron in found["neurons"]]
    assert names == ["h1", "h2", "h3", "h4", "h5", "o1"]


def test_other_inputs_are_held_at_a_value_or_in_the_middle_of_the_examples(
    client: TestClient,
) -> None:
    given = experiment(4, 3, 2)
    given["examples"] = {"inputs": [[0, 1, 2, 3], [1, 3, 5, 7]], "targets": [[0, 0]] * 2}
    body = {"experiment": given, "plane": ["i4", "i2"], "held": {"i1": -2}, "points": 3}
    found = answer(client, URL, body)
    assert (found["plane"], found["held"]) == (["i4", "i2"], {"i1": -2.0, "i3": 3.5})
    assert [axis[1] for axis in found["inputs"]] == [5.0, 2.0]
    at = [-2, found["inputs"][1][2], 3.5, found["inputs"][0][0]]
    given["examples"] = {"inputs": [at], "targets": [[0, 0]]}
    a = answer(client, "/api/forward", {"experiment": given})["forward"]["a"]
    for neuron in found["neurons"]:
        expected = a[neuron["layer"]][0][neuron["index"]]
        assert neuron["activations"][2][0] == pytest.approx(expected, rel=1e-12)


def test_one_input_is_a_curve_of_one_row(client: TestClient) -> None:
    found = answer(client, URL, {"experiment": experiment(1, 2, 1), "points": 201})
    assert (found["plane"], len(found["inputs"])) == (["i1"], 1)
    for neuron in found["neurons"]:
        assert [len(row) for row in neuron["activations"]] == [201]


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"plane": ["i1", "i3"]}, ["plane", 1], ["'i3'", "i1, i2"]),
        ({"plane": ["h1"]}, ["plane", 0], ["'h1'"]),
        ({"plane": ["i2", "i2"]}, ["plane"], ["i2 twice"]),
        ({"plane": []}, ["plane"], ["at least 1"]),
        ({"plane": ["i1", "i2", "i1"]}, ["plane"], ["at most 2"]),
        ({"held": {"i3": 1}}, ["held", "i3"], ["'i3'", "i1, i2"]),
        ({"held": {"i1": "1"}}, ["held", "i1"], ["number"]),
        ({"span": 0}, ["span"], ["greater than 0"]),
        ({"span": 1e10}, ["span"], ["1000000000"]),
        ({"span": "1"}, ["span"], ["number"]),
        ({"points": 1}, ["points"], ["equal to 2"]),
        ({"points": 202}, ["points"], ["201"]),
        ({"points": None}, ["points"], ["integer"]),
        (
            {"experiment": experiment(2, 20, 1), "points": 201},
            ["points"],
            ["848505 numbers", str(MAX_NUMBERS)],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, ["body", *loc], *said)


def test_activations_beyond_the_finite_range_are_refused(client: TestClient) -> None:
    wild = mazur(
        network__activations=["identity", "identity"],
        examples={"inputs": [[-1.7e308, 0], [1.7e308, 0]], "targets": [[0, 0]] * 2},
    )
    response = client.post(URL, json={"experiment": wild})
    assert_error(response, 422, ["body", "experiment"], "diverged", "iteration 0 ")
