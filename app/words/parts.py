"""The parts of a network that a diagram shows, and the quantities of each part.

| part             | name   | its quantities                                             |
|------------------|--------|------------------------------------------------------------|
| a neuron         | `h1`   | input: x; others: z, a, da, slope, jacobian, delta         |
| a weight         | `w5`   | value, term, path back, gradient, step, new value          |
| a neuron's bias  | `b.h1` | value, gradient, step, new value                           |
| a target         | `y1`   | y, and the output's share of the loss and error            |
| the loss         | `loss` | before and after the update                                |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from app.words.meaning import title
from app.writing.mathml import plain
from app.writing.notation import Notation, NotationName, notation_of
from core.explain.adopted import factors_of
from core.explain.conventions import Conventions
from core.explain.names import Bias, Neuron, Pair, Path, Weight, Whole, name_of
from core.explain.phases import phases_of
from core.explain.quantities import Asked, Quantity, all_quantities, quantities_in
from core.run.experiment import Experiment

_PartKind: TypeAlias = Literal["neuron", "weight", "bias", "target", "loss"]


@dataclass(frozen=True, slots=True)
class NetworkPart:
    """A part of the network."""

    name: str
    kind: _PartKind
    place: Annotated[
        list[int],
        Field(
            description="For a neuron, its layer and index, from 0; for a bias or target, those of "
            "its neuron; `l, i, j` for the weight `weights[l][i][j]`; empty for the loss."
        ),
    ]
    label: Annotated[str, Field(description="Its symbol in the notation, as text: `w₅`.")]
    gradient: Annotated[
        str, Field(description="Of a weight or bias, its gradient's symbol, as text: `∂E/∂w₅`.")
    ]


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """A quantity of an iteration."""

    name: str
    title: Annotated[str, Field(description="In words: `Gradient of w5`.")]
    part: Annotated[str, Field(description="The name of the part that shows it.")]
    known_from: Annotated[int, Field(description="The index of the phase that computes it.")]
    asked: Annotated[
        Asked,
        Field(
            description="When it is the main quantity of its part: onward (from its phase until a "
            "later quantity is known), meanwhile (only in its phase), or never."
        ),
    ]


@dataclass(frozen=True, slots=True)
class Symbols:
    """The symbols before numbers on a diagram, which shows the part that they belong to."""

    net: Annotated[str, Field(description="A net input: `z`.")]


@dataclass(frozen=True, slots=True)
class Factors:
    """What the conventions make of the numbers of a run, which are in those of the core."""

    loss: Annotated[float, Field(description="Of the loss of all examples.")]
    share: Annotated[float, Field(description="Of a share in it, and of one example’s loss.")]
    delta: Annotated[float, Field(description="Of a delta, a path back, and an error.")]
    gradient: float


def factors(experiment: Experiment, conventions: Conventions) -> Factors:
    """By what the numbers of a run are multiplied.

    >>> from core.run.presets import mazur
    >>> factors(mazur(), Conventions(error="target_minus_output", half=False))
    Factors(loss=2.0, share=2.0, delta=-2.0, gradient=-2.0)
    """
    found = factors_of(conventions, experiment)
    return Factors(*(found[of] for of in ("loss", "loss.", "delta.", "gradient.")))


def parts_of(experiment: Experiment, notation: NotationName) -> list[NetworkPart]:
    """The parts of an experiment's network.

    >>> from core.run.presets.networks import logistic
    >>> for part in parts_of(logistic(1), "short"):
    ...     print(part.name, part.kind, part.place, part.label, part.gradient)
    i1 neuron [0, 0] i₁
    i2 neuron [0, 1] i₂
    y1 target [1, 0] y₁
    w1 weight [0, 0, 0] w₁ ∂E/∂w₁
    w2 weight [0, 0, 1] w₂ ∂E/∂w₂
    b.o1 bias [1, 0] bₒ₁ ∂E/∂bₒ₁
    o1 neuron [1, 0] o₁
    loss loss [] E
    """
    sizes, written = experiment.sizes, notation_of(notation, experiment)
    # A diagram has no room for the article's E total.
    brief = written if written.general else replace(written, name="short")
    parts: dict[str, NetworkPart] = {}
    for asked in all_quantities(sizes):
        if (name := _part_of(asked)) not in parts:
            kind, place, symbol = _described(asked)
            label = plain(written.symbol(symbol))
            slope = plain(brief.symbol(f"gradient.{name}")) if kind in ("weight", "bias") else ""
            parts[name] = NetworkPart(name, kind, place, label, slope)
    return list(parts.values())


def quantities_of(experiment: Experiment) -> list[NamedQuantity]:
    """The quantities of an iteration, in the order in which they are computed.

    >>> from core.run.presets import mazur
    >>> [one.name for one in quantities_of(mazur()) if one.part == "y1"]
    ['y.o1', 'loss.o1', 'error.o1']
    """
    sizes = experiment.sizes
    order = {phase: index for index, phase in enumerate(phases_of(len(sizes) - 1))}
    named = [
        NamedQuantity(
            asked.name, _brief_title(asked), _part_of(asked), order[asked.phase], asked.kind.asked
        )
        for asked in quantities_in(experiment)
    ]
    return sorted(named, key=lambda quantity: quantity.known_from)


def symbols(notation: NotationName) -> Symbols:
    """The symbols before the numbers on a diagram.

    >>> symbols("article"), symbols("general")
    (Symbols(net='net'), Symbols(net='z'))
    """
    return Symbols(net=Notation(notation, ()).net)


def _part_of(asked: Quantity) -> str:
    """The name of the part that shows a quantity.

    >>> from core.explain.quantities import quantity_named
    >>> names = ("slope.h1", "step.b.h1", "path.o1.h1", "error.o2", "new.loss")
    >>> [_part_of(quantity_named(name, (2, 2, 2))) for name in names]
    ['h1', 'b.h1', 'w5', 'y2', 'loss']
    """
    match asked.part:
        case Whole():
            return "loss"
        case Path(weight):
            return name_of(weight, asked.sizes)
        case Pair(_, by):
            return name_of(by, asked.sizes)
        case Neuron(_, index) if asked.kind.prefix in _OF_TARGETS:
            return f"y{index + 1}"
        case part:
            return name_of(part, asked.sizes)


def _brief_title(asked: Quantity) -> str:
    """The name of a quantity in words, without a weight's two neurons.

    >>> from core.explain.quantities import quantity_named
    >>> _brief_title(quantity_named("gradient.w1", (2, 2, 2)))
    'Gradient of w1'
    """
    return title(asked).partition(",")[0]


_OF_TARGETS = ("y.", "loss.", "error.")


def _described(asked: Quantity) -> tuple[_PartKind, list[int], str]:
    """The kind and position of the part that shows a quantity, and the quantity that labels it."""
    name = _part_of(asked)
    match asked.part:
        case Whole():
            return "loss", [], name
        case Path(weight) | (Weight() as weight):
            return "weight", [weight.layer, weight.row, weight.column], name
        case Bias(neuron):
            return "bias", [neuron.layer, neuron.index], name
        case Pair(_, by):
            return "neuron", [by.layer, by.index], f"a.{name}"
        case Neuron(layer, index) if asked.kind.prefix in _OF_TARGETS:
            return "target", [layer, index], f"y.{name_of(asked.part, asked.sizes)}"
        case Neuron(layer, index):
            return "neuron", [layer, index], f"{'a' if layer else 'x'}.{name}"
