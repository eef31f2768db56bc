"""Expressions as people type them: calculated, and compared with our way to the number."""

from __future__ import annotations

from math import exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import InvalidExperiment
from core.check.calculator import calculated
from core.check.verdict import check
from core.check.way import Difference, Part, differences
from core.explain.quantities import open_iteration, quantity_named
from core.run.presets import mazur
from tests.core import by_hand as hand


@pytest.mark.parametrize(
    ("text", "value", "digits"),
    [
        ("0.5*0.7414*0.1868", 0.5 * 0.7414 * 0.1868, 4),
        ("1/(1+e^-0.3775)", 1 / (1 + exp(-0.3775)), 4),
        ("exp(-0.30)", exp(-0.3), 3),
        ("(0.75-0.01)·0.75·(1-0.75)", 0.74 * 0.75 * 0.25, 3),
        ("−0,5 × 3 ÷ 4", -0.375, 3),
        ("(0.75−0.01)²", 0.74**2, 3),
        ("2*10^-3", 0.002, 1),
        ("3.5*10⁻⁵", 3.5e-5, 2),
        ("-2^2", -4, 3),
        ("2^3^2", 512, 3),
        ("2^-0.5", 1 / sqrt(2), 3),
        ("sqrt(2.000)+ln(1)+tanh(0)", sqrt(2), 4),
        ("0.5(1-0.5)", 0.25, 3),
        ("1e3*2", 2000, 3),
        ("8/4/2", 1, 3),
        ("1-2-3", -4, 3),
        ("--1*2", 2, 3),
        ("0.0820", 0.082, 3),
    ],
)
def test_an_expression_has_a_value_and_digits(text: str, value: float, digits: int) -> None:
    numeral = calculated(text).numeral
    assert numeral.value == pytest.approx(value, rel=1e-14)
    assert numeral.digits == digits


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1+", "(1", "1+1)", "1/0", "9^9^9^9", "(-2)^0.5", "2**3", "exp", "exp 2", "e5"),
        *("ln(0)", "sqrt(-1)", "1..2", "0x10*2", "import os", "__import__('os')", "w5*2", "1 2"),
        *("(" * 100, "-" * 100, "1e999*0", "exp(999)", "()", "1;2*3", "[1]*2", "2*", "1_0*2"),
    ],
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(InvalidExperiment) as caught:
        calculated(text, ("text",))
    assert caught.value.field == ("text",)


@given(text=st.text("0123456789.,eE+-*/^()×÷·−²lnexpsqrt ", max_size=100))
def test_any_text_gives_a_finite_number_or_is_refused(text: str) -> None:
    try:
        numeral = calculated(text).numeral
    except InvalidExperiment:
        return
    assert abs(numeral.value) < float("inf")


def differing(name: str, text: str) -> tuple[Difference, ...]:
    expression = calculated(text).expression
    assert expression is not None
    return differences(expression, quantity_named(name, (2, 2, 2)), open_iteration(mazur()))


@pytest.mark.parametrize(
    ("name", "text", "kind", "place", "typed", "ours", "others"),
    [
        ("gradient.w5", "0.7414*0.1868*0.45", "factor", 3, "w6", "a.h1", 2),
        ("gradient.w5", "0.1385*0.5969", "factor", 2, "a.h2", "a.h1", 1),
        ("gradient.w5", "0.7414*0.5933", "factor", 3, None, "slope.o1", 2),
        ("gradient.w5", "0.1385*0.5933*0.5", "factor", 3, "w7", None, 2),
        ("path.o1.h1", "0.1385*0.35892", "factor", 2, "new.w5", "w5", 1),
        ("delta.o1", "(0.7514-0.01)*0.5933*(1-0.7514)", "factor", 2, "a.h1", "a.o1", 2),
        ("new.w5", "0.4-0.5*0.0827", "factor", 2, "gradient.w6", "gradient.w5", 1),
        ("z.h1", "0.15*0.05+0.20*0.10", "term", 3, None, "b.h1", 2),
    ],
)
def test_the_part_that_differs_is_found(
    name: str, text: str, kind: str, place: int, typed: str | None, ours: str | None, others: int
) -> None:
    (found,) = differing(name, text)
    assert (found.kind, found.place, found.others) == (kind, place, others)
    assert (found.typed and found.typed.name) == typed
    assert (found.ours and found.ours.name) == ours


def test_a_term_with_another_sign_differs() -> None:
    (found,) = differing("new.w5", "0.4+0.5*0.0822")
    assert found.typed == Part(0.5 * 0.0822)
    assert found.ours is not None
    assert found.ours.value == pytest.approx(-0.5 * hand.dE_dw5)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("delta.o1", "(0.75-0.01)·0.75·(1-0.75)"),
        ("gradient.w5", "0.1385*0.5933"),
        ("a.h1", "1/(1+e^-0.3775)"),
        ("gradient.w5", "1+1"),
        ("gradient.w5", "0.3*0.2*0.1"),
        ("x.i1", "2*3"),
        ("new.loss", "0.274+0.0236"),
    ],
)
def test_what_is_ours_or_rounded_or_built_otherwise_does_not_differ(name: str, text: str) -> None:
    assert differing(name, text) == ()


def test_an_expression_is_judged_by_its_value() -> None:
    assert check(mazur(), "gradient.w5", "0.1385*0.5933").verdict == "right"
    assert check(mazur(), "z.h1", "0.15*0.05+0.20*0.10").explanations[0].mistake.id == (
        "bias-forgotten"
    )
