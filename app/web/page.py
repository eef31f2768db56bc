"""The page, rendered once for each version of its template."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from jinja2 import Template
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from app.api.limits import MAX_BODY, MAX_EXAMPLES, MAX_STEPS, MAX_TEXT
from app.api.phase import PhaseTold, phase_answer
from app.api.phases import PhasesAnswer, phases_answer
from app.api.presets import PresetsAnswer, presets_answer
from app.api.published import published_answer
from app.api.step import StepAnswer, step_answer
from app.api.sweep import MAX_RATES
from app.api.variants import variants_answer
from app.export import FORMATS
from app.export.format import Format, Kind
from app.figures import all_figures
from app.figures.curves import CURVES
from app.web.assets import PLOTLY_URL, files_of_page
from app.web.caching import respond
from app.web.encoded import Encoded
from app.web.publications import groups
from app.web.templating import environment
from app.words.phases import phase_name
from app.words.settings import settings_of_page
from core.explain.phases import phases_of
from core.run.experiment import SUM_TOLERANCE
from core.run.presets import mazur


@dataclass(frozen=True)
class LabView:
    """A view of the lab: its id, and the title of its tab, of which the tab may show the beginning.

    Its panel is `templates/lab/<id>.html`, its module `static/js/lab/<id>.js` (which exports a
    function `create`), its style `static/css/<style>.css`.
    """

    id: str
    title: str
    style: str
    seen: str = ""


LAB_VIEWS = (
    LabView("neurons", "What neurons see", style="lab-neurons"),
    LabView("slice", "Loss along a parameter", style="lab-loss"),
    LabView("surface", "Loss over two parameters", style="lab-loss", seen="Loss over two"),
    LabView("sweep", "Learning-rate sweep", style="lab-sweep"),
    LabView("gradients", "Gradient check", style="lab-loss"),
    LabView("histories", "Histories", style="lab-histories"),
)

_STYLES = (
    *("theme", "page", "frame", "header", "loss", "diagram", "inspector", "panels", "learn"),
    *("experiment", "dialogs", "paste", "practise", "lab"),
)

# How much the page may ask for: what the API accepts, then what the page sets itself.
_LIMITS = {
    "steps": MAX_STEPS,  # of a request
    "examples": MAX_EXAMPLES,
    "rates": MAX_RATES,  # of a sweep
    "sum_tolerance": SUM_TOLERANCE,  # of targets that must have a sum
    "bytes": MAX_BODY,  # of a file or a link, because its content must fit into a request
    "text": MAX_TEXT,  # characters that are pasted as a network
    "iterations": 100_000,  # in one run of the page
    "neurons": 4,  # in a layer, and so many hidden layers: what fits with every number on it
    "hidden_layers": 2,
    "least_rate": 0,  # a negative learning rate makes the loss climb; only the API allows it
}


async def page(request: Request) -> Response:
    """The page, or a 304 if the browser has it."""
    return respond(request, rendered(environment.get_template("index.html")))


@cache
def rendered(template: Template) -> Encoded:
    """The page, rendered once per template; Jinja makes a new one when its file changes."""
    html = template.render(
        initial=_initial_state(),
        files=files_of_page(_styles(), [view.id for view in LAB_VIEWS]),
        lab_views=LAB_VIEWS,
        exports=_exports(),
        **_panels(),
    )
    return Encoded(html.encode(), "text/html")


def _styles() -> list[str]:
    """The style sheets in their order: a later one may refine an earlier one."""
    views = dict.fromkeys(view.style for view in LAB_VIEWS)
    return [*_STYLES, *views, "editing", "print"]


@cache
def _panels() -> dict[str, Any]:
    """What the templates of the panels "Check" and "Figures" need."""
    return {
        "settings": settings_of_page(),
        "published": published_answer(),
        "publications": groups(),
        "phase_names": {phase.id: phase_name(phase) for phase in phases_of(last=2)},
        "variants": variants_answer().variants,
    }


def _exports() -> list[tuple[Kind, list[Format]]]:
    """The export formats, grouped by kind."""
    return [(kind, list(some)) for kind, some in groupby(FORMATS.values(), attrgetter("kind"))]


@cache
def _initial_state() -> dict[str, Any]:
    """The data that the page needs to show the first iteration without a request."""
    answer = step_answer(mazur(), steps=1, record="last", detailed=True)
    return {
        "answer": TypeAdapter(StepAnswer).dump_python(answer, mode="json"),
        "outline": _outline_of_page(),
        "happening": _happening_of_page(),
        "presets": _presets_of_page(),
        "figures": all_figures(),
        "lossCurves": [asdict(curve) for curve in CURVES],
        "plotly": PLOTLY_URL,
        "limits": _LIMITS,
        "lab": [view.id for view in LAB_VIEWS],
        **settings_of_page(),
    }


def _outline_of_page() -> dict[str, Any]:
    """The words for the phases of the first experiment, and the names of its parts."""
    told = TypeAdapter(PhasesAnswer).dump_python(phases_answer(mazur(), "short"), mode="json")
    return {name: value for name, value in told.items() if name != "experiment"}


def _happening_of_page() -> dict[str, Any]:
    """What happens in the first phase of the first experiment."""
    [first, *_] = phases_of(last=2)
    told = phase_answer(mazur(), first.id, example=0, notation="short").phase
    happening: dict[str, Any] = TypeAdapter(PhaseTold).dump_python(told, mode="json")
    return happening


def _presets_of_page() -> list[dict[str, Any]]:
    """The presets without their experiments: the page requests the one that is chosen."""
    presets = TypeAdapter(PresetsAnswer).dump_python(presets_answer(), mode="json")["presets"]
    return [{name: value for name, value in one.items() if name != "experiment"} for one in presets]
