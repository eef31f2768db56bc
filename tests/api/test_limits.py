"""No request can take much time or memory: each limit holds, and its error names it."""

import json
import threading
from itertools import pairwise
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from starlette.types import Message

from app.api.limits import MAX_BODY
from app.api.step import StepAnswer, step_answer
from app.main import create_app
from app.web.body_limit import READ_ON
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur


def network(*sizes: int) -> Json:
    """A network of these layer sizes, the inputs first, with small numbers."""
    return {
        "weights": [
            [[0.5 if i == j else 0 for j in range(of)] for i in range(to)]
            for of, to in pairwise(sizes)
        ],
        "biases": [[0] * units for units in sizes[1:]],
        "activations": ["tanh"] * (len(sizes) - 1),
    }


def experiment(*sizes: int, examples: int = 1) -> Json:
    """An experiment with a network of these sizes and this many examples."""
    table = {"inputs": [[0.5] * sizes[0]] * examples, "targets": [[0] * sizes[-1]] * examples}
    return mazur(network=network(*sizes), examples=table)


def test_a_body_of_exactly_one_mebibyte_is_accepted(client: TestClient) -> None:
    content = json.dumps({"other": ""})
    padded = content.replace('""', f'"{"x" * (MAX_BODY - len(content))}"')
    assert len(padded) == MAX_BODY
    assert client.post("/api/step", content=padded).status_code == 200
    longer = client.post("/api/step", content=padded + " ")
    assert_error(longer, 413, ["body"], str(MAX_BODY + 1), str(MAX_BODY))


def test_a_body_is_refused_by_its_announced_length(client: TestClient) -> None:
    response = client.post(
        "/api/step", content=b"{}", headers={"Content-Length": str(MAX_BODY + 1)}
    )
    assert_error(response, 413, ["body"], str(MAX_BODY + 1))


@pytest.mark.parametrize("header", [(b"transfer-encoding", b"chunked"), (b"expect", b"")])
def test_an_endless_body_is_read_only_up_to_a_limit(header: tuple[bytes, bytes]) -> None:
    sent, received = refused([header])
    assert sent[0]["status"] == 413
    assert MAX_BODY < received <= MAX_BODY * READ_ON + CHUNK


@pytest.mark.parametrize(
    "headers",
    [
        [(b"content-length", b"%d" % (MAX_BODY * READ_ON + 1))],
        [(b"content-length", b"%d" % (MAX_BODY + 1)), (b"expect", b"100-continue")],
    ],
)
def test_a_body_announced_as_too_large_is_refused_unread(
    headers: list[tuple[bytes, bytes]],
) -> None:
    sent, received = refused(headers)
    assert sent[0]["status"] == 413
    assert received == 0


CHUNK = 2**18


def refused(headers: list[tuple[bytes, bytes]]) -> tuple[list[Message], int]:
    """The answer to a body that never ends, and how many bytes of it were read."""
    received, sent = 0, list[Message]()

    async def receive() -> Message:
        nonlocal received
        received += CHUNK
        return {"type": "http.request", "body": b" " * CHUNK, "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/step",
        "query_string": b"",
        "headers": headers,
    }
    # A thread of its own: where a browser is tested in this process, a loop runs in this one.
    with start_blocking_portal() as portal:
        portal.call(create_app(cors_origins=[]), scope, receive, send)
    return sent, received


def test_a_thousand_examples_can_be_trained_for_ten_thousand_steps(client: TestClient) -> None:
    body = {"experiment": experiment(2, 2, 2, examples=1000), "steps": 10_000}
    assert len(answer(client, "/api/step", body)["losses"]) == 10_001


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        (
            {"experiment": experiment(2, 3, 2, examples=1000), "steps": 10_000},
            ["steps"],
            ["10000 steps x 1000 examples x 17 parameters", "120000000"],
        ),
        (
            {"experiment": experiment(2, 2, 2, examples=40), "steps": 1000, "record": "all"},
            ["steps"],
            ["584", "500000"],
        ),
        ({"experiment": experiment(1, 256, examples=1000)}, ["steps"], ["500000"]),
        (
            {"experiment": mazur(iteration=2**53 - 1)},
            ["experiment", "iteration"],
            [f"got {2**53 - 1}", "after 1 steps"],
        ),
        (
            {"experiment": experiment(1, 1, examples=1001)},
            ["experiment", "examples", "inputs"],
            ["at most 1000", "1001"],
        ),
        (
            {"experiment": experiment(1, 257)},
            ["experiment", "network", "weights", 0],
            ["at most 256", "257"],
        ),
        (
            {"experiment": experiment(257, 1)},
            ["experiment", "network", "weights", 0, 0],
            ["at most 256", "257"],
        ),
        (
            {"experiment": experiment(*[1] * 18)},
            ["experiment", "network", "weights"],
            ["at most 16", "17"],
        ),
    ],
)
def test_a_request_beyond_a_limit_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post("/api/step", json=body), 422, ["body", *loc], *said)


def test_a_forward_pass_with_too_many_numbers_is_refused(client: TestClient) -> None:
    body = {"experiment": experiment(1, 256, examples=1000)}
    response = client.post("/api/forward", json=body)
    assert_error(response, 422, ["body", "experiment"], "770512", "500000")


def test_the_last_iteration_can_be_reached(client: TestClient) -> None:
    given = answer(client, "/api/step", {"experiment": mazur(iteration=2**53 - 2)})
    assert given["experiment"]["iteration"] == 2**53 - 1
    assert answer(client, "/api/forward", given)


@pytest.mark.parametrize(("steps", "in_a_thread"), [(1, False), (10_000, True)])
def test_only_a_long_run_is_computed_outside_the_event_loop(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, steps: int, in_a_thread: bool
) -> None:
    threads = list[str]()

    def step_answer_here(*run: Any) -> StepAnswer:
        threads.append(threading.current_thread().name)
        return step_answer(*run)

    monkeypatch.setattr("app.api.step.step_answer", step_answer_here)
    answer(client, f"/api/step?steps={steps}")
    [thread] = threads
    assert ("worker" in thread.lower()) is in_a_thread
