"""The weights and biases that a request names."""

from __future__ import annotations

import core
from core.errors import InvalidExperiment
from core.explain.names import Bias, Weight, parameter_named, sizes_of


def parameter_at(
    field: tuple[str | int, ...], name: str, experiment: core.Experiment
) -> Weight | Bias:
    """The parameter called `name`. Raises `InvalidExperiment`, blaming `field` of the request."""
    try:
        return parameter_named(name, sizes_of(experiment.network))
    except InvalidExperiment as error:
        raise InvalidExperiment(field, str(error)) from None
