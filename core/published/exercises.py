"""Printed exercises: what their authors print, beside what `core` computes.

Each file in `printed/` is an exercise: an experiment of ours, and every figure that the author
prints, with its place. What explains a figure is computed: the figures of an iteration are judged
as a whole exercise (`core.check.exercise`), each given the others as they are printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import prod
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from core.arrays import Array
from core.check.digits import EXACT, Numeral, read
from core.check.exercise import Entry, Judged, check_exercise
from core.explain.names import Bias, Weight
from core.explain.quantities import Opened, open_iteration, quantity, quantity_named
from core.network.activations import activation_named
from core.network.losses import loss_named
from core.network.network import Network
from core.run.experiment import Experiment
from core.run.training import train

FOLDER = Path(__file__).with_name("printed")

# The order in which they are listed: books and courses first, then by what is to be seen in them.
_LISTED = (
    "han-3-2-1",
    "macleod-2-2-1",
    "udacity-3-2-1",
    "cscn8010-1-1-1",
    "smaxx-2-2-1",
    "zhou-2-2-1",
    "hmkcode-2-2-1",
    "dlbook-3-2-2",
    "abdulrehman-2-2-2",
    "schiendorfer-2-2-2",
    "lexai-2-1-1",
    "ninjakx-4-2-2-1",
    "duan-1-1-1",
    "geoj-cs231n-2-2-3",
    "diaz-2-3-2",
)

# A product has at most so many more digits than people carry on.
_MORE_DIGITS = 3

How: TypeAlias = Literal["quantity", "product", "sum", "difference"]
Outcome: TypeAlias = Literal["reproduced", "rounded", "follows", "mistake", "left"]


@dataclass(frozen=True)
class Source:
    """Where an exercise is printed, as far as it is known; `seen_in` if that is another place."""

    publication: str = ""
    seen_in: str = ""
    repository: str = ""
    path: str = ""
    commit: str = ""
    address: str = ""


@dataclass(frozen=True)
class Conventions:
    """How an author calculates.

    - ``error``: of which sign; ``loss``: whether with the half, or which other
    - ``examples``: how many, and whether they are added or averaged
    - ``biases``: whether there are any, and how they learn
    - ``matrix_rows``: which neurons the rows of a matrix are; empty if there are no matrices
    - ``learning_rate``: as it is printed, or empty; another loss makes another one of it here
    - ``digits``: how many the author carries on
    """

    error: Literal["output minus target", "target minus output"]
    loss: Literal["with the half", "without the half", "cross-entropy", "none printed"]
    examples: str
    biases: str
    matrix_rows: Literal["receivers", "senders", ""]
    learning_rate: str
    digits: str


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as it is printed.

    - ``name``: the author's name for it; ``printed``: the printed text
    - ``quantities``: what it is here: one quantity, or several and `how` they are combined; none
      if there is no such number here
    - ``iteration``, ``example``: where it is
    - ``factor``: by what the author's convention multiplies our number
    """

    name: str
    printed: str
    quantities: tuple[str, ...]
    how: How
    iteration: int
    example: int
    factor: float

    @property
    def typed(self) -> Numeral:
        """The printed number without the convention's factor."""
        numeral = read(self.printed)
        return Numeral(numeral.value / self.factor, numeral.digits)


@dataclass(frozen=True)
class Exercise:
    """An exercise that somebody printed."""

    id: str
    title: str
    author: str
    year: int | None
    source: Source
    conventions: Conventions
    experiment: Experiment
    figures: tuple[PrintedFigure, ...]


@dataclass(frozen=True)
class ComparedFigure:
    """A printed figure, and what comes of it.

    - ``computed``: the number here, with the convention's factor; None if there is no such number
    - ``outcome``: reproduced to every printed digit; rounded or cut off, here or before; it follows
      from figures that are not right, as they are printed; a mistake that `core.check` knows; or
      left unexplained
    - ``judged``: what `core.check` says, if it is one quantity
    """

    figure: PrintedFigure
    computed: float | None
    outcome: Outcome
    judged: Judged | None


@cache
def exercises() -> Mapping[str, Exercise]:
    """All exercises by id, as they are listed.

    >>> exercises()["han-3-2-1"].experiment.sizes
    (3, 2, 1)
    """
    return {name: _exercise_of(FOLDER / f"{name}.json") for name in _LISTED}


@cache
def compared(exercise_id: str) -> tuple[ComparedFigure, ...]:
    """All figures of an exercise, in the order in which they are printed.

    >>> [one] = [one for one in compared("han-3-2-1") if one.outcome != "reproduced"]
    >>> one.figure.name, one.figure.printed, round(one.computed, 6), one.outcome
    ('Err6', '0.1311', 0.131169, 'rounded')
    """
    exercise = exercises()[exercise_id]
    judged = _judged(exercise)
    return tuple(
        _compare(figure, opened, judged.get(index))
        for index, (figure, opened) in enumerate(
            zip(exercise.figures, _opened(exercise), strict=True)
        )
    )


# Reading a file.


def _exercise_of(file: Path) -> Exercise:
    data = json.loads(file.read_text(encoding="utf-8"))
    return Exercise(
        id=data["id"],
        title=data["title"],
        author=data["author"],
        year=data["year"],
        source=Source(**data["source"]),
        conventions=Conventions(**data["conventions"]),
        experiment=_experiment_of(data["experiment"]),
        figures=tuple(map(_figure_of, data["figures"])),
    )


