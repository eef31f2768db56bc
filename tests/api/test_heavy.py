"""Heavy requests: encoded in pieces, one at a time in a lane, refused when too many wait."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from app.api.step import StepAnswer, step_answer
from app.web.heavy import HEAVY, WORDS, Busy, Lane
from app.web.pieces import gathered, pieces
from core.run.presets import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("detailed", [False, True])
def test_pieces_are_what_pydantic_writes(preset: str, detailed: bool) -> None:
    answer = step_answer(PRESETS[preset].experiment(), 100, "all", detailed)
    whole = TypeAdapter(StepAnswer).dump_json(answer)
    parts = list(pieces(answer))
    assert b"".join(parts) == whole
    assert len(parts) > 100
    assert b"".join(gathered(iter(parts), 1_000)) == whole


def test_a_sweep_without_a_best_rate_says_so(client: TestClient) -> None:
    experiment = client.post("/api/reset", json={}).json()["experiment"]
    experiment["network"]["activations"] = ["identity", "identity"]
    asked = {"experiment": experiment, "rates": [1e300], "steps": 10}
    answer = client.post("/api/sweep", json=asked).json()
    assert answer["best"] is None
    assert len(answer["diverged_at"]) == 1


def test_one_of_a_lane_computes_at_a_time_and_a_long_queue_is_refused() -> None:
    lane, other = Lane("test", waiting=3), Lane("other", waiting=1)
    go, running = Event(), []

    def compute(number: int) -> list[int]:
        running.append(number)
        go.wait(10)
        return [number]

    async def ask() -> tuple[int, list[Any], list[int]]:
        asked = [asyncio.create_task(lane.answer(compute, number)) for number in range(4)]
        while not running:
            await asyncio.sleep(0)
        with pytest.raises(Busy):
            await lane.answer(compute, -1)
        begun = len(running)
        beside = await other.compute(lambda: [5])
        go.set()
        return begun, await asyncio.gather(*asked), beside

    begun, answers, beside = asyncio.run(ask())
    assert begun == 1
    assert [answer.content for answer in answers] == [[b"[%d]" % number] for number in range(4)]
    assert beside == [5]


def test_a_busy_server_says_when_to_try_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HEAVY, "waiting", 0)
    answer = client.post("/api/sweep", json={})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    [item] = answer.json()["detail"]
    assert (item["loc"], item["type"]) == ([], "busy")
    # What is light is not refused, and words have a lane of their own.
    assert client.post("/api/step", json={}).status_code == 200
    assert client.post("/api/phase", json={"phase": "update"}).status_code == 200
    monkeypatch.setattr(WORDS, "waiting", 0)
    assert client.post("/api/phase", json={"phase": "update"}).status_code == 503


def test_a_large_forward_pass_waits_its_turn_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = client.post("/api/reset", json={}).json()["experiment"]
    small = {"experiment": experiment}
    rows = {"inputs": [[0.5, 0.5]] * 1000, "targets": [[0.5, 0.5]] * 1000}
    large = {"experiment": {**experiment, "examples": rows}}
    assert len(client.post("/api/forward", json=large).json()["forward"]["z"][0]) == 1000
    monkeypatch.setattr(HEAVY, "waiting", 0)
    assert client.post("/api/forward", json=small).status_code == 200
    assert client.post("/api/forward", json=large).status_code == 503
