"""The vectorised equation of a phase, in symbols and with numbers: matrices with their shapes.

An example is a column. Both ways of writing an equation come from the same list of its pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.writing.mathml import (
    APPLY,
    ELLIPSIS,
    INVISIBLE_TIMES,
    MINUS,
    TIMES,
    VERTICAL_ELLIPSIS,
    Math,
    brackets,
    fraction,
    labelled,
    marked,
    mi,
    mn,
    mo,
    mtext,
    number,
    parenthesised,
    power,
    row,
    scripts,
)
from app.writing.notation import Notation
from app.writing.typeset import MAX_EXAMPLES, MAX_TERMS, Values, Writer, shown
from core.explain.names import Bias, Neuron, Part, Path, Sizes, Weight, Whole, name_of
from core.explain.phases import Phase, PhaseKind
from core.explain.quantities import Quantity
from core.network.activation import Z
from core.run.experiment import Experiment

# A matrix of more entries does not name them all on its symbol.
MAX_MARKED = 64

# What stands at a row and a column: a quantity, and its example where it belongs to one.
Entry: TypeAlias = tuple[str, int | None]


@dataclass(frozen=True)
class Axis:
    """What the rows or columns are: so many neurons or examples, of which one is in focus."""

    count: int
    focus: int = 0
    most: int = MAX_TERMS

    def shown(self) -> list[int | None]:
        """Those that are written, None for those that are left out."""
        return shown(self.count, self.most, self.focus)


@dataclass(frozen=True)
class Matrix:
    """A matrix of quantities, and its symbol."""

    symbol: Math
    rows: Axis
    columns: Axis
    entry: Callable[[int, int], Entry]

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.rows.count * self.columns.count

    def quantities(self) -> list[str]:
        """The names of its entries, each once."""
        rows, columns = range(self.rows.count), range(self.columns.count)
        return list(dict.fromkeys(self.entry(i, j)[0] for i in rows for j in columns))

    @property
    def transposed(self) -> Matrix:
        """With rows for columns."""
        raised = power(self.symbol, mo("⊤"))
        return Matrix(raised, self.columns, self.rows, lambda i, j: self.entry(j, i))


@dataclass(frozen=True)
class Scalar:
    """A number with a symbol: the learning rate, or a quantity, whose number is looked up."""

    symbol: Math
    value: float = 0.0
    quantity: str = ""


@dataclass(frozen=True)
class Enclosed:
    """Pieces in parentheses, perhaps squared (each entry by itself)."""

    pieces: tuple[Piece, ...]
    squared: bool = False


Piece: TypeAlias = Matrix | Scalar | Enclosed | str
Equation: TypeAlias = list[Piece]


@dataclass(frozen=True)
class Layers:
    """The vectors and matrices of a network's layers, with their symbols.

    `focus` says of a layer which of its neurons is asked for, so that it is among those written.
    """

    experiment: Experiment
    notation: Notation
    example: int
    focus: dict[int, int]

    @property
    def sizes(self) -> Sizes:
        """Neurons in each layer."""
        return self.notation.sizes

    @property
    def m(self) -> int:
        """How many examples there are."""
        return self.experiment.m

    @property
    def last(self) -> int:
        """The layer of the outputs."""
        return len(self.sizes) - 1

    def index(self, layer: int) -> Math:
        """What tells a layer from others: h, o; of several hidden layers also its number."""
        if layer == self.last:
            return mi("o")
        return mi("h") if self.last == 2 else row(mi("h"), mo(","), mn(str(layer)))

    def vector(self, base: str, layer: int) -> Math:
        """The symbol of what a layer's neurons hold: z_h, or z^1."""
        if self.notation.general:
            return scripts(tensor(base), None, mn(str(layer)))
        return scripts(tensor(base), self.index(layer), None)

    def columns(self, prefix: str, symbol: Math, layer: int) -> Matrix:
        """A quantity of a layer's neurons, each example a column."""
        return Matrix(
            symbol,
            self.neurons(layer),
            Axis(self.m, self.example, MAX_EXAMPLES),
            lambda i, k: (prefix + name_of(Neuron(layer, i), self.sizes), k),
        )

    def neurons(self, layer: int) -> Axis:
        """A layer's neurons, as rows or columns."""
        return Axis(self.sizes[layer], self.focus.get(layer, 0))

    def z(self, layer: int) -> Matrix:
        """Net inputs."""
        return self.columns("z.", self.vector(self.notation.net, layer), layer)

    def a(self, layer: int) -> Matrix:
        """Inputs or activations."""
        prefix = "x." if layer == 0 else "a."
        return self.columns(prefix, self.output_symbol(layer), layer)

    def output_symbol(self, layer: int) -> Math:
        """x, h or o; a^l; out_h."""
        if self.notation.general:
            return self.vector("a", layer)
        if layer == 0:
            return tensor("i" if self.notation.article else "x")
        if self.notation.article:
            return self.vector("out", layer)
        if layer == self.last or self.last == 2:
            return tensor("o" if layer == self.last else "h")
        return scripts(tensor("h"), None, row(mo("("), mn(str(layer)), mo(")")))

    def y(self) -> Matrix:
        """Targets."""
        base = "target" if self.notation.article else "y"
        return self.columns("y.", tensor(base), self.last)

    def delta(self, layer: int) -> Matrix:
        """Deltas."""
        return self.columns("delta.", self.vector("δ", layer), layer)

    def slope(self, layer: int) -> Matrix:
        """The slopes of the activations at z."""
        sigma = self.experiment.network.activations[layer - 1].slope_applied.symbol
        symbol = row(mi(sigma), mo(APPLY), parenthesised(self.z(layer).symbol))
        return self.columns("slope.", symbol, layer)

    def weight_symbol(self, layer: int) -> Math:
        """W_1, of the weights that enter layer 1."""
        if self.notation.general:
            return scripts(tensor("θ"), None, mn(str(layer)))
        return scripts(tensor("W"), mn(str(layer)), None)

    def bias_symbol(self, layer: int) -> Math:
        """b_1."""
        if self.notation.general:
            return scripts(tensor("b"), None, mn(str(layer)))
        return scripts(tensor("b"), mn(str(layer)), None)

    def weights(self, layer: int, prefix: str = "") -> Matrix:
        """A quantity of the weights that enter a layer, a row for each of its neurons."""
        symbol = self.parameter_symbol(prefix, self.weight_symbol(layer))
        if prefix == "gradient." and self.notation.general:
            symbol = scripts(tensor("∇"), None, mn(str(layer)))
        return Matrix(
            symbol,
            self.neurons(layer),
            self.neurons(layer - 1),
            lambda i, j: (prefix + name_of(Weight(layer - 1, i, j), self.sizes), None),
        )

    def biases(self, layer: int, prefix: str = "") -> Matrix:
        """A quantity of a layer's biases, a column."""
        return Matrix(
            self.parameter_symbol(prefix, self.bias_symbol(layer)),
            self.neurons(layer),
            Axis(1),
            lambda i, _: (prefix + name_of(Bias(Neuron(layer, i)), self.sizes), None),
        )

    def all_weights(self) -> Math:
        """W, of all layers."""
        return tensor("θ" if self.notation.general else "W")

    def parameter_symbol(self, prefix: str, plain: Math) -> Math:
        """The symbol of a quantity of parameters whose own symbol is `plain`."""
        if prefix == "gradient.":
            return fraction(row(mi("∂"), self.notation.loss()), row(mi("∂"), plain))
        if prefix == "new.":
            low = plain[1] if plain.tag == "msub" else None
            return scripts(plain[0] if low is not None else parenthesised(plain), low, mo("+"))
        return plain

    def over_m(self) -> Equation:
        """``1/m``, where there are several examples."""
        return [Scalar(fraction(mn("1"), mi("m")), 1 / self.m)] if self.m > 1 else []