def _experiment_of(data: Mapping[str, Any]) -> Experiment:
    network, examples = data["network"], data["examples"]
    return Experiment(
        network=Network(
            tuple(np.array(W, dtype=float) for W in network["weights"]),
            tuple(np.array(b, dtype=float)[:, np.newaxis] for b in network["biases"]),
            tuple(map(activation_named, network["activations"])),
        ),
        loss=loss_named(data["loss"]),
        inputs=_columns(examples["inputs"]),
        targets=_columns(examples["targets"]),
        learning_rate=float(data["learning_rate"]),
        train_biases=data["train_biases"],
    )


def _columns(rows: list[list[float]]) -> Array:
    return np.ascontiguousarray(np.array(rows, dtype=float).T)


def _figure_of(entry: Mapping[str, Any]) -> PrintedFigure:
    combined: Iterable[How] = ("product", "sum", "difference")
    how: How = next((how for how in combined if how in entry), "quantity")
    found = entry.get(how, [])
    return PrintedFigure(
        name=entry["name"],
        printed=entry["printed"],
        quantities=(found,) if isinstance(found, str) else tuple(found),
        how=how,
        iteration=entry.get("iteration", 0),
        example=entry.get("example", 0),
        factor=entry.get("factor", 1),
    )


# Comparing.


def _opened(exercise: Exercise) -> Iterator[Opened]:
    """The correct iteration of each figure."""
    at: dict[int, Opened] = {}
    for figure in exercise.figures:
        if figure.iteration not in at:
            at[figure.iteration] = open_iteration(_trained(exercise, figure.iteration))
        yield at[figure.iteration]


def _trained(exercise: Exercise, iterations: int) -> Experiment:
    return train(exercise.experiment, iterations).experiment if iterations else exercise.experiment


def _judged(exercise: Exercise) -> dict[int, Judged]:
    """What `core.check` says of each figure that is one quantity, by its index.

    The weights and biases that an iteration starts from are those that the one before prints.
    """
    found: dict[int, Judged] = {}
    after: dict[int, list[Entry]] = {}

    def place(index: int) -> tuple[int, int]:
        return exercise.figures[index].iteration, exercise.figures[index].example

    single = [i for i, figure in enumerate(exercise.figures) if _is_single(figure)]
    for (iteration, example), group in groupby(sorted(single, key=place), key=place):
        experiment = _trained(exercise, iteration)
        entries = [_entry(exercise.figures[index], experiment, index) for index in group]
        after.setdefault(iteration + 1, []).extend(_carried_on(entries))
        given = after.get(iteration, [])
        for judged in check_exercise(experiment, [*given, *entries], example):
            if judged.entry.row >= 0:
                found[judged.entry.row] = judged
    return found


def _is_single(figure: PrintedFigure) -> bool:
    return figure.how == "quantity" and bool(figure.quantities)


def _entry(figure: PrintedFigure, experiment: Experiment, index: int) -> Entry:
    [name] = figure.quantities
    return Entry(quantity_named(name, experiment.sizes), figure.typed, index)


def _carried_on(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The updated weights and biases, as those that the next iteration starts from."""
    for entry in entries:
        asked = entry.asked
        if asked.kind.prefix == "new." and isinstance(asked.part, Weight | Bias):
            start = quantity_named(asked.name.removeprefix("new."), asked.sizes)
            yield Entry(start, entry.typed, row=-1)


def _compare(figure: PrintedFigure, opened: Opened, judged: Judged | None) -> ComparedFigure:
    if not figure.quantities:
        return ComparedFigure(figure, None, "left", None)
    computed = figure.factor * _value(figure, opened)
    return ComparedFigure(figure, computed, _outcome(figure, computed, judged), judged)


def _value(figure: PrintedFigure, opened: Opened) -> float:
    first, *others = (quantity(opened, name, figure.example) for name in figure.quantities)
    match figure.how:
        case "product":
            return prod(others, start=first)
        case "difference":
            return first - sum(others)
        case _:
            return first + sum(others)


def _outcome(figure: PrintedFigure, computed: float, judged: Judged | None) -> Outcome:
    if _reproduces(figure.printed, computed):
        return "reproduced"
    if judged is None:
        return "rounded" if _reproduces(figure.printed, computed, units=1.0) else "left"
    match judged.state:
        case "rounded" if _too_far(judged):
            return "left"
        case "right" | "rounded":
            return "rounded"
        case "unexplained":
            return "left"
        case state:
            return state


def _too_far(judged: Judged) -> bool:
    """Whether only carrying far fewer digits than are printed leads to a figure.

    A program prints all of the digits that it calculates with, and nobody multiplies two digits to
    get eight.
    """
    reach = judged.verdict.reach if judged.verdict else None
    return reach is not None and reach.digits < judged.entry.typed.digits - _MORE_DIGITS


def _reproduces(printed: str, computed: float, units: float = 0.5) -> bool:
    """Whether a number rounds to the printed digits; digits beyond `EXACT` do not count.

    >>> _reproduces("0.0081", 0.00814), _reproduces("0.0081", 0.00816), _reproduces("0", 0.0)
    (True, False, True)
    """
    numeral = read(printed)
    noise = 10.0 ** -(EXACT + 1) * abs(computed)
    return abs(numeral.value - computed) <= units * numeral.unit + noise
