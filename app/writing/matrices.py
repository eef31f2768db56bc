"""The vectorised equation of a phase, in symbols and with numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from app.writing.mathml import Math, mo, mtext, render, row
from app.writing.typeset import Writer
from core.explain.names import Bias, Neuron, Part, Path, Weight, Whole
from core.explain.phases import Phase
from core.explain.quantities import Quantity
from core.explain.units import units_of
from core.explain.vectorised import Equation, equation_of, outputs, parameters, targets
from core.expressions import Tensor


@dataclass(frozen=True, slots=True)
class Matrices:
    """The vectorised equation of a phase as MathML; each column is an example."""

    equation: Annotated[str, Field(description="In symbols.")]
    numbers: Annotated[str, Field(description="With numbers, and each matrix's shape.")]


def rendered(both: tuple[Math, Math]) -> Matrices:
    """An equation in symbols and with numbers, as text."""
    return Matrices(*map(render, both))


def matrices(asked: Quantity, writer: Writer) -> tuple[Math, Math]:
    """The equation of the phase that computes a quantity, in symbols and with numbers."""
    writer = replace(writer, focus=_focus_of(asked.part))
    numbers = replace(writer, numbers=True)
    if asked.kind.phase == "input":
        given = _given_of(asked, writer)
        return (
            separated([writer.write(tensor) for tensor in given]),
            separated([equal(writer.write(tensor), numbers.write(tensor)) for tensor in given]),
        )
    layer = len(asked.sizes) - 1 if asked.part.at is None else asked.part.at.layer
    experiment, of_bias = writer.values.experiment, isinstance(asked.part, Bias)
    equation = equation_of(asked.kind.phase, layer, experiment, of_bias)
    return written(equation, writer), written(equation, numbers)


def matrices_of_phase(phase: Phase, writer: Writer) -> list[tuple[Math, Math]]:
    """The equations of a phase, in symbols and with numbers; of biases only if they are trained."""
    first = [next(units_of(phase, writer.values.experiment))]
    if phase.kind in ("gradient", "update"):
        layers = range(1, phase.last + 1) if phase.layer is None else (phase.layer,)
        weights = [Weight(layer - 1, 0, 0) for layer in layers]
        trained = weights if writer.values.experiment.train_biases else []
        parts: list[Part] = [*weights, *(Bias(weight.receiver) for weight in trained)]
        first = [Quantity(first[0].kind, part, first[0].sizes) for part in parts]
    return [matrices(asked, writer) for asked in first]


def phase_equation(phase: Phase, writer: Writer) -> Math:
    """What a phase computes, in symbols; with biases only if they are trained."""
    experiment = writer.values.experiment
    both = (False, True) if experiment.train_biases else (False,)
    match phase.kind:
        case "input":
            return separated([writer.write(outputs(0)), writer.write(targets(experiment))])
        case "gradient":
            equations = (equation_of("gradient", phase.layer, experiment, bias) for bias in both)
            return separated([written(equation, writer) for equation in equations])
        case "update":
            equations = (equation_of("update", None, experiment, bias) for bias in both)
            return separated(
                [
                    row(writer.write(parameters("", None, bias)), mo("←"), writer.write(one.value))
                    for bias, one in zip(both, equations, strict=True)
                ]
            )
        case kind:
            return written(equation_of(kind, phase.layer, experiment), writer)


def _focus_of(part: Part) -> dict[int, int]:
    """For each layer that a part belongs to, the neuron that it belongs to."""
    match part:
        case Whole():
            return {}
        case Path(weight) | (Weight() as weight):
            return {end.layer: end.index for end in (weight.sender, weight.receiver)}
        case _:
            return {part.at.layer: part.at.index}


def _given_of(asked: Quantity, writer: Writer) -> list[Tensor]:
    """The given tensors that a given quantity is in: the example, or a layer's parameters."""
    match asked.part:
        case Weight(layer):
            return [parameters("", layer + 1)]
        case Bias(Neuron(layer, _)):
            return [parameters("", layer, of_bias=True)]
        case _:
            return [outputs(0), targets(writer.values.experiment)]


def written(equation: Equation, writer: Writer) -> Math:
    """An equation, in the writer's symbols or numbers."""
    return equal(writer.write(equation.subject), writer.write(equation.value))


def equal(left: Math, right: Math) -> Math:
    """An equation in one row."""
    loose = right.tag == "mrow" and not right.attrib
    return row(left, mo("="), *(list(right) if loose else [right]))


def separated(parts: list[Math]) -> Math:
    """Formulas side by side."""
    pieces = [part for formula in parts for part in (mtext(",\u2003"), formula)]
    return row(*pieces[1:])
