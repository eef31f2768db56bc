"""The gradient check: what backpropagation says of the loss, beside what the loss does.

Each parameter is moved a little to both sides, and forward passes alone say how the loss E changes:
the central difference ``(E(p + h) - E(p - h)) / 2h``. It knows nothing of deltas and derivatives,
so a mistake in those shows. (Nocedal and Wright, "Numerical Optimization", 2006, section 8.1, on
the choice of h.)

Three things keep a right gradient from being called wrong:

- **h moves the net input**, not the parameter, by about `STEP`: activations bend over a unit of z,
  whatever the size of the weight or of what it multiplies. Then the difference leaves out about h^2
  of the gradient, and the rounding of E about eps / h: with h = eps^(1/3), both eps^(2/3).
- **What a difference cannot resolve is no error.** E is rounded, so its slope is known no better
  than to some eps (1 + E) / h. A gradient that is smaller, of a saturated neuron or after a long
  run, is compared with that: it may be anything as small, but not large.
- **A kink has two slopes.** Where a relu's z is 0, or so close that h takes it across, E has
  no derivative, and backpropagation takes the slope of one side, the lower one at the kink itself.
  So the difference is taken with each activation kept on its side, and the parameter is marked.
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

EPS = float(np.finfo(float).eps)
# How far a net input is moved.
STEP = EPS ** (1 / 3)
# The largest relative error of a good gradient.
TOLERANCE = 1e-5
# How many times eps (1 + E) the rounding of E is taken to be: that of all sums on the way to it.
ROUNDINGS = 10


@dataclass(frozen=True)
class GradientCheck:
    """The gradient of each parameter, found in two ways; all arrays are (parameters,).

    - ``values``, ``steps``: the parameters, and how far each was moved to either side
    - ``analytic``, ``numeric``: by backpropagation, by the central difference
    - ``corner``: whether an activation would have crossed its kink on the way
    - ``relative_error``: their difference, relative to the larger of them; or where both are
      too small to be resolved, to the smallest that is not
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
    factors = np.array([largest_factor(parameter, passed) for parameter in parameters])
    with np.errstate(all="ignore"):
        steps = steps_of(values, factors)
        # Row i: all parameters, of which the i-th has moved.
        up, down = values + np.diag(steps), values - np.diag(steps)
        changes = {
            parameter: np.stack([up[:, column], down[:, column]])
            for column, parameter in enumerate(parameters)
        }
        losses = neighbours_losses(without_corners(experiment, passed), changes)
        corner = (losses != neighbours_losses(experiment, changes)).any(axis=0)
        # Divided by how far they have really moved: p + h is rounded, too.
        numeric = (losses[0] - losses[1]) / (np.diagonal(up) - np.diagonal(down))
        resolution = ROUNDINGS * EPS * (1 + loss) / steps
        error = relative_error(analytic, numeric, resolution)
    if not all_finite([analytic, numeric, error]):
        raise Diverged(experiment.iteration)
    return GradientCheck(parameters, values, steps, analytic, numeric, corner, error)


def relative_error(analytic: Array, numeric: Array, resolution: Array) -> Array:
    """``|a - n| / max(|a|, |n|)``, at most `TOLERANCE` where that is no more than the resolution.

    >>> a, n = np.array([2.0, 1e-13]), np.array([1.0, 0.0])
    >>> relative_error(a, n, resolution=np.array([1e-12, 1e-12])).round(12).tolist()
    [0.5, 1e-06]
    """
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(analytic - numeric) / np.maximum(larger, resolution / TOLERANCE)


def steps_of(values: Array, factors: Array) -> Array:
    """How far to move each parameter, so that the net input moves by `STEP` times at most a factor.

    A large term w a is itself rounded more coarsely, so it is moved further: by its cube root.

    >>> (steps_of(np.array([0.5, 0.5, 8.0]), np.array([1.0, 100.0, 1.0])) / STEP).round(4).tolist()
    [1.0, 0.0368, 2.0]
    """
    factors = np.maximum(1.0, factors)
    terms = np.maximum(1.0, np.abs(values) * factors)
    # A step below the spacing of numbers there would be none.
    return np.asarray(np.maximum(STEP * np.cbrt(terms) / factors, 8 * np.spacing(np.abs(values))))


def largest_factor(parameter: Weight | Bias, passed: Forward) -> float:
    """The size of dz/dp in the example where it is largest: of a weight's sender, or 1."""
    if isinstance(parameter, Bias):
        return 1.0
    return float(np.abs(passed.a[parameter.layer][parameter.column]).max())


def without_corners(experiment: Experiment, passed: Forward) -> Experiment:
    """The experiment with each activation kept on the side of its kink where the pass was."""
    network = experiment.network
    activations = tuple(
        one_sided(activation, z)
        for activation, z in zip(network.activations, passed.z, strict=True)
    )
    return replace(experiment, network=replace(network, activations=activations))


def one_sided(activation: Activation, z: Array) -> Activation:
    """The activation that stays on the side of its kink on which z is; as it is without a kink.

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
