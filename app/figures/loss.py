"""The figure of the loss, laid out here and filled by the browser as the run goes on."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from app.figures.base import COLOURS, Theme, here, template
from core.run.variants import VARIANTS, Variant

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


# As many runs can be set aside; their curves are faint, and differ in colour and dash.
RUNS = 8
RUN_DASHES = ("solid", "dash", "dot", "dashdot")
RUN_COLOURS: dict[Theme, tuple[str, str]] = {
    "light": ("#64748b", "#a16207"),
    "dark": ("#94a3b8", "#d6a04a"),
}


def loss_figure(theme: Theme) -> dict[str, Any]:
    """The loss over the iterations, as JSON for Plotly in the browser.

    Trace 0 is the curve, trace 1 the place in it where the page is; the others are the variants'
    curves, whose `meta` are their ids, and those of runs that were set aside (`run-0`). All are
    empty.
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
            *(run_trace(slot, theme) for slot in range(RUNS)),
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


def run_trace(slot: int, theme: Theme) -> go.Scatter:
    """The curve of a run that was set aside, not shown until there is one."""
    return go.Scatter(
        name=f"Run {slot + 1}",
        meta=f"run-{slot}",
        x=[],
        y=[],
        mode="lines",
        visible=False,
        opacity=0.75,
        line={
            "color": RUN_COLOURS[theme][slot // len(RUN_DASHES)],
            "dash": RUN_DASHES[slot % len(RUN_DASHES)],
            "width": 1.5,
        },
        hovertemplate=HOVER,
    )
