"""The figures that the two publications print, each beside what `core` computes now.

`published_figures.json` records what each publication prints. `PLACES` maps each printed figure to
an iteration and a quantity, so that a reader can go from the figure to its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.check.digits import agreeing_digits, printed, read
from core.explain.quantities import Opened, open_iteration, phase_of, quantity
from core.run.presets import mazur
from core.run.variants import VARIANTS

FIGURES_FILE = Path(__file__).with_name("published_figures.json")

# The iteration and the quantity of each figure.
PLACES = {
    "net_h1": (0, "z.h1"),
    "out_h1": (0, "a.h1"),
    "out_h2": (0, "a.h2"),
    "net_o1": (0, "z.o1"),
    "out_o1": (0, "a.o1"),
    "out_o2": (0, "a.o2"),
    "E_o1": (0, "loss.o1"),
    "E_o2": (0, "loss.o2"),
    "E_total_0": (0, "loss"),
    "dE_dout_o1": (0, "error.o1"),
    "dout_dnet_o1": (0, "slope.o1"),
    "dE_dw5": (0, "gradient.w5"),
    "delta_o1": (0, "delta.o1"),
    "w5_1": (0, "new.w5"),
    "w6_1": (0, "new.w6"),
    "w7_1": (0, "new.w7"),
    "w8_1": (0, "new.w8"),
    "dEo1_douth1": (0, "path.o1.h1"),
    "dEo2_douth1": (0, "path.o2.h1"),
    "dE_douth1": (0, "da.h1"),
    "douth1_dneth1": (0, "slope.h1"),
    "dE_dw1": (0, "gradient.w1"),
    "w1_1": (0, "new.w1"),
    "w2_1": (0, "new.w2"),
    "w3_1": (0, "new.w3"),
    "w4_1": (0, "new.w4"),
    "E_total_1": (1, "loss"),
    "E_total_10000": (10_000, "loss"),
    "out_o1_10000": (10_000, "a.o1"),
    "out_o2_10000": (10_000, "a.o2"),
    "error_decrease": (10_000, "loss"),
    "out_o1_0": (0, "a.o1"),
    "out_o2_0": (0, "a.o2"),
    "out_o1_end": (10_000, "a.o1"),
    "out_o2_end": (10_000, "a.o2"),
}

# Why a figure is not reproduced, where the file does not say it.
_NOTES = {
    "dEo2_douth1": "One unit of the last digit apart: {computed} rounds to −0.019049118. As "
    "printed, the two paths add up to the printed sum, 0.036350306; each rounded by itself, they "
    "add up to 0.036350307.",
}


@dataclass(frozen=True)
class FigurePlace:
    """The iteration, phase and quantity of the worked example that a figure prints."""

    iteration: int
    phase: str
    quantity: str


@dataclass(frozen=True)
class Comparison:
    """A number that `core` computed, and to how many significant digits the printed one agrees.

    It is `reproduced` if it rounds to every printed digit.
    """

    variant: str
    computed: float
    digits: int
    reproduced: bool


@dataclass(frozen=True)
class Figure:
    """A printed figure, its place, and what backpropagation gives for it.

    - ``title``: the figure in words; ``source``: the publication's title
    - ``printed``: the printed text; ``printed_digits``: the number of its significant digits
    - ``correct``: the comparison with backpropagation
    - ``explained``: the comparison with the variant that gives the printed digits, if there is one
    - ``note``: why it is not reproduced
    """

    id: str
    title: str
    source: str
    printed: str
    printed_digits: int
    correct: Comparison
    explained: Comparison | None
    note: str | None
    where: FigurePlace


@cache
def figures() -> tuple[Figure, ...]:
    """Every published figure, compared with what `core` computes.

    >>> figure = figures()[0]
    >>> figure.title, figure.printed, figure.correct.computed, figure.where.quantity
    ('net input of h1', '0.3775', 0.3775, 'z.h1')
    """
    data = json.loads(FIGURES_FILE.read_text(encoding="utf-8"))
    return tuple(_figure_of(entry, data["sources"]) for entry in data["figures"])


def reproduced() -> tuple[int, int]:
    """The number of figures that backpropagation reproduces to every digit, and of all figures.

    >>> reproduced()
    (26, 35)
    """
    return sum(figure.correct.reproduced for figure in figures()), len(figures())


def _figure_of(entry: dict[str, Any], sources: dict[str, str]) -> Figure:
    iteration, name = PLACES[entry["id"]]
    correct = _compare("correct", entry)
    note = entry.get("note", _NOTES.get(entry["id"], "").format(computed=printed(correct.computed)))
    return Figure(
        id=entry["id"],
        title=entry["quantity"],
        source=sources[entry["source"]],
        printed=entry["printed"],
        printed_digits=read(entry["printed"].rstrip("%")).digits,
        correct=correct,
        explained=_compare(entry["variant"]["name"], entry) if "variant" in entry else None,
        note=note or None,
        where=FigurePlace(iteration, phase_of(name, mazur().sizes), name),
    )


def _compare(variant: str, entry: dict[str, Any]) -> Comparison:
    """What a variant gives for an entry of the file, compared with the printed text."""
    computed = _compute(variant, entry["id"])
    typeset = read(entry["printed"].rstrip("%"))
    digits = min(agreeing_digits(typeset.value, computed, units=0.5), typeset.digits)
    return Comparison(variant, computed, digits, reproduced=digits == typeset.digits)


def _compute(variant: str, figure_id: str) -> float:
    """What a variant of the method gives for a figure.

    >>> _compute("updated-weights", "E_total_1")
    0.29102792390544...
    """
    if figure_id == "error_decrease":
        first, last = (quantity(_opened(variant, iteration), "loss") for iteration in (0, 10_000))
        return 100.0 * (1.0 - last / first)
    iteration, name = PLACES[figure_id]
    return quantity(_opened(variant, iteration), name)


@cache
def _opened(variant: str, iteration: int) -> Opened:
    """The worked example at an iteration, trained as a variant."""
    experiment = mazur()
    network, _ = VARIANTS[variant].run(experiment, iteration)
    return open_iteration(experiment.at(iteration, network))
