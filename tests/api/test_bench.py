"""The benchmark compares like with like and reports the truth. No test measures time."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pytest

import bench.__main__
from bench import page, page_run, scripts, server, sweep, training, visits
from bench.measure import Comparison, Timing, measure
from bench.table import Row, table
from core import train
from core.arrays import Array
from core.run.presets import mazur


def lasting(seconds: float, now: list[float]) -> Callable[[], None]:
    """A run that takes this long on the clock `now`."""

    def run() -> None:
        now[0] += seconds

    return run


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of steps in each run of the benchmark, for one test."""
    for module in (training, sweep, page_run, page):
        monkeypatch.setattr(module, "STEPS", 20)
    return 20


@pytest.mark.parametrize(
    "loop",
    [training.textbook_loop, training.careful_loop, training.neurons_loop, page_run.page_run],
)
def test_every_way_computes_what_core_computes(
    loop: Callable[[], Array | list[float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (training, page_run):
        monkeypatch.setattr(module, "STEPS", 500)
    np.testing.assert_allclose(loop(), train(mazur(), 500).losses, rtol=1e-12)


def test_the_neurons_without_losses_learn_the_same(few_steps: int) -> None:
    losses = train(mazur(), few_steps).losses
    assert training.neurons_updates().loss() == pytest.approx(losses[-1], rel=1e-12)


def test_an_exported_script_runs_as_often_as_it_is_told_to() -> None:
    losses = train(mazur(), 3).losses.tolist()
    with scripts.exported("numpy", sys.executable, steps=3) as loop:
        for _ in range(2):
            printed = [line.split() for line in loop().splitlines()[: len(losses)]]
            assert printed == [[str(step), str(loss)] for step, loss in enumerate(losses)]


def test_a_missing_torch_leaves_its_row_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scripts, "TORCH_PYTHON", "no/such/python")
    with scripts.torch_loop(steps=3) as loops:
        assert loops == []
    assert "PyTorch is not installed" in capsys.readouterr().err


def test_a_ratio_is_our_time_over_the_others() -> None:
    now = [0.0]
    pair = Comparison("fast", lasting(1.0, now), "slow", lasting(4.0, now), aim=0.25)
    (row,) = measure([pair], rounds=3, clock=lambda: now[0])
    assert row == Row("fast", (0.25, 0.25, 0.25), "of slow", 0.25)
    assert row.met


def test_repeated_work_is_compared_per_repetition() -> None:
    now = [0.0]
    ours, theirs = lasting(2.0, now), lasting(4.0, now)
    figures: list[Timing | Comparison] = [
        Comparison("ours", ours, "theirs", theirs, times=50),
        Comparison("ours", ours, "theirs", theirs, times=50, other_times=10),
        Timing("ours", ours, unit="ms", times=50),
    ]
    rows = measure(figures, rounds=2, clock=lambda: now[0])
    assert [row.values for row in rows] == [
        pytest.approx((0.01, 0.01)),
        pytest.approx((0.1, 0.1)),
        pytest.approx((40.0, 40.0)),
    ]


def test_the_sweeps_compute_the_stated_number_of_runs(few_steps: int) -> None:
    for losses, rates, steps in (
        (sweep.core_sweep(), sweep.RATES, few_steps),
        (sweep.wide_sweep(), sweep.MANY_RATES, sweep.FEW_STEPS),
    ):
        assert losses.shape == (rates, steps + 1)
        assert np.isfinite(losses).all()


def test_a_first_visit_loads_what_the_page_names_and_a_second_nothing() -> None:
    urls = visits.urls_of_page()
    assert urls[0] == "/"
    assert {url.rpartition(".")[2] for url in urls[1:]} == {"js", "css", "svg"}
    rows = {row.figure: row.measured for row in visits.counted()}
    assert rows["a first visit asks for"] == len(urls)
    assert rows["a first visit loads"] > 50
    assert rows["a second visit asks for"] == 1
    assert rows["a second visit loads again"] == 0


def test_a_run_is_asked_for_as_the_page_does(
    monkeypatch: pytest.MonkeyPatch, few_steps: int
) -> None:
    monkeypatch.setattr(page_run, "requests_of_a_run", lambda: 7)
    losses = page_run.page_run()
    assert len(losses) == few_steps + 1


@pytest.mark.usefixtures("few_steps")
def test_every_subject_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "TORCH_PYTHON", "no/such/python")
    monkeypatch.setattr(training, "SHORT_RUNS", 2)
    monkeypatch.setattr(sweep, "RATES", 3)
    monkeypatch.setattr(sweep, "MANY_RATES", 4)
    monkeypatch.setattr(visits, "VISITS", 2)
    monkeypatch.setattr(page, "PLAYED", 2)
    monkeypatch.setattr(server, "STEPS", 2)
    monkeypatch.setattr(server, "CLIENTS", 2)
    monkeypatch.setattr(server, "SECONDS", 1)
    monkeypatch.setattr(server, "LIGHT", 3)
    for subject in bench.__main__.SUBJECTS:
        rows = subject(2)
        assert rows
        assert all(row.measured >= 0 for row in rows)


def test_a_shared_run_runs_once_per_round_and_once_to_warm_up() -> None:
    calls: list[str] = []
    shared = Comparison("a", lambda: calls.append("a"), "b", lambda: calls.append("b"))
    other = Comparison("c", lambda: calls.append("c"), "b", shared.other_run)
    ticks = iter(range(1000))
    measure([shared, other], rounds=3, clock=lambda: float(next(ticks)))
    assert "".join(calls) == "abc" + "abc" + "bca" + "cab"


def test_the_table_shows_the_measurements_and_whether_the_aim_is_met() -> None:
    _, met, missed, free, counted = table(
        [
            Row("ours", (0.75, 0.75), "of theirs", aim=0.8),
            Row("ours again", (0.75, 0.75), "of theirs", aim=0.7),
            Row("theirs", (4.0, 4.0), "ms"),
            Row("files", (5.0,), "files", aim=10),
        ]
    ).splitlines()
    assert " ".join(met.split()) == "ours 0.75 of theirs 0.75 to 0.75 at most 0.8 met"
    assert missed.endswith("at most 0.7  MISSED")
    assert " ".join(free.split()) == "theirs 4 ms 4 to 4"
    assert " ".join(counted.split()) == "files 5 files at most 10 met"


@pytest.mark.parametrize(
    ("aim", "arguments", "status"),
    [(1.5, [], 0), (0.5, [], 0), (1.5, ["--check"], 0), (0.5, ["--check"], 1)],
)
def test_only_a_check_fails_and_only_on_a_missed_aim(
    aim: float, arguments: list[str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Row("ours", (1.0, 1.0), "of theirs", aim)
    monkeypatch.setattr(bench.__main__, "SUBJECTS", (lambda rounds: [row],))
    assert bench.__main__.main(arguments) == status


def test_a_median_needs_two_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.__main__.main(["--rounds", "1"])
    assert "must be 2 or more" in capsys.readouterr().err
