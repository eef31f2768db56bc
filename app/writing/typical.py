"""The symbols of any one unit of a layer, for an equation that is true of each.

| notation | a weight  | hidden neurons      | outputs             | a target  |
|----------|-----------|---------------------|---------------------|-----------|
| short    | w         | z_h, h, delta_h     | z_o, o, delta_o     | y         |
| article  | w         | net_h, out_h        | net_o, out_o        | target_o  |
| general  | theta_ij  | z_i, a_i, delta_i   | the same            | y_i       |

In the general notation i is the receiving neuron and j the sending one. In a network of several
hidden layers, the layer is added to the h: z_h,2.

Where a formula of an output adds up all outputs, that other one is j, in each notation: o_j. In the
formula it is the second neuron of its layer; all other quantities are those of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, permutations, starmap

from app.writing.mathml import Math, element, marked, mi, mn, mo, parenthesised, row, scripts
from app.writing.notation import Notation
from app.writing.tensors import MAX_MARKED
from app.writing.typeset import Writer
from core.explain.names import Bias, Neuron, Pair, Part, Weight
from core.explain.phases import Phase
from core.explain.quantities import Quantity, quantity_named
from core.expressions import Constant, Expression, Known, LayerSum


@dataclass(frozen=True)
class TypicalNotation(Notation):
    """A notation for any one unit of a layer.

    `receiving` is the layer of the receiving neurons, i. None is for equations that hold in each
    layer, whose number is then l.
    """

    receiving: int | None = None

    def neuron(self, neuron: Neuron) -> Math | None:
        """The letter of the neuron's layer: h; none if that may be any."""
        if neuron.index:
            return _other()
        return None if self.receiving is None else self.letter(neuron.layer)

    def letter(self, layer: int) -> Math:
        """i, h or o; or in the general notation i or j."""
        last = len(self.sizes) - 1
        if self.general:
            return mi("i" if layer == self.receiving else "j")
        if layer in (0, last):
            return mi("o" if layer else "i")
        return mi("h") if last == 2 else row(mi("h"), mo(","), mn(str(layer)))

    def index(self, neuron: Neuron) -> Math | None:
        """The general notation's letter; the others need none."""
        if neuron.index:
            return _other()
        if not self.general:
            return None
        return mi("i") if self.receiving is None else self.letter(neuron.layer)

    def level(self, layer: int) -> Math:
        """The layer, as a raised number or l."""
        return mi("l") if self.receiving is None else mn(str(layer))

    def unit(self, neuron: Neuron) -> Math:
        """i, h or o; one of several hidden layers is raised."""
        last = len(self.sizes) - 1
        if neuron.layer in (0, last) or last == 2:
            letter = "i" if neuron.layer == 0 else "o" if neuron.layer == last else "h"
            return self.indexed(letter, _other() if neuron.index else None)
        return self.indexed("h", None, parenthesised(mn(str(neuron.layer))))

    def weight(self, weight: Weight) -> Math:
        """w."""
        return mi("w")

    def of_weight(self, base: str, weight: Weight) -> Math:
        """A base with the indices of any weight."""
        return scripts(mi(base), row(mi("i"), mi("j")), self.level(weight.layer + 1))


def _other() -> Math:
    """The letter of another neuron of the same layer."""
    return mi("j")


@dataclass(frozen=True)
class TypicalWriter(Writer):
    """Writes in symbols an equation of any one unit; a symbol is marked as those of all units."""

    def write(self, expression: Expression) -> Math:
        """Writes a whole expression; under the sign of a sum is what it goes over."""
        if isinstance(expression, LayerSum):
            return row(self._sign_of_sum(expression), self.factor(expression.each))
        return super().write(expression)

    def leaf(self, leaf: Known | Constant) -> Math:
        """A quantity or constant."""
        written = super().leaf(leaf)
        if not isinstance(leaf, Known):
            return written
        named = self._units(quantity_named(leaf.name, self.values.sizes))
        units = list(islice(named, MAX_MARKED + 1))
        if len(units) > MAX_MARKED:
            del written.attrib["data-quantities"]
            return written
        return marked(written, *units)

    def write_first(self, factor: Expression) -> Math:
        """The first factor, in parentheses if it is a sum."""
        written = super().write_first(factor)
        return parenthesised(written) if isinstance(factor, LayerSum) else written

    def _sign_of_sum(self, added: LayerSum) -> Math:
        notation = self.notation
        if added.apart:
            return element("munder", mo("∑"), _other())
        if not isinstance(notation, TypicalNotation) or notation.receiving is None:
            return mo("∑")
        return element("munder", mo("∑"), notation.letter(added.layer))

    def _units(self, asked: Quantity) -> Iterable[str]:
        """The names of all quantities of which this one is the first."""
        parts = self._parts(asked.part)
        return (Quantity(asked.kind, part, asked.sizes).name for part in parts)

    def _parts(self, part: Part) -> Iterable[Part]:
        here, notation = self.values, self.notation
        layers: Iterable[int] = () if part.at is None else (part.at.layer,)
        if isinstance(notation, TypicalNotation) and notation.receiving is None:
            layers = range(1, here.last + 1)
        neurons = [neuron for layer in layers for neuron in here.neurons(layer)]
        match part:
            case Weight():
                return (weight for neuron in neurons for weight in here.weights_into(neuron))
            case Bias():
                return map(Bias, neurons)
            case Neuron():
                return neurons
            case Pair():
                return starmap(Pair, permutations(neurons, 2))
            case _:
                return (part,)


def typical_writer(phase: Phase, writer: Writer) -> TypicalWriter:
    """The writer of a phase's equations, in the notation and with the values of another."""
    layer = phase.layer
    if phase.kind in ("input", "loss"):
        layer = 0 if phase.kind == "input" else phase.last
    elif phase.kind == "delta" and layer is not None and not phase.is_output:
        layer += 1  # The deltas come back from there; the neuron itself is the sending one.
    of = writer.notation
    notation = TypicalNotation(of.name, of.sizes, of.example, of.conventions, of.shared, layer)
    return TypicalWriter(notation, writer.values, writer.example)
