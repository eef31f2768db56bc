"""A formula (`formulas`) as MathML: in symbols, and with numbers in place of its leaves.

Every element that stands for a quantity says so (`data-quantities`), symbol and number alike, so
pointing at it can light up the same thing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from app.writing.mathml import (
    APPLY,
    DOT,
    ELLIPSIS,
    INVISIBLE_TIMES,
    MINUS,
    TIMES,
    Math,
    element,
    fraction,
    is_rounded,
    magnitude,
    marked,
    mi,
    mn,
    mo,
    mtext,
    number,
    parenthesised,
    power,
    row,
)
from app.writing.notation import Notation
from core.explain.names import Sizes
from core.explain.quantities import Opened, quantity_named
from core.expressions import (
    Call,
    Constant,
    Expression,
    Fraction,
    IfPositive,
    Known,
    Largest,
    LossAfter,
    Mean,
    Minus,
    Product,
    Square,
    Sum,
    exp,
    ln_1_exp,
)

# Of more terms or examples than these, only some are written.
MAX_TERMS = 6
MAX_EXAMPLES = 4


def shown(count: int, most: int, focus: int = 0) -> list[int | None]:
    """Which of `count` things are written: all, or the first three, `focus` and the last.

    None stands for those that are left out.

    >>> shown(4, most=4), shown(9, most=4), shown(9, most=4, focus=5)
    ([0, 1, 2, 3], [0, 1, 2, None, 8], [0, 1, 2, None, 5, None, 8])
    """
    written = range(count) if count <= most else sorted({0, 1, 2, focus, count - 1})
    places: list[int | None] = []
    for index in written:
        if index and places[-1] != index - 1:
            places.append(None)
        places.append(index)
    return places


@dataclass(frozen=True)
class Values:
    """The quantities of an iteration by name and example, each looked up once."""

    opened: Opened
    sizes: Sizes
    known: dict[tuple[str, int], float] = field(default_factory=dict)
    rounded: set[float] = field(default_factory=set)

    def of(self, name: str, example: int) -> float:
        """A quantity's value. Raises as `core.explain.quantities.quantity` does."""
        if (name, example) not in self.known:
            asked = quantity_named(name, self.sizes)
            self.known[name, example] = asked.of(self.opened, example)
        return self.known[name, example]

    def show(self, value: float) -> float:
        """A value that is about to be written, noted if `DIGITS` digits are not all of it."""
        if is_rounded(value):
            self.rounded.add(value)
        return value

    @property
    def m(self) -> int:
        """How many examples there are."""
        return self.opened.experiment.m


# A term of a sum: whether it is subtracted, and the rest of it.
Signed: TypeAlias = tuple[bool, Math]


