"""Matrices of quantities: their symbols, and their numbers with the shape under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.writing.mathml import (
    ELLIPSIS,
    TIMES,
    VERTICAL_ELLIPSIS,
    Math,
    brackets,
    labelled,
    marked,
    mi,
    mn,
    mo,
    number,
    parenthesised,
    power,
    row,
    scripts,
)
from app.writing.notation import Notation
from app.writing.values import MAX_EXAMPLES, MAX_TERMS, Values, shown
from core.explain.names import Bias, Neuron, Weight, name_of
from core.explain.vectorised import MASK
from core.expressions import Tensor

# The symbol of a matrix with more entries does not name them all.
MAX_MARKED = 64

# An entry of a matrix: a quantity, and its example if it belongs to one.
Entry: TypeAlias = tuple[str, int | None]


@dataclass(frozen=True)
class Axis:
    """The rows or columns of a matrix: a number of neurons or examples, one of them in focus."""

    count: int
    focus: int = 0
    most: int = MAX_TERMS

    def shown(self) -> list[int | None]:
        """The indices that are written; None stands for those left out."""
        return shown(self.count, self.most, self.focus)


@dataclass(frozen=True)
class Matrix:
    """The entries of a layer's tensor in an iteration.

    `focus` maps a layer to its neuron in question, which is always written.
    """

    tensor: Tensor
    values: Values
    example: int
    focus: Mapping[int, int]

    def axes(self) -> tuple[Axis, Axis]:
        """The rows and the columns, before the matrix is transposed."""
        layer = self.tensor.layer or 0
        match self.tensor.of:
            case "neurons":
                return self.neurons(layer), Axis(self.values.m, self.example, MAX_EXAMPLES)
            case "weights":
                return self.neurons(layer), self.neurons(layer - 1)
            case "biases":
                return self.neurons(layer), Axis(1)

    def neurons(self, layer: int) -> Axis:
        """A layer's neurons, as rows or columns."""
        return Axis(self.values.sizes[layer], self.focus.get(layer, 0))

    def entry(self, i: int, j: int) -> Entry:
        """The entry in a row and a column, before the matrix is transposed."""
        layer, sizes = self.tensor.layer or 0, self.values.sizes
        # An entry of the mask is no quantity. It says whether there is a step.
        prefix = "step." if self.tensor.prefix == MASK else self.tensor.prefix
        match self.tensor.of:
            case "neurons":
                return prefix + name_of(Neuron(layer, i), sizes), j
            case "weights":
                return prefix + name_of(Weight(layer - 1, i, j), sizes), None
            case "biases":
                return prefix + name_of(Bias(Neuron(layer, i)), sizes), None

    def mark(self, symbol: Math) -> Math:
        """Marks the symbol of the matrix with its entries, if there are few."""
        if self.tensor.layer is None:
            return symbol
        rows, columns = self.axes()
        if rows.count * columns.count > MAX_MARKED:
            return symbol
        entries = (self.entry(i, j) for i in range(rows.count) for j in range(columns.count))
        return marked(row(symbol), *dict.fromkeys(name for name, _ in entries))

    def grid(self) -> Math:
        """The numbers, and the shape under them."""
        rows, columns = self.axes()
        turned = self.tensor.transposed
        down, across = (columns, rows) if turned else (rows, columns)
        lines = [
            [self.cell(j, i) if turned else self.cell(i, j) for j in across.shown()]
            for i in down.shown()
        ]
        return labelled(brackets(lines), f"{down.count} {TIMES} {across.count}")

    def cell(self, i: int | None, j: int | None) -> Math:
        """The number in a row and a column; None is an ellipsis, vertical if rows are left out."""
        if i is None or j is None:
            upright = (j if self.tensor.transposed else i) is None
            return mo(VERTICAL_ELLIPSIS if upright else ELLIPSIS)
        quantity, example = self.entry(i, j)
        if self.tensor.prefix == MASK:
            written = mn("0" if self.is_frozen(i, j) else "1")
        else:
            written = number(self.values.show(self.values.of(quantity, example or 0)))
        return marked(written, quantity, example=example if self.values.m > 1 else None)

    def is_frozen(self, i: int, j: int) -> bool:
        """Whether the parameter in a row and a column is frozen."""
        layer = self.tensor.layer or 0
        bias = Bias(Neuron(layer, i))
        part = bias if self.tensor.of == "biases" else Weight(layer - 1, i, j)
        return part in self.values.experiment.frozen_parameters


