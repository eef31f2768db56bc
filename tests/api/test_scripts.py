"""Exported scripts, run on their own: numpy's give our digits, PyTorch's come as near as it can."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from app.export.run import Run, stretches
from app.export.script import Library, script
from core import Experiment, train
from core.arrays import Array
from core.run.presets import mazur
from tests.core.experiments import TRAIN_BIASES, each_kind, make_experiment

# PyTorch is not among our packages: `make torch-check` says where it is.
PYTHON = {"numpy": sys.executable, "torch": os.environ.get("TORCH_PYTHON", sys.executable)}


@cache
def has_torch() -> bool:
    """Whether there is a PyTorch to run scripts with."""
    command = [PYTHON["torch"], "-c", "import torch"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Printed:
    """What a script printed."""

    iterations: list[int]
    losses: list[float]
    parameters: dict[str, Array]


def run_alone(run: Run, library: Library) -> Printed:
    """What the run's script prints, in a process that sees nothing of ours."""
    return printed(execute(script(run, library), library))


def execute(source: str, library: Library) -> str:
    """What a program prints; a warning is a failure, too."""
    if library == "torch" and not has_torch():
        pytest.skip("PyTorch is not installed; make torch-check installs it")
    done = subprocess.run(
        [PYTHON[library], "-I", "-W", "error", "-c", source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def printed(text: str) -> Printed:
    """The numbers in what a script printed."""
    lines = text.splitlines()
    losses = [line.split() for line in lines if line[0].isdigit()]
    parameters = [line.split(" = ") for line in lines if not line[0].isdigit()]
    return Printed(
        [int(iteration) for iteration, _ in losses],
        [float(loss) for _, loss in losses],
        {name: np.array(ast.literal_eval(value)) for name, value in parameters},
    )


def expected(run: Run) -> Printed:
    """What the script should print: the numbers of the run as the explorer has them."""
    parts = list(stretches(run))
    network = parts[-1].networks[0]
    return Printed(
        [iteration for part in parts for iteration in part.iterations],
        [loss for part in parts for loss in part.losses.tolist()],
        {f"W{layer}": W for layer, W in enumerate(network.weights, start=1)}
        | {f"b{layer}": b[:, 0] for layer, b in enumerate(network.biases, start=1)},
    )


def assert_same(run: Run) -> None:
    """Asserts that the numpy script prints the run's numbers, every digit of them."""
    found, right = run_alone(run, "numpy"), expected(run)
    assert found.iterations == right.iterations
    assert found.losses == right.losses
    assert found.parameters.keys() == right.parameters.keys()
    for name, values in right.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], values, name)


def distance(run: Run) -> float:
    """How far the PyTorch script is from the run, at most, relative to numbers beyond 1."""
    found, right = run_alone(run, "torch"), expected(run)
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
    """A run of which the rate, then the weights and the biases' training, then all else changed."""
    start = make_experiment(sizes=(2, 3, 2), activations=("sigmoid", "sigmoid"), m=3, seed=1)
    faster = replace(train(start, 40).experiment, learning_rate=0.7)
    later = train(faster, 25).experiment
    moved = replace(
        later,
        network=replace(later.network, weights=start.network.weights),
        train_biases="per_layer",
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
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_numpy_script_has_every_digit(run: Run) -> None:
    assert_same(run)


@pytest.mark.parametrize("train_biases", TRAIN_BIASES)
@pytest.mark.parametrize("kind", each_kind(), ids="-".join)
def test_the_numpy_script_has_every_digit_of_every_kind(
    kind: tuple[str, str, str], train_biases: bool
) -> None:
    hidden, output, loss = kind
    experiment = make_experiment(
        activations=(hidden, output), loss=loss, train_biases=train_biases, learning_rate=0.05
    )
    assert_same(Run((experiment,), 40))


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_torch_script_agrees(run: Run) -> None:
    found = distance(run)
    print(f"largest difference {found:.2g}")
    assert found < 1e-12


@pytest.mark.parametrize("kind", each_kind(), ids="-".join)
def test_the_torch_script_agrees_on_every_kind(kind: tuple[str, str, str]) -> None:
    hidden, output, loss = kind
    # The three ways to train biases, one after the other in one run.
    experiments: list[Experiment] = []
    for stage, train_biases in enumerate(TRAIN_BIASES):
        made = make_experiment(activations=(hidden, output), loss=loss, learning_rate=0.05)
        experiments.append(replace(made, train_biases=train_biases, iteration=20 * stage))
    found = distance(Run(tuple(experiments), 60))
    print(f"largest difference {found:.2g}")
    assert found < 1e-12


def test_a_script_says_only_what_the_run_needs() -> None:
    written = script(Run((mazur(),), 10), "numpy")
    assert "def sigmoid(z)" in written
    for unused in ("tanh", "relu", "identity", "binary_cross_entropy", "per_layer", "replace"):
        assert unused not in written
    assert max(map(len, written.splitlines())) <= 100


def test_a_change_is_all_that_a_script_says_of_it() -> None:
    start = mazur()
    faster = replace(train(start, 40).experiment, learning_rate=0.7)
    written = script(Run((start, faster), 100), "numpy")
    _, change = written.split("# At iteration 40")
    assert "experiment = replace(experiment, learning_rate=0.7)" in change
    assert "weights" not in change
    assert "np.array" not in change
