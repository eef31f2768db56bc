"""The same experiment, trained with many learning rates at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field

import core
from app.api import examples
from app.api.convert import from_core, to_core
from app.api.limits import MAX_WORK, check_product, check_run, layers, size
from app.api.router import api_router
from app.api.schemas import MAZUR, Envelope, Experiment, Steps, optional_body
from app.web.heavy import HEAVY
from core.run.sweep import FINITE, POINTS, Sweep, sweep

MAX_RATES = 1_000
# Steps times layers, which determines the time if there are few rates.
MAX_SWEEP_STEPS = 20_000

_RateVerdict: TypeAlias = Literal["falls", "climbs", "diverges"]

# 25 rates, six per power of ten, rounded to three digits.
DEFAULT_RATES = [float(f"{rate:.3g}") for rate in np.geomspace(0.01, 100.0, 25)]


class SweepRequest(Envelope):
    """An experiment, and the learning rates to train it with."""

    experiment: Experiment = MAZUR
    rates: Annotated[list[float], Field(min_length=1, max_length=MAX_RATES)] = Field(
        default=DEFAULT_RATES,
        description="Learning rates that replace the experiment's own, in any order.",
    )
    steps: Steps = Field(default=1_000, description="Iterations of gradient descent at each rate.")


@dataclass(frozen=True, slots=True)
class Divergence:
    """A rate with which the run diverges."""

    rate_index: int
    iteration: Annotated[int, Field(description="The first with a number that is not finite.")]


@dataclass(frozen=True, slots=True)
class SweepAnswer:
    """The unchanged experiment, and the loss with each learning rate."""

    experiment: Experiment
    rates: list[float]
    iterations: Annotated[
        list[int],
        Field(
            description=f"At most {POINTS}, including the first and the one after the last step."
        ),
    ]
    losses: Annotated[
        list[list[float]],
        Field(description="For each rate the losses at `iterations`; fewer if it diverges."),
    ]
    verdicts: Annotated[
        list[_RateVerdict],
        Field(description="For each rate; it climbs if its last loss is above its first."),
    ]
    diverged_at: list[Divergence]
    best: Annotated[
        int | None,
        Field(description="The index of the rate with the lowest last loss; null if all diverge."),
    ]


def sweep_answer(experiment: core.Experiment, rates: list[float], steps: int) -> SweepAnswer:
    """The sweep. Raises `core.Diverged` if the initial experiment has a number not finite."""
    found = sweep(experiment, np.array(rates), steps)
    diverged = np.flatnonzero(found.diverged_at != FINITE)
    return SweepAnswer(
        experiment=from_core(experiment),
        rates=rates,
        iterations=found.iterations.tolist(),
        losses=[losses[np.isfinite(losses)].tolist() for losses in found.losses],
        verdicts=_verdicts(found),
        diverged_at=[Divergence(int(rate), int(found.diverged_at[rate])) for rate in diverged],
        # The last loss of a diverged rate is nan, which nanargmin ignores.
        best=None if len(diverged) == len(rates) else int(np.nanargmin(found.losses[:, -1])),
    )


def _verdicts(found: Sweep) -> list[_RateVerdict]:
    """What the loss does with each rate."""
    return [
        "diverges" if diverged_at != FINITE else "climbs" if losses[-1] > losses[0] else "falls"
        for losses, diverged_at in zip(found.losses, found.diverged_at, strict=True)
    ]


def _check_work(experiment: core.Experiment, rates: int, steps: int) -> None:
    """Raises `LimitExceeded` for a sweep with too much work."""
    loc = ("body", "steps")
    check_run(experiment, steps, loc)
    check_product(loc, MAX_SWEEP_STEPS, steps=steps, layers=layers(experiment))
    check_product(("body", "rates"), MAX_WORK, rates=rates, steps=steps, **size(experiment))


REQUEST: examples.Json = {
    "experiment": examples.EXPERIMENT,
    "rates": [0.05, 0.5, 5.0],
    "steps": 4,
}

router = api_router()


@router.post(
    "/sweep",
    summary="Sweep learning rates",
    responses=examples.answering(
        examples.as_json(sweep_answer(to_core(MAZUR), [0.05, 0.5, 5.0], steps=4))
    ),
    openapi_extra=examples.curl(
        """curl -d '{"rates": [0.1, 1, 10, 100], "steps": 1000}' localhost:8000/api/sweep"""
    ),
)
async def sweep_rates(
    body: Annotated[SweepRequest, optional_body(SweepRequest, REQUEST)],
) -> SweepAnswer:
    """A copy of the experiment for each learning rate, all trained as one batch."""
    experiment = to_core(body.experiment)
    _check_work(experiment, len(body.rates), body.steps)
    return await HEAVY.answer(sweep_answer, experiment, body.rates, body.steps)
