"""A run as one HTML file that works without a server and without the internet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]
from markupsafe import Markup
from plotly.io import to_html  # type: ignore[import-untyped]
from pydantic import TypeAdapter

from app.api import schemas
from app.api.convert import from_core
from app.export.format import Format, Kind
from app.export.run import Run, shape
from app.export.table import IterationRow, parameter_names, rows_of
from app.figures import loss_figure
from app.web.templating import environment
from app.words.settings import BIAS_LABELS
from core import Experiment
from core.check.digits import printed

_MOST_POINTS = 5_000  # of the curve
_MOST_ROWS = 100  # of the table

_CONFIG = {"displaylogo": False, "responsive": True}


@dataclass(frozen=True)
class _Parameter:
    """A weight or bias, before and after the run."""

    name: str
    before: float
    after: float


def report(run: Run) -> str:
    """The report: the curve, the settings, the parameters, a table of losses.

    Raises `Diverged` as `stretches` does.
    """
    points = list(rows_of(run, _MOST_POINTS))
    shown = {row.iteration for row in points[:: -(-len(points) // _MOST_ROWS)]}
    shown |= {experiment.iteration for experiment in run.changed} | {run.iteration}
    return environment.get_template("export/report.html").render(
        run=run,
        network=shape(run.start.sizes),
        curve=_curve(points),
        changes=[_labelled(experiment) for experiment in run.changed],
        any_frozen=any(experiment.frozen for experiment in run.changed),
        examples=_examples(run.changed[-1]),
        parameters=_parameters(run, points[0], points[-1]),
        rows=[row for row in points if row.iteration in shown],
        first=points[0],
        last=points[-1],
        json=_carried(run),
    )


def _labelled(experiment: Experiment) -> dict[str, object]:
    """An experiment's settings in the words of the page."""
    return {
        "iteration": experiment.iteration,
        "activations": ", ".join(sigma.label for sigma in experiment.network.activations),
        "loss": experiment.loss.label,
        "learning_rate": float(experiment.learning_rate),
        "biases": BIAS_LABELS[experiment.train_biases],
        "frozen": ", ".join(experiment.frozen),
    }


def _curve(points: Sequence[IterationRow]) -> Markup:
    """The loss over the iterations as HTML, with all of Plotly."""
    figure = go.Figure(loss_figure("light"))
    figure.data = figure.data[:1]
    figure.update_traces(
        x=[row.iteration for row in points],
        y=[row.loss for row in points],
        text=[printed(row.loss) for row in points],
    )
    return Markup(
        to_html(
            figure,
            full_html=False,
            include_plotlyjs=True,
            config=_CONFIG,
            default_height=420,
            div_id="curve",
        )
    )


def _examples(experiment: Experiment) -> list[tuple[list[float], list[float]]]:
    """The inputs and targets of each example."""
    return list(zip(experiment.inputs.T.tolist(), experiment.targets.T.tolist(), strict=True))


def _parameters(run: Run, first: IterationRow, last: IterationRow) -> list[_Parameter]:
    """All weights and biases, at the first and the last iteration of the run."""
    names = parameter_names(run.start.sizes)
    each = zip(names, first.parameters, last.parameters, strict=True)
    return [_Parameter(name, before, after) for name, before, after in each]


def _carried(run: Run) -> str:
    """The data from which the page can open the run again: its stages' experiments, as JSON."""
    adapter: TypeAdapter[Any] = TypeAdapter(list[schemas.Experiment])
    changed = adapter.dump_python([from_core(experiment) for experiment in run.changed])
    return json.dumps({"changed": changed, "known": run.iteration + 1, "iteration": run.iteration})


FORMATS = (
    Format(
        "report",
        "HTML",
        Kind(
            "Report",
            "One page with the interactive curve and all numbers; it opens without this server or "
            "the internet.",
        ),
        file="report.html",
        media_type="text/html",
        write=report,
        sample="<!doctype html>...",
    ),
)
