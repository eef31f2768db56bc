"""Practise: no question has two right answers or shows its own, and every mistake can be found.

`PRACTISED=1000` tries a thousand random experiments instead of a sample of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from core import ACTIVATIONS, Experiment, InvalidExperiment, backward, forward, update
from core.check.digits import LEAST, agreeing_digits, read
from core.check.mistakes import MISTAKES
from core.check.slips import Question
from core.check.verdict import judge
from core.explain.names import Bias, Neuron, Part, Weight, neuron_named, parameter_named
from core.explain.phases import phases_of
from core.explain.quantities import open_iteration, quantity, quantity_named
from core.network.loss import mean_loss
from core.practice.blanks import Blank
from core.practice.levels import LEVELS, phases_at
from core.practice.planted import CHOICES, Planted
from core.practice.predictions import PREDICTIONS, Prediction
from core.practice.rounds import TASKS, Item, Kind, Wanted, items_of, reason_for_none
from core.practice.scene import Scene
from core.run.presets import PRESETS, mazur
from tests.core.compare import told_of
from tests.core.experiments import TRAIN_BIASES, enough_outputs, kinds, make_experiment

COUNT = int(os.environ.get("PRACTISED", "30"))
KINDS: tuple[Kind, ...] = get_args(Kind)
# Those that a page can show.
SIZES = [
    (inputs, *hidden, outputs)
    for inputs in range(1, 5)
    for hidden in ((), (1,), (2,), (3,), (4,), (1, 2), (3, 2), (2, 3), (4, 4))
    for outputs in range(1, 5)
]


@cache
def random_experiment(number: int) -> Experiment:
    """An experiment of any size, activations, loss and training that a page can show."""
    rng = np.random.default_rng(number)
    sizes = SIZES[rng.integers(len(SIZES))]
    hidden, output, loss = kinds()[rng.integers(len(kinds()))]
    return make_experiment(
        sizes=enough_outputs(sizes, output),
        activations=[hidden] * (len(sizes) - 2) + [output],
        loss=loss,
        m=int(rng.choice([1, 1, 2, 4])),
        learning_rate=float(rng.choice([0.01, 0.1, 0.5, 2.0])),
        train_biases=TRAIN_BIASES[rng.integers(3)],
        frozen=[["w1"], [], []][rng.integers(3)],
        seed=number,
    )


def round_of(experiment: Experiment, kind: Kind, level: int, seed: int) -> list[Item]:
    return list(items_of(Wanted(experiment, kind, level, seed, example=seed % experiment.m)))


def tasks_in_random_rounds(kind: Kind) -> Iterator[tuple[str, Item]]:
    """Each item of a round with each of the random experiments, at any level."""
    for number in range(COUNT):
        level = 5 if number % 2 else number % 10 // 2 + 1
        for index, item in enumerate(round_of(random_experiment(number), kind, level, number)):
            yield f"experiment {number}, level {level}, item {index}: {item.task}", item


def shown_before(name: str, item: Item) -> bool:
    """Whether a quantity is known before the phase of a task."""
    order = phases_of(len(item.scene.experiment.sizes) - 1)
    phase = quantity_named(name, item.scene.experiment.sizes).phase
    return order.index(phase) < order.index(item.task.phase)


# Predictions. What is right is computed again, with the arrays.


class Arrays:
    """An iteration in arrays, seen through one example."""

    def __init__(self, scene: Scene) -> None:
        self.experiment, self.k = scene.experiment, scene.example
        experiment, network = self.experiment, self.experiment.network
        with np.errstate(all="ignore"):
            passed = forward(network, experiment.inputs)
            back = backward(network, passed, experiment.targets, experiment.loss)
            self.after = update(
                network,
                back.gradients,
                experiment.learning_rate,
                experiment.train_biases,
                experiment.frozen_entries,
            )
            passed_after = forward(self.after, experiment.inputs)
        self.z, self.a, self.deltas = passed.z, passed.a, back.deltas
        self.a_after = passed_after.a
        self.gradients = back.gradients
        self.shares = experiment.loss.function(experiment.targets, passed.z[-1], passed.a[-1])
        self.losses = [
            float(mean_loss(experiment.loss.function(experiment.targets, one.z[-1], one.a[-1])))
            for one in (passed, passed_after)
        ]

    def neuron(self, name: str) -> Neuron:
        return neuron_named(name, self.experiment.sizes)

    def weight(self, name: str) -> Weight:
        found = parameter_named(name, self.experiment.sizes)
        assert isinstance(found, Weight)
        return found

    def term(self, asked: Prediction, name: str) -> float:
        found = parameter_named(name, self.experiment.sizes)
        network = self.experiment.network
        if isinstance(found, Bias):
            assert found.at == asked.part
            return float(network.biases[found.at.layer - 1][found.at.index, 0])
        w = network.weights[found.layer][found.row, found.column]
        return float(w * self.a[found.layer][found.column, self.k])

    def path(self, name: str) -> float:
        found = self.weight(name)
        w = self.experiment.network.weights[found.layer][found.row, found.column]
        return float(w * self.deltas[found.layer][found.row, self.k])

    def gradient(self, name: str) -> float:
        found = self.weight(name)
        return float(self.gradients.weights[found.layer][found.row, found.column])

    def of_neuron(self, arrays: tuple[np.ndarray, ...], name: str, first: int = 1) -> float:
        at = self.neuron(name)
        return float(arrays[at.layer - first][at.index, self.k])

    def slope(self, name: str) -> float:
        at = self.neuron(name)
        z, a = self.z[at.layer - 1], self.a[at.layer]
        slopes = self.experiment.network.activations[at.layer - 1].derivative(z, a)
        return float(slopes[at.index, self.k])


def of_all(values: dict[str, float]) -> set[str]:
    """The names of all numbers that are, nearly, the largest."""
    most = max(values.values())
    return {name for name, value in values.items() if value >= most - 0.05 * abs(most)}


def of_two(value: float, positive: str, negative: str) -> set[str]:
    return {positive} if value > 1e-9 else {negative} if value < -1e-9 else {positive, negative}


def _way(asked: Prediction, here: Arrays) -> set[str]:
    before, after = here.experiment.network, here.after
    if isinstance(asked.part, Weight):
        place = asked.part.layer, (asked.part.row, asked.part.column)
        change = after.weights[place[0]][place[1]] - before.weights[place[0]][place[1]]
    else:
        assert isinstance(asked.part, Bias)
        at = asked.part.at
        change = (after.biases[at.layer - 1] - before.biases[at.layer - 1])[at.index, 0]
        if not here.experiment.train_biases:
            return {"stays"} if change == 0 else set()
    if asked.part in here.experiment.frozen_parameters:
        return {"stays"} if change == 0 else set()
    return of_two(float(change), "up", "down")


def _named(asked: Prediction, here: Arrays) -> str:
    return Scene(open_iteration(here.experiment)).here.name("", asked.part)


ORACLE: dict[str, Callable[[Prediction, Arrays], set[str]]] = {
    "largest-term": lambda asked, here: of_all(
        {name: abs(here.term(asked, name)) for name in asked.choices}
    ),
    "net-sign": lambda asked, here: of_two(
        here.of_neuron(here.z, _named(asked, here)), "positive", "negative"
    ),
    "largest-net": lambda asked, here: of_all(
        {name: here.of_neuron(here.z, name) for name in asked.choices}
    ),
    "activation-or-net": lambda asked, here: of_two(
        here.of_neuron(here.a, _named(asked, here), 0)
        - here.of_neuron(here.z, _named(asked, here)),
        "larger",
        "smaller",
    ),
    "largest-output": lambda asked, here: of_all(
        {name: here.of_neuron(here.a, name, 0) for name in asked.choices}
    ),
    "largest-share": lambda asked, here: of_all(
        {name: float(here.shares[here.neuron(name).index, here.k]) for name in asked.choices}
    ),
    "delta-sign": lambda asked, here: of_two(
        here.of_neuron(here.deltas, _named(asked, here)), "positive", "negative"
    ),
    "largest-delta": lambda asked, here: of_all(
        {name: abs(here.of_neuron(here.deltas, name)) for name in asked.choices}
    ),
    "steepest": lambda asked, here: of_all({name: here.slope(name) for name in asked.choices}),
    "largest-path": lambda asked, here: of_all(
        {name: abs(here.path(name)) for name in asked.choices}
    ),
    "gradient-sign": lambda asked, here: of_two(
        here.gradient(_named(asked, here)), "positive", "negative"
    ),
    "largest-gradient": lambda asked, here: of_all(
        {name: abs(here.gradient(name)) for name in asked.choices}
    ),
    "larger-gradient": lambda asked, here: of_all(
        {name: abs(here.gradient(name)) for name in asked.choices}
    ),
    "way": _way,
    "loss-falls": lambda asked, here: of_two(here.losses[0] - here.losses[1], "falls", "rises"),
    "activation-after": lambda asked, here: of_two(
        here.of_neuron(here.a_after, _named(asked, here), 0)
        - here.of_neuron(here.a, _named(asked, here), 0),
        "higher",
        "lower",
    ),
}


def test_every_kind_of_question_has_an_oracle() -> None:
    assert ORACLE.keys() == PREDICTIONS.keys()


def test_no_question_has_two_right_answers() -> None:
    for what, item in tasks_in_random_rounds("predict"):
        assert isinstance(item.task, Prediction)
        with told_of(what):
            assert len(set(item.task.choices)) == len(item.task.choices) >= 2
            right = ORACLE[item.task.kind](item.task, Arrays(item.scene))
            assert right == {item.task.answer}


def test_no_question_is_about_numbers_that_are_on_the_screen() -> None:
    for what, item in tasks_in_random_rounds("predict"):
        assert isinstance(item.task, Prediction)
        with told_of(what):
            known = {name for name in item.task.about if shown_before(name, item)}
            # Of what a net input adds up, the bias is known.
            assert known <= {name for name in item.task.choices if name.startswith("b.")}
            assert set(item.task.about) - known


def test_every_kind_of_question_is_asked() -> None:
    asked = {
        item.task.kind
        for number in range(30)
        for item in round_of(random_experiment(number), "predict", 5, number)
        if isinstance(item.task, Prediction)
    }
    assert asked == PREDICTIONS.keys()


# Blanks.


def test_a_blank_is_right_with_three_digits_and_nothing_on_the_screen_is() -> None:
    for what, item in tasks_in_random_rounds("fill-in"):
        assert isinstance(item.task, Blank)
        scene, asked = item.scene, item.task.asked
        with told_of(what):
            question = Question(scene.right, asked, scene.example)
            typed = read(f"{question.correct:.2e}")
            assert typed.digits == LEAST
            assert judge(question, typed).verdict == "right"
            assert asked.name not in item.task.given
            for name in item.task.given:
                assert quantity_named(name, asked.sizes).phase == asked.phase
                beside = quantity(scene.right, name, scene.example)
                assert agreeing_digits(beside, question.correct) < LEAST


def test_a_gradient_that_equals_its_delta_is_no_blank() -> None:
    # x1 is 1, so the gradients of w1 and w3 are the deltas, which are shown.
    one = replace(mazur(), inputs=np.array([[1.0], [0.1]]))
    asked = {
        item.task.asked.name
        for seed in range(20)
        for item in round_of(one, "fill-in", 5, seed)
        if isinstance(item.task, Blank)
    }
    assert asked & {"gradient.w1", "gradient.w3"} == set()
    assert asked >= {"gradient.w2", "gradient.w4"}


def test_blanks_come_in_the_order_of_the_phases() -> None:
    for _, items in rounds_of_all_levels("fill-in", mazur()):
        for item, after in pairwise(items):
            if item.network is after.network:
                order = phases_of(2)
                assert order.index(item.task.phase) <= order.index(after.task.phase)


def rounds_of_all_levels(kind: Kind, experiment: Experiment) -> Iterator[tuple[int, list[Item]]]:
    for level in LEVELS:
        yield level, round_of(experiment, kind, level, level)


# Mistakes.


@cache
def planted_items() -> list[tuple[str, Item]]:
    return list(tasks_in_random_rounds("find-the-mistake"))


@pytest.mark.parametrize("digits", [4, 6, 12])
def test_every_planted_mistake_is_found_by_the_judge(digits: int) -> None:
    for what, item in planted_items():
        assert isinstance(item.task, Planted)
        with told_of(what):
            question = Question(item.scene.right, item.task.asked, item.scene.example)
            verdict = judge(question, read(f"{item.task.wrong:.{digits - 1}e}"))
            assert verdict.explanation is not None
            # Of few digits, rounding on the way may lead to the number just as well.
            told = [found.mistake for found in verdict.explanations]
            assert item.task.mistake in (told[:1] if digits == 12 else told)


def test_no_other_choice_gives_the_wrong_number() -> None:
    for what, item in planted_items():
        assert isinstance(item.task, Planted)
        planted = item.task
        with told_of(what):
            assert len(set(planted.choices)) == CHOICES
            assert planted.mistake.id in planted.choices
            question = Question(item.scene.right, planted.asked, item.scene.example)
            for other in set(planted.choices) - {planted.mistake.id}:
                for way in MISTAKES[other].ways(question):
                    assert f"{way.value:.2e}" != f"{planted.wrong:.2e}"


def test_all_before_the_mistake_is_right_and_the_number_itself_visibly_wrong() -> None:
    for what, item in planted_items():
        assert isinstance(item.task, Planted)
        scene, planted = item.scene, item.task
        with told_of(what):
            names = list(planted.numbers)
            before = names[: names.index(planted.asked.name)]
            for name in before:
                assert planted.numbers[name] == quantity(scene.right, name, scene.example)
            assert planted.right == quantity(scene.right, planted.asked.name, scene.example)
            assert f"{planted.right:.2e}" != f"{planted.wrong:.2e}"


def test_what_comes_after_a_mistake_follows_from_it() -> None:
    for what, item in planted_items():
        assert isinstance(item.task, Planted)
        with told_of(what):
            for name, value in recalculated(item):
                if name != item.task.asked.name:
                    assert item.task.numbers[name] == pytest.approx(value, rel=1e-9, abs=1e-12)


def recalculated(item: Item) -> Iterator[tuple[str, float]]:
    """Each number of an iteration as it follows from those before it, one by one."""
    assert isinstance(item.task, Planted)
    numbers, here = item.task.numbers, item.scene.here
    experiment, network = here.experiment, here.experiment.network

    def of(prefix: str, part: Part) -> float:
        return numbers[here.name(prefix, part)]

    for layer, (W, b, sigma) in enumerate(network.layers(), start=1):
        sent = "a." if layer > 1 else "x."
        for neuron in here.neurons(layer):
            entering = here.weights_into(neuron)
            terms = (W[one.row, one.column] * of(sent, one.sender) for one in entering)
            yield here.name("z.", neuron), sum(terms) + b[neuron.index, 0]
            if layer < here.last:
                back = sum(
                    of("delta.", one.receiver) * network.weights[layer][one.row, one.column]
                    for one in here.weights_from(neuron)
                )
                z, a = np.array(of("z.", neuron)), np.array(of("a.", neuron))
                yield here.name("delta.", neuron), float(back * sigma.derivative(z, a))
            for one in entering:
                if experiment.m == 1:
                    product = of("delta.", neuron) * of(sent, one.sender)
                    yield here.name("gradient.", one), product
                step = experiment.learning_rate * of("gradient.", one)
                stays = one in experiment.frozen_parameters
                yield here.name("new.", one), W[one.row, one.column] - (0.0 if stays else step)
    if experiment.m == 1:
        yield "loss", sum(of("loss.", output) for output in here.neurons(here.last))


# Rounds.


def told(item: Item) -> tuple[str, ...]:
    match item.task:
        case Prediction() as asked:
            return (asked.phase.id, asked.kind, Scene(item.scene.right).here.name("", asked.part))
        case Blank() as blank:
            return (blank.asked.name,)
        case Planted() as planted:
            return (planted.asked.name, planted.mistake.id)


# Rounds with the worked example and seed 7.
HELD: dict[Kind, list[str]] = {
    "predict": [
        "net-hidden largest-term h1",
        "activation-hidden activation-or-net h2",
        "net-output largest-term o2",
        "activation-output activation-or-net o2",
        "loss largest-share ",
        "delta-output delta-sign o1",
        "gradient-output larger-gradient w5",
        "delta-hidden largest-path h1",
        "gradient-hidden largest-gradient w1",
        "update way b.o2",
    ],
    "fill-in": [
        "z.h2",
        "a.h2",
        "z.o1",
        "a.o1",
        "loss",
        "delta.o2",
        "gradient.w5",
        "delta.h2",
        "gradient.w3",
        "new.w6",
    ],
    "find-the-mistake": [
        "delta.o2 slope-left-out",
        "delta.h2 path-dropped",
        "delta.h1 slope-plus",
        "a.o1 activation-left-out",
        "a.o1 negated-argument",
        "z.h1 other-weights",
        "z.o2 swapped-weights",
        "gradient.w8 weight-for-activation",
        "new.w6 sign",
        "loss missing-half",
    ],
}


@pytest.mark.parametrize("preset", ["mazur", "xor"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_round_has_ten_tasks_of_its_level(preset: str, kind: Kind, level: int) -> None:
    experiment = PRESETS[preset].experiment(7)
    items = round_of(experiment, kind, level, seed=3)
    assert len(items) == TASKS
    assert {item.task.phase for item in items} <= {*phases_at(level, 2)}
    if kind != "find-the-mistake" and level == 5:
        assert len({item.task.phase for item in items}) >= 9


@pytest.mark.parametrize("kind", KINDS)
def test_a_round_begins_with_the_own_numbers_and_goes_on_with_others(kind: Kind) -> None:
    items = round_of(mazur(), kind, 4, seed=3)
    assert items[0].network is mazur().network or items[0].network.weights[0][0, 0] == 0.15
    assert items[-1].network.weights[0].tolist() != mazur().network.weights[0].tolist()
    drawn = list(items_of(Wanted(mazur(), kind, 4, seed=3, drawn=True)))
    assert len(drawn) == TASKS
    own = mazur().network.weights[0].tolist()
    assert all(item.network.weights[0].tolist() != own for item in drawn)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_asks_the_same_for_ever(kind: Kind) -> None:
    found = [" ".join(told(item)) for item in round_of(mazur(), kind, 5, seed=7)]
    assert found == HELD[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_round_and_another_one_another(kind: Kind) -> None:
    first, again, other = (
        [told(item) for item in round_of(mazur(), kind, 5, seed)] for seed in (7, 7, 8)
    )
    assert first == again != other


@pytest.mark.parametrize("kind", KINDS)
def test_saturated_or_dead_networks_are_asked_about_with_other_numbers(kind: Kind) -> None:
    network = mazur().network
    dead = replace(
        network,
        weights=tuple(-100.0 * np.ones_like(W) for W in network.weights),
        activations=(ACTIVATIONS["relu"], ACTIVATIONS["sigmoid"]),
    )
    assert len(round_of(replace(mazur(), network=dead), kind, 4, seed=1)) == TASKS


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_that_are_not_finite_are_asked_about_with_others(kind: Kind) -> None:
    network = mazur().network
    wild = replace(
        network,
        weights=tuple(1e200 * W for W in network.weights),
        activations=(ACTIVATIONS["identity"],) * 2,
    )
    items = round_of(replace(mazur(), network=wild), kind, 5, seed=1)
    assert len(items) == TASKS


@pytest.mark.parametrize(
    ("experiment", "kind", "level", "reason"),
    [
        (make_experiment(sizes=(2, 2), activations=["sigmoid"]), "predict", 4, "no-phase"),
        (make_experiment(m=5), "fill-in", 3, "many-examples"),
        (
            replace(mazur(), inputs=np.zeros((2, 1)), learning_rate=0.0),
            "find-the-mistake",
            3,
            None,
        ),
        (
            replace(mazur(), inputs=np.full((2, 1), 1e9), targets=np.zeros((2, 1))),
            "fill-in",
            4,
            "nothing-clear",
        ),
    ],
)
def test_a_round_without_a_task_says_why(
    experiment: Experiment, kind: Kind, level: int, reason: str | None
) -> None:
    wanted = Wanted(experiment, kind, level)
    items = list(items_of(wanted))
    if reason is None:
        assert items
    else:
        assert not items
        assert reason_for_none(wanted) == reason


def test_an_example_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidExperiment, match="got 1; allowed are 0 to 0"):
        Wanted(mazur(), "predict", example=1)
