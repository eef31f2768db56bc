"""The layouts of the figures, which the browser fills."""

import json

import pytest

from app.figures import (
    FIGURES,
    THEMES,
    Theme,
    contour_figure,
    loss_figure,
    slice_figure,
    surface_figure,
)
from app.figures.base import COLOURS, TOKENS
from app.figures.curves import CURVES, RUNS
from core.run.variants import VARIANTS


@pytest.mark.parametrize(
    ("theme", "line", "marker", "text", "grid"),
    [
        ("light", "#0e7490", "#b5179e", "#475569", "#e2e8f0"),
        ("dark", "#22d3ee", "#f472d0", "#c3cedd", "#334155"),
    ],
)
def test_the_loss_figure_has_a_line_and_a_marker_in_the_colours_of_the_theme(
    theme: Theme, line: str, marker: str, text: str, grid: str
) -> None:
    figure = loss_figure(theme)
    curve, *others, place = figure["data"]
    variants, runs = others[:-RUNS], others[-RUNS:]
    assert (curve["name"], curve["mode"], curve["line"]["color"]) == ("Loss", "lines", line)
    assert (place["mode"], place["marker"]["color"]) == ("markers", marker)
    assert curve["x"] == curve["y"] == place["x"] == place["y"] == []
    assert [trace["meta"] for trace in variants] == list(VARIANTS)[1:]
    assert len({trace["line"]["color"] for trace in variants} | {line}) == len(variants) + 1
    assert len({trace["line"]["dash"] for trace in variants}) == len(variants)
    assert [trace["meta"] for trace in runs] == [f"run-{slot}" for slot in range(RUNS)]
    assert len({(run["line"]["color"], run["line"]["dash"]) for run in runs}) == RUNS
    assert all(trace["x"] == [] for trace in others)
    assert "%{x:,d}" in curve["hovertemplate"]
    assert "%{text}" in curve["hovertemplate"]
    layout = figure["layout"]
    assert layout["xaxis"]["title"]["text"] == "iteration"
    assert layout["yaxis"]["title"]["text"] == "E"
    assert layout["yaxis"]["rangemode"] == "tozero"
    assert layout["uirevision"]
    common = layout["template"]["layout"]
    assert common["font"]["color"] == text
    assert common["xaxis"]["gridcolor"] == common["yaxis"]["gridcolor"] == grid
    assert common["showlegend"] is False
    assert common["paper_bgcolor"] == common["plot_bgcolor"] == "rgba(0, 0, 0, 0)"


def test_every_variant_and_every_run_set_aside_has_a_curve_in_both_themes() -> None:
    ids = [curve.id for curve in CURVES]
    assert ids == [*VARIANTS, *(f"run-{slot}" for slot in range(RUNS))]
    for theme in THEMES:
        assert {curve.colour for curve in CURVES} <= TOKENS[theme].keys()


def test_the_themes_have_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@pytest.mark.parametrize("theme", THEMES)
def test_the_slice_has_a_curve_its_tangent_and_two_marks_that_differ_in_shape(theme: Theme) -> None:
    figure = slice_figure(theme)
    curve, tangent, here, step = figure["data"]
    names = [trace["name"] for trace in figure["data"]]
    assert names == ["Loss", "Tangent", "Here", "Step"]
    assert (curve["mode"], tangent["mode"]) == ("lines", "lines")
    assert "dash" not in curve["line"]
    assert tangent["line"]["dash"] == "dash"
    assert here["marker"].get("symbol", "circle") != step["marker"]["symbol"]
    assert len(figure["layout"]["annotations"]) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_contours_and_the_surface_have_a_path_of_iterations(theme: Theme) -> None:
    contour, surface = contour_figure(theme), surface_figure(theme)
    assert [(trace["type"], trace["name"]) for trace in contour["data"]] == [
        ("contour", "Loss"),
        ("scatter", "Path"),
        ("scatter", "Start"),
        ("scatter", "Here"),
        ("scatter", "Step"),
    ]
    assert [(trace["type"], trace["name"]) for trace in surface["data"]] == [
        ("surface", "Loss"),
        ("scatter3d", "Path"),
        ("scatter3d", "Start"),
        ("scatter3d", "Here"),
    ]
    for figure in (contour, surface):
        assert "%{customdata" in figure["data"][1]["hovertemplate"]
        assert figure["data"][1]["line"]["color"] == COLOURS[theme].marker
    # Told by more than their colours.
    assert contour["data"][0]["contours"]["showlabels"]
    # A click anywhere is not one on the path.
    assert contour["layout"]["hovermode"] == "closest"


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_small_json_without_points(name: str) -> None:
    figure = FIGURES[name]("dark")
    assert len(json.dumps(figure, allow_nan=False)) < 5_000
    assert all(len(trace[axis]) == 0 for trace in figure["data"] for axis in ("x", "y"))
