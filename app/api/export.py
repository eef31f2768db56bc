"""A run as a file to download."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from fastapi import Body
from pydantic import Field
from starlette.responses import Response

import core
from app.api import examples
from app.api.convert import to_core
from app.api.limits import MAX_WORK, LimitExceeded, layers, work
from app.api.router import api_router
from app.api.schemas import MAZUR, Count, Envelope, Experiment, one_of
from app.export import FORMATS
from app.export.format import Format
from app.export.run import Run
from app.web.heavy import HEAVY
from core.errors import InvalidExperiment

FormatName: TypeAlias = Annotated[str, one_of(FORMATS)]

MAX_CHANGES = 1_000  # experiments of one run
# Steps times layers: 100,000 steps of a 2-2-2 network.
MAX_EXPORTED_WORK = 200_000

router = api_router()


class ExportRequest(Envelope):
    """A run, and the file format."""

    changed: Annotated[list[Experiment], Field(min_length=1, max_length=MAX_CHANGES)] = Field(
        default=[MAZUR],
        description="The experiment at the start of the run, then the experiment after each change "
        "by hand, in the order of their `iteration`.",
    )
    iteration: Count = Field(description="The last iteration of the run.")
    format: FormatName = Field(
        description=" ".join(f"`{one.id}`: {one.kind.what}" for one in FORMATS.values())
    )


def _run_of(request: ExportRequest) -> Run:
    """The run of a request.

    Raises `InvalidExperiment`, naming the entry of `changed`, and `LimitExceeded` if the run ends
    before the last change.
    """
    changed = []
    for index, experiment in enumerate(request.changed):
        try:
            changed.append(to_core(experiment))
        except InvalidExperiment as error:
            raise InvalidExperiment(("changed", index, *error.field), str(error)) from None
    run = Run(tuple(changed), request.iteration)
    last = run.changed[-1].iteration
    if run.iteration < last:
        raise LimitExceeded(
            ("body", "iteration"),
            f"got {run.iteration}; must be at least {last}, the iteration of the last change",
        )
    return run


def _exported(run: Run, chosen: Format) -> str:
    """The file's text.

    Raises `Diverged` if a number of the run is not finite, and `LimitExceeded` for a long run.
    """
    stages = list(run.stages())
    _check_work(stages if chosen.computes else stages[:-1])
    return chosen.write(run)


def _check_work(stages: list[tuple[core.Experiment, int]]) -> None:
    """Raises `LimitExceeded` for too much work; a stage is an experiment and its steps."""
    loc = ("body", "iteration")
    steps = sum(taken for _, taken in stages)
    depth = max((layers(experiment) for experiment, _ in stages), default=1)
    if steps * depth > MAX_EXPORTED_WORK:
        raise LimitExceeded(
            loc,
            f"got {steps} iterations x {depth} layers; for this file their product may be at "
            f"most {MAX_EXPORTED_WORK}, which is {MAX_EXPORTED_WORK // depth} iterations",
        )
    total = sum(work(experiment, taken) for experiment, taken in stages)
    if total > MAX_WORK:
        raise LimitExceeded(
            loc, f"got {total} steps x examples x parameters; at most {MAX_WORK} are allowed"
        )


EXAMPLE: dict[str, Any] = {"changed": [examples.EXPERIMENT], "iteration": 2, "format": "csv"}


def _content() -> dict[str, Any]:
    """The media types, each with an example from the first format of that type."""
    run = _run_of(ExportRequest.model_validate(EXAMPLE))
    content: dict[str, Any] = {}
    for one in FORMATS.values():
        example = one.sample or _exported(run, one)
        content.setdefault(one.media_type, {"schema": {"type": "string"}, "example": example})
    return content


ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "headers": {
            "Content-Disposition": {
                "description": "The file name, such as `attachment; filename=history.csv`.",
                "schema": {"type": "string"},
            }
        },
        "content": _content(),
    }
}


@router.post(
    "/export",
    summary="Export a run",
    response_class=Response,
    responses=ANSWER,
    openapi_extra=examples.curl(
        """curl -d '{"iteration": 100, "format": "csv"}' localhost:8000/api/export""",
        """curl -d '{"iteration": 100, "format": "numpy"}' localhost:8000/api/export | python""",
    ),
)
async def export(body: Annotated[ExportRequest, Body(examples=[EXAMPLE])]) -> Response:
    """A run as a file: a table, a report, or a stand-alone script that computes it again."""
    chosen = FORMATS[body.format]
    text = await HEAVY.compute(_exported, _run_of(body), chosen)
    return Response(
        text,
        media_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{chosen.file}"'},
    )
