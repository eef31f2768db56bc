"""The places of everything in the drawing of a network. Pure: sizes in, millimetres out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import hypot

from core.explain.names import WEIGHTS, Neuron, Sizes, Weight

WIDTH = 186.0
# By the neurons of the fullest layer.
_HEIGHTS = {1: 36.0, 2: 58.0, 3: 76.0, 4: 96.0}
RADIUS = 6.6
# From the edges to the middle of the first and the last layer; the targets stand at the right.
_LEFT, _RIGHT = 9.0, 28.0

# The label of a weight has this size, however many letters it has.
LABEL_WIDTH, LABEL_HEIGHT = 13.0, 3.4
# A neuron's own numbers stand right above and below it.
_BESIDE = 5.0

# How often labels that are over others are placed again.
_PASSES = 12
# Where along an edge its label may stand, and where best: most lines cross in the middle.
_PLACES = [part / 100 for part in range(14, 87, 2)]
_ALONG = 0.3


@dataclass(frozen=True)
class Box:
    """A rectangle, by its middle."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )

    def is_crossed(self, line: Line) -> bool:
        """Whether a line from left to right goes through it.

        >>> box = Box(5, 5, width=4, height=2)
        >>> box.is_crossed(Line(0, 0, 10, 10)), box.is_crossed(Line(0, 0, 10, 4))
        (True, False)
        """
        left = max(self.x - self.width / 2, line.x1)
        right = min(self.x + self.width / 2, line.x2)
        if left > right:
            return False
        slope = (line.y2 - line.y1) / (line.x2 - line.x1)
        ends = [line.y1 + slope * (x - line.x1) - self.y for x in (left, right)]
        return min(ends) < self.height / 2 and max(ends) > -self.height / 2


@dataclass(frozen=True)
class Line:
    """From the rim of one neuron to the rim of another."""

    x1: float
    y1: float
    x2: float
    y2: float

    def at(self, part: float) -> tuple[float, float]:
        """The point at this part of the line, from 0 to 1."""
        return self.x1 + part * (self.x2 - self.x1), self.y1 + part * (self.y2 - self.y1)


@dataclass(frozen=True)
class Drawing:
    """Where neurons stand, and for each weight its line and the box of its label."""

    height: float
    neurons: dict[Neuron, Box]
    edges: dict[Weight, tuple[Line, Box]]


@cache
def drawn(sizes: Sizes) -> Drawing:
    """The drawing of a network with these layer sizes.

    >>> drawing = drawn((2, 1))
    >>> drawing.height, drawing.neurons[Neuron(1, 0)]
    (58.0, Box(x=158.0, y=29.0, width=13.2, height=13.2))
    """
    height = _HEIGHTS[max(sizes)]
    neurons = {place: _circle(place, sizes, height) for place in _neurons(sizes)}
    weights = [weight for weight in WEIGHTS.parts(sizes) if isinstance(weight, Weight)]
    lines = {one: _line(neurons[one.sender], neurons[one.receiver]) for one in weights}
    labels = _labels(lines, [*map(_with_numbers, neurons.values())])
    return Drawing(height, neurons, {one: (lines[one], labels[one]) for one in weights})


def _with_numbers(circle: Box) -> Box:
    return Box(circle.x, circle.y, circle.width, circle.height + 2 * _BESIDE)


def _labels(lines: dict[Weight, Line], taken: list[Box]) -> dict[Weight, Box]:
    """The labels' boxes. Each is placed again while it is over another one."""
    labels: dict[Weight, Box] = {}
    waiting = list(lines)
    for _ in range(_PASSES):
        for weight in waiting:
            labels.pop(weight, None)
            others = [other for one, other in lines.items() if one != weight]
            labels[weight] = _label(lines[weight], [*taken, *labels.values()], others)
        waiting = [
            weight
            for weight, box in labels.items()
            if any(box.overlaps(other) for one, other in labels.items() if one != weight)
        ]
    return labels


def _neurons(sizes: Sizes) -> Iterator[Neuron]:
    for layer, units in enumerate(sizes):
        for index in range(units):
            yield Neuron(layer, index)


def _circle(place: Neuron, sizes: Sizes, height: float) -> Box:
    """The neuron's circle: the layers fill the width, the neurons of each layer the height."""
    across = (WIDTH - _LEFT - _RIGHT) * place.layer / (len(sizes) - 1)
    down = height * (place.index + 0.5) / sizes[place.layer]
    return Box(round(_LEFT + across, 2), round(down, 2), 2 * RADIUS, 2 * RADIUS)


def _line(sender: Box, receiver: Box) -> Line:
    length = hypot(receiver.x - sender.x, receiver.y - sender.y)
    dx, dy = (
        RADIUS * (receiver.x - sender.x) / length,
        RADIUS * (receiver.y - sender.y) / length,
    )
    return Line(sender.x + dx, sender.y + dy, receiver.x - dx, receiver.y - dy)


def _label(line: Line, taken: list[Box], lines: list[Line]) -> Box:
    """The box of a label on its line: over nothing else, if there is room, and few other lines."""

    def at(part: float) -> Box:
        x, y = line.at(part)
        return Box(round(x, 2), round(y, 2), LABEL_WIDTH, LABEL_HEIGHT)

    def cost(box: Box) -> tuple[int, int, float]:
        return (
            sum(box.overlaps(other) for other in taken),
            sum(box.is_crossed(other) for other in lines),
            abs(box.x - line.at(_ALONG)[0]),
        )

    return min(map(at, _PLACES), key=cost)
