"""The symbols of the quantities in the three notations.

| quantity   | short       | article      | general       |
|------------|-------------|--------------|---------------|
| x.i1       | i_1         | i_1          | a^0_1         |
| y.o1       | y_1         | target_o1    | y_1           |
| w5         | w_5         | w_5          | theta^2_11    |
| b.h1       | b_h1        | b_h1         | b^1_1         |
| z.h1       | z_h1        | net_h1       | z^1_1         |
| a.h1       | h_1         | out_h1       | a^1_1         |
| loss       | E           | E_total      | E             |
| delta.o1   | delta_o1    | delta_o1     | delta^2_1     |
| gradient.. | dE/dw_5     | dE_total/... | nabla^2_11    |

"article" is Mazur's notation (2015). "general" is for any number of layers: the raised number is
the layer, the indices are the receiving and the sending neuron.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from app.writing.mathml import MINUS, Math, fraction, mi, mn, mo, parenthesised, power, row, scripts
from core.explain import names
from core.explain.names import Bias, Neuron, Pair, Path, Sizes, Weight, Whole
from core.explain.quantities import of_every_kind, quantity_named
from core.expressions import Derivative

NotationName: TypeAlias = Literal["short", "article", "general"]


@dataclass(frozen=True)
class Notation:
    """A notation for the quantities of networks with these layer sizes.

    If there are several examples, `example` is the number (or the letter k) of the one whose own
    loss an E means.
    """

    name: NotationName
    sizes: Sizes
    example: str = ""

    @property
    def general(self) -> bool:
        """Whether it writes layers and indices instead of names."""
        return self.name == "general"

    @property
    def article(self) -> bool:
        """Whether it is the article's notation."""
        return self.name == "article"

    @property
    def net(self) -> str:
        """The letter or word for a net input."""
        return "net" if self.article else "z"

    def symbol(self, name: str) -> Math:
        """The symbol of a quantity."""
        asked = quantity_named(name, self.sizes)
        return SYMBOLS[asked.kind.prefix](self, asked.part)

    def derivative(self, face: Derivative) -> Math:
        """The symbol of a derivative; with respect to z or a, that of one example's own loss."""
        own = face.of == "loss" and face.by.startswith(("z.", "a."))
        of = self.loss(self.example if own else "") if face.of == "loss" else self.symbol(face.of)
        return fraction(row(mi("∂"), of), row(mi("∂"), self.symbol(face.by)))

    def loss(self, example: str = "") -> Math:
        """E, for all examples or for one."""
        low = mi("total") if self.article else None
        return scripts(mi("E"), low, example_index(example))

    def neuron(self, neuron: Neuron) -> Math | None:
        """A neuron's name, as an index: h1."""
        name = names.name_of(neuron, self.sizes)
        return row(mi(name[0]), mn(name[1:]))

    def index(self, neuron: Neuron) -> Math | None:
        """A neuron's number in its layer, as an index: 1."""
        return mn(str(neuron.index + 1))

    def level(self, layer: int) -> Math:
        """A layer, as a raised number."""
        return mn(str(layer))

    def unit(self, neuron: Neuron) -> Math:
        """A neuron's name, as a symbol: h_1."""
        name = names.name_of(neuron, self.sizes)
        return self.indexed(name[0], mn(name[1:]))

    def of_neuron(self, base: str, neuron: Neuron) -> Math:
        """A base with a neuron as its index: base_h1 or base^1_1."""
        if self.general:
            return self.indexed(base, self.index(neuron), self.level(neuron.layer))
        return self.indexed(base, self.neuron(neuron))

    def indexed(self, base: str, low: Math | None, high: Math | None = None) -> Math:
        """A base with an index, and with (k) under a sum over the examples k."""
        if not self.example.isdigit() and (raised := example_index(self.example)) is not None:
            high = raised if high is None else row(high, raised)
        return scripts(mi(base), low, high)

    def weight(self, weight: Weight) -> Math:
        """A weight by its number: w_5."""
        return scripts(mi("w"), mn(names.name_of(weight, self.sizes)[1:]), None)

    def of_weight(self, base: str, weight: Weight) -> Math:
        """A base with a weight's indices: base^2_11."""
        high = mn(str(weight.layer + 1))
        i, j = weight.row + 1, weight.column + 1
        if max(self.sizes) < 10:
            return scripts(mi(base), mn(f"{i}{j}"), high)
        return scripts(mi(base), row(mn(str(i)), mo(","), mn(str(j))), high)


