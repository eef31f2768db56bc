"""The figure of the loss along one parameter. The browser fills in its points."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, Theme, here, step_line, template

_HOVER = "%{text}<extra></extra>"


def slice_figure(theme: Theme) -> dict[str, Any]:
    """The loss while one parameter changes, as JSON for Plotly in the browser.

    Trace 0 is the curve, trace 1 its tangent at the current value, trace 2 a marker there, and
    trace 3 the next step. All traces are empty. The annotation shows the slope of the tangent.
    """
    colours = COLOURS[theme]
    figure = go.Figure(
        data=[
            go.Scatter(
                name="Loss",
                x=[],
                y=[],
                mode="lines",
                line={"color": colours.line, "width": 2.5},
                hovertemplate=_HOVER,
            ),
            go.Scatter(
                name="Tangent",
                x=[],
                y=[],
                mode="lines",
                line={"color": colours.text, "width": 1.5, "dash": "dash"},
                hoverinfo="skip",
            ),
            here(colours),
            step_line(colours),
        ],
        layout={
            "template": template(colours),
            "xaxis": {"title": {"text": ""}, "range": [-1, 1]},
            "yaxis": {"title": {"text": "E"}, "range": [0, 1]},
            "annotations": [
                {
                    "text": "",
                    "x": 0,
                    "y": 0,
                    "showarrow": True,
                    "arrowwidth": 1,
                    "arrowhead": 0,
                    "standoff": 7,
                    "arrowcolor": colours.text,
                    "bgcolor": colours.hover,
                    "bordercolor": colours.grid,
                    "borderpad": 5,
                    "align": "left",
                    "font": {"color": colours.text},
                }
            ],
            "uirevision": "",
        },
    )
    json: dict[str, Any] = figure.to_plotly_json()
    return json
