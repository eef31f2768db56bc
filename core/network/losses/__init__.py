"""Loss functions, one per file.

To add one, add a file with a `LOSS` (`core.network.loss`); nothing else changes.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from core.errors import InvalidExperiment
from core.network.loss import Loss


def _found() -> list[Loss]:
    """The records of this package; first those that fit any output activation."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    records: list[Loss] = [module.LOSS for module in modules]
    return sorted(records, key=lambda record: (record.outputs is not None, record.name))


LOSSES = {loss.name: loss for loss in _found()}


def loss_named(name: str) -> Loss:
    """The loss called `name`. Raises `InvalidExperiment` for a name that is not in `LOSSES`.

    >>> loss_named("hinge")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'hinge'; allowed are half_squared_error, ...
    """
    if name not in LOSSES:
        raise InvalidExperiment(("loss",), f"got {name!r}; allowed are {', '.join(LOSSES)}")
    return LOSSES[name]
