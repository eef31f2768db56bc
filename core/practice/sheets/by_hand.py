"""An iteration as somebody calculates it by hand."""

from __future__ import annotations

from dataclasses import replace

from core.check.rounding import from_displayed_digits, to_significant_digits
from core.network.network import Network
from core.practice.sheets.table import looked_up
from core.run.experiment import Experiment

# So many significant digits of each number are written down.
KEPT = 4


def by_hand(experiment: Experiment) -> Experiment:
    """The experiment, calculating with the table of the sigmoid and with `KEPT` digits.

    Its activations are sigmoids. It is opened like any other experiment.

    >>> from core.explain.quantities import open_iteration, quantity
    >>> from core.run.presets import mazur
    >>> f'{quantity(open_iteration(by_hand(mazur())), "delta.o1"):.6f}, not 0.138499'
    '0.138327, not 0.138499'
    """
    network = experiment.network
    activations = tuple(replace(sigma, function=looked_up) for sigma in network.activations)
    looking_up = Network(network.weights, network.biases, activations)
    return from_displayed_digits(
        replace(experiment, network=looking_up),
        lambda numbers: to_significant_digits(KEPT, numbers),
    )
