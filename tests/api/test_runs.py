"""A run has the same numbers to the last digit, however it is cut into requests."""

from itertools import pairwise
from typing import Any

import numpy as np
from fastapi.testclient import TestClient
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.api.requests import Json, answer, mazur

ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity", "leaky_relu", "softplus", "silu"]
HALF_SQUARED = "half_squared_error"
# The losses that go with one activation of the outputs.
OUTPUT_OF = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}
HALF = settings().max_examples // 2


@st.composite
def experiments(draw: st.DrawFn) -> Json:
    """Experiments of all kinds; hypothesis draws the kind, and the seed of the numbers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    sizes = draw(st.lists(st.integers(1, 20), min_size=2, max_size=4))
    count = draw(st.integers(1, 12))
    loss = draw(st.sampled_from([HALF_SQUARED, *OUTPUT_OF]))
    kinds = draw(st.lists(st.sampled_from(ACTIVATIONS), min_size=len(sizes), max_size=len(sizes)))
    output = OUTPUT_OF.get(loss) or draw(st.sampled_from([kinds[0], "softmax"]))
    sizes[-1] = max(sizes[-1], 2 if output == "softmax" else 1)
    targets = rng.uniform(0, 1, (count, sizes[-1]))
    if loss == "categorical_cross_entropy":
        targets /= targets.sum(axis=1, keepdims=True)
    return {
        "network": {
            "weights": [rng.uniform(-1, 1, (to, of)).tolist() for of, to in pairwise(sizes)],
            "biases": [rng.uniform(-1, 1, units).tolist() for units in sizes[1:]],
            "activations": [*kinds[2:], output],
        },
        "loss": loss,
        "examples": {
            "inputs": rng.uniform(-1, 1, (count, sizes[0])).tolist(),
            "targets": targets.tolist(),
        },
        "learning_rate": draw(st.floats(0, 0.5)),
        "train_biases": draw(st.sampled_from([False, True, "per_layer"])),
        "frozen": draw(st.lists(st.sampled_from(["w1", "b.o1"]), unique=True)),
        "iteration": draw(st.integers(0, 2**40)),
    }


def step(client: TestClient, experiment: Json, steps: int, record: str = "all") -> Json:
    """The answer to this many steps, if they do not diverge."""
    body = {"experiment": experiment, "steps": steps, "record": record, "detailed": True}
    response = client.post("/api/step", json=body)
    assume(response.status_code != 422 or response.json()["detail"][0]["type"] != "diverged")
    return answer(client, "/api/step", body)


def assert_same(one: Any, other: Any) -> None:
    """Asserts that all numbers are the same to the last digit, including the sign of zero."""
    assert repr(one) == repr(other)


@given(experiment=experiments(), first=st.integers(1, 15), then=st.integers(1, 15))
@settings(max_examples=HALF)
def test_a_run_in_two_requests_equals_the_run_in_one(
    client: TestClient, experiment: Json, first: int, then: int
) -> None:
    whole = step(client, experiment, first + then)
    begun = step(client, experiment, first)
    ended = step(client, begun["experiment"], then)
    assert_same(ended["experiment"], whole["experiment"])
    assert_same(ended["forward"], whole["forward"])
    assert_same(ended["details"], whole["details"])
    assert_same(begun["losses"] + ended["losses"][1:], whole["losses"])
    assert_same(begun["passes"] + ended["passes"], whole["passes"])


@given(experiment=experiments(), steps=st.integers(1, 10), data=st.data())
@settings(max_examples=HALF)
def test_a_recorded_pass_equals_that_of_a_single_step_there(
    client: TestClient, experiment: Json, steps: int, data: st.DataObject
) -> None:
    run = step(client, experiment, steps)
    opened = run["passes"][data.draw(st.integers(0, steps - 1))]
    there = experiment | {"network": opened["network"], "iteration": opened["iteration"]}
    alone = step(client, there, 1, "last")
    assert_same(alone["passes"], [opened])
    assert_same(alone["losses"][0], opened["loss"])


@given(experiment=experiments(), steps=st.integers(1, 10))
@settings(max_examples=HALF)
def test_the_forward_pass_after_a_run_is_that_of_forward(
    client: TestClient, experiment: Json, steps: int
) -> None:
    run = step(client, experiment, steps, "last")
    alone = answer(client, "/api/forward", {"experiment": run["experiment"]})
    assert_same(alone["forward"], run["forward"])


def test_a_long_run_equals_its_parts(client: TestClient) -> None:
    whole = answer(client, "/api/step?steps=10000", {"experiment": mazur()})
    part: Json = {"experiment": mazur()}
    losses = []
    for steps in (1, 999, 3000, 6000):
        part = answer(client, f"/api/step?steps={steps}", part)
        losses += part["losses"][:-1]
    assert_same(part["experiment"], whole["experiment"])
    assert_same([*losses, part["losses"][-1]], whole["losses"])
    assert_same(part["passes"], whole["passes"])


def test_requests_do_not_affect_one_another(client: TestClient) -> None:
    body = {"experiment": mazur(), "steps": 5, "record": "all"}
    first = client.post("/api/step", json=body).content
    client.post("/api/step", json={"experiment": mazur(learning_rate=3), "steps": 100})
    client.post("/api/reset")
    client.post("/api/step", json={"experiment": "wrong"})
    assert client.post("/api/step", json=body).content == first