def example_index(example: str) -> Math | None:
    """The raised number of an example: (3)."""
    if not example:
        return None
    return row(mo("("), mn(example) if example.isdigit() else mi(example), mo(")"))


def new(symbol: Math) -> Math:
    """The symbol of an updated quantity: with a plus, as in the article."""
    if symbol.tag == "msub":
        return scripts(symbol[0], symbol[1], mo("+"))
    return power(parenthesised(symbol) if len(symbol) else symbol, mo("+"))


# The symbol of each kind of quantity.


def output(notation: Notation, neuron: Neuron) -> Math:
    """An input x or an activation a."""
    if notation.general:
        return notation.of_neuron("a", neuron)
    if notation.article and neuron.layer:
        return notation.of_neuron("out", neuron)
    return notation.unit(neuron)


def target(notation: Notation, neuron: Neuron) -> Math:
    """y."""
    if notation.article:
        return notation.of_neuron("target", neuron)
    return notation.indexed("y", notation.index(neuron))


def parameter(notation: Notation, part: Weight | Bias) -> Math:
    """A weight or bias."""
    notation = replace(notation, example="")
    if isinstance(part, Bias):
        return notation.of_neuron("b", part.at)
    if notation.general:
        return notation.of_weight("θ", part)
    return notation.weight(part)


def net_input(notation: Notation, neuron: Neuron) -> Math:
    """z."""
    return notation.of_neuron(notation.net, neuron)


def delta(notation: Notation, neuron: Neuron) -> Math:
    """dE/dz."""
    return notation.of_neuron("δ", neuron)


def loss(notation: Notation, whole: Whole) -> Math:
    """E."""
    return notation.loss()


def share(notation: Notation, neuron: Neuron) -> Math:
    """An output's share of the loss."""
    index = notation.index(neuron) if notation.general else notation.neuron(neuron)
    return scripts(mi("E"), index, example_index(notation.example))


def error(notation: Notation, neuron: Neuron) -> Math:
    """o - y."""
    return row(output(notation, neuron), mo(MINUS), target(notation, neuron))


def term(notation: Notation, weight: Weight) -> Math:
    """The term that a weight adds to a net input."""
    return row(parameter(notation, weight), mo("\u2062"), output(notation, weight.sender))


def gradient(notation: Notation, part: Weight | Bias) -> Math:
    """dE/dw or dE/db."""
    if notation.general and isinstance(part, Weight):
        return notation.of_weight("∇", part)
    return differential(notation.loss(), parameter(notation, part))


def slope(notation: Notation, neuron: Neuron) -> Math:
    """da/dz."""
    return differential(output(notation, neuron), net_input(notation, neuron))


def jacobian(notation: Notation, pair: Pair) -> Math:
    """do/dz of two outputs."""
    return differential(output(notation, pair.of), net_input(notation, pair.by))


def path(notation: Notation, way: Path) -> Math:
    """dE/da through one receiver; if that is an output, the derivative of its share of the loss."""
    sender, receiver = way.weight.sender, way.weight.receiver
    if names.is_output(receiver, notation.sizes):
        return differential(share(notation, receiver), output(notation, sender))
    z = net_input(notation, receiver)
    return row(
        differential(notation.loss(notation.example), z),
        mo("·"),
        differential(net_input(notation, receiver), output(notation, sender)),
    )


def activation_derivative(notation: Notation, neuron: Neuron) -> Math:
    """dE/da."""
    return differential(notation.loss(notation.example), output(notation, neuron))


def step(notation: Notation, part: Weight | Bias) -> Math:
    """What the update subtracts."""
    return row(parameter(notation, part), mo(MINUS), new(parameter(notation, part)))


def differential(of: Math, by: Math) -> Math:
    """A derivative as a fraction."""
    return fraction(row(mi("∂"), of), row(mi("∂"), by))


SYMBOLS: Mapping[str, Callable[[Notation, Any], Math]] = of_every_kind(
    {
        "x.": output,
        "y.": target,
        "": parameter,
        "term.": term,
        "z.": net_input,
        "a.": output,
        "loss": loss,
        "loss.": share,
        "error.": error,
        "slope.": slope,
        "jacobian.": jacobian,
        "delta.": delta,
        "gradient.": gradient,
        "path.": path,
        "da.": activation_derivative,
        "step.": step,
        "new.": lambda notation, part: new(parameter(notation, part)),
        "new.loss": lambda notation, whole: new(notation.loss()),
    }
)
