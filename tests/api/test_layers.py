"""/api/layers: the experiment with other layers, and first weights by a named scheme."""

from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core.run.initial import SCHEMES
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/layers"
# Those that a page can show.
SHOWN = [
    [inputs, *hidden, outputs]
    for inputs in (1, 4)
    for hidden in ([], [1], [4], [1, 4], [4, 4])
    for outputs in (1, 4)
]


def test_without_layers_the_experiment_keeps_them(client: TestClient) -> None:
    assert answer(client, URL) == {"experiment": MAZUR, "notes": []}
    trained = answer(client, "/api/step?steps=3")["experiment"]
    again = answer(client, URL, {"experiment": trained})
    assert again == {"experiment": trained | {"iteration": 0}, "notes": []}


def test_what_remains_keeps_its_numbers(client: TestClient) -> None:
    found = answer(client, URL, {"layers": [2, 3, 1], "scheme": "zeros"})
    assert found["experiment"] == mazur(
        network={
            "weights": [[[0.15, 0.2], [0.25, 0.3], [0, 0]], [[0.4, 0.45, 0]]],
            "biases": [[0.35] * 3, [0.6]],
            "activations": ["sigmoid", "sigmoid"],
        },
        examples={"inputs": [[0.05, 0.1]], "targets": [[0.01]]},
    )
    assert found["notes"] == [
        "w5, w6, w9 and b.h3 are new; all other weights and biases keep their values.",
        "No example has y2 any more.",
    ]


def test_new_columns_of_the_examples_are_said(client: TestClient) -> None:
    found = answer(client, URL, {"layers": [3, 2, 4]})
    assert found["experiment"]["examples"] == {
        "inputs": [[0.05, 0.1, 0]],
        "targets": [[0.01, 0.99, 0, 0]],
    }
    assert found["notes"][1:] == ["Every example has x3 = 0, y3 = 0 and y4 = 0 now."]


SOFTMAX = mazur(
    network__activations=["sigmoid", "softmax"],
    loss="categorical_cross_entropy",
    examples={"inputs": [[0, 1], [1, 0]], "targets": [[0.25, 0.75], [1, 0]]},
)


def test_what_one_output_cannot_have_falls_back_and_the_answer_says_so(client: TestClient) -> None:
    found = answer(client, URL, {"experiment": SOFTMAX, "layers": [2, 2, 1]})
    assert found["experiment"]["network"]["activations"] == ["sigmoid", "sigmoid"]
    assert found["experiment"]["loss"] == "binary_cross_entropy"
    assert found["experiment"]["examples"]["targets"] == [[0.25], [1]]
    assert found["notes"] == [
        "No example has y2 any more.",
        "A single output cannot be softmax, so it is sigmoid now and its loss cross-entropy.",
    ]
    squared = SOFTMAX | {"loss": "half_squared_error"}
    found = answer(client, URL, {"experiment": squared, "layers": [2, 2, 1]})
    assert found["experiment"]["loss"] == "half_squared_error"
    assert found["notes"][-1] == "A single output cannot be softmax, so it is sigmoid now."


def test_targets_of_the_classes_that_remain_sum_to_one(client: TestClient) -> None:
    three = answer(client, URL, {"experiment": SOFTMAX, "layers": [2, 2, 3]})["experiment"]
    assert three["examples"]["targets"] == [[0.25, 0.75, 0], [1, 0, 0]]
    three["examples"]["targets"] = [[0.25, 0.25, 0.5], [1, 0, 0]]
    found = answer(client, URL, {"experiment": three, "layers": [2, 2, 2]})
    assert found["experiment"]["examples"]["targets"] == [[0.5, 0.5], [1, 0]]
    assert found["notes"] == [
        "No example has y3 any more.",
        "Targets that no longer summed to 1 were scaled to it.",
    ]


@pytest.mark.parametrize("layers", SHOWN)
def test_every_network_that_a_page_shows_can_be_trained(
    client: TestClient, layers: list[int]
) -> None:
    changed = answer(client, URL, {"layers": layers, "redraw": True})
    network = answer(client, "/api/step", changed)["experiment"]["network"]
    assert [len(network["weights"][0][0]), *map(len, network["weights"])] == layers


@pytest.mark.parametrize(("scheme", "redraw"), list(product(SCHEMES, [False, True])))
def test_the_same_request_gives_the_same_numbers(
    client: TestClient, scheme: str, redraw: bool
) -> None:
    body = {"layers": [3, 4, 2], "scheme": scheme, "seed": 2**53 - 1, "redraw": redraw}
    first = answer(client, URL, body)
    assert answer(client, URL, body) == first
    other = answer(client, URL, body | {"seed": 1})
    assert (other != first) is SCHEMES[scheme].seeded


def test_drawing_anew_keeps_the_layers_and_the_examples(client: TestClient) -> None:
    found = answer(client, URL, {"scheme": "all_equal", "redraw": True})
    half = [[0.5, 0.5]] * 2
    assert found["experiment"] == mazur(network__weights=[half, half], network__biases=half)
    assert found["notes"] == []


def test_a_network_of_many_numbers_is_changed_too(client: TestClient) -> None:
    found = answer(client, URL, {"layers": [2, 256, 256, 2], "scheme": "he"})
    assert found["experiment"]["network"]["weights"][0][:2] == MAZUR["network"]["weights"][0]


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"layers": [2]}, ["layers"], ["at least 2"]),
        ({"layers": [2] * 18}, ["layers"], ["at most 17", "18"]),
        ({"layers": [2, 0, 2]}, ["layers", 1], ["equal to 1", "0"]),
        ({"layers": [2, 257]}, ["layers", 1], ["256", "257"]),
        ({"layers": [2, 1.5]}, ["layers", 1], ["1.5"]),
        ({"layers": "2-3-1"}, ["layers"], ["list"]),
        ({"layers": [256] * 17}, ["layers"], ["1053184 numbers", "500000"]),
        (
            {"experiment": experiment(1, 1, examples=1000), "layers": [256, 256]},
            ["layers"],
            ["577792 numbers"],
        ),
        ({"scheme": "lecun"}, ["scheme"], ["xavier", "lecun"]),
        ({"seed": -1}, ["seed"], ["equal to 0"]),
        ({"seed": None}, ["seed"], ["integer"]),
        ({"redraw": "yes"}, ["redraw"], ["boolean"]),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, ["body", *loc], *said)
