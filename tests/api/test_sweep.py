"""Many learning rates at once, and the verdict on each."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur
from tests.api.test_limits import experiment

FIELDS = {"experiment", "rates", "iterations", "losses", "verdicts", "diverged_at", "best"}


def preset(client: TestClient, name: str) -> Json:
    experiment: Json = answer(client, f"/api/reset?preset={name}")["experiment"]
    return experiment


def test_without_a_body_it_is_25_rates_of_the_example(client: TestClient) -> None:
    good = answer(client, "/api/sweep")
    assert good.keys() == FIELDS
    assert good["experiment"] == MAZUR
    assert len(good["rates"]) == len(good["losses"]) == len(good["verdicts"]) == 25
    assert (good["rates"][0], good["rates"][12], good["rates"][-1]) == (0.01, 1.0, 100.0)
    assert good["iterations"] == list(range(0, 1_001, 10))
    assert good["diverged_at"] == []
    assert set(good["verdicts"]) == {"falls"}
    last = [losses[-1] for losses in good["losses"]]
    assert good["best"] == last.index(min(last))


def test_a_rate_has_the_losses_of_its_own_run(client: TestClient) -> None:
    good = answer(client, "/api/sweep", {"rates": [0.1, 2], "steps": 50})
    for rate, losses in zip([0.1, 2], good["losses"], strict=True):
        own = answer(client, "/api/step?steps=50", {"experiment": mazur(learning_rate=rate)})
        assert losses == pytest.approx(own["losses"], abs=1e-12)


def test_each_kind_of_run_gets_its_verdict(client: TestClient) -> None:
    rates = [9, 0.5, 2.05, 20]
    diverging = preset(client, "diverging")
    body: Json = {"experiment": diverging, "rates": rates, "steps": 300}
    good = answer(client, "/api/sweep", body)
    assert good["verdicts"] == ["diverges", "falls", "climbs", "diverges"]
    assert [found["rate_index"] for found in good["diverged_at"]] == [0, 3]
    assert good["best"] == 1
    for found in good["diverged_at"]:
        alone = {**diverging, "learning_rate": rates[found["rate_index"]]}
        response = client.post("/api/step?steps=300", json={"experiment": alone})
        assert_error(response, 422, ["body", "experiment"], f"at iteration {found['iteration']} ")
        losses = good["losses"][found["rate_index"]]
        assert 0 < len(losses) < len(good["iterations"])
        assert good["iterations"][len(losses) - 1] <= found["iteration"]


def test_if_all_diverge_none_is_best(client: TestClient) -> None:
    body = {"experiment": preset(client, "diverging"), "rates": [9, 20], "steps": 300}
    good = answer(client, "/api/sweep", body)
    assert good["best"] is None
    assert good["verdicts"] == ["diverges", "diverges"]


def test_a_thousand_rates_can_be_trained_for_ten_thousand_steps(client: TestClient) -> None:
    rates = [(index + 1) / 100 for index in range(1_000)]
    good = answer(client, "/api/sweep", {"rates": rates, "steps": 10_000})
    assert len(good["losses"]) == 1_000


def test_an_answer_can_be_posted_as_a_request(client: TestClient) -> None:
    good = answer(client, "/api/sweep", {"rates": [0.5], "steps": 3})
    assert answer(client, "/api/sweep", {**good, "steps": 3}) == good


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"rates": []}, ["rates"], ["at least 1", "a list of 0"]),
        ({"rates": [0.5] * 1_001}, ["rates"], ["at most 1000", "1001"]),
        ({"rates": [0.5, None]}, ["rates", 1], ["number", "null"]),
        ({"rates": 0.5}, ["rates"], ["list"]),
        ({"steps": 0}, ["steps"], ["got 0", "equal to 1"]),
        ({"steps": 10_001}, ["steps"], ["10001", "10000"]),
        (
            {"experiment": experiment(2, 3, 2), "rates": [0.5] * 1_000, "steps": 10_000},
            ["rates"],
            ["1000 rates x 10000 steps x 1 examples x 17 parameters", "120000000"],
        ),
        (
            {"experiment": experiment(2, 2, 2, 2), "steps": 10_000},
            ["steps"],
            ["10000 steps x 3 layers", "20000"],
        ),
        (
            {"experiment": mazur(iteration=2**53 - 1)},
            ["experiment", "iteration"],
            [f"got {2**53 - 1}"],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post("/api/sweep", json=body), 422, ["body", *loc], *said)


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
def test_a_rate_is_a_finite_number(client: TestClient, number: str) -> None:
    response = client.post("/api/sweep", content=f'{{"rates": [{number}]}}')
    assert_error(response, 422, ["body", "rates", 0], "finite")
