"""The figures of the loss over two parameters, as contours and as a surface."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, Colours, Theme, here, step_line, template

_HOVER_LOSS = "%{text}<extra></extra>"
_HOVER_PATH = "iteration %{customdata:,d}<extra></extra>"


def contour_figure(theme: Theme) -> dict[str, Any]:
    """Lines of equal loss over two parameters, as JSON for Plotly in the browser.

    Trace 0 has the contours, trace 1 the path of the run with the iterations as `customdata`, trace
    2 its start, trace 3 the current iteration, and trace 4 the next step. All traces are empty.
    """
    colours = COLOURS[theme]
    figure = go.Figure(
        data=[
            go.Contour(
                name="Loss",
                x=[],
                y=[],
                z=[],
                text=[],
                colorscale=_scale(colours),
                showscale=False,
                ncontours=18,
                contours={"showlabels": True, "labelfont": {"size": 12, "color": colours.ink}},
                line={"color": colours.text, "width": 0.6},
                hovertemplate=_HOVER_LOSS,
            ),
            _run_path(go.Scatter, colours),
            go.Scatter(
                name="Start",
                x=[],
                y=[],
                mode="markers",
                marker=_start_marker(colours),
                hoverinfo="skip",
            ),
            here(colours),
            step_line(colours),
        ],
        layout={
            "template": template(colours),
            "hovermode": "closest",
            "xaxis": {"title": {"text": ""}, "range": [-1, 1]},
            "yaxis": {"title": {"text": ""}, "range": [-1, 1]},
            "uirevision": "",
        },
    )
    json: dict[str, Any] = figure.to_plotly_json()
    return json


def surface_figure(theme: Theme) -> dict[str, Any]:
    """The loss over two parameters as a surface, as JSON for Plotly in the browser.

    Trace 0 has the surface, trace 1 the path of the run at its losses, with the iterations as
    `customdata`, trace 2 its start, and trace 3 the current iteration. All traces are empty.
    """
    colours = COLOURS[theme]
    axis = {
        "title": {"text": ""},
        "color": colours.text,
        "gridcolor": colours.grid,
        "showbackground": False,
        "zeroline": False,
        "exponentformat": "power",
    }
    figure = go.Figure(
        data=[
            go.Surface(
                name="Loss",
                x=[],
                y=[],
                z=[],
                text=[],
                colorscale=_scale(colours),
                showscale=False,
                opacity=0.8,
                contours={"z": {"show": True, "color": colours.text, "width": 1}},
                hovertemplate=_HOVER_LOSS,
            ),
            _run_path(go.Scatter3d, colours),
            go.Scatter3d(
                name="Start",
                x=[],
                y=[],
                z=[],
                mode="markers",
                marker=_start_marker(colours) | {"size": 5},
                hoverinfo="skip",
            ),
            go.Scatter3d(
                name="Here",
                x=[],
                y=[],
                z=[],
                mode="markers",
                marker={"color": colours.marker, "size": 6},
                hoverinfo="skip",
            ),
        ],
        layout={
            "template": template(colours),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "scene": {
                "xaxis": axis,
                "yaxis": axis,
                "zaxis": axis | {"title": {"text": "E"}},
                "aspectmode": "cube",
                # Seen from the side to which the loss of the worked example falls, so that the path
                # is in front.
                "camera": {
                    "eye": {"x": -1.65, "y": -1.45, "z": 0.85},
                    "center": {"x": 0, "y": 0, "z": -0.15},
                },
            },
            # A constant, so that Plotly keeps the reader's viewpoint.
            "uirevision": "surface",
        },
    )
    json: dict[str, Any] = figure.to_plotly_json()
    return json


def _scale(colours: Colours) -> list[tuple[float, str]]:
    """One hue from light to dark, which needs no colour vision and lets the path stand out."""
    return [(0, colours.lowest), (1, colours.highest)]


def _run_path(
    trace: type[go.Scatter] | type[go.Scatter3d], colours: Colours
) -> go.Scatter | go.Scatter3d:
    """The path of the run, as a trace of type `trace`."""
    flat = trace is go.Scatter
    return trace(
        name="Path",
        x=[],
        y=[],
        customdata=[],
        mode="lines+markers",
        line={"color": colours.marker, "width": 2 if flat else 5},
        marker={"color": colours.marker, "size": 4 if flat else 3},
        hovertemplate=_HOVER_PATH,
        **({} if flat else {"z": []}),
    )


def _start_marker(colours: Colours) -> dict[str, Any]:
    """A square at the start of the run."""
    return {
        "color": colours.hover,
        "symbol": "square",
        "size": 10,
        "line": {"color": colours.marker, "width": 2},
    }
