"""Exported scripts, run on their own: numpy's print our digits, PyTorch's come close."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from app.export.run import Run, stretches
from app.export.script import Library, script
from core import Experiment, train
from core.arrays import Array
from core.network.propagation import TrainBiases
from core.run.presets import mazur
from tests.core.experiments import TRAIN_BIASES, each_kind, make_experiment

# PyTorch is not among our packages: `make torch-check` says where it is.
PYTHON = {"numpy": sys.executable, "torch": os.environ.get("TORCH_PYTHON", sys.executable)}


@cache
def has_torch() -> bool:
    """Whether PyTorch is installed."""
    command = [PYTHON["torch"], "-c", "import torch"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Printed:
    """The output of a script."""

    iterations: list[int]
    losses: list[float]
    parameters: dict[str, Array]


# Starting Python and its library takes longer than a script: it runs them all, each by itself.
RUN_EACH = """
import contextlib, io, json, sys
import {library}
outputs = []
for source in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(source, "script", "exec"), {{"__name__": "__main__"}})
    outputs.append(output.getvalue())
json.dump(outputs, sys.stdout)
"""


def run_alone(runs: Sequence[Run], library: Library) -> list[Printed]:
    """The output of the script of each run, in a process that cannot import our code."""
    sources = json.dumps([script(run, library) for run in runs])
    outputs = json.loads(execute(RUN_EACH.format(library=library), library, sources))
    return [printed(output) for output in outputs]


def execute(source: str, library: Library, given: str = "") -> str:
    """The output of a program. A warning is a failure, too."""
    if library == "torch" and not has_torch():
        pytest.skip("PyTorch is not installed; make torch-check installs it")
    done = subprocess.run(
        [PYTHON[library], "-I", "-W", "error", "-c", source],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def printed(text: str) -> Printed:
    """The numbers in the output of a script."""
    lines = text.splitlines()
    losses = [line.split() for line in lines if line[0].isdigit()]
    parameters = [line.split(" = ") for line in lines if not line[0].isdigit()]
    return Printed(
        [int(iteration) for iteration, _ in losses],
        [float(loss) for _, loss in losses],
        {name: np.array(ast.literal_eval(value)) for name, value in parameters},
    )


def expected(run: Run) -> Printed:
    """The expected output: the numbers of the run in the explorer."""
    parts = list(stretches(run))
    network = parts[-1].networks[0]
    return Printed(
        [iteration for part in parts for iteration in part.iterations],
        [loss for part in parts for loss in part.losses.tolist()],
        {f"W{layer}": W for layer, W in enumerate(network.weights, start=1)}
        | {f"b{layer}": b[:, 0] for layer, b in enumerate(network.biases, start=1)},
    )


def assert_same(found: Printed, run: Run) -> None:
    """Asserts that the numpy script printed the run's numbers, every digit of them."""
    right = expected(run)
    assert found.iterations == right.iterations
    assert found.losses == right.losses
    assert found.parameters.keys() == right.parameters.keys()
    for name, values in right.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], values, name)


def distance(found: Printed, run: Run) -> float:
    """The largest difference of the PyTorch script from the run, relative to numbers beyond 1."""
    right = expected(run)
    assert found.iterations == right.iterations
    pairs = [
        (np.array(found.losses), np.array(right.losses)),
        *((found.parameters[name], values) for name, values in right.parameters.items()),
    ]
    return max(float((np.abs(a - b) / np.maximum(1.0, np.abs(b))).max()) for a, b in pairs)


def saturated() -> Experiment:
    """An experiment whose e^-z is infinite in places."""
    network = replace(mazur().network, weights=tuple(-W for W in mazur().network.weights))
    inputs = np.array([[9000.0], [10000.0]])
    return replace(mazur(), network=network, inputs=inputs, train_biases=True)


def with_changes() -> Run:
    """A run with three changes: the rate, the weights and the biases' training, everything else."""
    start = make_experiment(sizes=(2, 3, 2), activations=("sigmoid", "sigmoid"), m=3, seed=1)
    faster = replace(train(start, 40).experiment, learning_rate=0.7)
    later = train(faster, 25).experiment
    moved = replace(
        later,
        network=replace(later.network, weights=start.network.weights),
        train_biases="per_layer",
        frozen=("w3", "b.h2"),
    )
    other = make_experiment(
        sizes=(2, 3, 2), activations=("tanh", "sigmoid"), loss="binary_cross_entropy", m=5, seed=2
    )
    return Run((start, faster, moved, replace(other, iteration=80)), 100)


