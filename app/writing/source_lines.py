"""The lines of `core` that compute a phase, read out of the running functions themselves."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from core.explain.names import Bias, Part, Weight, Whole
from core.explain.phases import PhaseKind
from core.network import propagation
from core.network.loss import mean_loss
from core.run.experiment import Experiment

Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class Line:
    """A line of the source."""

    number: int
    text: str
    marked: Annotated[bool, Field(description="Whether it computes the quantity's phase.")]


@dataclass(frozen=True)
class Source:
    """A function of `core`, without its docstring."""

    file: str
    function: str
    lines: list[Line]


@dataclass(frozen=True)
class Place:
    """A function, and the beginnings of those of its lines that compute."""

    function: Function
    beginnings: tuple[str, ...]


def sources(experiment: Experiment, phase: PhaseKind, part: Part) -> list[Source]:
    """What computes the quantities of a part that a phase of this kind makes known.

    >>> from core.explain.names import Neuron
    >>> from core.run.presets import mazur
    >>> for source in sources(mazur(), "delta", Neuron(layer=2, index=0)):
    ...     print(source.file, *(line.text for line in source.lines if line.marked), sep=": ")
    core/network/propagation.py: delta = loss.output_delta(y, z[-1], a[-1], network.activations[-1])
    core/network/losses/half_squared_error.py: return (o - y) * activation.derivative(z, o)
    core/network/activations/sigmoid.py: return a * (1.0 - a)
    """
    return [read(place) for place in places(experiment, phase, part)]


def places(experiment: Experiment, phase: PhaseKind, part: Part) -> list[Place]:
    """Where a phase is computed: the line of the pass, then the functions that it calls."""
    forward, backward, loss = propagation.forward, propagation.backward, experiment.loss
    of_bias = isinstance(part, Bias)
    # Of an input, which has none, this is the last one; it is not asked for.
    activation = experiment.network.activations[part.at.layer - 1 if part.at else -1]
    match phase:
        case "input" if isinstance(part, Weight | Bias):
            return [Place(forward, ("for W, b, activation in",))]
        case "input":
            return [Place(forward, ("a: list[Array] = [x]",))]
        case "net":
            return [Place(forward, ("z.append(",))]
        case "activation":
            return [Place(forward, ("a.append(",)), Place(activation.function, ("return",))]
        case "loss":
            return [Place(loss.function, ("return",)), Place(mean_loss, ("return",))]
        case "delta" if part.at and part.at.layer == len(experiment.network.weights):
            called = [Place(loss.output_delta, ("return",))]
            if loss.slope_remains:
                called.append(Place(activation.derivative, ("return",)))
            return [Place(backward, ("delta = loss.output_delta(",)), *called]
        case "delta":
            carried = Place(backward, ("delta = (W.mT @ delta)",))
            return [carried, Place(activation.derivative, ("return",))]
        case "gradient":
            return [Place(backward, ("biases=tuple(" if of_bias else "weights=tuple(",))]
        case "update" if of_bias:
            descended = Place(propagation.bias_gradient, ("if train_biases", "return"))
            return [Place(propagation.update, ("b - learning_rate *",)), descended]
        case "update" if isinstance(part, Whole):
            again = [Place(forward, ("z.append(", "a.append(")), Place(loss.function, ("return",))]
            return [Place(propagation.update, ("W - learning_rate * dW",)), *again]
        case "update":
            return [Place(propagation.update, ("W - learning_rate * dW",))]


@cache
def read(place: Place) -> Source:
    """The lines of a place. Raises `ValueError` for a beginning that no line of it has."""
    function = place.function
    texts = [text.strip() for _, text in code_lines(function)]
    for beginning in place.beginnings:
        if not any(text.startswith(beginning) for text in texts):
            raise ValueError(f"no line of {function.__name__} begins with {beginning!r}")
    path = function.__module__.replace(".", "/") + ".py"
    return Source(
        path,
        function.__name__,
        [
            Line(number, text, text.strip().startswith(place.beginnings))
            for number, text in code_lines(function)
        ],
    )


@cache
def code_lines(function: Function) -> list[tuple[int, str]]:
    """A function's lines with their numbers in the file, without its docstring."""
    lines, first = inspect.getsourcelines(function)
    (definition,) = ast.parse(textwrap.dedent("".join(lines))).body
    assert isinstance(definition, ast.FunctionDef)
    documented = ast.get_docstring(definition) is not None
    docstring = definition.body[0]
    left_out = range(docstring.lineno, (docstring.end_lineno or 0) + 1) if documented else ()
    return [
        (first + index, line.rstrip())
        for index, line in enumerate(lines)
        if index + 1 not in left_out
    ]
