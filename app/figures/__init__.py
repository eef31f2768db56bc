"""The Plotly figures of the page. The browser fills in their points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.figures.base import THEMES, Theme
from app.figures.loss import loss_figure
from app.figures.slice import slice_figure
from app.figures.surface import contour_figure, surface_figure

__all__ = [
    "FIGURES",
    "THEMES",
    "Theme",
    "all_figures",
    "contour_figure",
    "loss_figure",
    "slice_figure",
    "surface_figure",
]

FIGURES: dict[str, Callable[[Theme], dict[str, Any]]] = {
    "loss": loss_figure,
    "slice": slice_figure,
    "contour": contour_figure,
    "surface": surface_figure,
}


def all_figures() -> dict[str, dict[Theme, dict[str, Any]]]:
    """Each figure in each theme, as JSON for Plotly."""
    return {name: {theme: make(theme) for theme in THEMES} for name, make in FIGURES.items()}