RUNS = {
    "the worked example": Run((mazur(),), 1000),
    "no iteration": Run((mazur(),), 0),
    "from a later iteration": Run((train(mazur(), 7).experiment,), 20),
    "many examples": Run((make_experiment(m=300, seed=3),), 30),
    "one example": Run((make_experiment(m=1, seed=4),), 30),
    "large layers": Run((make_experiment(sizes=(40, 33, 9), m=7),), 9),
    "one neuron": Run((make_experiment(sizes=(1, 1), activations=["identity"], m=2),), 30),
    "saturated": Run((saturated(),), 20),
    "changes on the way": with_changes(),
    "frozen": Run(
        (make_experiment(sizes=(2, 3, 2), train_biases=True, frozen=["w2", "w9", "b.o1"]),), 50
    ),
    "frozen, none of it trained": Run((replace(mazur(), frozen=("w5", "b.h1")),), 50),
}


def test_the_numpy_script_runs_as_a_program() -> None:
    run = RUNS["the worked example"]
    assert_same(printed(execute(script(run, "numpy"), "numpy")), run)


def test_the_numpy_script_has_every_digit() -> None:
    for (name, run), found in zip(RUNS.items(), run_alone([*RUNS.values()], "numpy"), strict=True):
        with naming(name):
            assert_same(found, run)


@pytest.mark.parametrize("train_biases", TRAIN_BIASES)
def test_the_numpy_script_has_every_digit_of_every_kind(train_biases: TrainBiases) -> None:
    experiments = [
        make_experiment(
            activations=(hidden, output), loss=loss, train_biases=train_biases, learning_rate=0.05
        )
        for hidden, output, loss in each_kind()
    ]
    runs = [Run((experiment,), 40) for experiment in experiments]
    for kind, run, found in zip(each_kind(), runs, run_alone(runs, "numpy"), strict=True):
        with naming(kind):
            assert_same(found, run)


def test_the_torch_script_runs_as_a_program() -> None:
    run = RUNS["the worked example"]
    assert distance(printed(execute(script(run, "torch"), "torch")), run) < 1e-12


def test_the_torch_script_agrees() -> None:
    for (name, run), found in zip(RUNS.items(), run_alone([*RUNS.values()], "torch"), strict=True):
        print(f"{name}: largest difference {distance(found, run):.2g}")
        with naming(name):
            assert distance(found, run) < 1e-12


def test_the_torch_script_agrees_on_every_kind() -> None:
    runs = [three_trainings(*kind) for kind in each_kind()]
    for kind, run, found in zip(each_kind(), runs, run_alone(runs, "torch"), strict=True):
        print(f"{kind}: largest difference {distance(found, run):.2g}")
        with naming(kind):
            assert distance(found, run) < 1e-12


def three_trainings(hidden: str, output: str, loss: str) -> Run:
    """The three ways to train biases, one after the other in one run."""
    experiments: list[Experiment] = []
    for stage, train_biases in enumerate(TRAIN_BIASES):
        made = make_experiment(activations=(hidden, output), loss=loss, learning_rate=0.05)
        frozen = ("w1", "b.o2") if stage else ()
        training = replace(made, train_biases=train_biases, frozen=frozen)
        experiments.append(replace(training, iteration=20 * stage))
    return Run(tuple(experiments), 60)


@contextmanager
def naming(case: object) -> Iterator[None]:
    """Adds the name of the case to a failure."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"in the script of {case}")
        raise


def test_a_script_contains_only_what_the_run_needs() -> None:
    written = script(Run((mazur(),), 10), "numpy")
    assert "def sigmoid(z)" in written
    for unused in ("tanh", "relu", "identity", "binary_cross_entropy", "per_layer", "replace"):
        assert unused not in written
    assert "experiment.frozen" not in written
    assert max(map(len, written.splitlines())) <= 100


def test_a_script_writes_only_the_settings_that_a_change_changed() -> None:
    start = mazur()
    faster = replace(train(start, 40).experiment, learning_rate=0.7)
    written = script(Run((start, faster), 100), "numpy")
    _, change = written.split("# At iteration 40")
    assert "experiment = replace(experiment, learning_rate=0.7)" in change
    assert "weights" not in change
    assert "np.array" not in change
