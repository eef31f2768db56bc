"""Looks up the parameters and quantities that a request names; errors name the request's field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

import core
from core.errors import InvalidExperiment
from core.explain.names import Bias, Sizes, Weight, parameter_named
from core.explain.quantities import Quantity, quantity_named

T = TypeVar("T")
Field: TypeAlias = tuple[str | int, ...]


def parameter_at(field: Field, name: str, experiment: core.Experiment) -> Weight | Bias:
    """The parameter called `name`. Raises `InvalidExperiment`, naming `field` of the request."""
    return _named(parameter_named, field, name, experiment)


def quantity_at(field: Field, name: str, experiment: core.Experiment) -> Quantity:
    """The quantity called `name`. Raises `InvalidExperiment`, naming `field` of the request."""
    return _named(quantity_named, field, name, experiment)


def _named(
    find: Callable[[str, Sizes], T], field: Field, name: str, experiment: core.Experiment
) -> T:
    try:
        return find(name, experiment.sizes)
    except InvalidExperiment as error:
        raise InvalidExperiment(field, str(error)) from None
