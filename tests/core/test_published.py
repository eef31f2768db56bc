"""The published figures on the page: their comparison, their count and their places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.explain.phases import phases_of
from core.explain.quantities import phase_of
from core.published.figures import FIGURES_FILE, PLACES, Figure, figures, reproduced
from core.run.presets import mazur
from core.run.variants import VARIANTS

DATA: dict[str, Any] = json.loads(FIGURES_FILE.read_text(encoding="utf-8"))
ENTRIES: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in DATA["figures"]}
FIGURES = figures()


def id_of(figure: Figure) -> str:
    return figure.id


def test_every_figure_on_file_is_shown_and_has_a_place() -> None:
    assert [figure.id for figure in FIGURES] == list(ENTRIES)
    assert set(PLACES) == set(ENTRIES)


@pytest.mark.parametrize("figure", FIGURES, ids=id_of)
def test_a_figure_is_computed_as_on_file(figure: Figure) -> None:
    entry = ENTRIES[figure.id]
    assert figure.printed == entry["printed"]
    assert figure.source == DATA["sources"][entry["source"]]
    assert figure.correct.variant == "correct"
    assert figure.correct.computed == pytest.approx(entry["computed"], rel=5e-12)
    assert figure.correct.reproduced is entry["reproduced"]


@pytest.mark.parametrize("figure", FIGURES, ids=id_of)
def test_a_figure_is_reproduced_if_all_its_digits_agree_or_says_why_not(
    figure: Figure,
) -> None:
    assert figure.correct.reproduced == (figure.correct.digits == figure.printed_digits)
    assert bool(figure.note) is not figure.correct.reproduced


@pytest.mark.parametrize("figure", [f for f in FIGURES if f.explained], ids=id_of)
def test_a_variant_explains_the_figures_of_the_article(figure: Figure) -> None:
    assert figure.explained is not None
    variant = ENTRIES[figure.id]["variant"]
    assert figure.explained.variant == variant["name"] in VARIANTS
    assert figure.explained.computed == pytest.approx(variant["computed"], rel=1e-12)
    # Of this one the editions of the article differ: its note says so.
    assert figure.explained.reproduced is (figure.id != "E_total_10000")


@pytest.mark.parametrize("figure", FIGURES, ids=id_of)
def test_the_place_of_a_figure_exists(figure: Figure) -> None:
    assert figure.where.iteration in {0, 1, 10_000}
    assert figure.where.phase in {phase.id for phase in phases_of(last=2)}
    assert figure.where.phase == phase_of(figure.where.quantity, mazur().sizes)


def test_the_count_is_that_of_the_file() -> None:
    assert reproduced() == (sum(entry["reproduced"] for entry in ENTRIES.values()), len(ENTRIES))


def test_the_agreeing_digits_of_a_differing_figure_are_counted() -> None:
    digits = {figure.id: (figure.correct.digits, figure.printed_digits) for figure in FIGURES}
    assert digits["dEo2_douth1"] == (7, 8)
    assert digits["E_total_1"] == (6, 9)
    assert digits["w7_1"] == (9, 9)
    assert digits["error_decrease"] == (6, 6)
