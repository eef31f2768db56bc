"""The lines of `core` that compute a phase, read from the running functions."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from core.explain.names import Bias, Neuron, Part, Weight, Whole
from core.explain.phases import Phase, PhaseKind
from core.network import propagation
from core.network.activation import Activation
from core.network.loss import mean_loss
from core.run.experiment import Experiment

_Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class _Line:
    """A line of the source."""

    number: int
    text: str
    marked: Annotated[bool, Field(description="Whether it computes the quantity's phase.")]


@dataclass(frozen=True)
class Source:
    """A function of `core`, without its docstring."""

    file: str
    function: str
    lines: list[_Line]


@dataclass(frozen=True)
class CodePlace:
    """A function, and the beginnings of its lines that compute a phase."""

    function: _Function
    beginnings: tuple[str, ...]


def sources(experiment: Experiment, phase: PhaseKind, part: Part) -> list[Source]:
    """The source of the quantities that a phase of this kind computes for a part.

    >>> from core.explain.names import Neuron
    >>> from core.run.presets import mazur
    >>> for source in sources(mazur(), "delta", Neuron(layer=2, index=0)):
    ...     print(source.file, *(line.text for line in source.lines if line.marked), sep=": ")
    core/network/propagation.py: delta = loss.output_delta(y, z[-1], a[-1], network.activations[-1])
    core/network/losses/half_squared_error.py: return activation.back(z, o, o - y)
    core/network/activation.py: return da * self.derivative(z, a)
    core/network/activations/sigmoid.py: return a * (1.0 - a)
    """
    return [read(place) for place in places(experiment, phase, part)]


def sources_of_phase(experiment: Experiment, phase: Phase) -> list[Source]:
    """The source of a phase: a function once, with its lines for weights and for biases marked.

    >>> from core.run.presets import mazur
    >>> [source.function for source in sources_of_phase(mazur(), Phase("update", None, last=2))]
    ['update']
    """
    beginnings: dict[_Function, tuple[str, ...]] = {}
    layer = phase.last if phase.layer is None else phase.layer
    neuron = Neuron(0 if phase.kind == "input" else layer, 0)
    parts: list[Part] = [neuron]
    if phase.kind in ("gradient", "update"):
        weight = Weight(layer - 1, 0, 0)
        parts = [weight, Bias(neuron)] if experiment.train_biases else [weight]
    for part in parts:
        for place in places(experiment, phase.kind, part):
            beginnings[place.function] = (*beginnings.get(place.function, ()), *place.beginnings)
    return [read(CodePlace(function, marks)) for function, marks in beginnings.items()]


def places(experiment: Experiment, phase: PhaseKind, part: Part) -> list[CodePlace]:
    """Where a phase is computed: the line in the pass, then the functions that it calls."""
    forward, backward, loss = propagation.forward, propagation.backward, experiment.loss
    of_bias = isinstance(part, Bias)
    # An input has no activation; then this is the last one, which is not used.
    activation = experiment.network.activations[part.at.layer - 1 if part.at else -1]
    kept: tuple[str, ...] = ()
    held: list[CodePlace] = []
    if experiment.frozen:
        kept, held = ("return",), [CodePlace(propagation.unmoved, ("tuple(map(np.where",))]
    match phase:
        case "input" if isinstance(part, Weight | Bias):
            return [CodePlace(forward, ("for W, b, activation in",))]
        case "input":
            return [CodePlace(forward, ("a: list[Array] = [x]",))]
        case "net":
            return [CodePlace(forward, ("z.append(",))]
        case "activation":
            return [CodePlace(forward, ("a.append(",)), CodePlace(activation.function, ("return",))]
        case "loss":
            return [CodePlace(loss.function, ("return",)), CodePlace(mean_loss, ("return",))]
        case "delta" if part.at and part.at.layer == len(experiment.network.weights):
            called = [CodePlace(loss.output_delta, ("return",))]
            if loss.slope_remains:
                called += _back(activation)
            return [CodePlace(backward, ("delta = loss.output_delta(",)), *called]
        case "delta":
            return [CodePlace(backward, ("delta = activation.back(",)), *_back(activation)]
        case "gradient":
            return [CodePlace(backward, ("biases=tuple(" if of_bias else "weights=tuple(",))]
        case "update" if of_bias:
            descended = CodePlace(propagation.bias_gradient, ("if train_biases", "return"))
            return [CodePlace(propagation.update, ("b - learning_rate *", *kept)), descended, *held]
        case "update" if isinstance(part, Whole):
            again = [
                CodePlace(forward, ("z.append(", "a.append(")),
                CodePlace(loss.function, ("return",)),
            ]
            return [CodePlace(propagation.update, ("W - learning_rate * dW", *kept)), *held, *again]
        case "update":
            return [CodePlace(propagation.update, ("W - learning_rate * dW", *kept)), *held]


def _back(activation: Activation) -> list[CodePlace]:
    """Where dE/da becomes dE/dz: the slope, or what a coupled activation has instead."""
    if activation.coupling:
        carried = CodePlace(Activation.back, ("return self.coupling",))
        return [carried, CodePlace(activation.coupling.back, ("return",))]
    carried = CodePlace(Activation.back, ("return da *",))
    return [carried, CodePlace(activation.derivative, ("return",))]


@cache
def read(place: CodePlace) -> Source:
    """The lines of a place. Raises `ValueError` for a beginning that no line of it has."""
    function = place.function
    texts = [text.strip() for _, text in _code_lines(function)]
    for beginning in place.beginnings:
        if not any(text.startswith(beginning) for text in texts):
            raise ValueError(f"no line of {function.__name__} begins with {beginning!r}")
    path = function.__module__.replace(".", "/") + ".py"
    return Source(
        path,
        function.__name__,
        [
            _Line(number, text, text.strip().startswith(place.beginnings))
            for number, text in _code_lines(function)
        ],
    )


@cache
def _code_lines(function: _Function) -> list[tuple[int, str]]:
    """A function's lines without its docstring, with their line numbers in the file."""
    indented, first = inspect.getsourcelines(function)
    lines = textwrap.dedent("".join(indented)).splitlines()
    (definition,) = ast.parse("\n".join(lines)).body
    assert isinstance(definition, ast.FunctionDef)
    documented = ast.get_docstring(definition) is not None
    docstring = definition.body[0]
    left_out = range(docstring.lineno, (docstring.end_lineno or 0) + 1) if documented else ()
    return [
        (first + index, line.rstrip())
        for index, line in enumerate(lines)
        if index + 1 not in left_out
    ]