def letter(name: str) -> Math:
    """The letter of a vector or matrix."""
    made = mi(name)
    made.set("class", "tensor")
    return made


def tensor_symbol(tensor: Tensor, notation: Notation) -> Math:
    """The symbol of a matrix, such as W_1 or delta_h; without a layer, W."""
    symbol = _plain_symbol(tensor, notation)
    return power(symbol, mo("⊤")) if tensor.transposed else symbol


def _plain_symbol(tensor: Tensor, notation: Notation) -> Math:
    layer = tensor.layer
    if tensor.of == "neurons":
        return _of_neurons(tensor.prefix, layer or 0, notation)
    if tensor.prefix == "gradient." and notation.general and tensor.of == "weights":
        return notation.signed(_numbered("∇", layer, notation))
    if tensor.prefix == MASK:
        return _numbered("M" if tensor.of == "weights" else "m", layer, notation)
    base = "b" if tensor.of == "biases" else "θ" if notation.general else "W"
    symbol = _numbered(base, layer, notation)
    if tensor.of == "biases" and notation.conventions.biases == "weights":
        symbol = _column_0(layer, notation)
    if tensor.prefix == "gradient.":
        return notation.slope(notation.loss(), symbol)
    if tensor.prefix == "new.":
        low = symbol[1] if symbol.tag == "msub" else None
        return scripts(symbol[0] if low is not None else parenthesised(symbol), low, mo("+"))
    return symbol


def _numbered(base: str, layer: int | None, notation: Notation) -> Math:
    """The symbol of a layer's parameters: W_1, or W^1 if the notation raises layers."""
    number = None if layer is None else mn(str(layer))
    high, low = (number, None) if notation.general else (None, number)
    return scripts(letter(base), low, high)


def _column_0(layer: int | None, notation: Notation) -> Math:
    """The symbol of the biases as a column of the weights, of an input that is always 1: w_1,0."""
    zero = mn("0")
    if notation.general:
        return scripts(letter("θ"), zero, None if layer is None else mn(str(layer)))
    low = zero if layer is None else row(mn(str(layer)), mo(","), zero)
    return scripts(letter("w"), low, None)


def _of_neurons(prefix: str, layer: int, notation: Notation) -> Math:
    """The symbol of a quantity of a layer's neurons: z_h, or z^1."""
    match prefix:
        case "z.":
            return _indexed(notation.net, layer, notation)
        case "delta.":
            return _indexed("δ", layer, notation)
        case "y.":
            return letter("target" if notation.article else "y")
        case "x." | "a.":
            return _outputs(layer, notation)
    raise ValueError(f"got {prefix!r}, which has no matrix")


def _indexed(base: str, layer: int, notation: Notation) -> Math:
    """A letter with the index of a layer: h or o; several hidden layers are numbered."""
    if notation.general:
        return scripts(letter(base), None, mn(str(layer)))
    last = len(notation.sizes) - 1
    if layer == last:
        return scripts(letter(base), mi("o"), None)
    index = mi("h") if last == 2 else row(mi("h"), mo(","), mn(str(layer)))
    return scripts(letter(base), index, None)


def _outputs(layer: int, notation: Notation) -> Math:
    """x, h or o; a^l; out_h."""
    if notation.general:
        return _indexed("a", layer, notation)
    if layer == 0:
        return letter("i" if notation.article else "x")
    if notation.article:
        return _indexed("out", layer, notation)
    last = len(notation.sizes) - 1
    if layer == last or last == 2:
        return letter("o" if layer == last else "h")
    return scripts(letter("h"), None, row(mo("("), mn(str(layer)), mo(")")))
