"""The activation of each neuron over the plane of the two inputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, all_finite
from core.errors import Diverged, InvalidExperiment
from core.lab.axes import axis_around
from core.network.propagation import forward
from core.run.experiment import Experiment


@dataclass(frozen=True)
class InputSurface:
    """The activations over a square in the plane of the inputs.

    - ``axes``: the values of x1 and of x2, (points,) each
    - ``activations[l]``, (units, points of x2, points of x1): of layer l + 1
    """

    axes: tuple[Array, Array]
    activations: tuple[Array, ...]


def input_surface(
    experiment: Experiment, span: float | None = None, points: int = 33
) -> InputSurface:
    """The activation of each neuron on a grid of inputs, computed in one forward pass.

    The grid is centred on the examples and reaches `span` to each side (`span_of` by default).
    Raises `InvalidExperiment` if the network does not have two inputs, and `Diverged` for an
    activation that is not finite.

    >>> from core.run.presets import mazur
    >>> surface = input_surface(mazur(), span=1.0, points=3)
    >>> surface.axes[1].tolist(), [a.shape for a in surface.activations]
    ([-0.9, 0.1, 1.1], [(2, 3, 3), (2, 3, 3)])
    >>> surface.activations[1][:, 1, 1].round(8).tolist()
    [0.75136507, 0.77292847]
    """
    inputs = experiment.inputs
    if len(inputs) != 2:
        raise InvalidExperiment(
            ("network", "weights", 0),
            f"got a network of {len(inputs)} inputs; must have 2, which span a plane",
        )
    # Halved before they are added, so that even the largest floats have a middle.
    low, high = inputs.min(axis=1) / 2, inputs.max(axis=1) / 2
    with np.errstate(over="ignore", invalid="ignore"):
        reach = span_of(inputs) if span is None else span
        x1, x2 = (axis_around(centre, reach, points) for centre in low + high)
        grid = np.stack([x.ravel() for x in np.meshgrid(x1, x2)])
        activations = forward(experiment.network, grid).a[1:]
    if not all_finite([x1, x2, *activations]):
        raise Diverged(experiment.iteration)
    return InputSurface((x1, x2), tuple(a.reshape(-1, points, points) for a in activations))


def span_of(inputs: Array) -> float:
    """How far the grid reaches around the middle of the examples: a quarter beyond all of them.

    It is at least 1, so that the grid contains 0 and 1 if the examples are between them.

    >>> span_of(np.array([[0.0, 1.0], [0.0, 1.0]])), span_of(np.array([[-8.0, 8.0], [0.0, 1.0]]))
    (1.0, 10.0)
    """
    half_box = float(np.ptp(inputs, axis=1).max()) / 2
    return max(1.0, 1.25 * half_box)
