"""A round of ten tasks, made out of an experiment by a seed.

The tasks are about the experiment's own numbers first. When these are used up, or no more can be
asked about them, others follow: the same network with weights and biases that the seed draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias, get_args

from core.explain.phases import Phase
from core.explain.quantities import check_example, open_iteration
from core.network.network import Network
from core.practice.blanks import MOST_EXAMPLES, Blank, blanks_in
from core.practice.chance import Place, rank, shuffled, spread
from core.practice.levels import phases_at
from core.practice.planted import Planted, planted_in
from core.practice.predictions import PREDICTIONS, Prediction
from core.practice.scene import Scene
from core.run.experiment import Experiment
from core.run.layers import with_layers

Kind: TypeAlias = Literal["predict", "fill-in", "find-the-mistake"]
Task: TypeAlias = Prediction | Blank | Planted
# Why a round has no task: the level has no phase here, there are too many examples, or no number is
# clear enough.
Reason: TypeAlias = Literal["no-phase", "many-examples", "nothing-clear"]

TASKS = 10
# How many times the numbers are drawn anew.
_MOST_DRAWS = 12


@dataclass(frozen=True)
class Wanted:
    """Which round: everything that determines it.

    - ``level``: 1 to 5 (`core.practice.levels`)
    - ``seed``: decides what is asked, and draws the other numbers
    - ``example``: the index of the example that it is about
    - ``drawn``: whether the experiment's own numbers are left out

    Raises `InvalidExperiment` if there is no such example.
    """

    experiment: Experiment
    kind: Kind
    level: int = 5
    seed: int = 0
    example: int = 0
    drawn: bool = False

    def __post_init__(self) -> None:
        check_example(self.experiment, self.example)

    @property
    def phases(self) -> list[Phase]:
        """The phases of the level."""
        return phases_at(self.level, len(self.experiment.sizes) - 1)


@dataclass(frozen=True)
class Item:
    """A task, and the iteration that it is about."""

    scene: Scene
    task: Task

    @property
    def network(self) -> Network:
        """The network whose numbers it is about."""
        return self.scene.experiment.network


def items_of(wanted: Wanted) -> Iterator[Item]:
    """The items of a round, in order: at most `TASKS`, and none if nothing can be asked.

    >>> from core.run.presets import mazur
    >>> items = list(items_of(Wanted(mazur(), "predict", seed=7)))
    >>> [(item.task.phase.id, item.task.kind, item.task.answer) for item in items][:2]
    [('net-hidden', 'largest-term', 'b.h1'), ('activation-hidden', 'activation-or-net', 'larger')]
    """
    return islice(_items(wanted), TASKS)


def reason_for_none(wanted: Wanted) -> Reason:
    """Why a round has no items."""
    if not wanted.phases:
        return "no-phase"
    means = all(phase.kind in ("gradient", "update") for phase in wanted.phases)
    if wanted.kind == "fill-in" and means and wanted.experiment.m > MOST_EXAMPLES:
        return "many-examples"
    return "nothing-clear"


def _items(wanted: Wanted) -> Iterator[Item]:
    if not wanted.phases:
        return
    before: list[Task] = []
    for turn in range(wanted.drawn, _MOST_DRAWS + 1):
        scene = Scene(open_iteration(_experiment(wanted, turn)), wanted.example)
        place = (wanted.seed, wanted.kind, turn)
        for task in _MAKERS[wanted.kind](scene, wanted.phases, place, before):
            before.append(task)
            yield Item(scene, task)


def _experiment(wanted: Wanted, turn: int) -> Experiment:
    """The experiment itself, and for later turns with other numbers."""
    experiment = wanted.experiment
    if turn == 0:
        return experiment
    seed = rank((wanted.seed, "numbers"), str(turn))
    return with_layers(experiment, experiment.sizes, "uniform", seed, redraw=True)


_Maker: TypeAlias = Callable[[Scene, list[Phase], Place, Sequence[Task]], Sequence[Task]]


def _predictions(
    scene: Scene, phases: list[Phase], place: Place, before: Sequence[Task]
) -> list[Task]:
    """One question for each phase; first of the kinds that were asked least."""
    times = Counter(task.kind for task in before if isinstance(task, Prediction))
    found: list[list[Task]] = []
    for phase in phases:
        questions = [
            prediction
            for kind in PREDICTIONS.values()
            if kind.phase == phase.kind
            for prediction in kind.predictions(scene, phase)
        ]
        for question in _rarest(questions, times, (*place, phase.id)):
            times[question.kind] += 1
            found.append([question])
    return _fitting(found, place, before)


def _rarest(questions: list[Prediction], times: Counter[str], place: Place) -> list[Prediction]:
    """One of the questions, of a kind that was asked the fewest times; none if there is none."""
    kinds = shuffled((*place, "kind"), dict.fromkeys(question.kind for question in questions))
    kind = min(kinds, key=lambda kind: times[kind], default=None)
    same = [question for question in questions if question.kind == kind]
    return shuffled(place, same, lambda question: f"{question.part} {question.choices}")[:1]


def _blanks(scene: Scene, phases: list[Phase], place: Place, before: Sequence[Task]) -> list[Task]:
    """Blanks in all phases, as evenly as can be."""
    return _fitting([[*blanks_in(scene, phase)] for phase in phases], place, before)


def _fitting(groups: Sequence[Sequence[Task]], place: Place, before: Sequence[Task]) -> list[Task]:
    """As many of the tasks as the round still has room for, in order."""
    chosen = spread(place, [[*group] for group in groups], TASKS - len(before))
    return [task for group in chosen for task in group]


def _mistakes(
    scene: Scene, phases: list[Phase], place: Place, before: Sequence[Task]
) -> list[Task]:
    """One mistake: once it is found, the right numbers are known."""
    made = [task.mistake.id for task in before if isinstance(task, Planted)]
    planted = planted_in(scene, phases, place, made)
    return [planted] if planted else []


_MAKERS: dict[Kind, _Maker] = {
    "predict": _predictions,
    "fill-in": _blanks,
    "find-the-mistake": _mistakes,
}
assert _MAKERS.keys() == set(get_args(Kind))
