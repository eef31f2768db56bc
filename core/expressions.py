"""Formulas as small trees, which can be evaluated and written.

A formula is written with the signs of arithmetic, as one would in Python:

    >>> z = Known("z")
    >>> 1 / (1 + exp(-z))
    Fraction(above=Constant(value=1.0, ...), below=Sum(terms=(Constant(value=1.0, ...), ...)))

Its leaves are constants and quantities, by name. `core.explain.formulas` evaluates a tree, and
`app.writing.typeset` writes it as MathML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias, cast

import numpy as np


class _Arithmetic:
    """The signs of arithmetic. A product made of them stands side by side, as in w5 h1."""

    def __neg__(self) -> Minus:
        return Minus(_node(self))

    def __add__(self, other: Expression | float) -> Sum:
        return Sum((_node(self), _node(other)))

    def __radd__(self, other: float) -> Sum:
        return Sum((_node(other), _node(self)))

    def __sub__(self, other: Expression | float) -> Sum:
        return Sum((_node(self), Minus(_node(other))))

    def __rsub__(self, other: float) -> Sum:
        return Sum((_node(other), Minus(_node(self))))

    def __mul__(self, other: Expression | float) -> Product:
        return Product((_node(self), _node(other)), close=True)

    def __rmul__(self, other: float) -> Product:
        return Product((_node(other), _node(self)), close=True)

    def __matmul__(self, other: Expression) -> MatrixProduct:
        return MatrixProduct(_node(self), other)

    def __truediv__(self, other: Expression | float) -> Fraction:
        return Fraction(_node(self), _node(other))

    def __rtruediv__(self, other: float) -> Fraction:
        return Fraction(_node(other), _node(self))


def _node(value: object) -> Expression:
    """A number as a constant; a node as it is."""
    return Constant(float(value)) if isinstance(value, int | float) else cast("Expression", value)


@dataclass(frozen=True)
class Derivative:
    """A face: how `of` changes with `by`, both names of quantities."""

    of: str
    by: str


@dataclass(frozen=True)
class Known(_Arithmetic):
    """Another quantity, by its name."""

    name: str
    face: Derivative | None = None


@dataclass(frozen=True)
class Constant(_Arithmetic):
    """A number that is no quantity of the network; the learning rate has a symbol, 1 has none."""

    value: float
    symbol: str = ""
    face: Derivative | None = None


@dataclass(frozen=True)
class Minus(_Arithmetic):
    """The negative of a term."""

    term: Expression


@dataclass(frozen=True)
class Sum(_Arithmetic):
    """Terms, added; of a difference the second is a `Minus`."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class Product(_Arithmetic):
    """Factors, multiplied. In symbols, `close` ones stand side by side: w5 h1."""

    factors: tuple[Expression, ...]
    close: bool = False


@dataclass(frozen=True)
class Fraction(_Arithmetic):
    """One over the other."""

    above: Expression
    below: Expression


@dataclass(frozen=True)
class Square(_Arithmetic):
    """A square."""

    base: Expression


@dataclass(frozen=True)
class Largest(_Arithmetic):
    """The largest of several: max(0, z)."""

    of: tuple[Expression, ...]


@dataclass(frozen=True)
class IfPositive(_Arithmetic):
    """One expression where a condition is positive, another where it is not."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True)
class Function:
    """A function of one number, by its symbol: applied to an expression, a `Call`."""

    symbol: str
    value: Callable[[Any], Any]

    def __call__(self, argument: Expression) -> Call:
        """The function of this argument."""
        return Call(self, argument)


@dataclass(frozen=True)
class Call(_Arithmetic):
    """A function of one number."""

    function: Function
    argument: Expression


@dataclass(frozen=True)
class Mean(_Arithmetic):
    """The mean over the examples of what each has."""

    each: Expression


@dataclass(frozen=True)
class LossAfter(_Arithmetic):
    """The loss of the network after the update, which has so many weights."""

    weights: int


@dataclass(frozen=True)
class Tensor(_Arithmetic):
    """A quantity of all neurons, weights or biases of a layer, as a matrix.

    Its prefix is that of the quantities. A row is a neuron; a column is an example, of weights a
    neuron of the layer before. Without a layer it stands for those of all layers.
    """

    prefix: str
    of: Literal["neurons", "weights", "biases"]
    layer: int | None
    transposed: bool = False
    face: Expression | None = None

    @property
    def T(self) -> Tensor:  # noqa: N802 - as in numpy
        """The matrix, its rows as columns."""
        return replace(self, transposed=not self.transposed)


@dataclass(frozen=True)
class MatrixProduct(_Arithmetic):
    """The product of two matrices. A `Product` of matrices is element by element."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Total(_Arithmetic):
    """The entries of a matrix added up: all, or those of a row (examples) or column (neurons)."""

    each: Expression
    over: Literal["all", "examples", "neurons"] = "all"


Expression: TypeAlias = (
    Known
    | Constant
    | Minus
    | Sum
    | Product
    | Fraction
    | Square
    | Largest
    | IfPositive
    | Call
    | Mean
    | LossAfter
    | Tensor
    | MatrixProduct
    | Total
)

ONE = Constant(1.0)
HALF = Fraction(ONE, Constant(2.0))

exp = Function("exp", np.exp)
ln = Function("ln", np.log)
# ln(1 + e^z), which stays finite where e^z does not.
ln_1_exp = Function("ln(1 + exp)", lambda z: np.logaddexp(0.0, z))


def filled(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """The expression with these in place of its quantities. Raises `KeyError` for another one.

    >>> filled(1 - Known("a"), {"a": Known("a.h1")})
    Sum(terms=(Constant(value=1.0, ...), Minus(term=Known(name='a.h1', face=None))))
    """

    def each(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
        return tuple(filled(part, values) for part in parts)

    match expression:
        case Known(name):
            return values[name]
        case Constant() | LossAfter() | Tensor():
            return expression
        case Minus(term):
            return Minus(*each((term,)))
        case Sum(terms):
            return Sum(each(terms))
        case Product(factors, close):
            return Product(each(factors), close)
        case Fraction(above, below):
            return Fraction(*each((above, below)))
        case Square(base):
            return Square(*each((base,)))
        case Largest(of):
            return Largest(each(of))
        case IfPositive(condition, then, otherwise):
            return IfPositive(*each((condition, then, otherwise)))
        case Call(function, argument):
            return Call(function, *each((argument,)))
        case Mean(inner):
            return Mean(*each((inner,)))
        case MatrixProduct(left, right):
            return MatrixProduct(*each((left, right)))
        case Total(inner, over):
            return Total(filled(inner, values), over)


def leaves(expression: Expression) -> Iterator[Known | Tensor]:
    """The quantities in an expression, one by one and as matrices.

    >>> [leaf.name for leaf in leaves(HALF * (1 - Known("a")))]
    ['a']
    """
    if isinstance(expression, Known | Tensor):
        yield expression
        return
    for field in fields(expression):
        value = getattr(expression, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, _Arithmetic):
                yield from leaves(_node(part))
