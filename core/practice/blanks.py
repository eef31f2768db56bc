"""Numbers to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from core.check.digits import LEAST, agreeing_digits
from core.explain.phases import Phase
from core.explain.quantities import Quantity, quantity_named
from core.explain.units import unit_formula, units_of
from core.expressions import Known, leaves
from core.practice.scene import Scene, is_clear
from core.run.experiment import Experiment

# A mean over more examples than this is not calculated by hand.
MOST_EXAMPLES = 4

# The kinds of quantities that are means over the examples, or follow from such.
_MEANS = ("loss", "gradient.", "new.")


@dataclass(frozen=True)
class Blank:
    """A number to fill in.

    `given` are the quantities of the same phase that may be shown: those computed before it.
    """

    phase: Phase
    asked: Quantity
    given: tuple[str, ...]


def blanks_in(scene: Scene, phase: Phase) -> Iterator[Blank]:
    """The numbers of a phase that can be left out, in order.

    Left out is what is not near zero, is not on the screen already (as a gradient is that is a
    delta times 1), and can be calculated by hand.

    >>> from core.explain.phases import phase_at
    >>> from core.explain.quantities import open_iteration
    >>> from core.run.presets import mazur
    >>> blanks = list(blanks_in(Scene(open_iteration(mazur())), phase_at("loss", None, last=2)))
    >>> [(blank.asked.name, blank.given) for blank in blanks][1:]
    [('loss.o2', ('loss.o1',)), ('loss', ('loss.o1', 'loss.o2'))]
    """
    given: dict[str, float] = {}
    for asked in units_of(phase, scene.experiment):
        value = scene.named(asked.name)
        by_hand = scene.experiment.m <= MOST_EXAMPLES or asked.kind.prefix not in _MEANS
        if by_hand and is_clear(value):
            shown = (*given.values(), *map(scene.named, made_of(asked, scene.experiment)))
            if not any(_alike(value, other) for other in shown):
                yield Blank(phase, asked, tuple(given))
        given[asked.name] = value


def made_of(asked: Quantity, experiment: Experiment) -> list[str]:
    """The quantities of earlier phases that a number is calculated from.

    >>> from core.run.presets import mazur
    >>> made_of(quantity_named("delta.h1", (2, 2, 2)), mazur())
    ['delta.o1', 'w5', 'delta.o2', 'w7', 'a.h1']
    """
    found = (
        leaf.name
        for step in unit_formula(asked, experiment).steps
        for leaf in leaves(step.expression)
        if isinstance(leaf, Known) and quantity_named(leaf.name, asked.sizes).phase != asked.phase
    )
    return list(dict.fromkeys(found))


def _alike(one: float, other: float) -> bool:
    """Whether one number, typed with the digits that are wanted, would be taken for the other."""
    return isfinite(other) and agreeing_digits(abs(one), abs(other)) >= LEAST
