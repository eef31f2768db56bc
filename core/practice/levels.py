"""The five levels: which phases of an iteration are practised."""

from __future__ import annotations

from collections.abc import Callable

from core.explain.phases import Phase, phases_of

LEVELS: dict[int, Callable[[Phase], bool]] = {
    1: lambda phase: phase.kind in ("net", "activation"),
    2: lambda phase: phase.kind == "loss" or (phase.kind == "delta" and phase.is_output),
    3: lambda phase: phase.kind == "gradient" and phase.is_output,
    4: lambda phase: phase.kind == "delta" and not phase.is_output,
    5: lambda phase: phase.kind != "input",
}


def phases_at(level: int, last: int) -> list[Phase]:
    """The phases of a level, in order, in a network whose outputs are layer `last`.

    The forward pass; the loss and the output deltas; their gradients; the hidden deltas, which a
    network without a hidden layer does not have; and the whole iteration.

    >>> [phase.id for phase in phases_at(2, last=2)], phases_at(4, last=1)
    (['loss', 'delta-output'], [])
    """
    return [phase for phase in phases_of(last) if LEVELS[level](phase)]
