"""What the page has to know of how much may be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from app.api.limits import MAX_BODY, MAX_EXAMPLES, MAX_STEPS
from app.api.sweep import MAX_RATES


@dataclass(frozen=True)
class Limits:
    """The limits, those of the API first."""

    steps: int = MAX_STEPS  # of a request
    examples: int = MAX_EXAMPLES
    rates: int = MAX_RATES  # of a sweep
    bytes: int = MAX_BODY  # of a file or a link: what is opened must fit into a request
    iterations: int = 100_000  # that the page runs at once
    least_rate: int = 0  # a learning rate below it climbs, which only the API does


LIMITS = Limits()
