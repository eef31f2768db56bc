"""The experiment of a preset."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from app.api import examples
from app.api.convert import to_core
from app.api.forward import ForwardAnswer, forward_answer
from app.api.router import api_router
from app.api.schemas import IN_QUERY, MAZUR, OPTIONAL, Count, Envelope, one_of, optional_body
from core import PRESETS
from core.run.presets import DEFAULT_SEED, preset_named

PresetName: TypeAlias = Annotated[str, one_of(PRESETS)]


class ResetRequest(Envelope):
    """The preset to start from."""

    preset: PresetName = Field(default="mazur", description="See `GET /api/presets`.")
    seed: Count | None = Field(
        default=None,
        description="For presets with random numbers; others ignore it. Without it they use "
        f"the seed {DEFAULT_SEED}.",
    )


router = api_router()


@router.post(
    "/reset",
    summary="Reset to a preset",
    responses=examples.answering(examples.as_json(forward_answer(to_core(MAZUR)))),
    openapi_extra=examples.curl("curl -X POST localhost:8000/api/reset"),
)
async def reset(
    body: Annotated[ResetRequest, optional_body(ResetRequest, {"preset": "mazur", "seed": None})],
    preset: Annotated[PresetName | None, OPTIONAL, IN_QUERY] = None,
    seed: Annotated[Count | None, OPTIONAL, IN_QUERY] = None,
) -> ForwardAnswer:
    """The named experiment at iteration 0, and its forward pass."""
    preset = preset or body.preset
    seed = body.seed if seed is None else seed
    return forward_answer(preset_named(preset, seed))
