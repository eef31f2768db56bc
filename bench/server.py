"""The server: what a step costs over the API, and how light requests fare beside heavy ones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from statistics import quantiles
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.api.convert import to_core
from app.api.schemas import MAZUR
from app.api.step import StepRequest, step_answer
from app.web.heavy import take_short_turns
from bench.asgi import ask, ours
from bench.measure import Comparison, measure
from bench.table import Row

STEPS = 100
LIGHT = 300  # requests

CLIENTS = 1_000
SECONDS = 3  # for which the clients take a step each second

_THOUSAND = {
    **MAZUR.model_dump(mode="json"),
    "examples": {"inputs": [[0.05, 0.1]] * 1_000, "targets": [[0.01, 0.99]] * 1_000},
}

# What is asked for at the same time, by how many clients, without a pause.
_HEAVY: Mapping[str, tuple[int, str, dict[str, Any]]] = {
    "four recording 416 steps": (4, "/api/step", {"steps": 416, "record": "all"}),
    "two asking for the largest surface": (2, "/api/loss-surface", {"points": 201}),
    "two asking for what neurons see": (2, "/api/input-surface", {"points": 201}),
    "two exporting 10,000 iterations": (2, "/api/export", {"iteration": 10_000, "format": "csv"}),
    "two opening a page": (2, "/api/phases", {}),
    "two recording 1,000 examples": (
        2,
        "/api/step",
        {"experiment": _THOUSAND, "steps": 8, "record": "all"},
    ),
}


def rows(rounds: int) -> list[Row]:
    """A step against FastAPI alone, and the slowest light requests beside heavy ones."""
    cost = Comparison(
        "a step over the API", lambda: _steps(ours()), "FastAPI alone", lambda: _steps(alone()), 2
    )
    return [*measure([cost], rounds), _crowd(rounds), *(_beside(name, rounds) for name in _HEAVY)]


def alone() -> FastAPI:
    """An application that checks the same body and sends as much, and computes nothing."""
    app = FastAPI()
    answer = step_answer(to_core(MAZUR), steps=1, record="last", detailed=False)
    sent = asdict(answer) | {"experiment": answer.experiment.model_dump(mode="json")}

    @app.post("/api/step")
    async def step(body: StepRequest) -> dict[str, Any]:
        return sent

    return app


def _steps(app: ASGIApp) -> None:
    async def ask_all() -> None:
        for _ in range(STEPS):
            await ask(app, "/api/step", body=_STEP)

    asyncio.run(ask_all())


_STEP = json.dumps({"experiment": MAZUR.model_dump(mode="json"), "steps": 1}).encode()


def _beside(name: str, rounds: int) -> Row:
    """The 99th percentile of light requests beside heavy ones, as a multiple of that without."""
    take_short_turns()
    ratios = tuple(_p99(*_HEAVY[name]) / _p99() for _ in range(rounds))
    return Row(f"p99 of a step beside {name}", ratios, "of p99 alone", aim=3)


def _crowd(rounds: int) -> Row:
    """The 99th percentile of a step of many clients, each of whom takes one a second."""

    async def stay(client: int, seconds: list[float]) -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time() + client / CLIENTS
        for second in range(SECONDS):
            await asyncio.sleep(begin + second - loop.time())
            await ask(ours(), "/api/step", body=_STEP)
            seconds.append(loop.time() - (begin + second))

    async def come() -> list[float]:
        seconds: list[float] = []
        await asyncio.gather(*(stay(client, seconds) for client in range(CLIENTS)))
        return seconds

    values = tuple(1e3 * quantiles(asyncio.run(come()), n=100)[98] for _ in range(rounds))
    return Row(f"p99 of {CLIENTS:,} clients at a step a second", values, "ms", aim=100)


def _p99(clients: int = 0, path: str = "", body: Mapping[str, Any] | None = None) -> float:
    """The 99th percentile of the time of a step, in seconds, while clients ask for something."""

    async def keep_asking() -> None:
        while True:
            answer = await ask(ours(), path, body=json.dumps(body).encode())
            assert answer.status == 200

    async def measured() -> list[float]:
        others = [asyncio.create_task(keep_asking()) for _ in range(clients)]
        seconds = []
        for _ in range(LIGHT):
            await asyncio.sleep(0.001)
            start = perf_counter()
            await ask(ours(), "/api/step", body=_STEP)
            seconds.append(perf_counter() - start)
        for other in others:
            other.cancel()
            with suppress(asyncio.CancelledError):
                await other
        return seconds

    return quantiles(asyncio.run(measured()), n=100)[98]
