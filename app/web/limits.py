"""The limits of requests that the page has to know."""

from __future__ import annotations

from dataclasses import dataclass

from app.api.limits import MAX_BODY, MAX_EXAMPLES, MAX_STEPS
from app.api.sweep import MAX_RATES


@dataclass(frozen=True)
class Limits:
    """The limits of the API, then those of the page."""

    steps: int = MAX_STEPS  # of a request
    examples: int = MAX_EXAMPLES
    rates: int = MAX_RATES  # of a sweep
    bytes: int = MAX_BODY  # of a file or a link, because its content must fit into a request
    iterations: int = 100_000  # in one run of the page
    least_rate: int = 0  # a negative learning rate makes the loss climb; only the API allows it


LIMITS = Limits()
