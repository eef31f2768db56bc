"""The figure of the loss, laid out here and filled by the browser as the run goes on."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, Theme, here, template
from core.variants import VARIANTS, Variant

# All digits that are useful to compare, and none that only pad.
HOVER = "iteration %{x}<br>E = %{y:.9~g}<extra></extra>"

# Of the curves of the variants. In plots that are printed without colour, the dashes tell.
DASHES = {
    "updated-weights": "dash",
    "biases-per-neuron": "dot",
    "biases-per-layer": "dashdot",
    "no-half": "longdash",
}
VARIANT_COLOURS: dict[Theme, dict[str, str]] = {
    "light": {
        "updated-weights": "#b45309",
        "biases-per-neuron": "#6d28d9",
        "biases-per-layer": "#15803d",
        "no-half": "#be123c",
    },
    "dark": {
        "updated-weights": "#fbbf24",
        "biases-per-neuron": "#c4b5fd",
        "biases-per-layer": "#56d38a",
        "no-half": "#fda4af",
    },
}


def loss_figure(theme: Theme) -> dict[str, Any]:
    """The loss over the iterations, as JSON for Plotly in the browser.

    Trace 0 is the curve, trace 1 the place in it where the page is; the others are the variants'
    curves, whose `meta` are their ids. All are empty.
    """
    colours = COLOURS[theme]
    figure = go.Figure(
        data=[
            go.Scatter(
                name="Loss",
                x=[],
                y=[],
                mode="lines",
                line={"color": colours.line, "width": 2},
                hovertemplate=HOVER,
            ),
            here(colours),
            *(
                variant_trace(variant, theme)
                for variant in VARIANTS.values()
                if variant.id in DASHES
            ),
        ],
        layout={
            "template": template(colours),
            "xaxis": {
                "title": {"text": "iteration"},
                "tickformat": ",d",
                "range": [0, 10],
            },
            "yaxis": {"title": {"text": "E"}, "rangemode": "tozero"},
            # A constant: the reader's zoom is kept when points are added.
            "uirevision": "loss",
        },
    )
    json: dict[str, Any] = figure.to_plotly_json()
    return json


def variant_trace(variant: Variant, theme: Theme) -> go.Scatter:
    """The curve of a variant, not shown until it is chosen."""
    return go.Scatter(
        name=variant.title,
        meta=variant.id,
        x=[],
        y=[],
        mode="lines",
        visible=False,
        line={
            "color": VARIANT_COLOURS[theme][variant.id],
            "dash": DASHES[variant.id],
            "width": 2.5,
        },
        hovertemplate=HOVER,
    )
