"""The gradient check: the gradients of backpropagation beside central differences of the loss.

Each parameter p is moved by h to both sides, and forward passes give the change of the loss E: the
central difference ``(E(p + h) - E(p - h)) / 2h``. It uses no deltas and no derivatives, so it
reveals a mistake in them. (On the choice of h: Nocedal and Wright, "Numerical Optimization", 2006,
section 8.1.)

Three precautions keep a correct gradient from failing the check:

- **The step is measured in the net input**, which moves by about `STEP`: activations bend over
  about one unit of z, whatever the sizes of the weight and of its input. The truncation error is
  then about h^2 and the rounding error about eps / h; with h = eps^(1/3), both are eps^(2/3).
- **Differences have a limited resolution.** E is rounded, so its slope is known only to a few
  eps (1 + E) / h. A smaller gradient (of a saturated neuron, or after a long run) passes if the
  difference is as small.
- **A kink has two slopes.** If the z of a relu is 0, or so close to 0 that h crosses it, E has
  no derivative. Backpropagation takes the slope of one side (at the kink itself, the lower). So
  the difference keeps each activation on its side, and the parameter is marked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array, all_finite
from core.errors import Diverged
from core.explain.names import PARAMETERS, Bias, Weight
from core.explain.quantities import gradient_of, open_iteration, value_of
from core.lab.neighbours import neighbours_losses
from core.network.activation import Activation
from core.network.propagation import Forward
from core.run.experiment import Experiment
from core.run.training import evaluate

_EPS = float(np.finfo(float).eps)
# How far a net input moves.
STEP = _EPS ** (1 / 3)
# The largest relative error that passes.
TOLERANCE = 1e-5
# The assumed rounding error of E, in units of eps (1 + E); all sums on the way contribute.
_ROUNDINGS = 10


@dataclass(frozen=True)
class GradientCheck:
    """The gradient of each parameter, found in two ways; all arrays are (parameters,).

    - ``values``, ``steps``: the parameters, and how far each was moved to both sides
    - ``analytic``, ``numeric``: by backpropagation, and by the central difference
    - ``corner``: whether the step would have taken an activation across its kink
    - ``relative_error``: their difference relative to the larger of them, or, if both are too
      small to be resolved, relative to the smallest gradient that can be
    """

    parameters: tuple[Weight | Bias, ...]
    values: Array
    steps: Array
    analytic: Array
    numeric: Array
    corner: NDArray[np.bool_]
    relative_error: Array

    @property
    def good(self) -> NDArray[np.bool_]:
        """Whether the two agree, for each parameter."""
        return self.relative_error <= TOLERANCE


def gradient_check(experiment: Experiment) -> GradientCheck:
    """The gradients of all weights and of each neuron's bias, checked in one batch.

    Raises `Diverged` for a number that is not finite.

    >>> from core.run.presets import mazur
    >>> check = gradient_check(mazur())
    >>> check.analytic[4].round(9).item(), check.numeric[4].round(9).item()
    (0.082167041, 0.082167041)
    >>> bool(check.good.all()), bool(check.relative_error.max() < 1e-7)
    (True, True)
    """
    passed, loss = evaluate(experiment)
    opened = open_iteration(experiment, passed)
    parameters = tuple(
        part for part in PARAMETERS.parts(experiment.sizes) if isinstance(part, Weight | Bias)
    )
    values = np.array([value_of(opened, parameter) for parameter in parameters])
    analytic = np.array([gradient_of(opened, parameter) for parameter in parameters])
    factors = np.array([_largest_factor(parameter, passed) for parameter in parameters])
    with np.errstate(all="ignore"):
        steps = _steps_of(values, factors)
        # Row i holds all parameters, with the i-th moved.
        up, down = values + np.diag(steps), values - np.diag(steps)
        changes = {
            parameter: np.stack([up[:, column], down[:, column]])
            for column, parameter in enumerate(parameters)
        }
        losses = neighbours_losses(_without_corners(experiment, passed), changes)
        corner = (losses != neighbours_losses(experiment, changes)).any(axis=0)
        # Divided by how far they really moved, because p + h is rounded too.
        numeric = (losses[0] - losses[1]) / (np.diagonal(up) - np.diagonal(down))
        resolution = _ROUNDINGS * _EPS * (1 + loss) / steps
        error = relative_error(analytic, numeric, resolution)
    if not all_finite([analytic, numeric, error]):
        raise Diverged(experiment.iteration)
    return GradientCheck(parameters, values, steps, analytic, numeric, corner, error)


def relative_error(analytic: Array, numeric: Array, resolution: Array) -> Array:
    """``|a - n| / max(|a|, |n|)``, but at most `TOLERANCE` if ``|a - n|`` is below the resolution.

    >>> a, n = np.array([2.0, 1e-13]), np.array([1.0, 0.0])
    >>> relative_error(a, n, resolution=np.array([1e-12, 1e-12])).round(12).tolist()
    [0.5, 1e-06]
    """
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(analytic - numeric) / np.maximum(larger, resolution / TOLERANCE)


def _steps_of(values: Array, factors: Array) -> Array:
    """How far to move each parameter, given the largest factor that it is multiplied by.

    The net input then moves by about `STEP`. A large term w a has larger rounding errors, so the
    step grows with the cube root of the term.

    >>> (_steps_of(np.array([0.5, 0.5, 8.0]), np.array([1.0, 100.0, 1.0])) / STEP).round(4).tolist()
    [1.0, 0.0368, 2.0]
    """
    factors = np.maximum(1.0, factors)
    terms = np.maximum(1.0, np.abs(values) * factors)
    # A step smaller than the spacing of floats would change nothing.
    return np.asarray(np.maximum(STEP * np.cbrt(terms) / factors, 8 * np.spacing(np.abs(values))))


def _largest_factor(parameter: Weight | Bias, passed: Forward) -> float:
    """The largest |dz/dp| of all examples: of a weight, its sender's activation; of a bias, 1."""
    if isinstance(parameter, Bias):
        return 1.0
    return float(np.abs(passed.a[parameter.layer][parameter.column]).max())


def _without_corners(experiment: Experiment, passed: Forward) -> Experiment:
    """The experiment with each activation kept on the side of its kink where `passed` has it."""
    network = experiment.network
    activations = tuple(
        one_sided(activation, z)
        for activation, z in zip(network.activations, passed.z, strict=True)
    )
    return replace(experiment, network=replace(network, activations=activations))


def one_sided(activation: Activation, z: Array) -> Activation:
    """The activation, kept on the side of its kink where z is; unchanged if it has no kink.

    >>> from core.network.activations import ACTIVATIONS
    >>> stays = one_sided(ACTIVATIONS["relu"], np.array([[2.0], [0.0], [-2.0]]))
    >>> stays.function(np.array([[-1.0], [1.0], [1.0]])).ravel().tolist()
    [-1.0, 0.0, 0.0]
    """
    kink = activation.kink
    if kink is None:
        return activation
    return replace(
        activation,
        function=lambda moved: np.where(z > kink.at, kink.above(moved), kink.below(moved)),
    )
