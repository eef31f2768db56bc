"""Significant digits: read, compared and printed."""

from __future__ import annotations

import json
from decimal import Decimal
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import InvalidExperiment
from core.check.digits import Numeral, agreeing_digits, printed, read

# What both readers of typed numbers take and refuse: this one and the page's.
CASES = json.loads(Path(__file__).parent.with_name("numbers.json").read_text(encoding="utf-8"))

NUMBERS = st.floats(1e-12, 1e12) | st.floats(-1e12, -1e-12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"]))
def test_a_text_is_read_as_the_page_reads_it(case: dict[str, Any]) -> None:
    text, value, digits = case.values()
    if value is not None:
        assert read(text) == Numeral(value, digits)
        return
    with pytest.raises(InvalidExperiment, match="must be a finite number, such as") as caught:
        read(text, ("text",))
    assert caught.value.field == ("text",)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        (0.0821670405, 9),
        (0.5, 3),
        (12, 3),
        (100.0, 3),
        (12345.0, 5),
        (1e-05, 3),
        (1e300, 3),
        (3.5084786296312774e-05, 17),
        (0.0, 3),
        (-0.0, 3),
    ],
)
def test_a_float_has_the_digits_of_its_shortest_form(typed: float, digits: int) -> None:
    assert read(typed) == Numeral(typed, digits)


@pytest.mark.parametrize("typed", [nan, inf, -inf])
def test_text_that_is_not_a_finite_number_is_refused(typed: float) -> None:
    with pytest.raises(InvalidExperiment, match=f"got '{typed}'; must be a finite number"):
        read(typed)


def test_only_the_beginning_of_a_long_text_is_quoted() -> None:
    with pytest.raises(InvalidExperiment, match=f"got '{'x' * 40}'; must be"):
        read("x" * 99)


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_printed_numbers_can_be_typed(value: float) -> None:
    assert read(printed(value)).value == float(f"{value:.9g}")


@given(exact=NUMBERS, digits=st.integers(1, 14))
def test_a_rounded_number_agrees_to_its_digits(exact: float, digits: int) -> None:
    assert agreeing_digits(float(f"{exact:.{digits}g}"), exact) >= digits


@given(exact=NUMBERS, digits=st.integers(1, 12), units=st.floats(1.01, 9.0))
def test_a_number_more_than_a_unit_away_does_not_agree(
    exact: float, digits: int, units: float
) -> None:
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
        (-1.7976931348623157e308, 1e300, 0),
        (1.7976931348623157e308, -1.7976931348623157e308, 0),
    ],
)
def test_agreement_of_zeros_signs_and_magnitudes(value: float, exact: float, digits: int) -> None:
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