def tensor(name: str) -> Math:
    """The letter of a vector or matrix."""
    letter = mi(name)
    letter.set("class", "tensor")
    return letter


def matrices(asked: Quantity, writer: Writer) -> tuple[Math, Math]:
    """The equation of the phase that computes a quantity, in symbols and with numbers."""
    values = writer.values
    layers = Layers(values.opened.experiment, writer.notation, writer.example, focus_of(asked.part))
    if asked.kind.phase == "input":
        given = given_of(asked, layers)
        return (
            separated([symbol_of(matrix) for matrix in given]),
            separated([named(matrix, values) for matrix in given]),
        )
    layer = layers.last if asked.part.at is None else asked.part.at.layer
    equation = equation_of(asked.kind.phase, layer, layers, isinstance(asked.part, Bias))
    return in_symbols(equation), in_numbers(equation, values)


def phase_equation(phase: Phase, layers: Layers) -> Math:
    """What a phase computes, in symbols; of biases only where they learn."""
    match phase.kind, phase.layer:
        case "input", _:
            return separated([symbol_of(layers.a(0)), symbol_of(layers.y())])
        case "gradient", int(layer) if layers.experiment.train_biases:
            both = (equation_of("gradient", layer, layers, of_bias) for of_bias in (False, True))
            return separated([in_symbols(equation) for equation in both])
        case "update", _:
            return separated(list(whole_update(layers)))
        case kind, layer:
            return in_symbols(equation_of(kind, layers.last if layer is None else layer, layers))


