"""A question that asks for a prediction, and a kind of such questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.explain.names import Part
from core.explain.phases import Phase, PhaseKind
from core.practice.scene import Scene


@dataclass(frozen=True)
class Prediction:
    """A question about numbers of a phase, asked before the phase shows them.

    - ``kind``: the identifier of its kind
    - ``part``: the neuron, weight or bias that it is about; the whole network for the loss
    - ``about``: the quantities that decide it
    - ``choices``: the possible answers, such as ``positive`` and ``negative``, or the names of
      parts; one of them, ``answer``, is right
    """

    kind: str
    phase: Phase
    part: Part
    about: tuple[str, ...]
    choices: tuple[str, ...]
    answer: str


_Predictions: TypeAlias = Callable[[Scene, Phase], Iterable[Prediction]]


@dataclass(frozen=True)
class Asked:
    """A kind of question: its identifier, the kind of phase that it is asked in, and a function.

    ``predictions`` yields every question of this kind that an iteration can pose in a phase.
    """

    id: str
    phase: PhaseKind
    predictions: _Predictions


def asked(id_: str, phase: PhaseKind) -> Callable[[_Predictions], Asked]:
    """Turns the decorated function into a kind of question."""
    return lambda predictions: Asked(id_, phase, predictions)


def among(
    kind: str,
    phase: Phase,
    part: Part,
    about: Sequence[str],
    choices: Sequence[str],
    answer: int | None,
) -> list[Prediction]:
    """The question which of several it is; none if it is not clear, and `answer` is None."""
    if answer is None:
        return []
    return [Prediction(kind, phase, part, tuple(about), tuple(choices), choices[answer])]
