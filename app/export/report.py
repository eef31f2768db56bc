"""A run as one HTML file that needs nothing else: no server, no internet."""

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
from app.export.table import Row, parameter_names, rows_of
from app.figures import loss_figure
from app.web.templating import environment
from app.words.settings import BIAS_LABELS
from core import Experiment
from core.check.digits import printed

MOST_POINTS = 5_000  # of the curve
MOST_ROWS = 100  # of the table

CONFIG = {"displaylogo": False, "responsive": True}


@dataclass(frozen=True)
class Parameter:
    """A weight or bias, before and after the run."""

    name: str
    before: float
    after: float


def report(run: Run) -> str:
    """The report: the curve, what was set, the parameters, a table of losses.

    Raises `Diverged` as `stretches` does.
    """
    points = list(rows_of(run, MOST_POINTS))
    shown = {row.iteration for row in points[:: -(-len(points) // MOST_ROWS)]}
    shown |= {experiment.iteration for experiment in run.changed} | {run.iteration}
    return environment.get_template("export/report.html").render(
        run=run,
        network=shape(run.start.sizes),
        curve=_curve(points),
        changes=[_labelled(experiment) for experiment in run.changed],
        examples=_examples(run.changed[-1]),
        parameters=_parameters(run, points[0], points[-1]),
        rows=[row for row in points if row.iteration in shown],
        first=points[0],
        last=points[-1],
        json=_carried(run),
    )


def _labelled(experiment: Experiment) -> dict[str, object]:
    """How an experiment learns, in the words of the page."""
    return {
        "iteration": experiment.iteration,
        "activations": ", ".join(sigma.label for sigma in experiment.network.activations),
        "loss": experiment.loss.label,
        "learning_rate": float(experiment.learning_rate),
        "biases": BIAS_LABELS[experiment.train_biases],
    }


def _curve(points: Sequence[Row]) -> Markup:
    """The loss over the iterations, with all of Plotly, as a part of an HTML page."""
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
            config=CONFIG,
            default_height=420,
            div_id="curve",
        )
    )


def _examples(experiment: Experiment) -> list[tuple[list[float], list[float]]]:
    """The inputs and targets of each example."""
    return list(zip(experiment.inputs.T.tolist(), experiment.targets.T.tolist(), strict=True))


def _parameters(run: Run, first: Row, last: Row) -> list[Parameter]:
    """All weights and biases, at the run's first iteration and at its last."""
    names = parameter_names(run.start.sizes)
    each = zip(names, first.parameters, last.parameters, strict=True)
    return [Parameter(name, before, after) for name, before, after in each]


def _carried(run: Run) -> str:
    """What the page takes back in: the experiments at which something was set, as JSON."""
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
