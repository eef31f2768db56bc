"""Formulas as small trees, which can be evaluated and typeset.

Arithmetic in Python builds a tree:

    >>> z = Known("z")
    >>> 1 / (1 + exp(-z))
    Fraction(above=Constant(value=1.0, ...), below=Sum(terms=(Constant(value=1.0, ...), ...)))

The leaves are constants and the names of quantities. `core.explain.formulas` evaluates a tree, and
`app.writing.typeset` writes it as MathML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias, cast

import numpy as np


class _Arithmetic:
    """Arithmetic on expressions. A product made with ``*`` has no sign, as in w5 h1."""

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
    """Turns a number into a constant; returns an expression unchanged."""
    return Constant(float(value)) if isinstance(value, int | float) else cast("Expression", value)


@dataclass(frozen=True)
class Derivative:
    """A way to show a factor: the derivative of `of` with respect to `by`, names of quantities."""

    of: str
    by: str


@dataclass(frozen=True)
class Known(_Arithmetic):
    """A quantity, by its name."""

    name: str
    face: Derivative | None = None


@dataclass(frozen=True)
class Constant(_Arithmetic):
    """A number that is no quantity of the network. The learning rate has a symbol, 1 does not."""

    value: float
    symbol: str = ""
    face: Derivative | None = None


@dataclass(frozen=True)
class Minus(_Arithmetic):
    """The negative of a term."""

    term: Expression


@dataclass(frozen=True)
class Sum(_Arithmetic):
    """The sum of terms; in a difference, the second is a `Minus`."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class Product(_Arithmetic):
    """The product of factors. If `close`, symbols have no sign between them: w5 h1."""

    factors: tuple[Expression, ...]
    close: bool = False


@dataclass(frozen=True)
class Fraction(_Arithmetic):
    """A fraction."""

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
    """`then` if the condition is positive, `otherwise` if not."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True)
class Function:
    """A function of one number, with its symbol. Applied to an expression it gives a `Call`."""

    symbol: str
    value: Callable[[Any], Any]

    def __call__(self, argument: Expression) -> Call:
        """The function, applied to this argument."""
        return Call(self, argument)


@dataclass(frozen=True)
class Call(_Arithmetic):
    """A function, applied to an argument."""

    function: Function
    argument: Expression


@dataclass(frozen=True)
class Mean(_Arithmetic):
    """The mean of an expression over the examples."""

    each: Expression


@dataclass(frozen=True)
class ExampleSum(_Arithmetic):
    """The sum of an expression over the examples."""

    each: Expression


@dataclass(frozen=True)
class LossAfter(_Arithmetic):
    """The loss of the network after the update, and the number of its weights."""

    weights: int


@dataclass(frozen=True)
class Tensor(_Arithmetic):
    """A quantity of all neurons, weights or biases of a layer, as a matrix.

    `prefix` is the prefix of the quantities' names. Each row is a neuron; each column is an example
    or, for weights, a neuron of the layer before. Without a layer it stands for all layers.
    """

    prefix: str
    of: Literal["neurons", "weights", "biases"]
    layer: int | None
    transposed: bool = False
    face: Expression | None = None

    @property
    def T(self) -> Tensor:  # noqa: N802 - as in numpy
        """The transposed matrix."""
        return replace(self, transposed=not self.transposed)


@dataclass(frozen=True)
class MatrixProduct(_Arithmetic):
    """The product of two matrices. A `Product` of matrices is element by element."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Total(_Arithmetic):
    """The sum of a matrix's entries: of all, or along its rows (examples) or columns (neurons)."""

    each: Expression
    over: Literal["all", "examples", "neurons"] = "all"


@dataclass(frozen=True)
class LayerSum(_Arithmetic):
    """The sum over a layer's neurons of an expression, which is that of the first neuron.

    In the formula of a neuron of the same layer, the sum needs another index: it is `apart`, and
    the expression is that of the second neuron.
    """

    each: Expression
    layer: int
    apart: bool = False


@dataclass(frozen=True)
class Each(_Arithmetic):
    """The sum over all neurons of the layer, in the formula of an activation or a loss."""

    each: Expression


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
    | ExampleSum
    | LossAfter
    | Tensor
    | MatrixProduct
    | Total
    | LayerSum
    | Each
)

ONE = Constant(1.0)
HALF = Fraction(ONE, Constant(2.0))

exp = Function("exp", np.exp)
ln = Function("ln", np.log)
# ln(1 + e^z), which stays finite where e^z does not.
ln_1_exp = Function("ln(1 + exp)", lambda z: np.logaddexp(0.0, z))


def filled(
    expression: Expression,
    values: Mapping[str, Expression],
    of_all: Callable[[Expression], Expression] = lambda each: Each(each),
) -> Expression:
    """The expression with `values` for its quantities. Raises `KeyError` if one has no value.

    An `Each` becomes what `of_all` makes of its inner expression, by default itself.

    >>> filled(1 - Known("a"), {"a": Known("a.h1")})
    Sum(terms=(Constant(value=1.0, ...), Minus(term=Known(name='a.h1', face=None))))
    """

    def each(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
        return tuple(filled(part, values, of_all) for part in parts)

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
        case ExampleSum(inner):
            return ExampleSum(*each((inner,)))
        case MatrixProduct(left, right):
            return MatrixProduct(*each((left, right)))
        case Total(inner, over):
            return Total(filled(inner, values, of_all), over)
        case LayerSum(inner, layer, apart):
            return LayerSum(filled(inner, values, of_all), layer, apart)
        case Each(inner):
            filled(inner, values)  # raises if a quantity has no value
            return of_all(inner)


def leaves(expression: Expression) -> Iterator[Known | Tensor]:
    """The quantities in an expression, single ones and matrices.

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
