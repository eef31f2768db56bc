"""/api/gradient-check: every gradient, found in two ways."""

import pytest
from fastapi.testclient import TestClient

from app.api.gradient_check import MAX_CHECKED_GRADIENTS
from app.api.limits import MAX_LOSS_WORK
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/gradient-check"
NAMES = [f"w{number}" for number in range(1, 9)] + ["b.h1", "b.h2", "b.o1", "b.o2"]
PARAMETER = {
    *("name", "value", "step", "analytic", "numeric", "relative_error", "corner", "good"),
}


def test_the_example_is_good(client: TestClient) -> None:
    good = answer(client, URL)
    assert good.keys() == {"experiment", "step", "tolerance", "good", "worst", "gradients"}
    assert good["good"] is True
    assert good["step"] == pytest.approx(6.0555e-6, rel=1e-4)
    assert [parameter["name"] for parameter in good["gradients"]] == NAMES
    for parameter in good["gradients"]:
        assert parameter.keys() == PARAMETER
        assert parameter["good"] is True
        assert parameter["corner"] is False
        assert parameter["relative_error"] < good["tolerance"] / 100
        assert parameter["numeric"] == pytest.approx(parameter["analytic"], rel=1e-7)
    worst = max(good["gradients"], key=lambda parameter: parameter["relative_error"])
    assert good["worst"] == worst["name"]


def test_the_gradients_are_those_of_a_step(client: TestClient) -> None:
    checked = answer(client, URL)["gradients"]
    [opened] = answer(client, "/api/step")["passes"]
    gradients = opened["gradients"]
    flat = [number for W in gradients["weights"] for row in W for number in row]
    flat += [number for b in gradients["biases"] for number in b]
    assert [parameter["analytic"] for parameter in checked] == flat


@pytest.mark.parametrize(
    "trained",
    [
        mazur(),
        mazur(train_biases="per_layer"),
        mazur(loss="binary_cross_entropy"),
        mazur(network__activations=["relu", "sigmoid"]),
        mazur(network__activations=["tanh", "identity"], train_biases=True),
    ],
)
def test_gradients_after_a_long_run_are_good(client: TestClient, trained: Json) -> None:
    after = answer(client, "/api/step?steps=10000", {"experiment": trained})
    assert answer(client, URL, after)["good"] is True


def test_saturated_neurons_are_good(client: TestClient) -> None:
    weights = [[[30, 40], [50, 60]], [[40, -80], [50, 70]]]
    assert answer(client, URL, {"experiment": mazur(network__weights=weights)})["good"] is True


def test_a_corner_is_marked_and_good(client: TestClient) -> None:
    at_zero = mazur(
        network__activations=["relu", "sigmoid"],
        network__biases=[[0, 0], [0, 0]],
        examples={"inputs": [[0, 0], [1, 1]], "targets": [[0, 1], [1, 0]]},
    )
    found = answer(client, URL, {"experiment": at_zero})
    assert found["good"] is True
    corners = [parameter["name"] for parameter in found["gradients"] if parameter["corner"]]
    assert corners == ["b.h1", "b.h2"]


def test_a_thousand_gradients_can_be_checked(client: TestClient) -> None:
    found = answer(client, URL, {"experiment": experiment(249, 4, examples=10)})
    assert len(found["gradients"]) == MAX_CHECKED_GRADIENTS
    assert found["good"] is True


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"experiment": experiment(2, 256, 1)}, ["1025 parameters", str(MAX_CHECKED_GRADIENTS)]),
        (
            {"experiment": experiment(1, 60, examples=1000)},
            ["480 losses x 1000 examples x 120 parameters", str(MAX_LOSS_WORK)],
        ),
    ],
)
def test_an_experiment_that_is_too_large_is_refused(
    client: TestClient, body: Json, said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, ["body", "experiment"], *said)


def test_gradients_beyond_the_finite_range_are_refused(client: TestClient) -> None:
    wild = mazur(
        network__activations=["identity", "identity"],
        network__weights=[[[1e-10, 0], [0, 1e-10]], [[1, 0], [0, 1]]],
        examples__inputs=[[1e160, 1e160]],
        iteration=8,
    )
    assert answer(client, "/api/forward", {"experiment": wild})
    response = client.post(URL, json={"experiment": wild})
    assert_error(response, 422, ["body", "experiment"], "diverged", "iteration 8 ")
