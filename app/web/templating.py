"""The Jinja templates."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from app.writing import latex

_TEMPLATES = Path(__file__).parents[2] / "templates"


class _RawStrings(Extension):
    """Raw strings in templates, as in Python: ``r"\\theta"``. LaTeX is full of backslashes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with raw strings replaced by plain ones."""
        return re.sub(
            r'(?<=[(=,\s])r("[^"]*")', lambda found: found[1].replace("\\", "\\\\"), source
        )


# A changed template is read again, without restarting the server.
environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    auto_reload=True,
    undefined=StrictUndefined,
    extensions=[_RawStrings],
)
environment.globals.update(formula=latex.formula, maths=latex.maths, the=latex.the)
