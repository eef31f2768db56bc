"""What can be wrong with an experiment.

ExperimentError
├── InvalidExperiment   the request is at fault: `field` says where
└── Diverged            the numbers left the finite range: `iteration` says when
"""

from __future__ import annotations


class ExperimentError(ValueError):
    """The experiment cannot be computed.

    >>> issubclass(InvalidExperiment, ExperimentError), issubclass(Diverged, ExperimentError)
    (True, True)
    """


class InvalidExperiment(ExperimentError):
    """A field of an experiment has a value that is not allowed.

    `field` is the path to the field, such as ``("network", "weights", 1)``. The message quotes the
    value and says what is allowed.

    >>> error = InvalidExperiment(("learning_rate",), "got nan; must be finite")
    >>> error.field, str(error)
    (('learning_rate',), 'got nan; must be finite')
    """

    def __init__(self, field: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.field = field


class Diverged(ExperimentError):
    """In iteration `iteration`, a number is infinite or not a number.

    >>> Diverged(7).iteration
    7
    """

    def __init__(self, iteration: int) -> None:
        super().__init__(
            f"the run diverged: at iteration {iteration} its numbers leave the finite range. "
            "A smaller learning rate, or smaller weights, keep it finite"
        )
        self.iteration = iteration
