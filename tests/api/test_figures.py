"""The figure of the loss is laid out for the browser to fill."""

import json

import pytest

from app.figures import Theme, loss_figure
from app.figures.loss import RUNS
from core.variants import VARIANTS


@pytest.mark.parametrize(
    ("theme", "line", "marker", "text", "grid"),
    [
        ("light", "#0e7490", "#b5179e", "#475569", "#e2e8f0"),
        ("dark", "#22d3ee", "#f472d0", "#cbd5e1", "#334155"),
    ],
)
def test_the_loss_figure_has_a_line_and_a_marker_in_the_colours_of_the_theme(
    theme: Theme, line: str, marker: str, text: str, grid: str
) -> None:
    figure = loss_figure(theme)
    curve, place, *others = figure["data"]
    variants, runs = others[:-RUNS], others[-RUNS:]
    assert (curve["name"], curve["mode"], curve["line"]["color"]) == ("Loss", "lines", line)
    assert (place["mode"], place["marker"]["color"]) == ("markers", marker)
    assert curve["x"] == curve["y"] == place["x"] == place["y"] == []
    assert [trace["meta"] for trace in variants] == list(VARIANTS)[1:]
    assert len({trace["line"]["color"] for trace in variants} | {line}) == len(variants) + 1
    assert len({trace["line"]["dash"] for trace in variants}) == len(variants)
    assert [trace["meta"] for trace in runs] == [f"run-{slot}" for slot in range(RUNS)]
    assert len({(run["line"]["color"], run["line"]["dash"]) for run in runs}) == RUNS
    assert all(trace["x"] == [] and trace["visible"] is False for trace in others)
    assert "%{x}" in curve["hovertemplate"]
    assert "%{y:.9~g}" in curve["hovertemplate"]
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


def test_the_loss_figure_is_small_json() -> None:
    assert len(json.dumps(loss_figure("dark"), allow_nan=False)) < 5_000
