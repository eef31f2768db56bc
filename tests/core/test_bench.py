"""The benchmark compares like with like and reports the truth. No test measures time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

import bench.__main__
from bench import sweep, training
from bench.comparison import Comparison, Result, measure, table
from core import train
from core.arrays import Array
from core.run.presets import mazur


def lasting(seconds: float, now: list[float]) -> Callable[[], None]:
    """A run that takes this long on the clock `now`."""

    def run() -> None:
        now[0] += seconds

    return run


@pytest.mark.parametrize("loop", [training.textbook_loop, training.careful_loop])
def test_the_plain_loops_compute_what_core_computes(
    loop: Callable[[], Array], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "STEPS", 500)
    np.testing.assert_allclose(loop(), train(mazur(), 500).losses, rtol=1e-12)


def test_a_ratio_is_our_time_over_the_others() -> None:
    now = [0.0]
    pair = Comparison("fast", lasting(1.0, now), "slow", lasting(4.0, now), target=0.25)
    (result,) = measure([pair], rounds=3, clock=lambda: now[0])
    assert result.ratios == (0.25, 0.25, 0.25)
    assert result.seconds == 1.0
    assert result.met


def test_repeated_work_is_compared_per_repetition() -> None:
    now = [0.0]
    pair = Comparison("ours", lasting(2.0, now), "theirs", lasting(4.0, now), times=50)
    (result,) = measure([pair], rounds=2, clock=lambda: now[0])
    assert result.ratios == (0.01, 0.01)
    assert result.seconds == 2.0


def test_the_sweep_computes_the_stated_number_of_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "STEPS", 20)
    (pair,) = sweep.COMPARISONS
    losses = sweep.core_sweep()
    assert losses.shape == (pair.times, 21)
    assert np.isfinite(losses).all()


def test_a_shared_run_runs_once_per_round_and_once_to_warm_up() -> None:
    calls: list[str] = []
    shared = Comparison("a", lambda: calls.append("a"), "b", lambda: calls.append("b"))
    other = Comparison("c", lambda: calls.append("c"), "b", shared.other_run)
    ticks = iter(range(1000))
    measure([shared, other], rounds=3, clock=lambda: float(next(ticks)))
    assert "".join(calls) == "abc" + "abc" + "bca" + "cab"


def test_the_table_shows_the_measurements_and_whether_the_target_is_met() -> None:
    now = [0.0]
    runs = lasting(0.003, now), lasting(0.004, now)
    results = measure(
        [
            Comparison("ours", runs[0], "theirs", runs[1], target=0.8),
            Comparison("ours again", runs[0], "theirs", runs[1], target=0.7),
            Comparison("theirs", runs[1], "ours", runs[0]),
        ],
        rounds=2,
        clock=lambda: now[0],
    )
    _, met, missed, free = table(results).splitlines()
    assert " ".join(met.split()) == "ours 3 ms 0.750 0.750 to 0.750 theirs at most 0.800 met"
    assert missed.endswith("at most 0.700  MISSED")
    assert free.endswith("ours")


@pytest.mark.parametrize(
    ("target", "arguments", "status"),
    [(1.5, [], 0), (0.5, [], 0), (1.5, ["--check"], 0), (0.5, ["--check"], 1)],
)
def test_only_a_check_fails_and_only_on_a_missed_target(
    target: float, arguments: list[str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(1000))

    def measure_by_ticks(comparisons: Sequence[Comparison], rounds: int) -> list[Result]:
        return measure(comparisons, rounds, clock=lambda: float(next(ticks)))

    alike = Comparison("ours", lambda: None, "theirs", lambda: None, target)
    monkeypatch.setattr(bench.__main__, "measure", measure_by_ticks)
    monkeypatch.setattr(bench.__main__, "BENCHMARKS", ([alike],))
    assert bench.__main__.main(arguments) == status


def test_a_median_needs_two_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.__main__.main(["--rounds", "1"])
    assert "must be 2 or more" in capsys.readouterr().err
