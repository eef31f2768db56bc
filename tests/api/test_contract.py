"""The API keeps its contract: its fields, its numbers, and answers that serve as requests."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.convert import from_core, to_core
from app.api.schemas import MAZUR as MAZUR_MODEL
from app.api.schemas import Experiment
from core.run.presets import mazur as mazur_preset
from tests.api.requests import LAB, MAZUR, Json, answer, mazur

EXPERIMENT = {
    *("network", "loss", "examples", "learning_rate", "train_biases", "frozen", "iteration")
}
NETWORK = {"weights", "biases", "activations"}
FORWARD = {"z", "a", "loss"}
STEP = {"experiment", "forward", "losses", "passes"}
PASS = {"iteration", "network", "z", "a", "loss", "deltas", "gradients"}
ENDPOINTS = ["/api/reset", "/api/forward", "/api/step"]


def assert_experiment(experiment: Json) -> None:
    assert experiment.keys() == EXPERIMENT
    assert experiment["network"].keys() == NETWORK
    assert experiment["examples"].keys() == {"inputs", "targets"}


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, float):
        yield value


@pytest.mark.parametrize("url", ["/api/reset", "/api/forward"])
def test_reset_and_forward_answer_the_experiment_and_its_forward_pass(
    client: TestClient, url: str
) -> None:
    good = answer(client, url)
    assert good.keys() == {"experiment", "forward"}
    assert good["experiment"] == MAZUR
    assert good["forward"].keys() == FORWARD
    assert good["forward"]["loss"] == pytest.approx(0.298371108760, abs=5e-13)


@pytest.mark.parametrize("record", ["last", "all"])
def test_step_answers_exactly_the_fields_of_the_contract(client: TestClient, record: str) -> None:
    good = answer(client, f"/api/step?steps=3&record={record}")
    assert good.keys() == STEP
    assert_experiment(good["experiment"])
    assert good["forward"].keys() == FORWARD
    assert len(good["losses"]) == 4
    assert [opened["iteration"] for opened in good["passes"]] == (
        [0, 1, 2] if record == "all" else [2]
    )
    for opened in good["passes"]:
        assert opened.keys() == PASS
        assert opened["network"].keys() == NETWORK
        assert opened["gradients"].keys() == {"weights", "biases"}


def test_one_step_gives_the_published_numbers(client: TestClient) -> None:
    good = answer(client, "/api/step")
    assert good["losses"] == pytest.approx([0.298371108760, 0.291027773694], abs=5e-13)
    assert good["forward"]["loss"] == good["losses"][-1]
    assert good["experiment"]["iteration"] == 1
    assert good["experiment"]["network"]["weights"][1][0][0] == pytest.approx(
        0.358916479718, abs=5e-13
    )
    assert good["experiment"]["network"]["biases"] == [[0.35, 0.35], [0.6, 0.6]]


def test_a_pass_holds_every_number_of_its_iteration(client: TestClient) -> None:
    [opened] = answer(client, "/api/step")["passes"]
    assert opened["network"] == MAZUR["network"]
    assert opened["a"][0] == [[0.05, 0.1]]
    assert opened["a"][1][0] == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert opened["a"][2][0] == pytest.approx([0.751365070, 0.772928465], abs=5e-10)
    assert opened["z"][1][0] == pytest.approx([1.105905967, 1.224921404], abs=5e-10)
    assert opened["deltas"][1][0] == pytest.approx([0.138498562, -0.038098237], abs=5e-10)
    assert opened["gradients"]["weights"][1][0][0] == pytest.approx(0.082167041, abs=5e-10)
    assert opened["gradients"]["biases"] == [opened["deltas"][0][0], opened["deltas"][1][0]]


def test_ten_thousand_steps_give_the_published_loss_and_outputs(client: TestClient) -> None:
    good = answer(client, "/api/step?steps=10000")
    assert len(good["losses"]) == 10_001
    assert good["losses"][-1] == pytest.approx(3.510187783e-05, rel=5e-10)
    assert good["forward"]["a"][-1] == [pytest.approx([0.0159136204, 0.9840642735], abs=5e-11)]
    assert good["experiment"]["iteration"] == 10_000
    assert [opened["iteration"] for opened in good["passes"]] == [9_999]


@pytest.mark.parametrize("url", [*ENDPOINTS, *LAB])
@pytest.mark.parametrize("content", [b"", b" \n", b"null", b"{}", b'{"other": [1, {}]}'])
def test_a_body_without_an_experiment_uses_the_example(
    client: TestClient, url: str, content: bytes
) -> None:
    assert client.post(url, content=content).json() == answer(client, url)
    assert answer(client, url) == answer(client, url, {"experiment": MAZUR})


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/x-www-form-urlencoded",  # curl -d
        "text/plain",
        "multipart/form-data",
        "no type at all",
    ],
)
def test_a_body_is_read_as_json_with_any_content_type(
    client: TestClient, content_type: str
) -> None:
    content = json.dumps({"experiment": mazur(iteration=7), "steps": 2})
    response = client.post("/api/step", content=content, headers={"Content-Type": content_type})
    assert response.status_code == 200
    assert response.json()["experiment"]["iteration"] == 9


def test_the_query_overrides_the_body(client: TestClient) -> None:
    body = {"steps": 2, "record": "last"}
    assert len(answer(client, "/api/step", body)["losses"]) == 3
    assert len(answer(client, "/api/step?steps=4", body)["losses"]) == 5
    assert len(answer(client, "/api/step?steps=4&record=all", body)["passes"]) == 4
    assert len(answer(client, "/api/step?record=all", body)["passes"]) == 2
    assert answer(client, "/api/reset?preset=mazur&seed=3", {"seed": 5}) == answer(
        client, "/api/reset"
    )


@pytest.mark.parametrize("source", [*ENDPOINTS, "/api/step?steps=1000&record=all"])
@pytest.mark.parametrize("target", ENDPOINTS)
def test_an_answer_can_be_posted_as_a_request(client: TestClient, source: str, target: str) -> None:
    given = answer(client, source)
    taken = answer(client, target, given)
    if target == "/api/forward":
        assert taken == {"experiment": given["experiment"], "forward": given["forward"]}
    if target == "/api/step":
        assert taken["losses"][0] == given["forward"]["loss"]
        assert taken["experiment"]["iteration"] == given["experiment"]["iteration"] + 1


@pytest.mark.parametrize("source", LAB)
@pytest.mark.parametrize("target", [*ENDPOINTS, *LAB])
def test_an_answer_of_the_lab_can_be_posted_as_a_request(
    client: TestClient, source: str, target: str
) -> None:
    given = answer(client, source)
    assert given["experiment"] == MAZUR
    assert answer(client, target, given) == answer(client, target)


def test_an_answer_with_details_posted_again_requests_none(client: TestClient) -> None:
    given = answer(client, "/api/step", {"detailed": True})
    assert answer(client, "/api/step", given).keys() == STEP


def test_details_give_each_outputs_share_of_the_last_passs_loss(client: TestClient) -> None:
    given = answer(client, "/api/step?steps=3", {"detailed": True})
    assert given.keys() == STEP | {"details"}
    assert given["details"].keys() == {"output_losses", "sums", "means"}
    [shares] = given["details"]["output_losses"]
    assert sum(shares) == pytest.approx(given["losses"][-2], rel=1e-15)
    first = answer(client, "/api/step", {"detailed": True})["details"]["output_losses"]
    assert first == [pytest.approx([0.274811083, 0.023560026], abs=5e-10)]
    assert answer(client, "/api/step", {"detailed": False}).keys() == STEP


def test_details_give_the_means_over_the_examples_as_one_row(client: TestClient) -> None:
    inputs, targets = [[0.05, 0.10], [0.5, -0.2], [1, 0]], [[0.01, 0.99], [0, 1], [0.5, 0.5]]
    experiment = mazur(examples={"inputs": inputs, "targets": targets})
    given = answer(client, "/api/step?steps=2", {"experiment": experiment, "detailed": True})
    [opened], details = given["passes"], given["details"]
    means = details["means"]
    assert means.keys() == {"z", "a", "deltas", "output_losses", "sums"}

    def assert_mean(found: list[list[float]], rows: list[list[float]]) -> None:
        mean = [sum(column) / 3 for column in zip(*rows, strict=True)]
        assert found == [pytest.approx(mean, rel=1e-14)]

    for name in ("z", "a", "deltas"):
        for found, rows in zip(means[name], opened[name], strict=True):
            assert_mean(found, rows)
    assert_mean(means["output_losses"], details["output_losses"])
    assert sum(means["output_losses"][0]) == pytest.approx(opened["loss"], rel=1e-14)
    assert [row for [row] in means["deltas"]] == [
        pytest.approx(row, rel=1e-14) for row in opened["gradients"]["biases"]
    ]


def test_the_means_of_one_example_are_its_own_numbers(client: TestClient) -> None:
    given = answer(client, "/api/step", {"detailed": True})
    [opened], details = given["passes"], given["details"]
    assert details["means"] == {name: opened[name] for name in ("z", "a", "deltas")} | {
        name: details[name] for name in ("output_losses", "sums")
    }


def test_details_give_what_is_added_up(client: TestClient) -> None:
    given = answer(client, "/api/step", {"detailed": True})
    sums = given["details"]["sums"]
    assert sums["losses"] == [pytest.approx(0.298371109, abs=5e-10)]
    [[[through_o1, through_o2]]] = sums["paths"]
    assert through_o1 == [
        pytest.approx(0.055399425, abs=5e-10),
        pytest.approx(0.062324353, abs=5e-10),
    ]
    assert through_o2[0] == pytest.approx(-0.019049118, abs=5e-10)
    [[[into_h1, into_h2]]] = sums["activations"]
    assert into_h1 == pytest.approx(0.036350306, abs=5e-10)
    assert into_h2 == pytest.approx(through_o1[1] + through_o2[1], rel=1e-15)


def test_the_sums_of_several_examples_and_layers_agree_with_the_explained_numbers(
    client: TestClient,
) -> None:
    inputs, targets = [[0.05, 0.10], [0.5, -0.2], [1, 0]], [[0.01, 0.99], [0, 1], [0.5, 0.5]]
    experiment = mazur(examples={"inputs": inputs, "targets": targets})
    details = answer(client, "/api/step", {"experiment": experiment, "detailed": True})["details"]
    for example, (shares, loss) in enumerate(
        zip(details["output_losses"], details["sums"]["losses"], strict=True)
    ):
        assert sum(shares) == pytest.approx(loss, rel=1e-15)
        for i, j in itertools.product(range(2), repeat=2):
            named = f"path.o{i + 1}.h{j + 1}"
            asked = {"experiment": experiment, "quantity": named, "example": example}
            value = answer(client, "/api/explain", asked)["explanation"]["value"]
            assert details["sums"]["paths"][0][example][i][j] == pytest.approx(value, rel=1e-15)
    mean = sum(row[1][0] for row in details["sums"]["paths"][0]) / 3
    assert details["means"]["sums"]["paths"][0][0][1][0] == pytest.approx(mean, rel=1e-14)


def test_the_mean_of_huge_numbers_is_a_number(client: TestClient) -> None:
    huge = 1.7976931348623157e308
    weights = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    examples = {"inputs": [[huge, -huge]] * 3, "targets": [[0.5, 0.5]] * 3}
    experiment = mazur(network__weights=weights, network__biases=[[0, 0]] * 2, examples=examples)
    given = answer(client, "/api/step", {"experiment": experiment, "detailed": True})
    assert given["details"]["means"]["a"][0] == [[huge, -huge]]


@pytest.mark.parametrize("train_biases", [False, True, "per_layer"])
def test_biases_learn_as_asked(client: TestClient, train_biases: bool | str) -> None:
    given = answer(client, "/api/step", {"experiment": mazur(train_biases=train_biases)})
    [opened] = given["passes"]
    gradients = opened["gradients"]["biases"]
    descent = {
        False: [[0.0, 0.0], [0.0, 0.0]],
        True: gradients,
        "per_layer": [[sum(layer)] * 2 for layer in gradients],
    }[train_biases]
    assert given["experiment"]["train_biases"] == train_biases
    for biases, before, slopes in zip(
        given["experiment"]["network"]["biases"], MAZUR["network"]["biases"], descent, strict=True
    ):
        assert biases == pytest.approx(
            [b - 0.5 * slope for b, slope in zip(before, slopes, strict=True)], rel=1e-14
        )


def test_what_is_frozen_stays_and_is_answered(client: TestClient) -> None:
    given = answer(client, "/api/step?steps=3", {"experiment": mazur(frozen=["w5", "b.h1"])})
    assert given["experiment"]["frozen"] == ["w5", "b.h1"]
    W2 = given["experiment"]["network"]["weights"][1]
    assert W2[0][0] == 0.4
    assert W2[0][1] != 0.45
    assert given["passes"][0]["gradients"]["weights"][1][0][0] != 0
    assert answer(client, "/api/step", given)["experiment"]["network"]["weights"][1][0][0] == 0.4


def test_an_experiment_without_frozen_freezes_nothing(client: TestClient) -> None:
    earlier = mazur()
    del earlier["frozen"]
    given = answer(client, "/api/step", {"experiment": earlier})
    assert given == answer(client, "/api/step")
    assert given["experiment"]["frozen"] == []


def test_examples_are_rows_in_requests_and_answers(client: TestClient) -> None:
    inputs, targets = [[0.05, 0.10], [0.5, -0.2], [1, 0]], [[0.01, 0.99], [0, 1], [0.5, 0.5]]
    experiment = mazur(examples={"inputs": inputs, "targets": targets})
    given = answer(client, "/api/step", {"experiment": experiment, "detailed": True})
    [opened] = given["passes"]
    assert given["experiment"]["examples"] == {"inputs": inputs, "targets": targets}
    assert opened["a"][0] == inputs
    for layers in (opened["z"], opened["a"], opened["deltas"]):
        assert all(len(rows) == 3 and all(len(row) == 2 for row in rows) for rows in layers)
    alone = [
        answer(client, "/api/step", {"experiment": mazur(examples={"inputs": [x], "targets": [y]})})
        for x, y in zip(inputs, targets, strict=True)
    ]
    passes = [given["passes"][0] for given in alone]
    for index, single in enumerate(passes):
        assert opened["deltas"][0][index] == pytest.approx(single["deltas"][0][0], rel=1e-14)
    assert opened["loss"] == pytest.approx(sum(single["loss"] for single in passes) / 3)
    assert opened["gradients"]["weights"][0][0][0] == pytest.approx(
        sum(single["gradients"]["weights"][0][0][0] for single in passes) / 3
    )


def test_other_networks_are_accepted(client: TestClient) -> None:
    experiment = {
        "network": {
            "weights": [[[0.1, -0.2, 0.3], [1, 0, -1]], [[0.5, 0.25]]],
            "biases": [[0, 0.1], [-0.1]],
            "activations": ["tanh", "sigmoid"],
        },
        "loss": "binary_cross_entropy",
        "examples": {"inputs": [[1, 2, 3], [3, 2, 1]], "targets": [[0], [1]]},
        "learning_rate": 1,
    }
    given = answer(client, "/api/step?steps=50", {"experiment": experiment})
    assert given["losses"][-1] < given["losses"][0]
    assert given["experiment"]["train_biases"] is False
    assert given["experiment"]["iteration"] == 50


def test_no_digit_is_lost_through_json(client: TestClient) -> None:
    awkward = [0.1 + 0.2, 1 / 3]
    weights = [[awkward, [5e-324, -0.0]], [[1.7976931348623157e308, 0.0], [0.0, 1e-300]]]
    experiment = mazur(network__weights=weights, network__activations=["identity", "sigmoid"])
    experiment["network"]["biases"] = [[0, 0], [0, 0]]
    experiment["examples"]["inputs"] = [[0, 0]]
    given = answer(client, "/api/forward", {"experiment": experiment})
    assert list(numbers(given["experiment"]["network"]["weights"])) == list(numbers(weights))
    assert "-0.0" in json.dumps(given["experiment"])


def test_a_whole_float_is_an_integer(client: TestClient) -> None:
    body = {"experiment": mazur(iteration=3.0), "steps": 2.0}
    content = json.dumps(answer(client, "/api/step", body))
    assert '"iteration": 5,' in content or '"iteration": 5}' in content


def test_healthz_says_ok(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.head("/healthz").status_code == 200


def test_the_default_experiment_is_the_preset() -> None:
    assert from_core(mazur_preset()) == MAZUR_MODEL == Experiment.model_validate(MAZUR)


def test_conversion_to_core_and_back_changes_nothing() -> None:
    examples = {"inputs": [[1.5, 2], [3, 4], [5, 6]], "targets": [[0, 1], [1, 0], [0.5, 0.5]]}
    experiment = Experiment.model_validate(mazur(examples=examples, train_biases="per_layer"))
    assert from_core(to_core(experiment)) == experiment
    assert to_core(experiment).inputs.tolist() == [[1.5, 3, 5], [2, 4, 6]]
