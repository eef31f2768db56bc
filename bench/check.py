"""Check: the time of a verdict that rules out all mistakes, and of a whole exercise."""

from __future__ import annotations

from app.api.check_all import check_all_answer
from bench.measure import Timing, measure
from bench.table import Row
from core.check.lines import rows_in
from core.check.verdict import check
from core.run.presets import mazur

# The article's numbers to three digits, with two slips: a bias and a slope are left out.
SHEET = """
net_h1 0.378
out_h1 0.593
net_h2 0.0425
out_h2 0.511
net_o1 1.07
out_o1 0.745
net_o2 1.18
out_o2 0.765
E_o1 0.270
E_o2 0.0253
E_total 0.295
dE/do1 0.735
do1/dz_o1 0.190
delta_o1 0.140
dE/dw5 0.436
w5+ 0.182
delta_o2 -0.0405
dE_o1/dh1 0.0560
dE_o2/dh1 -0.0203
dE/dh1 0.0357
dh1/dz_h1 0.241
dE/dw1 0.000430
w1+ 0.150
"""


def unexplained() -> object:
    """A number that no mistake gives."""
    return check(mazur(), "new.loss", "0.51234")


def exercise() -> object:
    """A whole exercise, as it comes."""
    experiment = mazur()
    return check_all_answer(experiment, rows_in(SHEET, experiment), 0)


def rows(rounds: int) -> list[Row]:
    """The rows of Check."""
    return measure(
        (
            Timing("a verdict on a number", unexplained, aim=50),
            Timing("a whole exercise with two slips", exercise, aim=500),
        ),
        rounds,
    )
