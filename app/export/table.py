"""Some iterations of a run, as the rows of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np

from app.api.limits import MAX_NUMBERS, parameters
from app.export.format import Format, Kind
from app.export.run import Run, Stretch, stretches
from core.explain.names import PARAMETERS, Sizes, name_of
from core.network.network import Network


@dataclass(frozen=True)
class IterationRow:
    """One iteration, before its update; `parameters` in the order of `parameter_names`."""

    iteration: int
    learning_rate: float
    loss: float
    parameters: list[float]


def rows_of(run: Run, most: int) -> Iterator[IterationRow]:
    """The iterations of a run: all, or if there are more than `most`, evenly spaced ones.

    The first, the last and each with a change are always included.

    >>> from core.run.presets import mazur
    >>> [row.iteration for row in rows_of(Run((mazur(),), 100), most=5)]
    [0, 25, 50, 75, 100]
    """
    wanted = _shown(run, most)
    for stretch in stretches(run):
        yield from _rows_in(stretch, wanted)


def _shown(run: Run, most: int) -> set[int]:
    """Which iterations are shown.

    >>> from core.run.presets import mazur
    >>> start = mazur()
    >>> sorted(_shown(Run((start, start.at(7, start.network)), 10), most=3))
    [0, 5, 7, 10]
    """
    first, last = run.start.iteration, run.iteration
    distance = max(1, -(-(last - first) // max(1, most - 1)))
    changes = {experiment.iteration for experiment in run.changed}
    return {*range(first, last, distance), *changes, last}


def _rows_in(stretch: Stretch, wanted: set[int]) -> Iterator[IterationRow]:
    """The wanted iterations of a stretch."""
    places = [place for place, at in enumerate(stretch.iterations) if at in wanted]
    if not places:
        return
    parameters = _flat(stretch.networks, places)
    for place, numbers in zip(places, parameters, strict=True):
        at, loss = stretch.iterations[place], float(stretch.losses[place])
        yield IterationRow(at, stretch.learning_rate, loss, numbers)


def _flat(networks: Network, places: Sequence[int]) -> list[list[float]]:
    """The weights and biases of some networks of a stack, one list per network."""
    arrays = [array[places] for array in (*networks.weights, *networks.biases)]
    numbers = [array.reshape(len(places), -1) for array in arrays]
    flattened: list[list[float]] = np.concatenate(numbers, axis=1).tolist()
    return flattened


def parameter_names(sizes: Sizes) -> list[str]:
    """The names of all weights, then of all biases.

    >>> parameter_names((2, 1))
    ['w1', 'w2', 'b.o1']
    """
    return [name_of(part, sizes) for part in PARAMETERS.parts(sizes)]


def history_csv(run: Run, most: int) -> str:
    """The history as comma-separated values with all digits, in at most `most` rows.

    >>> from core.run.presets import mazur
    >>> print(history_csv(Run((mazur(),), 1), most=10))
    iteration,learning_rate,loss,w1,w2,...,b.o2
    0,0.5,0.298371108760...,0.15,0.2,...,0.6
    1,0.5,0.29102777369...,0.14978071613276...,0.6
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = parameter_names(run.start.sizes)
    table.writerow(["iteration", "learning_rate", "loss", *names])
    for row in rows_of(run, most):
        table.writerow([row.iteration, row.learning_rate, row.loss, *row.parameters])
    return text.getvalue()


def _whole_csv(run: Run) -> str:
    """The history with as many rows as an answer may have."""
    return history_csv(run, most=MAX_NUMBERS // (3 + parameters(run.start)))


FORMATS = (
    Format(
        "csv",
        "CSV",
        Kind(
            "History",
            "The loss and every weight and bias, one row per iteration; a very long run has "
            "evenly spaced rows.",
        ),
        file="history.csv",
        media_type="text/csv",
        write=_whole_csv,
    ),
)
