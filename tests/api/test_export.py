"""The files of a run: their content, and refused requests."""

import csv
import json
import re
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.export import MAX_EXPORTED_WORK
from app.api.limits import MAX_NUMBERS
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur

FORMATS = {
    "csv": ("text/csv", "history.csv"),
    "report": ("text/html", "report.html"),
    "numpy": ("text/x-python", "in_numpy.py"),
    "torch": ("text/x-python", "in_pytorch.py"),
}


def export(client: TestClient, **body: Any) -> str:
    """The text of a file."""
    response = client.post("/api/export", json=body)
    assert response.status_code == 200, response.text
    return response.text


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(StringIO(text)))


def two_stages(client: TestClient) -> list[Json]:
    """A run whose rate was changed at iteration 40."""
    changed = answer(client, "/api/step", {"steps": 40})["experiment"] | {"learning_rate": 4.0}
    return [mazur(), changed]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_has_a_name_and_a_type(client: TestClient, name: str) -> None:
    response = client.post("/api/export", json={"iteration": 3, "format": name})
    media_type, file = FORMATS[name]
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{file}"'


def test_the_history_has_every_iteration_with_all_digits(client: TestClient) -> None:
    losses = answer(client, "/api/step", {"steps": 100})["losses"]
    passes = answer(client, "/api/step", {"steps": 100, "record": "all"})["passes"]
    rows = table(export(client, iteration=100, format="csv"))
    assert [int(row["iteration"]) for row in rows] == list(range(101))
    assert [float(row["loss"]) for row in rows] == losses
    assert [float(row["w7"]) for row in rows[:100]] == [
        opened["network"]["weights"][1][1][0] for opened in passes
    ]
    assert {row["learning_rate"] for row in rows} == {"0.5"}
    assert {row["b.o2"] for row in rows} == {"0.6"}
    assert list(rows[0])[3:] == [f"w{i}" for i in range(1, 9)] + ["b.h1", "b.h2", "b.o1", "b.o2"]


def test_a_change_on_the_way_takes_effect_at_its_iteration(client: TestClient) -> None:
    start, changed = two_stages(client)
    rows = table(export(client, changed=[start, changed], iteration=60, format="csv"))
    assert [row["learning_rate"] for row in rows] == ["0.5"] * 40 + ["4.0"] * 21
    after = answer(client, "/api/step", {"experiment": changed, "steps": 20})["losses"]
    assert [float(row["loss"]) for row in rows[40:]] == after


def test_a_long_history_is_thinned_evenly_and_keeps_its_ends_and_changes(
    client: TestClient,
) -> None:
    changed = two_stages(client)
    text = export(client, changed=changed, iteration=100_000, format="csv")
    iterations = [int(row["iteration"]) for row in table(text)]
    assert (iterations[0], iterations[-1]) == (0, 100_000)
    assert 40 in iterations
    assert 20_000 < len(iterations) * 15 <= MAX_NUMBERS + 30
    distances = {b - a for a, b in pairwise(iterations[20:-1])}
    assert len(distances) == 1


def test_some_stretches_of_a_large_network_have_no_row(client: TestClient) -> None:
    zeros = [[0.0] * 100 for _ in range(100)]
    large = mazur(
        network__weights=[zeros, zeros],
        network__biases=[[0.5] * 100] * 2,
        examples={"inputs": [[0.5] * 100], "targets": [[0.5] * 100]},
        learning_rate=0.1,
    )
    rows = table(export(client, changed=[large], iteration=200, format="csv"))
    assert len(rows) < 30
    assert [rows[0]["iteration"], rows[-1]["iteration"]] == ["0", "200"]
    assert len(rows[0]) == 3 + 20_200


def test_the_report_is_self_contained(client: TestClient) -> None:
    text = export(client, changed=two_stages(client), iteration=1000, format="report")
    losses = answer(client, "/api/step", {"steps": 1})["losses"]
    assert "default-src 'none'" in text
    prose = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert "://" not in prose
    assert "<link" not in prose
    assert not re.search(r"<script[^>]+src=", text)
    assert f"<td>0</td><td>{losses[0]}</td>" in text
    assert "<td>40</td>" in text
    assert "<td>1000</td>" in text
    assert prose.count("<tr><td>") < 150
    assert "Some of the iterations" in text


def test_the_report_has_the_parameters_before_and_after(client: TestClient) -> None:
    text = export(client, iteration=1, format="report")
    after = answer(client, "/api/step")["experiment"]["network"]["weights"]
    assert f'<th scope="row">w5</th><td>0.4</td><td>{after[1][0][0]}</td>' in text
    assert "Every iteration" in text


