"""The figure of the loss along one parameter, filled by the browser."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, Theme, here, step_line, template

HOVER = "%{text}<extra></extra>"


def slice_figure(theme: Theme) -> dict[str, Any]:
    """The loss while one parameter changes, as JSON for Plotly in the browser.

    Trace 0 is the curve, trace 1 its tangent where the page is, which trace 2 marks, and trace 3
    the step about to be taken. All are empty. The annotation is for the tangent's slope.
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
                hovertemplate=HOVER,
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
