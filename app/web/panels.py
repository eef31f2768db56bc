"""The contents of the page's panels "Check" and "Figures", for its templates."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.api.published import published_answer
from app.api.variants import variants_answer
from app.web.publications import groups
from app.words.phases import phase_name
from app.words.settings import settings_of_page
from core.explain.phases import phases_of


@cache
def panels() -> dict[str, Any]:
    """The variables of the panels' templates."""
    return {
        "settings": settings_of_page(),
        "published": published_answer(),
        "publications": groups(),
        "phase_names": {phase.id: phase_name(phase) for phase in phases_of(last=2)},
        "variants": variants_answer().variants,
    }
