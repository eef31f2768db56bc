"""The phases of one iteration, in order: forward layer by layer, the loss, backward, the update.

They depend on the number of layers. A network with one hidden layer has eleven:

    input, net-hidden, activation-hidden, net-output, activation-output, loss,
    delta-output, gradient-output, delta-hidden, gradient-hidden, update

Without a hidden layer, its four phases are missing. Several hidden layers are numbered, starting
next to the inputs: ``net-hidden-1``, ``net-hidden-2``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

PhaseKind: TypeAlias = Literal["input", "net", "activation", "loss", "delta", "gradient", "update"]
Direction: TypeAlias = Literal["forward", "backward", "update"]

_DIRECTIONS: dict[PhaseKind, Direction] = {
    "input": "forward",
    "net": "forward",
    "activation": "forward",
    "loss": "forward",
    "delta": "backward",
    "gradient": "backward",
    "update": "update",
}


@dataclass(frozen=True)
class Phase:
    """A phase of a network. Its inputs are layer 0, its outputs layer `last`.

    ``layer`` is the layer whose neurons get their numbers (in a gradient phase, its weights and
    biases). It is None for the input, the loss and the update, which belong to no layer.
    """

    kind: PhaseKind
    layer: int | None
    last: int

    @property
    def id(self) -> str:
        """The phase's name in URLs, files and the API.

        >>> Phase("net", 1, last=2).id, Phase("delta", 2, last=3).id, Phase("loss", None, last=2).id
        ('net-hidden', 'delta-hidden-2', 'loss')
        """
        if self.layer is None:
            return self.kind
        return f"{self.kind}-{layer_name(self.layer, self.last)}".replace(" ", "-")

    @property
    def direction(self) -> Direction:
        """The direction in which numbers flow."""
        return _DIRECTIONS[self.kind]

    @property
    def is_output(self) -> bool:
        """Whether this is a phase of the output layer."""
        return self.layer == self.last

    @property
    def active(self) -> tuple[str, ...]:
        """The parts of the network that take part in the phase.

        ``neurons:1`` are the neurons of layer 1, ``edges:1`` the weights that leave them;
        ``targets`` and ``losses`` belong to the outputs.

        >>> Phase("delta", 1, last=2).active
        ('neurons:1', 'edges:1', 'neurons:2')
        """
        match self.kind, self.layer:
            case "input", _:
                return ("neurons:0", "targets")
            case "loss", _:
                return (f"neurons:{self.last}", "targets", "losses")
            case "net" | "gradient", int(layer):
                return (f"neurons:{layer - 1}", f"edges:{layer - 1}", f"neurons:{layer}")
            case "activation" | "delta", int(layer) if self.is_output:
                return (f"neurons:{layer}", "targets")
            case "activation", layer:
                return (f"neurons:{layer}",)
            case "delta", int(layer):
                return (f"neurons:{layer}", f"edges:{layer}", f"neurons:{layer + 1}")
            case _:
                return tuple(f"edges:{layer}" for layer in range(self.last))


@cache
def phases_of(last: int) -> tuple[Phase, ...]:
    """All phases, in order, of a network whose outputs are layer `last`.

    >>> [phase.id for phase in phases_of(1) if phase.direction == "forward"]
    ['input', 'net-output', 'activation-output', 'loss']
    """
    layers = range(1, last + 1)
    forward: tuple[PhaseKind, ...] = ("net", "activation")
    backward: tuple[PhaseKind, ...] = ("delta", "gradient")
    return (
        Phase("input", None, last),
        *(phase_at(kind, layer, last) for layer in layers for kind in forward),
        Phase("loss", None, last),
        *(phase_at(kind, layer, last) for layer in reversed(layers) for kind in backward),
        Phase("update", None, last),
    )


def phase_at(kind: PhaseKind, layer: int | None, last: int) -> Phase:
    """The phase of this kind in which the numbers of a layer are computed."""
    belongs = kind in ("net", "activation", "delta", "gradient")
    return Phase(kind, layer if belongs else None, last)


def layer_name(layer: int, last: int) -> str:
    """The name of a layer. Several hidden layers are numbered.

    >>> [layer_name(layer, last=2) for layer in range(3)]
    ['input', 'hidden', 'output']
    >>> layer_name(2, last=3)
    'hidden 2'
    """
    if layer == 0:
        return "input"
    if layer == last:
        return "output"
    return "hidden" if last == 2 else f"hidden {layer}"
