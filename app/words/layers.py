"""What a change of the layers did to an experiment, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from core import Experiment
from core.check.slips import in_a_row
from core.explain.names import PARAMETERS, Sizes, name_of
from core.run.layers import new_parameters

# More items than this are counted instead of listed.
_MOST_LISTED = 4


def layers_said(before: Experiment, after: Experiment, redraw: bool) -> list[str]:
    """A sentence for each change that one would have to look for.

    >>> from core.run.layers import with_layers
    >>> from core.run.presets import mazur
    >>> for sentence in layers_said(mazur(), with_layers(mazur(), (3, 2, 1)), redraw=False):
    ...     print(sentence)
    w3 and w6 are new; all other weights and biases keep their values.
    Every example has x3 = 0 now.
    No example has y2 any more.
    """
    columns = (("x", before.inputs, after.inputs), ("y", before.targets, after.targets))
    added = [
        f"{item} = {float(now[-1, 0]):g}"
        for stem, old, now in columns
        for item in _stretches([_beyond(stem, len(old), len(now))])
    ]
    gone = _stretches(_beyond(stem, len(now), len(old)) for stem, old, now in columns)
    return [
        *([] if redraw else _drawn(before.sizes, after.sizes)),
        *([f"Every example has {in_a_row(added)} now."] if added else []),
        *([f"No example has {in_a_row(gone)} any more."] if gone else []),
        *_fallen_back(before, after),
        *_scaled(before, after),
    ]


def _fallen_back(before: Experiment, after: Experiment) -> list[str]:
    """What became of an output activation and its loss that one output cannot have."""
    had, has = (experiment.network.activations[-1].label for experiment in (before, after))
    if had == has:
        return []
    loss = f" and its loss {after.loss.label}" if after.loss != before.loss else ""
    return [f"A single output cannot be {had}, so it is {has} now{loss}."]


def _scaled(before: Experiment, after: Experiment) -> list[str]:
    """Whether targets were changed to have the sum that the loss needs."""
    kept = min(len(before.targets), len(after.targets))
    if after.loss.target_sum is None or (before.targets[:kept] == after.targets[:kept]).all():
        return []
    return [f"Targets that no longer summed to {after.loss.target_sum:g} were scaled to it."]


def _drawn(before: Sizes, after: Sizes) -> list[str]:
    """Which parameters are new, if any are.

    >>> _drawn((2, 2, 2), (4, 4, 4))
    ['28 of the 40 weights and biases are new; all others keep their values.']
    """
    new = {name_of(part, after) for part in new_parameters(before, after)}
    names = [name_of(part, after) for part in PARAMETERS.parts(after)]
    if not new:
        return []
    # The names of a run are of one kind: w, b.h or b.o.
    runs = groupby(names, lambda name: (name in new, name.rstrip("0123456789")))
    listed = _stretches(list(run) for (is_new, _), run in runs if is_new)
    if len(listed) > _MOST_LISTED:
        words = f"{len(new)} of the {len(names)} weights and biases are new; all others"
    else:
        words = (
            f"{in_a_row(listed)} {'is' if len(new) == 1 else 'are'} new; "
            "all other weights and biases"
        )
    return [f"{words} keep their values."]


def _beyond(stem: str, count: int, last: int) -> list[str]:
    """The names from the one after `count` to the last.

    >>> _beyond("x", 2, 4), _beyond("x", 4, 2)
    (['x3', 'x4'], [])
    """
    return [f"{stem}{number}" for number in range(count + 1, last + 1)]


def _stretches(runs: Iterable[Sequence[str]]) -> list[str]:
    """Runs of names, three or more of which are written as one item.

    >>> _stretches([["x2", "x3", "x4"], ["y2", "y3"], []])
    ['x2 to x4', 'y2', 'y3']
    """
    return [item for run in runs for item in (run if len(run) < 3 else [f"{run[0]} to {run[-1]}"])]
