"""The figure of the loss, laid out here and filled by the browser as the run goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import plotly.graph_objects as go  # type: ignore[import-untyped]

from core.variants import VARIANTS, Variant

Theme: TypeAlias = Literal["light", "dark"]

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
# All digits that are useful to compare, and none that only pad.
HOVER = "iteration %{x}<br>E = %{y:.9~g}<extra></extra>"


@dataclass(frozen=True)
class Colours:
    """Of the figure's parts, in one theme."""

    line: str
    marker: str
    text: str
    grid: str
    hover: str


COLOURS: dict[Theme, Colours] = {
    "light": Colours("#0e7490", "#b5179e", "#475569", "#e2e8f0", "#ffffff"),
    "dark": Colours("#22d3ee", "#f472d0", "#cbd5e1", "#334155", "#0f172a"),
}

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
            go.Scatter(
                name="Here",
                x=[],
                y=[],
                mode="markers",
                marker={
                    "color": colours.marker,
                    "size": 10,
                    "line": {"color": colours.hover, "width": 1.5},
                },
                cliponaxis=False,
                hoverinfo="skip",
            ),
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


def template(colours: Colours) -> go.layout.Template:
    """What all figures of a theme have in common; far less than Plotly's own template."""
    axis = {
        "exponentformat": "power",
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zeroline": False,
        "title": {"standoff": 8},
    }
    return go.layout.Template(
        layout={
            "autosize": True,
            "colorway": [colours.line, colours.marker],
            "font": {"family": FONT, "size": 13, "color": colours.text},
            "hoverlabel": {
                "bgcolor": colours.hover,
                "bordercolor": colours.line,
                "font": {"family": FONT, "color": colours.text},
            },
            # The nearest point of the curve answers, wherever in the plot one points or clicks.
            "hovermode": "x",
            # Fixed, so that the plot does not jump when the labels on its axes get longer.
            "margin": {"l": 66, "r": 18, "t": 12, "b": 48},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
        }
    )
