"""The presets, and the story that each tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from app.api import examples
from app.api.convert import from_core
from app.api.router import api_router
from app.api.schemas import Experiment
from core.run.presets import DEFAULT_SEED, PRESETS


@dataclass(frozen=True, slots=True)
class Preset:
    """An experiment to start from."""

    id: Annotated[str, Field(description="Its name in `POST /api/reset`.")]
    title: str
    story: Annotated[str, Field(description="What to watch, and why it happens: one sentence.")]
    seeded: Annotated[bool, Field(description="Whether its initial weights are random.")]
    question: Annotated[str, Field(description="What to predict before the run.")]
    iterations: Annotated[int, Field(description="How many show what the story says.")]
    view: Annotated[
        str, Field(description="Where the page shows it: a panel or a view of the lab.")
    ]
    experiment: Annotated[
        Experiment,
        Field(description=f"At iteration 0; if seeded, with the seed {DEFAULT_SEED}."),
    ]


@dataclass(frozen=True, slots=True)
class PresetsAnswer:
    """All presets."""

    presets: list[Preset]


def presets_answer() -> PresetsAnswer:
    """All presets, the worked example first."""
    return PresetsAnswer(
        [
            Preset(
                preset.id,
                preset.title,
                preset.story,
                preset.seeded,
                preset.question,
                preset.iterations,
                preset.view,
                from_core(preset.experiment()),
            )
            for preset in PRESETS.values()
        ]
    )


router = api_router()


@router.get(
    "/presets",
    summary="List the presets",
    responses=examples.answering(examples.as_json(presets_answer())),
    openapi_extra=examples.curl(
        "curl localhost:8000/api/presets",
        "curl -X POST 'localhost:8000/api/reset?preset=xor&seed=7'",
    ),
)
async def presets() -> PresetsAnswer:
    """Each preset, and the story that it tells."""
    return presets_answer()