@dataclass(frozen=True)
class Writer:
    """Writes expressions: in numbers, if `numbers`, else in symbols."""

    notation: Notation
    values: Values
    example: int
    numbers: bool = False
    inside_mean: bool = False

    def write(self, expression: Expression) -> Math:
        """An expression by itself."""
        match expression:
            case Known() | Constant():
                return self.leaf(expression)
            case Minus() | Sum():
                terms = expression.terms if isinstance(expression, Sum) else (expression,)
                places = shown(len(terms), MAX_TERMS)
                return self.added(None if i is None else self.signed(terms[i]) for i in places)
            case Product():
                return self.product(expression)
            case Fraction(above, below):
                return fraction(self.write(above), self.write(below))
            case Square(base):
                return power(self.factor(base), mn("2"))
            case Largest(of):
                return row(mi("max"), mo(APPLY), parenthesised(self.listed(of)))
            case IfPositive():
                return self.cases(expression)
            case Call():
                return self.call(expression)
            case Mean(each):
                return self.mean(each)
            case LossAfter(weights):
                return row(self.notation.loss(), mo(APPLY), self.updated_weights(weights))

    def leaf(self, leaf: Known | Constant) -> Math:
        """A quantity or constant."""
        if self.numbers:
            negative, written = self.signed_leaf(leaf)
            return row(mo(MINUS), written) if negative else written
        if isinstance(leaf, Known):
            face = leaf.face
            symbol = self.notation.derivative(face) if face else self.notation.symbol(leaf.name)
            return marked(symbol, leaf.name)
        if leaf.face:
            return self.notation.derivative(leaf.face)
        return mi("η") if leaf.symbol == "learning_rate" else number(leaf.value)

    def signed_leaf(self, leaf: Known | Constant) -> Signed:
        """A leaf's number, its sign apart."""
        if isinstance(leaf, Constant):
            return leaf.value < 0, magnitude(self.values.show(leaf.value))
        value = self.values.show(self.values.of(leaf.name, self.example))
        example = self.example if self.inside_mean else None
        return value < 0, marked(magnitude(value), leaf.name, example=example)

    def signed(self, term: Expression) -> Signed:
        """A term of a sum. In numbers, a sum of a negative number is a difference."""
        match term:
            case Minus(negated):
                return True, self.factor(negated)
            case Known() | Constant() if self.numbers:
                return self.signed_leaf(term)
            case Product(factors) if self.numbers and isinstance(factors[0], Known | Constant):
                negative, first = self.signed_leaf(factors[0])
                return negative, self.product(term, first)
        return False, self.factor(term) if isinstance(term, Sum) else self.write(term)

    def added(self, terms: Iterable[Signed | None]) -> Math:
        """The sum of terms; None is an ellipsis."""
        parts: list[Math] = []
        for negative, written in (term or (False, mo(ELLIPSIS)) for term in terms):
            if negative or parts:
                parts.append(mo(MINUS if negative else "+"))
            parts.append(written)
        return row(*parts)

    def updated_weights(self, count: int) -> Math:
        """All weights after the update, in parentheses."""
        return parenthesised(
            self.listed(
                None if index is None else Known(f"new.w{index + 1}")
                for index in shown(count, MAX_TERMS)
            )
        )

    def listed(self, expressions: Iterable[Expression | None]) -> Math:
        """Expressions with commas between them; None is an ellipsis."""
        parts: list[Math] = []
        for expression in expressions:
            parts += [mo(",")] if parts else []
            parts.append(mo(ELLIPSIS) if expression is None else self.write(expression))
        return row(*parts)

    def product(self, product: Product, first: Math | None = None) -> Math:
        """Factors with the signs between them that are needed; `first` may be written already."""
        parts = [self.write_first(product.factors[0]) if first is None else first]
        for factor in product.factors[1:]:
            parts += [mo(self.times(product, factor)), self.factor(factor)]
        return row(*parts)

    def write_first(self, factor: Expression) -> Math:
        """The first factor, which needs no parentheses for its sign."""
        return self.factor(factor) if isinstance(factor, Sum) else self.write(factor)

    def times(self, product: Product, factor: Expression) -> str:
        """The sign before a factor. In numbers only an opening parenthesis may go without."""
        if not product.close:
            return TIMES if self.numbers else DOT
        base = factor.base if isinstance(factor, Square) else factor
        return TIMES if self.numbers and not isinstance(base, Sum) else INVISIBLE_TIMES

    def factor(self, expression: Expression) -> Math:
        """An expression as an operand, in parentheses where they are needed."""
        written = self.write(expression)
        loose = isinstance(expression, Sum | Minus)
        return parenthesised(written) if loose or starts_with_minus(written) else written

    def call(self, call: Call) -> Math:
        """A function of a number."""
        written = self.write(call.argument)
        if call.function == exp:
            return power(mi("e"), written)
        if call.function == ln_1_exp:
            inner = row(mn("1"), mo("+"), power(mi("e"), written))
            return row(mi("ln"), mo(APPLY), parenthesised(inner))
        return row(mi(call.function.symbol), mo(APPLY), parenthesised(written))

    def cases(self, choice: IfPositive) -> Math:
        """``1 if z > 0, otherwise 0``."""
        condition = row(self.write(choice.condition), mo(">"), mn("0"))
        return row(
            *(self.write(choice.then), mtext("\u00a0if\u00a0"), condition),
            *(mtext(",\u2002otherwise\u00a0"), self.write(choice.otherwise)),
        )

    def mean(self, each: Expression) -> Math:
        """``1/m sum`` over the examples; in numbers, the first few of the sum's terms."""
        m = self.values.m
        over_m = fraction(mn("1"), mn(str(m)))
        if not self.numbers:
            writer = replace(self, notation=replace(self.notation, example="k"))
            start = row(mi("k"), mo("="), mn("1"))
            sigma = element("munderover", mo("∑"), start, mn(str(m)))
            return row(over_m, mo(INVISIBLE_TIMES), sigma, writer.factor(each))
        examples = shown(m, MAX_EXAMPLES, self.example)
        added = self.added(None if k is None else self.of_example(k).signed(each) for k in examples)
        return row(over_m, mo(INVISIBLE_TIMES), parenthesised(added))

    def of_example(self, example: int) -> Writer:
        """The writer of another example's numbers."""
        return replace(self, example=example, inside_mean=True)


def starts_with_minus(written: Math) -> bool:
    """Whether what is written begins with a minus sign."""
    first = written[0] if len(written) else written
    return first.tag == "mo" and first.text == MINUS
