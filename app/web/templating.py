"""The Jinja templates."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from app.writing import latex

TEMPLATES = Path(__file__).parents[2] / "templates"


class RawStrings(Extension):
    """Lets a template write ``r"\\theta"`` as Python does: LaTeX is full of backslashes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with raw strings made plain ones."""
        return re.sub(
            r'(?<=[(=,\s])r("[^"]*")', lambda found: found[1].replace("\\", "\\\\"), source
        )


# A template that was changed is read again: no restart while one works on it.
environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    auto_reload=True,
    undefined=StrictUndefined,
    extensions=[RawStrings],
)
environment.globals.update(formula=latex.formula, maths=latex.maths, the=latex.the)
