"""What is said of weights and biases that are frozen."""

from __future__ import annotations

from collections.abc import Sequence

from core.check.slips import in_a_row
from core.explain.names import PARAMETERS, Bias, Weight
from core.run.experiment import Experiment


def frozen_of(experiment: Experiment) -> list[Weight | Bias]:
    """What is frozen and would move otherwise, in the order of the names.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> pinned = replace(mazur(), frozen=("b.h1", "w5"))
    >>> frozen_of(pinned), len(frozen_of(replace(pinned, train_biases="per_layer")))
    ([Weight(layer=1, row=0, column=0)], 3)
    """
    frozen = experiment.frozen_parameters
    if not frozen:
        return []
    return [
        part
        for part in PARAMETERS.parts(experiment.sizes)
        if isinstance(part, Weight | Bias)
        and part in frozen
        and (isinstance(part, Weight) or experiment.train_biases)
    ]


def moves_nothing(experiment: Experiment) -> bool:
    """Whether all that an update could move is frozen.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> weights = tuple(f"w{number}" for number in range(1, 9))
    >>> moves_nothing(replace(mazur(), frozen=weights))
    True
    >>> moves_nothing(replace(mazur(), frozen=weights, train_biases=True))
    False
    """
    network = experiment.network
    arrays = (*network.weights, *(network.biases if experiment.train_biases else ()))
    return len(frozen_of(experiment)) == sum(array.size for array in arrays)


def stays(names: Sequence[str]) -> str:
    """That the parameters with these names are frozen.

    >>> stays(["w5"]), stays(["w5", "w7"])
    ('w5 is frozen, so it stays.', 'w5 and w7 are frozen, so they stay.')
    """
    if len(names) == 1:
        return f"{names[0]} is frozen, so it stays."
    return f"{in_a_row(names)} are frozen, so they stay."
