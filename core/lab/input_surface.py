"""The activation of each neuron over the plane of two inputs, or along one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, all_finite
from core.errors import Diverged
from core.lab.axes import axis_around
from core.network.propagation import forward
from core.run.experiment import Experiment


@dataclass(frozen=True)
class InputSurface:
    """The activations over a square in the plane of two inputs, or along one input.

    - ``plane``: the indices of the inputs that vary: one or two
    - ``axes``: the values of each of them, (points,)
    - ``held``: the value of each other input, by its index
    - ``activations[l]``, of layer l + 1: (units, points of the second, points of the first);
      along one input (units, points)
    """

    plane: tuple[int, ...]
    axes: tuple[Array, ...]
    held: dict[int, float]
    activations: tuple[Array, ...]


def input_surface(
    experiment: Experiment,
    span: float | None = None,
    points: int = 33,
    plane: Sequence[int] | None = None,
    held: Mapping[int, float] | None = None,
) -> InputSurface:
    """The activation of each neuron on a grid of inputs, computed in one forward pass.

    `plane` has the indices of the one or two inputs that vary, by default the first two (of one
    input, that one). The others are held: at the value in `held`, or at the middle of the examples.
    The grid is centred on the examples and reaches `span` to each side (`span_of` by default).
    Raises `Diverged` for an activation that is not finite.

    >>> from core.run.presets import mazur
    >>> surface = input_surface(mazur(), span=1.0, points=3)
    >>> surface.axes[1].tolist(), [a.shape for a in surface.activations]
    ([-0.9, 0.1, 1.1], [(2, 3, 3), (2, 3, 3)])
    >>> surface.activations[1][:, 1, 1].round(8).tolist()
    [0.75136507, 0.77292847]
    >>> along = input_surface(mazur(), span=1.0, points=3, plane=[0], held={1: 0.5})
    >>> [a.shape for a in along.activations], along.held
    ([(2, 3), (2, 3)], {1: 0.5})
    """
    inputs = experiment.inputs
    varied = tuple(range(len(inputs))[:2] if plane is None else plane)
    # Halved before they are added, so that even the largest floats have a middle.
    middles = inputs.min(axis=1) / 2 + inputs.max(axis=1) / 2
    fixed = {
        index: float((held or {}).get(index, middle))
        for index, middle in enumerate(middles)
        if index not in varied
    }
    with np.errstate(over="ignore", invalid="ignore"):
        reach = span_of(inputs[list(varied)]) if span is None else span
        axes = tuple(axis_around(middles[index], reach, points) for index in varied)
        grid = np.empty((len(inputs), points ** len(varied)))
        for index, value in fixed.items():
            grid[index] = value
        for index, values in zip(varied, np.meshgrid(*axes), strict=True):
            grid[index] = values.ravel()
        activations = forward(experiment.network, grid).a[1:]
    if not all_finite([*axes, *activations]):
        raise Diverged(experiment.iteration)
    shape = (-1, *[points] * len(varied))
    return InputSurface(varied, axes, fixed, tuple(a.reshape(shape) for a in activations))


def span_of(inputs: Array) -> float:
    """How far the grid reaches around the middle of the examples: a quarter beyond all of them.

    It is at least 1, so that the grid contains 0 and 1 if the examples are between them.

    >>> span_of(np.array([[0.0, 1.0], [0.0, 1.0]])), span_of(np.array([[-8.0, 8.0], [0.0, 1.0]]))
    (1.0, 10.0)
    """
    half_box = float(np.ptp(inputs, axis=1).max()) / 2
    return max(1.0, 1.25 * half_box)