def whole_update(layers: Layers) -> Iterator[Math]:
    """The update of all layers together, first of the weights, then of the biases that learn."""
    trained = layers.experiment.train_biases
    of_loss = row(mi("∂"), layers.notation.loss())
    W, b = layers.all_weights(), tensor("b")
    slope = tensor("∇") if layers.notation.general else fraction(of_loss, row(mi("∂"), W))
    yield row(W, mo("←"), W, mo(MINUS), mi("η"), mo(INVISIBLE_TIMES), slope)
    if trained:
        added = mo("∑" if trained == "per_layer" else INVISIBLE_TIMES)
        slope = fraction(of_loss, row(mi("∂"), b))
        yield row(b, mo("←"), b, mo(MINUS), mi("η"), added, slope)


def focus_of(part: Part) -> dict[int, int]:
    """Of each layer that a part touches, the neuron that it touches."""
    match part:
        case Whole():
            return {}
        case Path(weight) | (Weight() as weight):
            return {end.layer: end.index for end in (weight.sender, weight.receiver)}
        case _:
            return {part.at.layer: part.at.index}


def given_of(asked: Quantity, layers: Layers) -> list[Matrix]:
    """What is given beside a quantity that is: the example, or a layer's parameters."""
    match asked.part:
        case Weight(layer):
            return [layers.weights(layer + 1)]
        case Bias(neuron):
            return [layers.biases(neuron.layer)]
        case _:
            return [layers.a(0), layers.y()]


def equation_of(kind: PhaseKind, layer: int, layers: Layers, of_bias: bool = False) -> Equation:
    """The equation of a kind of phase, for a layer's weights or for its biases."""
    match kind:
        case "net":
            return [
                layers.z(layer),
                "=",
                layers.weights(layer),
                INVISIBLE_TIMES,
                layers.a(layer - 1),
                "+",
                layers.biases(layer),
            ]
        case "activation":
            return [layers.a(layer), "=", *activation(layers, layer)]
        case "loss":
            return loss(layers)
        case "delta" if layer == layers.last:
            error = (layers.a(layer), MINUS, layers.y())
            if layers.experiment.loss.slope_remains:
                return [layers.delta(layer), "=", Enclosed(error), "⊙", layers.slope(layer)]
            return [layers.delta(layer), "=", *error]
        case "delta":
            carried = (
                layers.weights(layer + 1).transposed,
                INVISIBLE_TIMES,
                layers.delta(layer + 1),
            )
            return [layers.delta(layer), "=", Enclosed(carried), "⊙", layers.slope(layer)]
        case "gradient":
            return gradient(layers, layer, of_bias)
        case _:
            return update(layers, layer, of_bias)


def activation(layers: Layers, layer: int) -> Equation:
    """``sigma(z)``."""
    sigma = layers.experiment.network.activations[layer - 1]
    if sigma.formula == Z:
        return [layers.z(layer)]
    return [sigma.symbol, APPLY, Enclosed((layers.z(layer),))]


def loss(layers: Layers) -> Equation:
    """``E = 1/2 sum (y - o)^2``, or that of the cross-entropy; the mean over the examples."""
    y, o = layers.y(), layers.a(layers.last)
    start: Equation = [Scalar(layers.notation.loss(), quantity="loss"), "="]
    if layers.experiment.loss.name == "half_squared_error":
        half = Scalar(fraction(mn("1"), mn("2")), 0.5)
        return [*start, *layers.over_m(), half, "∑", Enclosed((y, MINUS, o), squared=True)]
    surprise: tuple[Piece, ...] = (
        *(y, "⊙", "ln", APPLY, o, "+"),
        *(Enclosed(("1", MINUS, y)), "⊙", "ln", APPLY, Enclosed(("1", MINUS, o))),
    )
    return [*start, MINUS, *layers.over_m(), "∑", Enclosed(surprise)]


