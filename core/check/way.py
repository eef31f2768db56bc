"""The way to a number: which factor or term of a typed expression is not ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core.check.calculator import value_of
from core.check.digits import EXACT, LEAST, agreeing_digits, read
from core.errors import Diverged
from core.explain.formulas import evaluate, formula_of
from core.explain.quantities import Opened, Quantity, quantities_in
from core.explain.units import unit_formula
from core.expressions import Constant, Expression, Known, Mean, Minus, Product, Sum

_Kind = Literal["factor", "term"]

# How many quantities are tried as the one that was typed instead.
_MOST_TRIED = 1000


@dataclass(frozen=True)
class Part:
    """A factor or term of an expression: its value and, of our own, the quantity that it is."""

    value: float
    name: str | None = None


@dataclass(frozen=True)
class Difference:
    """A factor or a term that differs.

    - ``typed``: what was typed, with the name of a quantity that has this value; None if a part of
      ours is missing
    - ``place``: which of the typed factors or terms it is, from 1
    - ``ours``: what belongs there; None if nothing does
    - ``others``: how many parts are right
    """

    kind: _Kind
    typed: Part | None
    place: int
    ours: Part | None
    others: int


@dataclass(frozen=True)
class _Piece:
    """One factor or term, as an expression with its value."""

    expression: Expression
    value: float

    @property
    def digits(self) -> int:
        """How many digits were typed, of what was typed."""
        digits = [read(one.symbol).digits for one in _constants(self.expression) if one.symbol]
        if len(digits) == 1:
            return digits[0]
        return min((count for count in digits if count >= LEAST), default=LEAST)

    def agrees(self, value: float) -> bool:
        """Whether what was typed is this value; a single digit must be exact."""
        needed = self.digits if self.digits > 1 else EXACT
        return agreeing_digits(self.value, value) >= needed


def differences(
    typed: Expression, asked: Quantity, right: Opened, example: int = 0
) -> tuple[Difference, ...]:
    """Where a typed expression differs from the formula of a number that it resembles most.

    There are none if it is built otherwise, differs in several parts or only by rounding, or if the
    number is a mean over several examples.

    >>> from core.check.calculator import calculated
    >>> from core.explain.quantities import open_iteration, quantity_named
    >>> from core.run.presets import mazur
    >>> expression = calculated("0.7414*0.1868*0.45").expression
    >>> asked = quantity_named("gradient.w5", (2, 2, 2))
    >>> [found] = differences(expression, asked, open_iteration(mazur()))
    >>> found.place, found.typed.name, found.ours.name, found.others
    (3, 'w6', 'a.h1', 2)
    """
    found = [_compared(typed, form, right, example) for form in _forms(asked, right)]
    alike = [one for one in found if one.common]
    return min(alike, key=lambda one: (one.left, -one.common)).differences if alike else ()


@dataclass(frozen=True)
class _Comparison:
    """How many parts of two expressions agree, how many are left, and the differences, if known."""

    common: int
    left: int
    differences: tuple[Difference, ...] = ()


def _forms(asked: Quantity, right: Opened) -> Iterator[Expression]:
    """The forms of a number's formula, each once."""
    experiment = right.experiment
    steps = [*formula_of(asked.name, experiment).steps, *unit_formula(asked, experiment).steps]
    for form in dict.fromkeys(step.expression for step in steps):
        if not isinstance(form, Mean):
            yield form


def _compared(typed: Expression, ours: Expression, right: Opened, example: int) -> _Comparison:
    """The comparison of a typed expression with one of ours."""
    kind: _Kind = "term" if isinstance(typed, Sum) else "factor"
    pieces = [_Piece(part, value_of(part)) for part in _parts(typed, kind)]
    try:
        own = [(part, evaluate(part, right, example)) for part in _parts(ours, kind)]
    except (TypeError, ArithmeticError, Diverged):
        return _Comparison(0, 0)
    left = list(own)
    wrong: list[tuple[int, _Piece]] = []
    for place, piece in enumerate(pieces, start=1):
        same = next((one for one in left if piece.agrees(one[1])), None)
        if same:
            left.remove(same)
        else:
            wrong.append((place, piece))
    common, most = len(own) - len(left), max(len(wrong), len(left))
    if not common or most != 1:
        return _Comparison(common, most)
    if wrong and left:
        (place, piece), (part, value) = wrong[0], left[0]
        if isinstance(_bare(piece.expression), Product) and isinstance(_bare(part), Product):
            inner = _compared(_bare(piece.expression), _bare(part), right, example)
            if inner.differences:
                return _Comparison(common + inner.common, 1, inner.differences)
        if agreeing_digits(piece.value, value) >= 2 and not _named(piece, right, example):
            return _Comparison(common, 1)  # only rounded
    shown = [Part(piece.value, _named(piece, right, example)) for _, piece in wrong]
    belongs = [Part(value, part.name if isinstance(part, Known) else None) for part, value in left]
    return _Comparison(
        common,
        1,
        (
            Difference(
                kind,
                shown[0] if shown else None,
                wrong[0][0] if wrong else len(pieces) + 1,
                belongs[0] if belongs else None,
                common,
            ),
        ),
    )


def _parts(expression: Expression, kind: _Kind) -> list[Expression]:
    """The factors of a product, those of its products among them; or the terms of a sum."""
    if kind == "factor" and isinstance(expression, Product):
        return [part for factor in expression.factors for part in _parts(factor, kind)]
    if kind == "term" and isinstance(expression, Sum):
        return list(expression.terms)
    return [expression]


def _bare(expression: Expression) -> Expression:
    """A term without its minus."""
    return expression.term if isinstance(expression, Minus) else expression


def _constants(expression: Expression) -> Iterator[Constant]:
    """The numbers in a typed expression."""
    if isinstance(expression, Constant):
        yield expression
        return
    for value in vars(expression).values():
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Expression):
                yield from _constants(part)


def _named(piece: _Piece, right: Opened, example: int) -> str | None:
    """The quantity that a typed number is, the first of several."""
    if not isinstance(piece.expression, Constant):
        return None
    for asked in _likeliest_first(right)[:_MOST_TRIED]:
        try:
            if piece.agrees(asked.of(right, example)):
                return asked.name
        except Diverged:
            continue
    return None


def _likeliest_first(right: Opened) -> Sequence[Quantity]:
    """All quantities, and those that others are often taken for first: given ones, activations."""
    order = ("", "x.", "y.", "a.", "z.", "delta.", "error.", "slope.", "gradient.", "new.")
    rank = {prefix: index for index, prefix in enumerate(order)}
    every = quantities_in(right.experiment)
    return sorted(every, key=lambda asked: rank.get(asked.kind.prefix, len(order)))
