"""A run of 10,000 iterations as the page asks for it: one request after the other.

The time is the server's: what it takes from one request to its answer, without the network, and
the JSON of the page's side. The page draws between them, which is not measured here.
"""

from __future__ import annotations

import asyncio
import json
import re
from math import ceil
from typing import Any

from app.web.assets import STATIC
from bench.asgi import ask, ours
from bench.measure import Comparison, Timing, measure
from bench.table import Row
from bench.training import STEPS, core_train


def requests_of_a_run() -> int:
    """The number of requests that the page sends in a run."""
    source = (STATIC / "js" / "model" / "travelling.js").read_text(encoding="utf-8")
    found = re.search(r"^const REQUESTS = (\d+);", source, re.MULTILINE)
    if found is None:
        raise LookupError("travelling.js has no constant REQUESTS")
    return int(found[1])


async def _step(**asked: Any) -> dict[str, Any]:
    answer = await ask(ours(), "/api/step", body=json.dumps({**asked, "detailed": True}).encode())
    if answer.status != 200:
        raise RuntimeError(f"/api/step answered {answer.status}: {answer.body[:200]!r}")
    told: dict[str, Any] = json.loads(answer.body)
    return told


async def _run(steps: int) -> list[float]:
    """The losses of all iterations, as the page learns them."""
    # The page has opened the first iteration already.
    told = await _step(steps=1)
    losses: list[float] = told["losses"][:-1]
    stride = ceil(steps / requests_of_a_run())
    for at in range(0, steps, stride):
        taken = min(stride, steps - at)
        told = await _step(experiment=told["experiment"], steps=taken)
        losses += told["losses"][:-1]
    return losses


def page_run() -> list[float]:
    """A run as the page asks for it."""
    return asyncio.run(_run(STEPS))


def rows(rounds: int) -> list[Row]:
    """The rows of a run."""
    name = f"{STEPS:,} iterations, as the page asks for them"
    return measure(
        (
            Comparison(name, page_run, "a run of the core", core_train),
            Timing(name, page_run, aim=300),
        ),
        rounds,
    )
