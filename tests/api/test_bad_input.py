"""Bad input is answered with a 422 that names the field, its value and what is allowed."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.api.errors import assert_error
from tests.api.requests import LAB, Json, mazur

ENDPOINTS = ["/api/reset", "/api/forward", "/api/step", *LAB]
EXPERIMENT = ["body", "experiment"]
NETWORK = [*EXPERIMENT, "network"]
EXAMPLES = [*EXPERIMENT, "examples"]
W1 = [[0.15, 0.20], [0.25, 0.30]]


@pytest.mark.parametrize("url", ENDPOINTS)
@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[[",
        b"nul",
        b"{'steps': 1}",
        b"steps=1",
        b"\x0b",
        b'{"steps": 1} 2',
        b"\xff\xfe\x00",
        b'{"\xff": 1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 5_000,
        b'{"steps": ' + b"9" * 5_000 + b"}",
        b'"\\ud800"',
        b'{"experiment": {"loss": "\\ud800"}}',
        b'{"experiment": {"\\udfff": 1}}',
    ],
)
def test_malformed_json_is_refused(client: TestClient, url: str, content: bytes) -> None:
    assert_error(client.post(url, content=content), 422, ["body"], "not JSON")


@pytest.mark.parametrize("url", ENDPOINTS)
@pytest.mark.parametrize("content", [b"[]", b"1", b'"step"', b"true", b"NaN", b"1e999"])
def test_a_body_that_is_not_an_object_is_refused(
    client: TestClient, url: str, content: bytes
) -> None:
    assert_error(client.post(url, content=content), 422, ["body"], "; got ")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400])
@pytest.mark.parametrize(
    "path",
    [
        ["learning_rate"],
        ["network", "weights", 1, 0, 1],
        ["network", "biases", 0, 1],
        ["examples", "inputs", 0, 0],
        ["examples", "targets", 0, 1],
    ],
)
def test_a_number_that_is_not_finite_is_refused(
    client: TestClient, number: str, path: list[Any]
) -> None:
    experiment = mazur()
    place: Any = experiment
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = "HERE"
    content = json.dumps({"experiment": experiment}).replace('"HERE"', number)
    response = client.post("/api/step", content=content)
    assert_error(response, 422, [*EXPERIMENT, *path], "number; got ")


@pytest.mark.parametrize("value", [True, "0.5", None, [0.5], {}])
@pytest.mark.parametrize(
    ("field", "loc"),
    [
        ("learning_rate", ["learning_rate"]),
        ("iteration", ["iteration"]),
    ],
)
def test_only_a_json_number_is_a_number(
    client: TestClient, value: object, field: str, loc: list[str]
) -> None:
    response = client.post("/api/step", json={"experiment": mazur(**{field: value})})
    assert_error(response, 422, [*EXPERIMENT, *loc], "Input should be a valid", "; got ")


WRONG_EXPERIMENTS: list[tuple[Json, list[Any], list[str]]] = [
    # Values
    (mazur(loss="mse"), ["loss"], ["half_squared_error", 'got "mse"']),
    (mazur(loss="half\ud83d"), ["loss"], ["not JSON"]),
    (mazur(train_biases="all"), ["train_biases"], ["per_layer", 'got "all"']),
    (mazur(train_biases=1), ["train_biases"], ["per_layer", "got 1"]),
    (mazur(train_biases=None), ["train_biases"], ["per_layer", "got null"]),
    (mazur(frozen=["w9"]), ["frozen", 0], ["got 'w9'", "w1 to w8, b.h1, b.h2, b.o1, b.o2"]),
    (mazur(frozen=["b.h1", "w5", "w5"]), ["frozen", 2], ["got 'w5' twice", "w1 to w8, b.h1"]),
    (mazur(frozen=[5]), ["frozen", 0], ["got 5", "string"]),
    (mazur(frozen="w5"), ["frozen"], ['got "w5"', "list"]),
    (mazur(frozen=None), ["frozen"], ["got null"]),
    (mazur(iteration=-1), ["iteration"], ["equal to 0", "got -1"]),
    (mazur(iteration=1.5), ["iteration"], ["integer", "got 1.5"]),
    (mazur(iteration=2**53), ["iteration"], [str(2**53 - 1), f"got {2**53}"]),
    (mazur(iteration=10**400), ["iteration"], [str(2**53 - 1), "..."]),
    (mazur(network__activations=["sigmoid", "step"]), ["network", "activations", 1], ["'relu'"]),
    (mazur(network=None), ["network"], ["got null"]),
    (mazur(network__weights="many"), ["network", "weights"], ['got "many"']),
    (mazur(network__weights=[W1, [0.4, 0.5]]), ["network", "weights", 1, 0], ["list", "got 0.4"]),
    (mazur(examples__inputs=[0.05, 0.1]), ["examples", "inputs", 0], ["list", "got 0.05"]),
    # Unknown fields
    (mazur(rate=1), ["rate"], ['got the unknown field "rate"', "learning_rate"]),
    (mazur(network__bias=1), ["network", "bias"], ["unknown", "biases"]),
    (mazur(examples__x=1), ["examples", "x"], ["unknown", "inputs, targets"]),
    (mazur(**{"w" * 1000: 1}), ["w" * 57 + "..."], ["unknown", "www..."]),
    (mazur(**{"é\n\U0001f600": 1}), ["\\xe9\n\\U0001f600"], ["unknown"]),
    # Shapes
    (mazur(network__weights=[]), ["network", "weights"], ["at least 1", "a list of 0"]),
    (mazur(network__weights=[[], W1]), ["network", "weights", 0], ["at least 1"]),
    (mazur(network__weights=[[[], []], W1]), ["network", "weights", 0, 0], ["at least 1"]),
    (mazur(network__weights=[W1, [[1], [1, 2]]]), ["network", "weights", 1], ["row 1 has 2"]),
    (mazur(network__weights=[W1]), ["network", "biases"], ["got 2"]),
    (mazur(network__weights=[W1, [[1], [2]]]), ["network", "weights", 1], ["rows of 1"]),
    (mazur(network__biases=[[0.35, 0.35], [0.6]]), ["network", "biases", 1], ["got 1", "2"]),
    (mazur(network__biases=[[0.35, 0.35]]), ["network", "biases"], ["got 1", "2"]),
    (mazur(network__activations=["tanh"]), ["network", "activations"], ["got 1", "2"]),
    (mazur(examples__inputs=[]), ["examples", "inputs"], ["at least 1"]),
    (mazur(examples__inputs=[[]]), ["examples", "inputs", 0], ["at least 1"]),
    (mazur(examples__inputs=[[1, 2], [1]]), ["examples", "inputs"], ["row 1 has 1"]),
    (mazur(examples__inputs=[[1, 2, 3]]), ["examples", "inputs"], ["rows of 3", "2 inputs"]),
    (mazur(examples__targets=[[1]]), ["examples", "targets"], ["rows of 1", "2 outputs"]),
    (mazur(examples__targets=[[1, 0]] * 2), ["examples", "targets"], ["2 rows for 1"]),
    # What goes together
    (
        mazur(loss="binary_cross_entropy", network__activations=["tanh", "tanh"]),
        ["loss"],
        ["tanh", "must be sigmoid"],
    ),
    (
        mazur(loss="binary_cross_entropy", examples__targets=[[2, 0]]),
        ["examples", "targets"],
        ["got 2", "from 0 to 1"],
    ),
    (
        mazur(network__activations=["softmax", "sigmoid"]),
        ["network", "activations", 0],
        ["got softmax for a hidden layer", "only the output layer"],
    ),
    (
        mazur(
            network__activations=["sigmoid", "softmax"],
            network__weights=[W1, [[1, 2]]],
            network__biases=[[0.35, 0.35], [0.6]],
            examples__targets=[[1]],
        ),
        ["network", "activations", 1],
        ["got softmax for one output", "two or more"],
    ),
    (mazur(loss="categorical_cross_entropy"), ["loss"], ["sigmoid", "must be softmax"]),
    (
        mazur(
            loss="categorical_cross_entropy",
            network__activations=["sigmoid", "softmax"],
            examples__inputs=[[0, 0], [1, 1]],
            examples__targets=[[0, 1], [0.5, 0.25]],
        ),
        ["examples", "targets", 1],
        ["got row 1, which sums to 0.75", "must sum to 1"],
    ),
]


@pytest.mark.parametrize("url", ["/api/forward", "/api/step", *LAB])
@pytest.mark.parametrize(("experiment", "loc", "said"), WRONG_EXPERIMENTS)
def test_an_invalid_experiment_is_refused(
    client: TestClient, url: str, experiment: Json, loc: list[Any], said: list[str]
) -> None:
    response = client.post(url, content=json.dumps({"experiment": experiment}))
    expected = ["body"] if "not JSON" in said else [*EXPERIMENT, *loc]
    assert_error(response, 422, expected, *said)


@pytest.mark.parametrize("field", ["network", "loss", "examples", "learning_rate"])
def test_a_missing_field_is_named(client: TestClient, field: str) -> None:
    experiment = mazur()
    del experiment[field]
    response = client.post("/api/step", json={"experiment": experiment})
    assert_error(response, 422, [*EXPERIMENT, field], "required")


@pytest.mark.parametrize("value", [0, -1, 10_001, 10**400, True, "1", 1.5, None, [1]])
def test_steps_in_the_body_are_an_integer_in_range(client: TestClient, value: object) -> None:
    assert_error(client.post("/api/step", json={"steps": value}), 422, ["body", "steps"], "got ")


@pytest.mark.parametrize("value", ["0", "-1", "10001", "9" * 5_000, "x", "", "1.5", "NaN", "%ff"])
def test_steps_in_the_query_are_an_integer_in_range(client: TestClient, value: str) -> None:
    assert_error(client.post(f"/api/step?steps={value}"), 422, ["query", "steps"], "got ")


@pytest.mark.parametrize(
    ("url", "body", "loc", "allowed"),
    [
        ("/api/step?record=none", {}, ["query", "record"], "'last' or 'all'"),
        ("/api/step?record=", {}, ["query", "record"], "'last' or 'all'"),
        ("/api/step", {"record": "ALL"}, ["body", "record"], "'last' or 'all'"),
        ("/api/step", {"record": None}, ["body", "record"], "got null"),
        ("/api/step", {"detailed": 1}, ["body", "detailed"], "valid boolean"),
        ("/api/step", {"detailed": None}, ["body", "detailed"], "got null"),
        ("/api/step", {"experiment": None}, ["body", "experiment"], "got null"),
        ("/api/forward", {"experiment": []}, ["body", "experiment"], "a list of 0"),
        ("/api/reset?preset=parity", {}, ["query", "preset"], "'mazur'"),
        ("/api/reset", {"preset": "parity"}, ["body", "preset"], "'mazur'"),
        ("/api/reset", {"preset": None}, ["body", "preset"], "'mazur'"),
        ("/api/reset?seed=x", {}, ["query", "seed"], "integer"),
        ("/api/reset", {"seed": "x"}, ["body", "seed"], "integer"),
        ("/api/reset", {"seed": -1}, ["body", "seed"], "equal to 0"),
    ],
)
def test_parameters_outside_their_choices_are_refused(
    client: TestClient, url: str, body: Json, loc: list[str], allowed: str
) -> None:
    assert_error(client.post(url, json=body), 422, loc, allowed)


def test_more_than_a_thousand_steps_are_not_recorded(client: TestClient) -> None:
    in_query = client.post("/api/step?steps=1001&record=all")
    assert_error(in_query, 422, ["query", "steps"], "got 1001", "1000")
    in_body = client.post("/api/step", json={"steps": 1001, "record": "all"})
    assert_error(in_body, 422, ["body", "steps"], "got 1001", "1000")


@pytest.mark.parametrize("url", ["/api/forward", "/api/step", *LAB])
def test_weights_that_overflow_diverge_at_once(client: TestClient, url: str) -> None:
    huge = mazur(
        network__weights=[[[1e308, 1e308]] * 2] * 2,
        network__activations=["identity", "identity"],
        examples__inputs=[[1e308, 1e308]],
        iteration=41,
    )
    response = client.post(url, json={"experiment": huge})
    assert_error(response, 422, EXPERIMENT, "diverged", "iteration 41 ")
    assert response.json()["detail"][0]["type"] == "diverged"


@pytest.mark.parametrize("record", ["last", "all"])
def test_a_diverging_run_names_the_iteration_however_it_is_cut(
    client: TestClient, record: str
) -> None:
    wild = mazur(learning_rate=1e9, network__activations=["identity", "identity"], iteration=100)
    body: Json = {"experiment": wild, "steps": 1, "record": record}
    while (response := client.post("/api/step", json=body)).status_code == 200:
        body["experiment"] = response.json()["experiment"]
    last = body["experiment"]["iteration"]
    assert last > 101
    whole = client.post("/api/step", json={"experiment": wild, "steps": 1000, "record": record})
    assert_error(whole, 422, EXPERIMENT, "diverged", f"iteration {last + 1} ")
    assert whole.json() == response.json()


def test_many_errors_are_answered_with_the_first_few(client: TestClient) -> None:
    rows = [["x"] * 100] * 1000
    response = client.post("/api/step", json={"experiment": mazur(examples__inputs=rows)})
    assert_error(response, 422, [*EXAMPLES, "inputs", 0, 0], 'got "x"')
    assert len(response.json()["detail"]) == 20
    assert len(response.content) < 5_000


def test_a_large_value_is_quoted_in_part(client: TestClient) -> None:
    response = client.post("/api/step", json={"experiment": mazur(loss="\U0001f600" * 100_000)})
    assert_error(response, 422, [*EXPERIMENT, "loss"], "...")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(value=JSON, path=st.sampled_from(["", "loss", "network__weights", "examples__targets"]))
def test_any_value_gets_a_good_answer_or_a_422(
    client: TestClient, value: object, path: str
) -> None:
    body = {"experiment": mazur(**{path: value})} if path else value
    response = client.post("/api/step", content=json.dumps(body))
    assert response.status_code in (200, 422)
    assert b"NaN" not in response.content or response.status_code == 422
    assert response.json()


@given(content=st.binary())
def test_any_bytes_get_a_good_answer_or_a_422(client: TestClient, content: bytes) -> None:
    for url in ENDPOINTS:
        assert client.post(url, content=content).status_code in (200, 422), url
