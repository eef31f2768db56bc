"""What the panels "Check" and "Figures" of the page have in them, for its templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from app.api.published import published_answer
from app.api.variants import variants_answer
from app.web.publications import groups
from app.words.parts import brief_title
from app.words.phases import phase_name
from app.words.settings import settings_of_page
from core.explain.names import sizes_of
from core.explain.phases import phases_of
from core.explain.quantities import Quantity, all_quantities
from core.run.presets import mazur


@dataclass(frozen=True)
class Phase:
    """The quantities that a phase computes."""

    id: str
    name: str
    quantities: list[Quantity]


@cache
def panels() -> dict[str, Any]:
    """The names that the templates of the panels know."""
    return {
        "settings": settings_of_page(),
        "published": published_answer(),
        "publications": groups(),
        "phases": computed_phases(),
        "brief_title": brief_title,
        "phase_names": {phase.id: phase_name(phase) for phase in phases_of(last=2)},
        "variants": variants_answer().variants,
    }


def computed_phases() -> list[Phase]:
    """What each phase computes in the network of the page; of the input, nothing is computed."""
    sizes = sizes_of(mazur().network)
    asked = list(all_quantities(sizes))
    return [
        Phase(phase.id, phase_name(phase), [one for one in asked if one.phase == phase])
        for phase in phases_of(len(sizes) - 1)
        if phase.kind != "input"
    ]
