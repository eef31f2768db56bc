"""The figure of the loss. The browser or the report fills in its points."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, TOKENS, Theme, here, template
from app.figures.curves import CURVES, Curve

_HOVER = "iteration %{x:,d}<br>E = %{text}<extra></extra>"


def loss_figure(theme: Theme) -> dict[str, Any]:
    """The loss over the iterations, as JSON for Plotly in the browser.

    One trace for each of `CURVES`, with its id as `meta`; the last trace marks the current
    iteration. All traces are empty.
    """
    colours = COLOURS[theme]
    figure = go.Figure(
        data=[*(_trace(curve, theme) for curve in CURVES), here(colours)],
        layout={
            "template": template(colours),
            "xaxis": {
                "title": {"text": "iteration"},
                "tickformat": ",d",
            },
            "yaxis": {"title": {"text": "E"}, "rangemode": "tozero"},
            # A constant, so that Plotly keeps the zoom when points are added.
            "uirevision": "loss",
        },
    )
    json: dict[str, Any] = figure.to_plotly_json()
    return json


def _trace(curve: Curve, theme: Theme) -> go.Scatter:
    return go.Scatter(
        name=curve.name,
        meta=curve.id,
        x=[],
        y=[],
        text=[],
        mode="lines",
        line={
            "color": TOKENS[theme][curve.colour],
            "dash": ",".join(f"{length}px" for length in curve.dash.split()) or "solid",
            "width": curve.width,
        },
        hovertemplate=_HOVER,
    )
