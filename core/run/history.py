"""How every number of a network changes during a run, at some of its iterations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.errors import Diverged
from core.explain.names import COMPUTED, PARAMETERS, name_of
from core.explain.quantities import check_example
from core.network.network import Network
from core.network.propagation import backward
from core.run.experiment import Experiment
from core.run.training import evaluate_stack, pieces

# The number of iterations that are opened, unless the caller asks for another.
POINTS = 200


@dataclass(frozen=True)
class History:
    """The numbers of some iterations of a run.

    - ``experiment``: the experiment after the run
    - ``iterations``, (n,): which iterations, including the first and the one after the last step
    - ``values``: by name (`core.explain.quantities`), the numbers at those iterations, each (n,)
    """

    experiment: Experiment
    iterations: NDArray[np.intp]
    values: dict[str, Array]


def history(experiment: Experiment, steps: int, points: int = POINTS, example: int = 0) -> History:
    """Trains for `steps` iterations and opens up to `points` of them, evenly spread.

    The result holds all weights and biases before the update, the activation and the delta of every
    hidden and output neuron, for the example with index `example`, and the loss. The run is opened
    piece by piece, each in one pass over a stack of networks; only the requested numbers are kept.

    Raises `InvalidExperiment` if there is no such example, and `Diverged`, naming the first
    iteration with a number that is not finite.

    >>> from core.run.presets import mazur
    >>> run = history(mazur(), steps=10_000, points=3)
    >>> run.iterations.tolist(), run.values["w5"].round(6).tolist()
    ([0, 5000, 10000], [0.4, -3.679498, -3.892977])
    >>> " ".join(run.values)
    'w1 w2 w3 w4 w5 w6 w7 w8 b.h1 b.h2 b.o1 b.o2 a.h1 a.h2 a.o1 a.o2 delta.h1 delta.h2 delta.o1 ...'
    """
    check_example(experiment, example)
    iterations = experiment.iteration + spread(steps, points)
    rows: list[Array] = []
    after = experiment
    for piece in pieces(experiment, steps):
        offsets = iterations - piece.first_iteration
        inside = offsets[(offsets >= 0) & (offsets < len(piece.losses))]
        if inside.size:
            rows.append(_numbers(experiment, piece.networks[inside], example))
        after = piece.after
    # The network after the last step is in no piece.
    rows.append(_numbers(experiment, after.network[np.newaxis], example))
    table = np.concatenate(rows)
    finite = np.isfinite(table).all(axis=1)
    if not finite.all():
        raise Diverged(int(iterations[np.argmin(finite)]))
    return History(after, iterations, dict(zip(_names(experiment), table.T, strict=True)))


def spread(steps: int, points: int) -> NDArray[np.intp]:
    """Up to `points` whole numbers (at least 2) from 0 to `steps`, evenly spread, with both ends.

    >>> spread(10, 3).tolist(), spread(2, 200).tolist(), spread(0, 200).tolist()
    ([0, 5, 10], [0, 1, 2], [0])
    """
    return np.linspace(0, steps, min(steps + 1, max(points, 2))).round().astype(np.intp)


def _names(experiment: Experiment) -> list[str]:
    """The names of the columns of `_numbers`.

    >>> from core.run.presets import mazur
    >>> _names(mazur())[-3:]
    ['delta.o1', 'delta.o2', 'loss']
    """
    sizes = experiment.sizes
    parameters = [name_of(part, sizes) for part in PARAMETERS.parts(sizes)]
    neurons = [name_of(part, sizes) for part in COMPUTED.parts(sizes)]
    return [
        *parameters,
        *(f"a.{name}" for name in neurons),
        *(f"delta.{name}" for name in neurons),
        "loss",
    ]


def _numbers(experiment: Experiment, networks: Network, example: int) -> Array:
    """The numbers of n networks, a row each: (n, numbers). Some may be inf or nan.

    Names are counted layer by layer and row by row, so the flattened arrays are in their order.
    """
    passed, losses = evaluate_stack(experiment, networks)
    with np.errstate(over="ignore", invalid="ignore"):
        back = backward(networks, passed, experiment.targets, experiment.loss)
    own = [layer[..., example] for layer in (*passed.a[1:], *back.deltas)]
    blocks = [*networks.weights, *networks.biases, *own, losses]
    return np.concatenate([block.reshape(len(losses), -1) for block in blocks], axis=1)
