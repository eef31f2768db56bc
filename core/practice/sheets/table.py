"""The printed table of the sigmoid, in which a sheet's activations are looked up."""

from __future__ import annotations

import numpy as np

from core.arrays import Array
from core.network.activations.sigmoid import sigmoid

# The net inputs of the table, in hundredths: 0.00 to 2.99. It has no negative ones, as
# sigma(-z) = 1 - sigma(z).
STEPS = 100
ENTRIES = 300
DECIMALS = 4


def entries() -> Array:
    """The table: entry k is the sigmoid of k hundredths, (`ENTRIES`,).

    >>> entries()[[0, 38, 299]].tolist()
    [0.5, 0.5939, 0.9521]
    """
    exact: Array = sigmoid(np.arange(ENTRIES) / STEPS)
    return exact.round(DECIMALS)


def looked_up(z: Array) -> Array:
    """The activation of net inputs as the table has it: that of the nearest entry.

    >>> looked_up(np.array([0.3775, -0.3775, 2.99])).tolist()
    [0.5939, 0.4061, 0.9521]
    """
    rows = np.minimum(np.rint(np.abs(z) * STEPS), ENTRIES - 1).astype(int)
    found: Array = entries()[rows]
    return np.where(z < 0, (1 - found).round(DECIMALS), found)


def fits(z: float, tolerance: float) -> bool:
    """Whether a net input is in the table, as close to an entry as `tolerance` says.

    >>> fits(0.3775, 0.001), fits(-0.3799, 0.001), fits(3.0, 0.001)
    (False, True, False)
    """
    entry = round(abs(z) * STEPS)
    return entry < ENTRIES and abs(abs(z) - entry / STEPS) <= tolerance
