"""Calculating from displayed digits, compared with the example worked by hand that way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ACTIVATIONS, Experiment
from core.arrays import Array
from core.check.rounding import (
    Displayed,
    display,
    from_displayed_digits,
    to_decimals,
    to_significant_digits,
)
from core.explain.quantities import open_iteration, quantities, quantity
from core.run.presets import mazur
from tests.core.experiments import experiments

sigmoid = ACTIVATIONS["sigmoid"].function


def by_hand(digits: int) -> dict[str, float]:
    """A few numbers of the example, each rounded to this many decimals before it is used."""

    def shown(value: float) -> float:
        return round(value, digits)

    def squashed(z: float) -> float:
        return float(sigmoid(np.array(shown(z))))

    z_h1, z_h2 = 0.05 * 0.15 + 0.1 * 0.2 + 0.35, 0.05 * 0.25 + 0.1 * 0.3 + 0.35
    h1, h2 = squashed(z_h1), squashed(z_h2)
    z_o1 = 0.4 * shown(h1) + 0.45 * shown(h2) + 0.6
    z_o2 = 0.5 * shown(h1) + 0.55 * shown(h2) + 0.6
    o1, o2 = squashed(z_o1), squashed(z_o2)
    share1, share2 = (0.01 - shown(o1)) ** 2 / 2, (0.99 - shown(o2)) ** 2 / 2
    delta_o1 = shown(shown(o1) - 0.01) * shown(shown(o1) * (1 - shown(o1)))
    delta_o2 = shown(shown(o2) - 0.99) * shown(shown(o2) * (1 - shown(o2)))
    da_h1 = shown(delta_o1) * 0.4 + shown(delta_o2) * 0.5
    delta_h1 = shown(da_h1) * shown(shown(h1) * (1 - shown(h1)))
    gradient_w5 = shown(delta_o1) * shown(h1)
    gradient_w1 = shown(delta_h1) * 0.05
    return {
        "z.h1": z_h1,
        "a.h1": h1,
        "z.o1": z_o1,
        "a.o2": o2,
        "loss.o1": share1,
        "loss": shown(share1) + shown(share2),
        "delta.o1": delta_o1,
        "da.h1": da_h1,
        "delta.h1": delta_h1,
        "gradient.w5": gradient_w5,
        "gradient.w1": gradient_w1,
        "step.w5": 0.5 * shown(gradient_w5),
        "new.w5": 0.4 - shown(0.5 * shown(gradient_w5)),
    }


@pytest.mark.parametrize("digits", [2, 3, 4, 6])
def test_each_number_is_an_exact_operation_on_rounded_ones(digits: int) -> None:
    opened = open_iteration(from_displayed_digits(mazur(), partial(to_decimals, digits)))
    for name, expected in by_hand(digits).items():
        assert quantity(opened, name) == pytest.approx(expected, rel=1e-12, abs=1e-15), name


@pytest.mark.parametrize("rounding", [to_decimals, to_significant_digits])
@given(experiment=experiments())
def test_rounding_to_thirteen_digits_changes_almost_nothing(
    rounding: Callable[[int, Array], Array], experiment: Experiment
) -> None:
    shown = from_displayed_digits(experiment, partial(rounding, 13))
    right, rounded = quantities(open_iteration(experiment)), quantities(open_iteration(shown))
    for name, value in right.items():
        # At a kink of the rectifier a rounded z may be on the other side.
        if "relu" not in {sigma.name for sigma in experiment.network.activations}:
            assert rounded[name] == pytest.approx(value, rel=1e-8, abs=1e-9), name


@given(
    number=st.floats(-1e300, 1e300, allow_subnormal=False),
    digits=st.integers(1, 12),
)
def test_significant_digits_are_those_of_python(number: float, digits: int) -> None:
    (rounded,) = to_significant_digits(digits, np.array([number])).tolist()
    # A tie may go either way: the last digit of a decimal half is not exact in binary.
    assert rounded == pytest.approx(float(f"{number:.{digits}g}"), rel=1.01 * 10.0 ** (1 - digits))
    assert rounded == pytest.approx(float(f"{rounded:.{digits}g}"), rel=1e-13)


@pytest.mark.parametrize("number", [0.0, 1.7e308, 5e-324, -1e-300])
def test_numbers_that_cannot_be_scaled_are_not_rounded(number: float) -> None:
    assert to_significant_digits(5, np.array([number])).tolist() == pytest.approx([number])
    assert np.isfinite(to_decimals(9, np.array([number]))).all()


def test_results_are_rounded_like_operands_which_do_not_change() -> None:
    numbers = display(np.array([0.126, 0.2]), partial(to_decimals, 1))
    doubled = 2.0 * numbers
    assert isinstance(doubled, Displayed)
    assert doubled.rounding is numbers.rounding
    assert doubled.tolist() == [0.2, 0.4]
    assert numbers.tolist() == [0.126, 0.2]
    assert type(numbers > 0.1) is np.ndarray


def test_a_mean_divides_a_sum_with_all_its_digits() -> None:
    numbers = display(np.array([0.1, 0.2, 0.4]), partial(to_decimals, 1))
    assert float(numbers.mean()) == pytest.approx(0.7 / 3)