def test_the_report_says_what_is_frozen(client: TestClient) -> None:
    column = '<th scope="col">frozen</th>'
    assert column not in export(client, iteration=1, format="report")
    start = mazur(frozen=["w5", "b.h1"])
    text = export(client, changed=[start, mazur(iteration=3)], iteration=5, format="report")
    assert column in text
    assert "<td>w5, b.h1</td></tr>" in text
    assert "<td>none</td></tr>" in text
    assert '<th scope="row">w5</th><td>0.4</td>' in text


def test_what_is_frozen_keeps_its_column_in_the_history(client: TestClient) -> None:
    rows = table(export(client, changed=[mazur(frozen=["w5"])], iteration=5, format="csv"))
    assert {row["w5"] for row in rows} == {"0.4"}
    assert len({row["w6"] for row in rows}) == 6


def test_the_report_carries_the_experiment(client: TestClient) -> None:
    changed = two_stages(client)
    text = export(client, changed=changed, iteration=50, format="report")
    found = re.search(r'<pre id="experiment">(.*?)</pre>', text)
    assert found
    carried = json.loads(found[1].replace("&#34;", '"'))
    assert carried == {"changed": changed, "known": 51, "iteration": 50}


def test_exporting_a_long_run_as_a_script_computes_nothing(client: TestClient) -> None:
    assert "10000000" in export(client, iteration=10_000_000, format="numpy")


WRONG: list[tuple[Json, list[Any], list[str]]] = [
    ({"format": "csv"}, ["iteration"], ["required"]),
    ({"iteration": 3}, ["format"], ["required"]),
    ({"iteration": 3, "format": "xlsx"}, ["format"], ["'csv'", 'got "xlsx"']),
    ({"iteration": -1, "format": "csv"}, ["iteration"], ["got -1"]),
    ({"iteration": 3, "format": "csv", "changed": []}, ["changed"], ["a list of 0"]),
    ({"iteration": 3, "format": "csv", "changed": mazur()}, ["changed"], ["an object"]),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(iteration=4)]},
        ["iteration"],
        ["got 3", "at least 4"],
    ),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(), mazur()]},
        ["changed", 1, "iteration"],
        ["got 0", "more than 0"],
    ),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(), mazur(loss="mse", iteration=2)]},
        ["changed", 1, "loss"],
        ['got "mse"'],
    ),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(network__bias=1)]},
        ["changed", 0, "network", "bias"],
        ["unknown", "weights, biases, activations"],
    ),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(wrong=1)]},
        ["changed", 0, "wrong"],
        ["unknown", "learning_rate"],
    ),
    (
        {"iteration": 3, "format": "csv", "changed": [mazur(examples__inputs=[[1]])]},
        ["changed", 0, "examples", "inputs"],
        ["rows of 1"],
    ),
    (
        {
            "iteration": 3,
            "format": "numpy",
            "changed": [
                mazur(),
                mazur(
                    iteration=1,
                    network__weights=[[[1, 1]] * 3, [[1, 1, 1]] * 2],
                    network__biases=[[0] * 3, [0] * 2],
                ),
            ],
        },
        ["changed", 1, "network"],
        ["2-3-2", "2-2-2"],
    ),
    (
        {"iteration": 100_001, "format": "csv"},
        ["iteration"],
        ["got 100001", str(MAX_EXPORTED_WORK), "100000 iterations"],
    ),
    (
        {"iteration": 200_001, "format": "numpy", "changed": [mazur(), mazur(iteration=100_001)]},
        ["iteration"],
        ["got 100001"],
    ),
    (
        {
            "iteration": 50_000,
            "format": "report",
            "changed": [
                mazur(examples__inputs=[[0, 1]] * 1000, examples__targets=[[0, 1]] * 1000),
            ],
        },
        ["iteration"],
        ["600000000"],
    ),
]


@pytest.mark.parametrize(("body", "loc", "said"), WRONG)
def test_a_bad_export_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post("/api/export", json=body), 422, ["body", *loc], *said)


@pytest.mark.parametrize("name", ["csv", "report"])
def test_a_run_that_diverges_is_refused_and_names_the_iteration(
    client: TestClient, name: str
) -> None:
    diverging = mazur(network__activations=["identity", "identity"], learning_rate=50)
    response = client.post(
        "/api/export", json={"changed": [diverging], "iteration": 1000, "format": name}
    )
    assert_error(response, 422, ["body", "experiment"], "diverged: at iteration ")
