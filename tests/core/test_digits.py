"""Significant digits: read, compared and printed."""

from __future__ import annotations

from decimal import Decimal
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import InvalidExperiment
from core.check.digits import Numeral, agreeing_digits, printed, read

NUMBERS = st.floats(1e-12, 1e12) | st.floats(-1e12, -1e-12)


@pytest.mark.parametrize(
    ("typed", "value", "digits"),
    [
        (0.0821670405, 0.0821670405, 9),
        (0.5, 0.5, 3),
        (12, 12.0, 3),
        (100.0, 100.0, 3),
        (12345.0, 12345.0, 5),
        (1e-05, 1e-05, 3),
        (3.5084786296312774e-05, 3.5084786296312774e-05, 17),
        (0.0, 0.0, 3),
        ("0.5", 0.5, 1),
        ("0.511301270", 0.51130127, 9),
        (" −0,0190 ", -0.019, 3),
        ("+.5", 0.5, 1),
        ("3.50848e-05", 3.50848e-05, 6),
    ],
)
def test_a_number_is_read_with_the_digits_it_was_typed_with(
    typed: float | str, value: float, digits: int
) -> None:
    assert read(typed) == Numeral(value, digits)


@pytest.mark.parametrize(
    "typed", [nan, inf, -inf, "", "w5", "1e999", "NaN", "0.1.2", "1,000.5", "x" * 99]
)
def test_what_is_no_finite_number_is_refused(typed: float | str) -> None:
    with pytest.raises(InvalidExperiment, match="must be a finite number") as caught:
        read(typed)
    assert caught.value.field == ("value",)
    assert str(typed)[:40] in str(caught.value)


@given(exact=NUMBERS, digits=st.integers(1, 14))
def test_a_rounded_number_agrees_to_its_digits(exact: float, digits: int) -> None:
    assert agreeing_digits(float(f"{exact:.{digits}g}"), exact) >= digits


@given(exact=NUMBERS, digits=st.integers(1, 12), units=st.floats(1.01, 9.0))
def test_a_number_further_off_than_a_unit_does_not(exact: float, digits: int, units: float) -> None:
    magnitude = Decimal(repr(exact)).adjusted()
    # Rounded to its digits, 9.99 is 10: the digits of which of them?
    assume(int(f"{exact:.{digits - 1}e}".partition("e")[2]) == magnitude)
    unit = 10.0 ** (magnitude - digits + 1)
    value = exact + units * unit
    assume(value != exact)
    assert agreeing_digits(value, exact) == digits - 1


@pytest.mark.parametrize(
    ("value", "exact", "digits"),
    [
        (0.0, 0.0, 15),
        (0.1, 0.0, 0),
        (0.0, 0.25, 0),
        (-0.25, 0.25, 0),
        (1.0, 0.99999, 5),
        (5e-324, 1e-323, 0),
    ],
)
def test_zeros_signs_and_magnitudes(value: float, exact: float, digits: int) -> None:
    assert agreeing_digits(value, exact) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (0.30000000000000004, "0.3"),
        (-1.0, "−1"),
        (1234567890123.0, "1.23456789 × 10¹²"),
        (-1.5e-7, "−1.5 × 10⁻⁷"),
        (0.0, "0"),
    ],
)
def test_numbers_are_printed_with_nine_digits_and_a_true_minus(value: float, text: str) -> None:
    assert printed(value) == text
