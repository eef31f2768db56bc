"""Activation functions, one per file.

To add one, add a file with an `ACTIVATION` (`core.network.activation`); nothing else changes.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from core.errors import InvalidExperiment
from core.network.activation import Activation


def _found() -> list[Activation]:
    """The records of this package, narrowest range first, coupled ones last."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    records: list[Activation] = [module.ACTIVATION for module in modules]

    def place(record: Activation) -> tuple[bool, float, str]:
        return (record.coupling is not None, record.range[1] - record.range[0], record.name)

    return sorted(records, key=place)


ACTIVATIONS = {activation.name: activation for activation in _found()}


def activation_named(name: str, field: tuple[str | int, ...] = ("activations",)) -> Activation:
    """The activation called `name`.

    Raises `InvalidExperiment` for a name that is not in `ACTIVATIONS`, blaming `field`.

    >>> activation_named("maxout")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'maxout'; allowed are sigmoid, tanh, ...
    """
    if name not in ACTIVATIONS:
        raise InvalidExperiment(field, f"got {name!r}; allowed are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
