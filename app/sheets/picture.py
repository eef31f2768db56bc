"""A network with its numbers: what stands where in the drawing, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.sheets.drawing import RADIUS, WIDTH, Box, Line, drawn
from app.sheets.numbers import given, worked
from app.sheets.pages import Writing
from core.explain.names import Bias, Neuron, Weight, is_output, name_of
from core.explain.quantities import quantity

# A neuron's own numbers stand right above and below its circle.
_ABOVE, _BELOW = -RADIUS - 1.6, RADIUS + 3.4


@dataclass(frozen=True)
class Text:
    """A text, and where it stands in relation to its neuron."""

    text: str
    x: float
    y: float
    style: str = ""


@dataclass(frozen=True)
class Circle:
    """A neuron and what is written in and around it."""

    at: Box
    texts: list[Text]


@dataclass(frozen=True)
class Edge:
    """A weight: dashed if it is negative."""

    line: Line
    label: Box
    text: str
    negative: bool


@dataclass(frozen=True)
class Picture:
    """The drawing of a sheet's network."""

    width: float
    height: float
    radius: float
    edges: list[Edge]
    circles: list[Circle]
    words: str


def picture_of(writing: Writing, known: list[str]) -> Picture:
    """The network with its numbers, and of those that are calculated the known ones."""
    drawing = drawn(writing.sheet.sizes)
    edges = [_edge(one, line, label, writing) for one, (line, label) in drawing.edges.items()]
    circles = [
        Circle(at, list(_texts(neuron, writing, known))) for neuron, at in drawing.neurons.items()
    ]
    words = ". ".join(_words(writing))
    return Picture(WIDTH, drawing.height, RADIUS, edges, circles, f"{words}.")


def _edge(weight: Weight, line: Line, label: Box, writing: Writing) -> Edge:
    name = name_of(weight, writing.sheet.sizes)
    value = _value(name, writing)
    text = f"{writing.symbol(name)} {given(value, writing.decimal)}"
    return Edge(line, label, text, negative=value < 0)


def _texts(neuron: Neuron, writing: Writing, known: list[str]) -> Iterator[Text]:
    """The name of a neuron, its input or activation, its bias, delta and target."""
    sizes, decimal = writing.sheet.sizes, writing.decimal
    name = name_of(neuron, sizes)
    is_input = neuron.layer == 0
    inner = f"x.{name}" if is_input else f"a.{name}"
    shown = is_input or inner in known
    yield Text(writing.symbol(inner), 0, -0.9 if shown else 1.1, "name")
    if shown:
        write = given if is_input else worked
        yield Text(write(_value(inner, writing), decimal), 0, 3.2)
    if is_input:
        return
    bias, delta = f"b.{name}", f"delta.{name}"
    yield Text(f"b {given(_value(bias, writing), decimal)}", 0, _BELOW)
    if delta in known:
        yield Text(f"δ {worked(_value(delta, writing), decimal)}", 0, _ABOVE)
    if is_output(neuron, sizes):
        target = f"y.{name}"
        text = f"{writing.symbol(target)} = {given(_value(target, writing), decimal)}"
        yield Text(text, RADIUS + 2, 1.1, "target")


def _words(writing: Writing) -> Iterator[str]:
    """What is given, as sentences without their full stops."""
    sizes = writing.sheet.sizes
    for name in (name_of(Neuron(0, index), sizes) for index in range(sizes[0])):
        yield f"{name} is {_said(f'x.{name}', writing)}"
    for layer in range(1, len(sizes)):
        for index in range(sizes[layer]):
            yield _words_of(Neuron(layer, index), writing)
    rate = writing.sheet.experiment.learning_rate
    yield f"The learning rate is {given(rate, writing.decimal)}"


def _words_of(neuron: Neuron, writing: Writing) -> str:
    """The weights into a neuron, its bias and its target."""
    sizes = writing.sheet.sizes
    weights = [
        Weight(neuron.layer - 1, neuron.index, sender) for sender in range(sizes[neuron.layer - 1])
    ]
    values = [
        f"{name_of(one, sizes)} from {name_of(one.sender, sizes)} is "
        f"{_said(name_of(one, sizes), writing)}"
        for one in weights
    ]
    values.append(f"its bias is {_said(name_of(Bias(neuron), sizes), writing)}")
    name = name_of(neuron, sizes)
    if is_output(neuron, sizes):
        values.append(f"its target is {_said(f'y.{name}', writing)}")
    return f"Into {name}: {', '.join(values)}"


def _said(name: str, writing: Writing) -> str:
    return given(_value(name, writing), writing.decimal)


def _value(name: str, writing: Writing) -> float:
    return quantity(writing.opened, name)
