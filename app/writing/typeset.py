"""Writes formulas as MathML: in symbols, or with numbers instead of quantities.

Every symbol and number of a quantity has `data-quantities`, so that pointing at it can highlight
the quantity elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from app.writing.tensors import Matrix, tensor_symbol
from app.writing.values import MAX_EXAMPLES, MAX_TERMS, Values, shown
from core.expressions import (
    Call,
    Constant,
    Each,
    ExampleSum,
    Expression,
    Fraction,
    IfPositive,
    Known,
    Largest,
    LayerSum,
    LossAfter,
    MatrixProduct,
    Mean,
    Minus,
    Product,
    Square,
    Sum,
    Tensor,
    Total,
    exp,
    leaves,
    ln_1_exp,
)

# A term of a sum: whether it is subtracted, and the term without its sign.
_Signed: TypeAlias = tuple[bool, Math]


@dataclass(frozen=True)
class Writer:
    """Writes expressions: with numbers if `numbers`, else in symbols.

    `focus` maps a layer to its neuron in question, which a matrix always shows.
    """

    notation: Notation
    values: Values
    example: int
    numbers: bool = False
    focus: Mapping[int, int] = field(default_factory=dict)
    inside_mean: bool = False

    def write(self, expression: Expression) -> Math:
        """Writes a whole expression."""
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
                over_m = fraction(mn("1"), mn(str(self.values.m)))
                added = self.over_examples(each)
                if self.numbers:
                    added = parenthesised(added)
                return row(over_m, mo(INVISIBLE_TIMES), added)
            case ExampleSum(each):
                return self.over_examples(each)
            case Tensor():
                return self.tensor(expression)
            case MatrixProduct(left, right):
                return row(self.factor(left), mo(INVISIBLE_TIMES), self.factor(right))
            case Total(each) | LayerSum(each) | Each(each):
                return row(mo("∑"), self.factor(each))
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
        if leaf.symbol:
            return mi("η" if leaf.symbol == "learning_rate" else leaf.symbol)
        return number(leaf.value)

    def signed_leaf(self, leaf: Known | Constant) -> _Signed:
        """A leaf's number, with its sign apart."""
        if isinstance(leaf, Constant):
            return leaf.value < 0, magnitude(self.values.show(leaf.value))
        value = self.values.show(self.values.of(leaf.name, self.example))
        example = self.example if self.inside_mean else None
        return value < 0, marked(magnitude(value), leaf.name, example=example)

    def signed(self, term: Expression) -> _Signed:
        """A term of a sum. With numbers, adding a negative number becomes a difference."""
        match term:
            case Minus(negated):
                return True, self.factor(negated)
            case Known() | Constant() if self.numbers:
                return self.signed_leaf(term)
            case Product(factors) if self.numbers and isinstance(factors[0], Known | Constant):
                negative, first = self.signed_leaf(factors[0])
                return negative, self.product(term, first)
        return False, self.factor(term) if isinstance(term, Sum) else self.write(term)

    def added(self, terms: Iterable[_Signed | None]) -> Math:
        """The sum of terms; None becomes an ellipsis."""
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
        """Expressions separated by commas; None becomes an ellipsis."""
        parts: list[Math] = []
        for expression in expressions:
            parts += [mo(",")] if parts else []
            parts.append(mo(ELLIPSIS) if expression is None else self.write(expression))
        return row(*parts)

    def product(self, product: Product, first: Math | None = None) -> Math:
        """Factors with the necessary signs between them; `first` is the first one, if written."""
        parts = [self.write_first(product.factors[0]) if first is None else first]
        if self.of_matrices(product.factors[0]):
            # In an elementwise product, matrix products need parentheses.
            parts = [self.enclosed(product.factors[0])]
            for factor in product.factors[1:]:
                parts += [mo("⊙"), self.enclosed(factor)]
            return row(*parts)
        for factor in product.factors[1:]:
            parts += [mo(self.times(product, factor)), self.factor(factor)]
        return row(*parts)

    def of_matrices(self, expression: Expression) -> bool:
        """Whether an expression is a matrix."""
        return any(isinstance(leaf, Tensor) for leaf in leaves(expression))

    def enclosed(self, factor: Expression) -> Math:
        """A factor beside a ⊙."""
        written = self.factor(factor)
        return parenthesised(written) if isinstance(factor, MatrixProduct) else written

    def write_first(self, factor: Expression) -> Math:
        """The first factor, which needs no parentheses for its sign."""
        return self.factor(factor) if isinstance(factor, Sum) else self.write(factor)

    def times(self, product: Product, factor: Expression) -> str:
        """The sign before a factor. With numbers only an opening parenthesis needs none."""
        if self.of_matrices(factor):
            return INVISIBLE_TIMES
        if not product.close:
            return TIMES if self.numbers else DOT
        base = factor.base if isinstance(factor, Square) else factor
        return TIMES if self.numbers and not isinstance(base, Sum) else INVISIBLE_TIMES

    def factor(self, expression: Expression) -> Math:
        """An expression as an operand, in parentheses if necessary."""
        written = self.write(expression)
        loose = isinstance(expression, Sum | Minus)
        return parenthesised(written) if loose or _starts_with_minus(written) else written

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

    def tensor(self, tensor: Tensor) -> Math:
        """A matrix: its symbol, or its numbers."""
        matrix = Matrix(tensor, self.values, self.example, self.focus)
        if self.numbers:
            return matrix.grid()
        if tensor.face:
            return matrix.mark(self.write(tensor.face))
        return matrix.mark(tensor_symbol(tensor, self.notation))

    def over_examples(self, each: Expression) -> Math:
        """``sum`` over the examples; with numbers, its first terms."""
        m = self.values.m
        if not self.numbers:
            writer = replace(self, notation=replace(self.notation, example="k"))
            start = row(mi("k"), mo("="), mn("1"))
            sigma = element("munderover", mo("∑"), start, mn(str(m)))
            return row(sigma, writer.factor(each))
        examples = shown(m, MAX_EXAMPLES, self.example)
        return self.added(None if k is None else self.of_example(k).signed(each) for k in examples)

    def of_example(self, example: int) -> Writer:
        """The writer of another example's numbers."""
        return replace(self, example=example, inside_mean=True)


def _starts_with_minus(written: Math) -> bool:
    """Whether a written expression begins with a minus sign."""
    first = written[0] if len(written) else written
    return first.tag == "mo" and first.text == MINUS