def gradient(layers: Layers, layer: int, of_bias: bool) -> Equation:
    """``dE/dW = 1/m delta a^T``, ``dE/db = 1/m delta 1``: a column of m ones adds the examples."""
    delta = layers.delta(layer)
    if not of_bias:
        before = layers.a(layer - 1).transposed
        computed = layers.weights(layer, "gradient.")
        return [computed, "=", *layers.over_m(), delta, INVISIBLE_TIMES, before]
    computed = layers.biases(layer, "gradient.")
    if layers.m == 1:
        return [computed, "=", delta]
    return [computed, "=", *layers.over_m(), "∑", delta]


def update(layers: Layers, layer: int, of_bias: bool) -> Equation:
    """``W+ = W - learning_rate dE/dW``."""
    matrix = layers.biases if of_bias else layers.weights
    trained = layers.experiment.train_biases
    if of_bias and not trained:
        return [matrix(layer, "new."), "=", matrix(layer)]
    rate = Scalar(mi("η"), layers.experiment.learning_rate)
    added: Equation = ["∑"] if of_bias and trained == "per_layer" else []
    return [
        matrix(layer, "new."),
        "=",
        matrix(layer),
        MINUS,
        rate,
        *(added or [INVISIBLE_TIMES]),
        matrix(layer, "gradient."),
    ]


# Writing.


def in_symbols(equation: Equation | tuple[Piece, ...]) -> Math:
    """An equation in symbols."""
    return row(*(symbol_of(piece) for piece in equation))


def symbol_of(piece: Piece) -> Math:
    """A piece of an equation in symbols; a matrix of few entries says which they are."""
    match piece:
        case str():
            return sign(piece)
        case Enclosed(pieces, squared):
            return enclosed(in_symbols(pieces), squared)
        case Scalar(symbol, _, quantity):
            return marked(symbol, quantity) if quantity else symbol
        case _ if piece.size <= MAX_MARKED:
            return marked(row(piece.symbol), *piece.quantities())
        case _:
            return piece.symbol


def in_numbers(equation: Equation | tuple[Piece, ...], values: Values) -> Math:
    """An equation with numbers."""
    return row(*(number_of(piece, values) for piece in equation))


def number_of(piece: Piece, values: Values) -> Math:
    """A piece of an equation with numbers."""
    match piece:
        case str():
            return sign(piece)
        case Enclosed(pieces, squared):
            return enclosed(in_numbers(pieces, values), squared)
        case Scalar(symbol, _, "") if symbol.tag == "mfrac":
            return fraction(mn("1"), mn(f"{1 / piece.value:.0f}"))
        case Scalar(_, value, ""):
            return number(values.show(value))
        case Scalar(_, _, quantity):
            return marked(number(values.show(values.of(quantity, 0))), quantity)
        case _:
            return grid(piece, values)


def sign(text: str) -> Math:
    """A sign, or the name of a function."""
    if text.isdigit():
        return mn(text)
    return mi(text) if text.isalpha() else mo(text)


def enclosed(inner: Math, squared: bool) -> Math:
    """In parentheses, perhaps squared."""
    return power(parenthesised(inner), mn("2")) if squared else parenthesised(inner)


def grid(matrix: Matrix, values: Values) -> Math:
    """A matrix with its numbers, and its shape under it."""
    rows, columns = matrix.rows, matrix.columns
    lines = [[cell(matrix, i, j, values) for j in columns.shown()] for i in rows.shown()]
    return labelled(brackets(lines), f"{rows.count} {TIMES} {columns.count}")


def cell(matrix: Matrix, i: int | None, j: int | None, values: Values) -> Math:
    """What stands at a row and a column of which None is an ellipsis."""
    if i is None:
        return mo(VERTICAL_ELLIPSIS)
    if j is None:
        return mo(ELLIPSIS)
    quantity, example = matrix.entry(i, j)
    written = number(values.show(values.of(quantity, example or 0)))
    return marked(written, quantity, example=example if values.m > 1 else None)


def named(matrix: Matrix, values: Values) -> Math:
    """A matrix after its symbol."""
    return row(matrix.symbol, mo("="), grid(matrix, values))


def separated(parts: list[Math]) -> Math:
    """Formulas side by side."""
    pieces = [part for formula in parts for part in (mtext(",\u2003"), formula)]
    return row(*pieces[1:])
