"""The names of a network's parts: neurons ``i1 h1 o1``, weights ``w5``, biases ``b.h1``.

This is Mazur's numbering (2015), for any layer sizes. Neurons are counted by role: inputs i1, i2,
..., hidden neurons h1, h2, ... (through all hidden layers), outputs o1, o2, ... Weights are counted
layer by layer and row by row; a row holds the weights into one neuron. A bias is named after its
neuron: the article's b1 is the shared value of b.h1 and b.h2. A path, ``o1.h1``, is a weight in
reverse, from the neuron that it enters to the hidden neuron that it leaves. A pair, ``o2.o1``, is
an output and another one whose net input changes it, as with softmax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Protocol, TypeAlias

from core.errors import InvalidExperiment

# The number of neurons in each layer, inputs first: (2, 2, 2).
Sizes: TypeAlias = tuple[int, ...]


# The parts. `at` is the neuron at which a part's quantities are computed.


@dataclass(frozen=True)
class Neuron:
    """Neuron `index` of layer `layer`, both from 0; layer 0 holds the inputs.

    Its activation is ``a[layer][index]``, its net input ``z[layer - 1][index]``.
    """

    layer: int
    index: int

    @property
    def at(self) -> Neuron:
        """Itself."""
        return self


@dataclass(frozen=True)
class Weight:
    """``weights[layer][row, column]``: from `sender` in layer `layer` to `receiver` in the next."""

    layer: int
    row: int
    column: int

    @property
    def sender(self) -> Neuron:
        """The neuron whose activation the weight multiplies."""
        return Neuron(self.layer, self.column)

    @property
    def receiver(self) -> Neuron:
        """The neuron to whose net input the product is added."""
        return Neuron(self.layer + 1, self.row)

    @property
    def at(self) -> Neuron:
        """The receiver, whose delta is a factor of the gradient."""
        return self.receiver


@dataclass(frozen=True)
class Bias:
    """``biases[at.layer - 1][at.index]``: the bias of neuron `at`."""

    at: Neuron


@dataclass(frozen=True)
class Path:
    """The way back through a weight, from the delta of its receiver to that of its sender."""

    weight: Weight

    @property
    def at(self) -> Neuron:
        """The sender, whose delta is a sum of paths."""
        return self.weight.sender


@dataclass(frozen=True)
class Pair:
    """An output, and another one by whose net input its activation is differentiated."""

    of: Neuron
    by: Neuron

    @property
    def at(self) -> Neuron:
        """The one with the net input, whose delta counts what the others do."""
        return self.by


@dataclass(frozen=True)
class Whole:
    """The whole network, the part that the loss belongs to."""

    at: None = None


Part: TypeAlias = Neuron | Weight | Bias | Path | Pair | Whole


def name_of(part: Part, sizes: Sizes) -> str:
    """The name of a part of a network with these layer sizes; the whole has an empty name.

    >>> name_of(Weight(1, 1, 0), (2, 2, 2)), name_of(Neuron(2, 0), (2, 3, 4, 1))
    ('w7', 'h4')
    """
    match part:
        case Weight(layer, row, column):
            return f"w{sum(fan_sizes(sizes)[:layer]) + row * sizes[layer] + column + 1}"
        case Bias(neuron):
            return f"b.{name_of(neuron, sizes)}"
        case Path(weight):
            return f"{name_of(weight.receiver, sizes)}.{name_of(weight.sender, sizes)}"
        case Pair(of, by):
            return f"{name_of(of, sizes)}.{name_of(by, sizes)}"
        case Whole():
            return ""
        case Neuron(0, index):
            return f"i{index + 1}"
        case Neuron(_, index) if is_output(part, sizes):
            return f"o{index + 1}"
        case Neuron(layer, index):
            return f"h{sum(sizes[1:layer]) + index + 1}"


def is_output(neuron: Neuron, sizes: Sizes) -> bool:
    """Whether a neuron of a network with these layer sizes is an output."""
    return neuron.layer == len(sizes) - 1


# The sorts of parts. Each finds a part by name, lists all parts, and lists the allowed names.


class Sort(Protocol):
    """The parts of one sort, such as all weights."""

    def find(self, name: str, sizes: Sizes) -> Part | None:
        """The part called `name`, or None if this sort has none."""

    def parts(self, sizes: Sizes) -> Iterator[Part]:
        """All of them, in the order of their numbers."""

    def allowed(self, sizes: Sizes, prefix: str) -> list[str]:
        """The allowed names with `prefix`, for messages: both of two, first and last of more."""


class _Counted:
    """Parts named by a stem and a number from 1: neurons, weights, biases."""

    def __init__(self, *stems: str) -> None:
        self.stems = stems

    def find(self, name: str, sizes: Sizes) -> Part | None:
        """See `Sort`.

        >>> WEIGHTS.find("w7", (2, 2, 2)), NEURONS.find("w7", (2, 2, 2))
        (Weight(layer=1, row=1, column=0), None)
        """
        split = re.fullmatch(r"([a-z.]+)([1-9][0-9]{0,8})", name)
        if split is None or split[1] not in self.stems or int(split[2]) > count(split[1], sizes):
            return None
        return _numbered(split[1], int(split[2]), sizes)

    def parts(self, sizes: Sizes) -> Iterator[Part]:
        """See `Sort`.

        >>> [name_of(part, (2, 2, 1)) for part in PARAMETERS.parts((2, 2, 1))]
        ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'b.h1', 'b.h2', 'b.o1']
        """
        for stem in self.stems:
            for number in range(1, count(stem, sizes) + 1):
                yield _numbered(stem, number, sizes)

    def allowed(self, sizes: Sizes, prefix: str) -> list[str]:
        """See `Sort`.

        >>> PARAMETERS.allowed((2, 2, 2), "new.")
        ['new.w1 to new.w8', 'new.b.h1, new.b.h2', 'new.b.o1, new.b.o2']
        """
        counts = {f"{prefix}{stem}": count(stem, sizes) for stem in self.stems}
        return [span(stem, number) for stem, number in counts.items() if number]


class _Paths:
    """The paths through the weights that leave hidden neurons."""

    def find(self, name: str, sizes: Sizes) -> Path | None:
        """See `Sort`.

        >>> _Paths().find("o1.h2", (2, 2, 2))
        Path(weight=Weight(layer=1, row=0, column=1))
        """
        receiver, sender = (NEURONS.find(end, sizes) for end in (*name.split(".", 1), "")[:2])
        if not (isinstance(receiver, Neuron) and isinstance(sender, Neuron)):
            return None
        if sender.layer == 0 or receiver.layer != sender.layer + 1:
            return None
        return Path(Weight(sender.layer, receiver.index, sender.index))

    def parts(self, sizes: Sizes) -> Iterator[Path]:
        """See `Sort`."""
        for weight in WEIGHTS.parts(sizes):
            if isinstance(weight, Weight) and weight.layer > 0:
                yield Path(weight)

    def allowed(self, sizes: Sizes, prefix: str) -> list[str]:
        """See `Sort`.

        >>> _Paths().allowed((2, 2, 2), "path.")
        ['path.o1.h1 to path.o2.h2']
        """
        if len(sizes) < 3:
            return []
        first, last = Weight(1, 0, 0), Weight(len(sizes) - 2, sizes[-1] - 1, sizes[-2] - 1)
        ends = dict.fromkeys(f"{prefix}{name_of(Path(end), sizes)}" for end in (first, last))
        return [" to ".join(ends)]


class _Pairs:
    """Two outputs, not the same: o2.o1."""

    def find(self, name: str, sizes: Sizes) -> Pair | None:
        """See `Sort`.

        >>> _Pairs().find("o2.o1", (2, 2, 2))
        Pair(of=Neuron(layer=2, index=1), by=Neuron(layer=2, index=0))
        """
        of, by = (OUTPUTS.find(end, sizes) for end in (*name.split(".", 1), "")[:2])
        if not (isinstance(of, Neuron) and isinstance(by, Neuron)) or of == by:
            return None
        return Pair(of, by)

    def parts(self, sizes: Sizes) -> Iterator[Pair]:
        """See `Sort`."""
        outputs = [Neuron(len(sizes) - 1, index) for index in range(sizes[-1])]
        return (Pair(of, by) for of, by in permutations(outputs, 2))

    def allowed(self, sizes: Sizes, prefix: str) -> list[str]:
        """See `Sort`.

        >>> _Pairs().allowed((2, 2, 2), "jacobian."), _Pairs().allowed((2, 2, 1), "jacobian.")
        (['jacobian.o1.o2, jacobian.o2.o1'], [])
        """
        n = sizes[-1]
        if n < 2:
            return []
        between = ", " if n == 2 else " to "
        return [f"{prefix}o1.o2{between}{prefix}o{n}.o{n - 1}"]


class _Total:
    """The whole network: a single part with an empty name."""

    def find(self, name: str, sizes: Sizes) -> Whole | None:
        """See `Sort`."""
        return None if name else Whole()

    def parts(self, sizes: Sizes) -> Iterator[Whole]:
        """See `Sort`."""
        yield Whole()

    def allowed(self, sizes: Sizes, prefix: str) -> list[str]:
        """See `Sort`."""
        return [prefix]


INPUTS = _Counted("i")
HIDDEN = _Counted("h")
OUTPUTS = _Counted("o")
COMPUTED = _Counted("h", "o")
NEURONS = _Counted("i", "h", "o")
WEIGHTS = _Counted("w")
PARAMETERS = _Counted("w", "b.h", "b.o")
PATHS = _Paths()
PAIRS = _Pairs()
TOTAL = _Total()


def neuron_named(name: str, sizes: Sizes) -> Neuron:
    """The neuron called `name`. Raises `InvalidExperiment` if there is none.

    >>> neuron_named("o2", (2, 2, 2))
    Neuron(layer=2, index=1)
    >>> neuron_named("h3", (2, 2, 2))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'h3'; allowed are i1, i2, h1, h2, o1, o2
    """
    neuron = NEURONS.find(name, sizes)
    if not isinstance(neuron, Neuron):
        raise unknown(name, NEURONS.allowed(sizes, ""))
    return neuron


def input_named(name: str, sizes: Sizes) -> Neuron:
    """The input called `name`. Raises `InvalidExperiment` if there is none.

    >>> input_named("i2", (2, 2, 2))
    Neuron(layer=0, index=1)
    >>> input_named("h1", (2, 2, 2))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'h1'; allowed are i1, i2
    """
    neuron = INPUTS.find(name, sizes)
    if not isinstance(neuron, Neuron):
        raise unknown(name, INPUTS.allowed(sizes, ""))
    return neuron


def parameter_named(name: str, sizes: Sizes) -> Weight | Bias:
    """The weight or bias called `name`. Raises `InvalidExperiment` if there is none.

    >>> parameter_named("w2", (2, 2, 2)).sender, parameter_named("b.o1", (2, 2, 2))
    (Neuron(layer=0, index=1), Bias(at=Neuron(layer=2, index=0)))
    """
    parameter = PARAMETERS.find(name, sizes)
    if not isinstance(parameter, Weight | Bias):
        raise unknown(name, PARAMETERS.allowed(sizes, ""))
    return parameter


def unknown(name: str, allowed: Sequence[str]) -> InvalidExperiment:
    """The error for a name that does not exist, of the field ``quantity``."""
    listed = ", ".join(allowed[:_MOST_LISTED]) + (", ..." if len(allowed) > _MOST_LISTED else "")
    return InvalidExperiment(("quantity",), f"got {quoted(name)}; allowed are {listed}")


def quoted(name: str) -> str:
    """A name in a message; of a very long one, its beginning."""
    return repr(name if len(name) <= 40 else name[:40] + "…")


# A message lists at most this many names, so that people can read it.
_MOST_LISTED = 24

# Counting names.


def count(stem: str, sizes: Sizes) -> int:
    """The number of names with this stem."""
    match stem.removeprefix("b."):
        case "i":
            return sizes[0]
        case "h":
            return sum(sizes[1:-1])
        case "o":
            return sizes[-1]
        case _:
            return sum(fan_sizes(sizes))


def _numbered(stem: str, number: int, sizes: Sizes) -> Neuron | Weight | Bias:
    """The part with this stem and number, 1 to `count`."""
    match stem:
        case "i":
            return Neuron(0, number - 1)
        case "h":
            layer, index = _block_of(number - 1, sizes[1:])
            return Neuron(layer + 1, index)
        case "o":
            return Neuron(len(sizes) - 1, number - 1)
        case "w":
            layer, offset = _block_of(number - 1, fan_sizes(sizes))
            return Weight(layer, *divmod(offset, sizes[layer]))
        case _:
            return Bias(_numbered(stem.removeprefix("b."), number, sizes).at)


def fan_sizes(sizes: Sizes) -> list[int]:
    """The number of weights between each layer and the next.

    >>> fan_sizes((2, 3, 1))
    [6, 3]
    """
    return [before * units for before, units in pairwise(sizes)]


def _block_of(index: int, lengths: Sequence[int]) -> tuple[int, int]:
    """The block that item `index` is in, given the blocks' lengths, and its index in that block.

    >>> _block_of(5, [4, 4])
    (1, 1)
    """
    block = 0
    while index >= lengths[block]:
        index -= lengths[block]
        block += 1
    return block, index


def span(stem: str, number: int) -> str:
    """The names from 1 to `number`: both of two, the first and the last of more.

    >>> span("o", 2), span("w", 8)
    ('o1, o2', 'w1 to w8')
    """
    if number == 1:
        return f"{stem}1"
    return f"{stem}1{', ' if number == 2 else ' to '}{stem}{number}"
