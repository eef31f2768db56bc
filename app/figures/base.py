"""What all figures of a theme have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import plotly.graph_objects as go  # type: ignore[import-untyped]

Theme: TypeAlias = Literal["light", "dark"]

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"

THEMES: tuple[Theme, ...] = ("light", "dark")

_STYLE_SHEET = Path(__file__).parents[2] / "static" / "css" / "theme.css"


def _tokens() -> dict[Theme, dict[str, str]]:
    """The colours of each theme, by their names in the page's style sheet."""
    sheet = _STYLE_SHEET.read_text(encoding="utf-8")
    selectors: dict[Theme, str] = {"light": ":root", "dark": ':root[data-theme="dark"]'}
    found = {}
    for theme, selector in selectors.items():
        block = re.search(rf"^{re.escape(selector)} {{(.*?)^}}", sheet, re.DOTALL | re.MULTILINE)
        assert block, f"{_STYLE_SHEET.name} has no {selector}"
        colours = re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1])
        found[theme] = dict(colours)
    return found


TOKENS = _tokens()


@dataclass(frozen=True)
class Colours:
    """The colours of a figure's parts, in one theme."""

    line: str
    marker: str
    step: str
    ink: str
    text: str
    grid: str
    hover: str
    lowest: str
    highest: str


def _colours(theme: Theme) -> Colours:
    of = TOKENS[theme]
    return Colours(
        line=of["--chart-line"],
        marker=of["--chart-here"],
        step=of["--chosen"],
        ink=of["--ink"],
        text=of["--soft"],
        grid=of["--chart-grid"],
        hover=of["--card"],
        lowest=of["--chart-lowest"],
        highest=of["--chart-highest"],
    )


COLOURS: dict[Theme, Colours] = {theme: _colours(theme) for theme in THEMES}


def template(colours: Colours) -> go.layout.Template:
    """The layout that all figures of a theme share; far less than Plotly's own template."""
    axis = {
        "exponentformat": "power",
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zeroline": False,
        # Invisible ticks keep the labels apart, and away from points on the axes.
        "ticks": "outside",
        "ticklen": 6,
        "tickcolor": "rgba(0, 0, 0, 0)",
        "title": {"standoff": 8},
    }
    return go.layout.Template(
        layout={
            "autosize": True,
            "colorway": [colours.line, colours.marker],
            "font": {"family": _FONT, "size": 13, "color": colours.text},
            "hoverlabel": {
                "bgcolor": colours.hover,
                "bordercolor": colours.line,
                "font": {"family": _FONT, "color": colours.text},
            },
            # Pointing or clicking anywhere in the plot means the nearest point of the curve.
            "hovermode": "x",
            # Fixed, so that the plot does not jump when the axis labels get longer.
            "margin": {"l": 78, "r": 18, "t": 12, "b": 48},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "modebar": {
                "bgcolor": "rgba(0, 0, 0, 0)",
                "color": colours.text,
                "activecolor": colours.line,
            },
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def here(colours: Colours) -> go.Scatter:
    """A marker for the current iteration, without its point."""
    return go.Scatter(
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
    )


def step_line(colours: Colours) -> go.Scatter:
    """The step of an update: a line between two points, with a marker at its end."""
    return go.Scatter(
        name="Step",
        x=[],
        y=[],
        mode="lines+markers",
        line={"color": colours.step, "width": 2.5},
        marker={
            "color": colours.step,
            "symbol": "diamond",
            "size": [0, 10],
            "opacity": 1,
            "line": {"color": colours.hover, "width": 1},
        },
        hoverinfo="skip",
    )
