"""/api/loss-slice: the loss along one parameter, the tangent, and the step about to be taken."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.limits import MAX_LOSS_WORK
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/loss-slice"
LINEAR = mazur(network__activations=["identity", "identity"])
FAR = {"inputs": [[9, 9]], "targets": [[0, 0]]}
FARTHER = {"inputs": [[1e150, 1e150]], "targets": [[0, 0]]}


def loss_of(client: TestClient, experiment: Json) -> float:
    loss: float = answer(client, "/api/forward", {"experiment": experiment})["forward"]["loss"]
    return loss


def test_without_a_body_it_is_w5_of_the_example(client: TestClient) -> None:
    found = answer(client, URL)
    assert found.keys() == {
        *("experiment", "parameter", "value", "loss", "gradient"),
        *("values", "losses", "tangent", "step"),
    }
    assert (found["parameter"], found["value"]) == ("w5", 0.4)
    assert found["loss"] == pytest.approx(0.298371108760, abs=5e-13)
    assert found["gradient"] == pytest.approx(0.082167041, abs=5e-10)
    assert len(found["values"]) == len(found["losses"]) == 101
    assert (found["values"][0], found["values"][50], found["values"][-1]) == (-3.6, 0.4, 4.4)
    assert found["losses"][50] == pytest.approx(found["loss"], rel=1e-15)


def test_each_loss_is_that_of_the_network_with_this_value(client: TestClient) -> None:
    found = answer(client, URL, {"parameter": "w7", "span": 2, "points": 4})
    for value, loss in zip(found["values"], found["losses"], strict=True):
        weights = [[[0.15, 0.2], [0.25, 0.3]], [[0.4, 0.45], [value, 0.55]]]
        assert loss == pytest.approx(loss_of(client, mazur(network__weights=weights)), rel=1e-12)


def test_the_slope_of_the_tangent_is_the_gradient(client: TestClient) -> None:
    found = answer(client, URL, {"parameter": "b.h2", "span": 2.0})
    left, right = found["tangent"]["values"]
    assert (left, right) == pytest.approx((0.35 - 0.5, 0.35 + 0.5))
    below, above = found["tangent"]["losses"]
    assert (above - below) / (right - left) == pytest.approx(found["gradient"], rel=1e-12)
    assert (below + above) / 2 == pytest.approx(found["loss"], rel=1e-12)


@pytest.mark.parametrize("train_biases", [False, True, "per_layer"])
@pytest.mark.parametrize(("parameter", "layer", "index"), [("w1", 0, None), ("b.o2", 1, 1)])
def test_the_step_is_the_one_about_to_be_taken(
    client: TestClient,
    train_biases: bool | str,
    parameter: str,
    layer: int,
    index: int | None,
) -> None:
    body = {"experiment": mazur(train_biases=train_biases), "parameter": parameter}
    found = answer(client, URL, body)
    network = answer(client, "/api/step", body)["experiment"]["network"]
    after = network["weights"][0][0][0] if index is None else network["biases"][layer][index]
    assert found["step"]["value"] == pytest.approx(after, rel=1e-15)
    moved = found["step"]["value"] != found["value"]
    assert moved is (index is None or train_biases is not False)
    if index is None:
        weights = [[[after, 0.2], [0.25, 0.3]], [[0.4, 0.45], [0.5, 0.55]]]
        expected = loss_of(client, mazur(network__weights=weights))
        assert found["step"]["loss"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"parameter": "w9"}, ["parameter"], ["got 'w9'", "w1 to w8", "b.h1, b.h2"]),
        ({"parameter": "loss"}, ["parameter"], ["got 'loss'"]),
        ({"parameter": "é" * 9}, ["parameter"], ["allowed are w1 to w8"]),
        ({"parameter": 5}, ["parameter"], ["string", "got 5"]),
        ({"parameter": None}, ["parameter"], ["string", "got null"]),
        ({"experiment": experiment(1, 1)}, ["parameter"], ["got 'w5'", "w1, b.o1"]),
        ({"span": 0}, ["span"], ["greater than 0", "got 0"]),
        ({"span": -1}, ["span"], ["greater than 0", "got -1"]),
        ({"span": 1e10}, ["span"], ["1000000000", "got 1"]),
        ({"span": "4"}, ["span"], ["number"]),
        ({"span": None}, ["span"], ["number"]),
        ({"points": 1}, ["points"], ["equal to 2", "got 1"]),
        ({"points": 1002}, ["points"], ["1001", "got 1002"]),
        ({"points": 2.5}, ["points"], ["integer"]),
        ({"points": True}, ["points"], ["integer"]),
        (
            {"experiment": experiment(1, 256, examples=1000)},
            ["points"],
            ["101 losses x 1000 examples x 512 parameters", str(MAX_LOSS_WORK)],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, ["body", *loc], *said)


@pytest.mark.parametrize(
    ("wild", "iteration"),
    [
        (
            LINEAR
            | {"learning_rate": 1e308, "examples": {"inputs": [[9, 9]], "targets": [[0, 0]]}},
            1,
        ),
        (LINEAR | {"learning_rate": 1e160}, 1),
        (LINEAR | {"examples": {"inputs": [[1e150, 1e150]], "targets": [[0, 1e150]]}}, 0),
    ],
)
def test_numbers_beyond_the_finite_range_are_refused(
    client: TestClient, wild: Json, iteration: int
) -> None:
    body = {"experiment": wild, "span": 1e9 if iteration == 0 else 4}
    response = client.post(URL, json=body)
    assert_error(response, 422, ["body", "experiment"], "diverged", f"iteration {iteration} ")


def test_a_tangent_too_steep_to_draw_is_refused(client: TestClient) -> None:
    W = [[1e-303, 1e-303], [1e-303, 1e-303]]
    steep = mazur(network__weights=[W, [[0.4, 0.45], [0.5, 0.55]]], examples__inputs=[[1e303] * 2])
    body = {"experiment": steep | {"learning_rate": 0}, "parameter": "w1"}
    assert answer(client, URL, body)["gradient"] > 1e300
    response = client.post(URL, json={**body, "span": 1e9})
    assert_error(response, 422, ["body", "experiment"], "diverged", "iteration 0 ")
