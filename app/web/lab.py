"""The views of the lab, which look closer at the experiment on the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LabView:
    """A view of the lab: its id, and the title of its tab.

    Its panel is `templates/lab/<id>.html`, its module `static/js/lab/<id>.js` (which exports a
    function `create`), its style `static/css/<style>.css`.
    """

    id: str
    title: str
    style: str


LAB_VIEWS = (
    LabView("neurons", "What neurons see", style="lab-neurons"),
    LabView("slice", "Loss along a parameter", style="lab-loss"),
    LabView("surface", "Loss over two parameters", style="lab-loss"),
    LabView("sweep", "Learning-rate sweep", style="lab-sweep"),
    LabView("gradients", "Gradient check", style="lab-loss"),
    LabView("histories", "Histories", style="lab-histories"),
)
