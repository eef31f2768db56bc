"""Other ways to take the same step: /api/variants lists them, /api/variant runs one."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.variant import MAX_VARIANT_WORK
from core.run.variants import VARIANTS
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

LIST = "/api/variants"
URL = "/api/variant"


def run(client: TestClient, variant: str, steps: int = 1, **others: Any) -> Json:
    return answer(client, URL, {"variant": variant, "steps": steps, **others})


def test_the_variants_are_listed_with_backpropagation_first(client: TestClient) -> None:
    listed = client.get(LIST).json()["variants"]
    assert [variant["id"] for variant in listed] == list(VARIANTS)
    assert listed[0]["id"] == "correct"
    for variant in listed:
        assert variant.keys() == {"id", "title", "sentence"}
        assert variant["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("variant", "steps", "loss"),
    [
        ("correct", 1, 0.29102777369359933),
        ("correct", 10_000, 3.510187782978859e-05),
        ("updated-weights", 1, 0.29102792390544197),
        ("updated-weights", 10_000, 3.5084786296312774e-05),
        ("biases-per-neuron", 1, 0.280471447),
    ],
)
def test_the_losses_are_the_published_ones(
    client: TestClient, variant: str, steps: int, loss: float
) -> None:
    found = run(client, variant, steps)
    assert found.keys() == {"experiment", "variant", "losses", "values"}
    assert found["variant"] == variant
    assert len(found["losses"]) == steps + 1
    assert found["losses"][-1] == pytest.approx(loss, rel=2e-9, abs=0)
    assert found["experiment"]["iteration"] == steps


def test_without_the_half_the_loss_is_doubled(client: TestClient) -> None:
    right, whole = (run(client, variant, 1)["losses"] for variant in ("correct", "no-half"))
    assert whole[0] == 2 * right[0]
    assert whole[1] != pytest.approx(2 * right[1], rel=1e-6)


def test_all_numbers_of_the_largest_network_on_the_page_can_be_asked_at_once(
    client: TestClient,
) -> None:
    largest = {"experiment": experiment(4, 4, 4, 4)}
    told = answer(client, "/api/phases", largest)["quantities"]
    names = [quantity["name"] for quantity in told if quantity["known_from"] > 0]
    assert len(names) == 326
    assert run(client, "updated-weights", 0, quantities=names, **largest)["values"].keys() == {
        *names
    }


def test_the_correct_variant_equals_a_step(client: TestClient) -> None:
    step = answer(client, "/api/step", {"steps": 7})
    found = run(client, "correct", 7)
    assert (found["experiment"], found["losses"]) == (step["experiment"], step["losses"])


def test_without_steps_it_opens_the_current_iteration(client: TestClient) -> None:
    names = ["delta.o1", "delta.h1", "new.w1", "new.w5", "loss", "new.loss"]
    right, other = (
        run(client, variant, 0, quantities=names)["values"]
        for variant in ("correct", "updated-weights")
    )
    assert list(right) == list(other) == names
    apart = [name for name in names if right[name] != pytest.approx(other[name], rel=1e-12)]
    assert apart == ["delta.h1", "new.w1", "new.loss"]
    assert other["new.loss"] == pytest.approx(0.29102792390544197, rel=1e-15)


def test_an_answer_can_be_posted_to_continue(client: TestClient) -> None:
    for variant in VARIANTS:
        whole = run(client, variant, 5)
        first = run(client, variant, 2)
        second = answer(client, URL, {**first, "steps": 3})
        assert first["losses"] + second["losses"][1:] == whole["losses"]
        assert second["experiment"] == whole["experiment"]


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({}, ["body", "variant"], ["required"]),
        ({"variant": "best"}, ["body", "variant"], ["'updated-weights'", '"best"']),
        ({"variant": "correct", "steps": -1}, ["body", "steps"], ["got -1"]),
        ({"variant": "correct", "steps": 10_001}, ["body", "steps"], ["10000", "got 10001"]),
        ({"variant": "correct", "steps": "1"}, ["body", "steps"], ["integer"]),
        (
            {"variant": "correct", "quantities": ["loss", "delta.h7"]},
            ["body", "quantities", 1],
            ["'delta.h7'", "delta.h1"],
        ),
        ({"variant": "correct", "quantities": ["loss"] * 501}, ["body", "quantities"], ["500"]),
        ({"variant": "correct", "quantities": "loss"}, ["body", "quantities"], ["list"]),
        (
            {"variant": "correct", "quantities": ["z.h1"], "example": 3},
            ["body", "example"],
            ["got 3", "0 to 0"],
        ),
        (
            {"variant": "no-half", "experiment": mazur(loss="binary_cross_entropy")},
            ["body", "variant"],
            ["no-half", "no 1/2"],
        ),
        (
            {"variant": "correct", "experiment": mazur(learning_rate=None)},
            ["body", "experiment", "learning_rate"],
            ["got null"],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, loc, *said)


def test_a_diverging_run_says_so(client: TestClient) -> None:
    wild = mazur(learning_rate=1e200, network__activations=["identity", "identity"])
    body = {"variant": "updated-weights", "steps": 10, "experiment": wild}
    assert_error(client.post(URL, json=body), 422, ["body", "experiment"], "diverged")


def test_a_deep_network_may_take_fewer_steps(client: TestClient) -> None:
    deep = experiment(*[1] * 11)
    body = {"variant": "updated-weights", "steps": 6_001, "experiment": deep}
    assert_error(client.post(URL, json=body), 422, ["body", "steps"], str(MAX_VARIANT_WORK))
    wide = {"variant": "correct", "steps": 9_999, "experiment": experiment(80, 80, examples=100)}
    assert_error(client.post(URL, json=wide), 422, ["body", "steps"], "120000000")
