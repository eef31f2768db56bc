"""Printed exercises, and their figures beside those computed here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from fastapi import Path
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from app.api import examples
from app.api.convert import from_core
from app.api.router import api_router
from app.api.schemas import Experiment, one_of
from app.web.heavy import WORDS
from app.words.printed import reason
from core.explain.quantities import phase_of
from core.published.exercises import (
    ComparedFigure,
    Conventions,
    Exercise,
    Outcome,
    Source,
    compared,
    exercises,
)
from core.published.figures import FigurePlace


def _left_out(description: str) -> Any:
    """A field that is left out if it is None."""
    return Field(exclude_if=lambda value: value is None, description=description)


@dataclass(frozen=True, slots=True)
class PrintedExercise:
    """An exercise that somebody printed."""

    id: str
    title: str
    author: str
    source: Annotated[
        Source, Field(description="Where it is printed, as far as it is known; the rest is empty.")
    ]
    layers: Annotated[list[int], Field(description="Neurons in each layer, the inputs first.")]
    figures: Annotated[int, Field(description="How many figures it prints.")]
    conventions: Annotated[Conventions, Field(description="How the author calculates.")]
    year: Annotated[
        int | SkipJsonSchema[None], _left_out("Of the print; left out if it is unknown.")
    ] = None


@dataclass(frozen=True, slots=True)
class ExercisesAnswer:
    """All printed exercises."""

    exercises: list[PrintedExercise]


@dataclass(frozen=True, slots=True)
class ExerciseFigure:
    """A figure as it is printed, and what comes of it."""

    name: Annotated[str, Field(description="The author's name for it.")]
    printed: Annotated[str, Field(description="The printed text.")]
    factor: Annotated[
        float,
        Field(description="By what the author's convention multiplies our number: -1 is a sign."),
    ]
    outcome: Annotated[
        Outcome,
        Field(
            description="`reproduced` to every printed digit; `rounded` or cut off, here or before "
            "it; it `follows` from figures that are not right; a known `mistake`; or `left`."
        ),
    ]
    reason: Annotated[
        str, Field(description="Why it differs, and what the author's convention does; or empty.")
    ]
    mistake: Annotated[str, Field(description="The mistake's identifier, or empty.")]
    follows_from: Annotated[list[str], Field(description="The quantities that it follows from.")]
    example: Annotated[int, Field(description="The index of its example.")]
    computed: Annotated[
        float | SkipJsonSchema[None],
        _left_out("The number here, as the author would count it; left out if there is none."),
    ] = None
    where: Annotated[
        FigurePlace | SkipJsonSchema[None], _left_out("Where it is here, if there is one.")
    ] = None


@dataclass(frozen=True, slots=True)
class ExerciseAnswer:
    """An exercise with its experiment and its figures."""

    exercise: PrintedExercise
    experiment: Annotated[
        Experiment,
        Field(
            description="At iteration 0. Where the author's loss has no half or adds examples, the "
            "learning rate makes the same update."
        ),
    ]
    figures: Annotated[list[ExerciseFigure], Field(description="As they are printed.")]
    counts: Annotated[dict[Outcome, int], Field(description="How many there are of each outcome.")]


@cache
def exercises_answer() -> ExercisesAnswer:
    """All printed exercises."""
    return ExercisesAnswer([_exercise_json(exercise) for exercise in exercises().values()])


@cache
def exercise_answer(exercise_id: str) -> ExerciseAnswer:
    """An exercise, whose figures are compared only once."""
    exercise = exercises()[exercise_id]
    found = compared(exercise_id)
    counts = Counter(figure.outcome for figure in found)
    return ExerciseAnswer(
        exercise=_exercise_json(exercise),
        experiment=from_core(exercise.experiment),
        figures=[_figure_json(figure, exercise) for figure in found],
        counts={outcome: counts[outcome] for outcome in get_args(Outcome)},
    )


def _exercise_json(exercise: Exercise) -> PrintedExercise:
    return PrintedExercise(
        id=exercise.id,
        title=exercise.title,
        author=exercise.author,
        year=exercise.year,
        source=exercise.source,
        layers=list(exercise.experiment.sizes),
        figures=len(exercise.figures),
        conventions=exercise.conventions,
    )


def _figure_json(compared_figure: ComparedFigure, exercise: Exercise) -> ExerciseFigure:
    figure, judged = compared_figure.figure, compared_figure.judged
    explanation = judged.verdict.explanation if judged and judged.verdict else None
    wrong = compared_figure.outcome == "mistake" and explanation
    return ExerciseFigure(
        name=figure.name,
        printed=figure.printed,
        computed=compared_figure.computed,
        factor=figure.factor,
        outcome=compared_figure.outcome,
        reason=reason(compared_figure, exercise),
        mistake=explanation.mistake.id if wrong and explanation else "",
        follows_from=[own.name for own in judged.wrong] if judged else [],
        where=_place_of(compared_figure, exercise),
        example=figure.example,
    )


def _place_of(compared_figure: ComparedFigure, exercise: Exercise) -> FigurePlace | None:
    """Where a figure is here; of several numbers, the last one's place."""
    figure = compared_figure.figure
    if not figure.quantities:
        return None
    name = figure.quantities[-1]
    return FigurePlace(figure.iteration, phase_of(name, exercise.experiment.sizes), name)


router = api_router()

# A small one, whose figures are compared in no time.
_SAMPLE = "udacity-3-2-1"


@router.get(
    "/exercises",
    summary="List the printed exercises",
    responses=examples.answering(examples.as_json(exercises_answer())),
    openapi_extra=examples.curl("curl localhost:8000/api/exercises"),
)
async def list_exercises() -> ExercisesAnswer:
    """Exercises that textbooks, courses and others print, with their authors' conventions."""
    return exercises_answer()


@router.get(
    "/exercises/{exercise}",
    summary="Compare with a printed exercise",
    responses=examples.answering(examples.as_json(exercise_answer(_SAMPLE))),
    openapi_extra=examples.curl(f"curl localhost:8000/api/exercises/{_SAMPLE}"),
)
async def exercise(
    exercise: Annotated[
        str, one_of(exercises()), Path(description="Its id in the list.", examples=[_SAMPLE])
    ],
) -> ExerciseAnswer:
    """Every figure that an exercise prints, beside the computed one, and why they differ."""
    # The first time, mistakes are looked for.
    return await WORDS.compute(exercise_answer, exercise)
