"""Sheets can be worked out by hand, and the same seed prints the same sheet for ever.

`SHEETS=1000` tries a thousand of them instead of a sample.
"""

from __future__ import annotations

import os
import random
from math import exp, floor, log10

import numpy as np
import pytest

from core import Experiment, InvalidExperiment
from core.check.digits import LEAST, agreeing_digits
from core.check.verdict import check
from core.explain.phases import phases_of
from core.explain.quantities import open_iteration
from core.practice.sheets.by_hand import KEPT, by_hand
from core.practice.sheets.draw import LEAST_GRADIENT, MOST_GRADIENT, asked_in, drawn
from core.practice.sheets.sheet import KINDS, Sheet
from core.practice.sheets.table import entries
from tests.core.compare import told_of
from tests.core.reference import Matrix, Vector, step

COUNT = int(os.environ.get("SHEETS", "30"))


def some_sheets() -> list[tuple[int, tuple[int, ...]]]:
    """Seeds and layer sizes, of all that a sheet can have; a few of them are the largest."""
    dice = random.Random(13)
    return [
        (seed, tuple(dice.randint(1, 4) for _ in range(dice.choice([2, 3, 3, 4]))))
        for seed in range(COUNT)
    ] + [(seed, (4, 4, 4, 4)) for seed in range(COUNT // 20)]


def written(value: float, digits: int = KEPT) -> float:
    """A number as it is written down, with so many significant digits."""
    return round(value, digits - 1 - floor(log10(abs(value)))) if value else 0.0


def looked_up(z: float) -> float:
    """The sigmoid with four decimals, of a net input with two."""
    size = round(1 / (1 + exp(-round(abs(z), 2))), 4)
    return size if z > 0 else round(1 - size, 4)


def on_paper(experiment: Experiment) -> tuple[list[Matrix], list[Matrix]]:
    """Gradients and new weights by a calculator and the table, each number written down."""
    weights: list[Matrix] = [W.tolist() for W in experiment.network.weights]
    biases: list[Vector] = [b[:, 0].tolist() for b in experiment.network.biases]
    a: list[Vector] = [experiment.inputs[:, 0].tolist()]
    for W, b in zip(weights, biases, strict=True):
        nets = [
            written(sum(w * s for w, s in zip(row, a[-1], strict=True)) + c)
            for row, c in zip(W, b, strict=True)
        ]
        a.append([looked_up(z) for z in nets])
    y: Vector = experiment.targets[:, 0].tolist()
    back = [written(o - t) for o, t in zip(a[-1], y, strict=True)]
    gradients: list[Matrix] = []
    for layer in range(len(weights), 0, -1):
        delta = [written(e * written(s * (1 - s))) for e, s in zip(back, a[layer], strict=True)]
        gradients.insert(0, [[written(d * s) for s in a[layer - 1]] for d in delta])
        W = weights[layer - 1]
        back = [
            written(sum(W[i][j] * delta[i] for i in range(len(delta)))) for j in range(len(W[0]))
        ]
    rate = experiment.learning_rate
    moved = [
        [[w - rate * g for w, g in zip(*rows, strict=True)] for rows in zip(W, dW, strict=True)]
        for W, dW in zip(weights, gradients, strict=True)
    ]
    return gradients, moved


@pytest.mark.parametrize(("seed", "sizes"), some_sheets())
def test_a_sheet_can_be_worked_out_by_hand(seed: int, sizes: tuple[int, ...]) -> None:
    experiment = drawn(sizes, seed, number=1)
    assert experiment.sizes == sizes
    assert experiment.m == 1
    network = experiment.network
    for given in (*network.weights, *network.biases, experiment.inputs, experiment.targets):
        for number in given.ravel():
            assert float(f"{number:.2g}") == number
    assert float(f"{experiment.learning_rate:.2g}") == experiment.learning_rate

    right = step(experiment)
    sizes_of_gradients = [abs(g) for W in right.weight_gradients for row in W for g in row]
    assert min(sizes_of_gradients) >= LEAST_GRADIENT
    assert max(sizes_of_gradients) <= MOST_GRADIENT
    for got, wanted in zip(
        on_paper(experiment), (right.weight_gradients, right.weights), strict=True
    ):
        for W, exact in zip(got, wanted, strict=True):
            for number, value in zip(np.ravel(W), np.ravel(exact), strict=True):
                assert agreeing_digits(number, value) >= LEAST


@pytest.mark.parametrize(("seed", "sizes"), some_sheets()[::4])
def test_what_is_right_by_hand_is_right_for_the_judge(seed: int, sizes: tuple[int, ...]) -> None:
    """Three of the digits that somebody has written down are enough."""
    sheet = Sheet(seed, 2, level=5, sizes=sizes)
    right, calculated = open_iteration(sheet.experiment), open_iteration(by_hand(sheet.experiment))
    for blank in sheet.blanks:
        exact = blank.of(right)
        with told_of(f"{blank.name}, {exact}"):
            assert agreeing_digits(blank.of(calculated), exact) >= LEAST
            assert check(sheet.experiment, blank.name, f"{exact:.3g}").verdict == "right"


@pytest.mark.parametrize(("seed", "sizes"), some_sheets())
def test_no_answer_is_taken_for_another(seed: int, sizes: tuple[int, ...]) -> None:
    experiment = drawn(sizes, seed, number=1)
    opened = open_iteration(experiment)
    for phase in phases_of(len(sizes) - 1)[1:]:
        values = [asked.of(opened) for asked in asked_in(phase, experiment)]
        for index, value in enumerate(values):
            for other in values[:index]:
                assert agreeing_digits(abs(value), abs(other)) < LEAST


def test_the_table_has_what_is_looked_up() -> None:
    assert len(entries()) == 300
    for hundredths, entry in enumerate(entries()):
        assert entry == looked_up(hundredths / 100 + 1e-9)


def numbers_of(experiment: Experiment) -> list[object]:
    network = experiment.network
    return [
        [W.tolist() for W in network.weights],
        [b[:, 0].tolist() for b in network.biases],
        experiment.inputs[:, 0].tolist(),
        experiment.targets[:, 0].tolist(),
        experiment.learning_rate,
    ]


# Whoever changes how numbers are drawn changes sheets that are printed already.
HELD: list[tuple[tuple[int, ...], int, int, list[object]]] = [
    (
        (2, 2, 2),
        7,
        1,
        [
            [[[-0.8, 0.1], [0.7, 0.3]], [[0.81, -0.2], [1.2, -1.2]]],
            [[0.9, 0.3], [-0.6, -0.8]],
            [0.3, 0.2],
            [0.8, 0.9],
            0.5,
        ],
    ),
    (
        (2, 2, 2),
        7,
        30,
        [
            [[[0.8, 0.9], [-0.3, -0.6]], [[-1.4, -1.0], [1.3, 1.4]]],
            [[-0.5, 0.5], [0.6, 0.1]],
            [0.8, 0.9],
            [0.9, 0.6],
            1.0,
        ],
    ),
    ((1, 1), 0, 1, [[[[-0.4]]], [[-0.8]], [0.3], [0.6], 0.5]),
    (
        (2, 3, 1),
        9007199254740991,
        9,
        [
            [[[-0.8, 0.5], [0.1, -0.3], [0.1, -0.5]], [[-1.0, -1.4, 0.86]]],
            [[-0.3, 0.4, 0.8], [0.1]],
            [0.5, 0.6],
            [0.1],
            1.0,
        ],
    ),
    (
        (3, 2, 3, 2),
        1,
        2,
        [
            [
                [[-0.7, 0.9, 0.2], [-0.6, 0.1, 0.2]],
                [[-0.45, -2.3], [1.0, 0.57], [2.1, 2.2]],
                [[1.5, -1.1, 2.0], [-2.1, -2.1, 1.0]],
            ],
            [[0.7, -0.1], [0.5, 0.6, -0.6], [0.1, 0.2]],
            [0.7, 0.5, 0.3],
            [0.0, 0.4],
            2.0,
        ],
    ),
]


@pytest.mark.parametrize(("sizes", "seed", "number", "held"), HELD)
def test_a_sheet_is_the_same_for_ever(
    sizes: tuple[int, ...], seed: int, number: int, held: list[object]
) -> None:
    drawn.cache_clear()
    assert numbers_of(drawn(sizes, seed, number)) == held


def test_sheets_differ_by_number_seed_and_layers() -> None:
    all_numbers = [
        numbers_of(drawn(sizes, seed, number))
        for sizes in ((2, 2, 2), (2, 2, 1))
        for seed in range(3)
        for number in (1, 2, 3)
    ]
    assert all(one not in all_numbers[:index] for index, one in enumerate(all_numbers))


def test_the_level_decides_what_is_asked_and_the_numbers_stay() -> None:
    asked = {
        level: [blank.name for blank in Sheet(7, 1, level, (2, 2, 2)).blanks]
        for level in range(1, 6)
    }
    assert asked[1] == ["z.h1", "z.h2", "a.h1", "a.h2", "z.o1", "z.o2", "a.o1", "a.o2"]
    assert asked[2] == ["loss.o1", "loss.o2", "loss", "delta.o1", "delta.o2"]
    assert asked[3] == ["gradient.w5", "gradient.w6", "gradient.w7", "gradient.w8"]
    assert asked[4] == ["delta.h1", "delta.h2"]
    assert len(asked[5]) == 31
    assert set(asked[5]) > {name for level in range(1, 5) for name in asked[level]}
    assert len({str(numbers_of(Sheet(7, 1, level, (2, 2, 2)).experiment)) for level in asked}) == 1


def test_given_is_what_the_blanks_are_made_of() -> None:
    sheets = [Sheet(7, 1, level, (2, 2, 2)) for level in range(1, 6)]
    assert [[one.name for one in sheet.given] for sheet in sheets] == [
        [],
        ["a.o1", "a.o2"],
        ["a.h1", "a.h2", "delta.o1", "delta.o2"],
        ["a.h1", "a.h2", "delta.o1", "delta.o2"],
        [],
    ]
    some = Sheet(7, 1, 5, (2, 2, 2), kinds=("loss", "gradient"))
    assert [phase.id for phase in some.phases] == ["loss", "gradient-output", "gradient-hidden"]
    assert {one.name[:2] for one in some.given} == {"a.", "de"}


@pytest.mark.parametrize(
    ("level", "sizes", "kinds", "field", "said"),
    [
        (1, (2,), KINDS, "layers", "got 2; a sheet has 2 to 4 layers of 1 to 4 neurons"),
        (1, (2, 0, 2), KINDS, "layers", "got 2-0-2"),
        (1, (2, 5, 2), KINDS, "layers", "got 2-5-2"),
        (1, (2, 2, 2, 2, 2), KINDS, "layers", "got 2-2-2-2-2"),
        (0, (2, 2, 2), KINDS, "level", "got 0; allowed are 1 to 5"),
        (4, (2, 2), KINDS, "level", "a network without a hidden layer has none"),
        (3, (2, 2, 2), ("loss",), "phases", "got loss; of these level 3 has none, but gradient"),
    ],
)
def test_a_sheet_that_there_is_not_is_refused(
    level: int, sizes: tuple[int, ...], kinds: tuple[object, ...], field: str, said: str
) -> None:
    with pytest.raises(InvalidExperiment, match=said) as error:
        Sheet(7, 1, level, sizes, kinds)  # type: ignore[arg-type]
    assert error.value.field == (field,)
