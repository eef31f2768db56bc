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
from core.explain.conventions import OURS, Conventions
from core.explain.names import Bias, Neuron, Pair, Path, Sizes, Weight, Whole
from core.explain.quantities import of_every_kind, quantity_named
from core.expressions import Derivative
from core.run.experiment import Experiment

NotationName: TypeAlias = Literal["short", "article", "general"]


@dataclass(frozen=True)
class Notation:
    """A notation for the quantities of networks with these layer sizes.

    If there are several examples, `example` is the number (or the letter k) of the one whose own
    loss an E means. Of the `conventions` it writes the sign of what is a derivative of the loss in
    ours, and how a bias is called; `shared` are the layers whose biases have one name.
    """

    name: NotationName
    sizes: Sizes
    example: str = ""
    conventions: Conventions = OURS
    shared: frozenset[int] = frozenset()

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
        part = quantity_named(face.by, self.sizes).part
        if not face.of.startswith("loss"):
            return differential(of, self.symbol(face.by))
        return self.slope(
            of, self.own_bias(part) if isinstance(part, Bias) else self.symbol(face.by)
        )

    def slope(self, of: Math, by: Math) -> Math:
        """A derivative of the loss; with a minus if the error is target minus output."""
        return self.signed(differential(of, by))

    def signed(self, symbol: Math) -> Math:
        """The symbol of a derivative of the loss, with the sign of the conventions."""
        return symbol if self.conventions.sign > 0 else row(mo(MINUS), symbol)

    def bias(self, bias: Bias) -> Math:
        """A bias: b_h1; one that the layer shares, b_1; or a weight, w_h1,0."""
        layer = bias.at.layer
        if layer not in self.shared:
            return self.own_bias(bias)
        number = self.level(layer)
        return scripts(mi("b"), *((None, number) if self.general else (number, None)))

    def own_bias(self, bias: Bias) -> Math:
        """A bias with its neuron's name, also where the layer shares one."""
        if self.conventions.biases != "weights":
            return self.of_neuron("b", bias.at)
        neuron, zero = self.neuron(bias.at), mn("0")
        if self.general:
            index = self.index(bias.at)
            low = zero if index is None else row(index, zero)
            return scripts(mi("θ"), low, self.level(bias.at.layer))
        return scripts(mi("w"), zero if neuron is None else row(neuron, mo(","), zero), None)

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


def notation_of(name: NotationName, experiment: Experiment, example: str = "") -> Notation:
    """The notation for an experiment, in its conventions.

    The biases of a layer have one name, if that is the convention, as long as they are one number:
    all are the same, and none learns on its own.

    >>> from core.explain.adopted import adopted
    >>> from core.run.presets import mazur
    >>> sorted(notation_of("short", adopted(mazur(), Conventions(biases="layer"))).shared)
    [1, 2]
    """
    shared = (
        layer
        for layer, b in enumerate(experiment.network.biases, start=1)
        if experiment.conventions.biases == "layer"
        and (b == b[0]).all()
        and (len(b) == 1 or experiment.train_biases is not True)
    )
    return Notation(name, experiment.sizes, example, experiment.conventions, frozenset(shared))


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
        return notation.bias(part)
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
    """o - y, or y - o."""
    between = [output(notation, neuron), target(notation, neuron)]
    first, second = between if notation.conventions.sign > 0 else reversed(between)
    return row(first, mo(MINUS), second)


def term(notation: Notation, weight: Weight) -> Math:
    """The term that a weight adds to a net input."""
    return row(parameter(notation, weight), mo("\u2062"), output(notation, weight.sender))


def gradient(notation: Notation, part: Weight | Bias) -> Math:
    """dE/dw or dE/db."""
    if notation.general and isinstance(part, Weight):
        return notation.signed(notation.of_weight("∇", part))
    by = notation.own_bias(part) if isinstance(part, Bias) else parameter(notation, part)
    return notation.slope(notation.loss(), by)


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
        return notation.slope(share(notation, receiver), output(notation, sender))
    z = net_input(notation, receiver)
    return row(
        notation.slope(notation.loss(notation.example), z),
        mo("·"),
        differential(net_input(notation, receiver), output(notation, sender)),
    )


def activation_derivative(notation: Notation, neuron: Neuron) -> Math:
    """dE/da."""
    return notation.slope(notation.loss(notation.example), output(notation, neuron))


def step(notation: Notation, part: Weight | Bias) -> Math:
    """What the update subtracts, or adds."""
    both = [parameter(notation, part), new(parameter(notation, part))]
    first, second = both if notation.conventions.sign > 0 else reversed(both)
    return row(first, mo(MINUS), second)


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
