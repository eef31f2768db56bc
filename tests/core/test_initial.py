"""Initialisation schemes: what they draw, from which distribution, and that it never changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidExperiment
from core.arrays import Array
from core.run.initial import SCHEMES, drawn_parameters, scheme_named

SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=4).map(tuple)
SEEDS = st.integers(0, 2**53 - 1)


def flat(arrays: tuple[Array, ...]) -> list[list[float]]:
    return [array.ravel().tolist() for array in arrays]


@pytest.mark.parametrize(
    ("scheme", "seed", "weights", "biases"),
    [
        ("xavier", 0, [[0.98, -0.19, 0.2, 0.7, -0.98, 0.15], [0.16, 1.07, -0.05]], [[0] * 3, [0]]),
        ("he", 0, [[0.63, 0.42, 0.74, -0.77, 0.83, -0.5], [0.64, -0.75, 1.2]], [[0] * 3, [0]]),
        (
            *("uniform", 0),
            [[-0.18, 0.33, 0.64, 0.24, 0.14, 0.18], [0.87, -0.04, 0.54]],
            [[0.89, 0.18, -0.89], [0.13]],
        ),
        ("zeros", 0, [[0] * 6, [0] * 3], [[0] * 3, [0]]),
        ("all_equal", 0, [[0.5] * 6, [0.5] * 3], [[0.5] * 3, [0.5]]),
    ],
)
def test_a_seed_gives_the_same_numbers_for_ever(
    scheme: str, seed: int, weights: list[list[float]], biases: list[list[float]]
) -> None:
    drawn = drawn_parameters((2, 3, 1), scheme, seed)
    assert (flat(drawn[0]), flat(drawn[1])) == (weights, biases)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_seed_gives_other_numbers_where_anything_is_drawn(scheme: str) -> None:
    drawn = {str(flat(drawn_parameters((3, 4), scheme, seed)[0])) for seed in range(50)}
    assert len(drawn) == (50 if SCHEMES[scheme].seeded else 1)


@pytest.mark.parametrize("scheme", SCHEMES)
@given(sizes=SIZES, seed=SEEDS)
def test_the_numbers_fit_the_sizes_and_can_be_calculated_with(
    scheme: str, sizes: tuple[int, ...], seed: int
) -> None:
    weights, biases = drawn_parameters(sizes, scheme, seed)
    assert [W.shape for W in weights] == list(zip(sizes[1:], sizes[:-1], strict=True))
    assert [b.shape for b in biases] == [(units, 1) for units in sizes[1:]]
    for array in (*weights, *biases):
        assert (array.round(2) == array).all()
        assert not np.signbit(array[array == 0]).any()


def spread(scheme: str, fan_in: int, fan_out: int) -> Array:
    """All the weights of a layer."""
    return drawn_parameters((fan_in, fan_out), scheme, seed=3)[0][0].ravel()


def test_xavier_is_uniform_with_the_variance_of_glorot_and_bengio() -> None:
    W = spread("xavier", 100, 50)
    assert W.var() == pytest.approx(2 / 150, rel=0.05)
    assert np.abs(W).max() == pytest.approx(np.sqrt(6 / 150), abs=0.005)


def test_he_is_normal_with_the_variance_of_he_and_others() -> None:
    W = spread("he", 100, 50)
    assert W.var() == pytest.approx(2 / 100, rel=0.05)
    # Of a normal distribution, 4.6 per cent lie beyond twice the deviation.
    assert (np.abs(W) > 2 * np.sqrt(2 / 100)).mean() == pytest.approx(0.0455, abs=0.01)


def test_uniform_reaches_from_minus_one_to_one_with_its_biases() -> None:
    W = spread("uniform", 100, 50)
    b = drawn_parameters((1, 200), "uniform", seed=3)[1][0]
    for numbers in (W, b):
        assert np.abs(numbers).max() == pytest.approx(1, abs=0.02)
        assert numbers.mean() == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("scheme", ["uniform", "zeros", "all_equal"])
@given(sizes=SIZES, seed=SEEDS, grown=st.integers(0, 3))
def test_a_larger_network_has_the_numbers_of_the_smaller_one(
    scheme: str, sizes: tuple[int, ...], seed: int, grown: int
) -> None:
    layer = grown % len(sizes)
    larger = (*sizes[:layer], sizes[layer] + 1, *sizes[layer + 1 :])
    before, after = (drawn_parameters(these, scheme, seed) for these in (sizes, larger))
    for small, large in zip((*before[0], *before[1]), (*after[0], *after[1]), strict=True):
        assert (large[: len(small), : small.shape[1]] == small).all()


def test_neurons_draw_from_streams_of_their_own() -> None:
    weights, _ = drawn_parameters((4, 4, 4, 4), "uniform", seed=0)
    rows = {tuple(row) for W in weights for row in W.tolist()}
    assert len(rows) == 12


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InvalidExperiment, match="'lecun'; allowed are xavier, he") as caught:
        scheme_named("lecun")
    assert caught.value.field == ("scheme",)
