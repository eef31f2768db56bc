"""A formula line by line, from its rule in symbols to the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias
from xml.etree.ElementTree import tostring

from pydantic import Field

from app.writing.mathml import Math, marked, mo, render, row, spoken
from app.writing.typeset import Writer
from core.explain.formulas import Formula
from core.expressions import Constant, Expression, Known

ChainRole: TypeAlias = Literal["symbols", "names", "numbers", "factors", "result"]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A line of a formula, from the rule in symbols to the number."""

    role: Annotated[
        ChainRole, Field(description="The form of the line: symbols, names, numbers, ...")
    ]
    mathml: Annotated[str, Field(description="`data-quantities` names the quantity of an element.")]
    text: Annotated[str, Field(description="The same in words.")]


def chain(formula: Formula, writer: Writer) -> Iterator[ChainLine]:
    """The lines of a formula: ``dE/dw5 = dE/do1 ...``, then ``= ...``, finally ``= 0.0822``."""
    left, right = _sides(formula, writer)
    for role, line in [*right, ("result", _result(formula, writer))]:
        whole = row(*left, mo("="), line)
        left = []
        yield ChainLine(role, render(whole), spoken(whole))


def in_symbols(formula: Formula, writer: Writer) -> Math:
    """A formula without numbers, in one line: ``dE/dw5 = dE/do1 ... = ...``."""
    left, right = _sides(formula, writer)
    return row(*left, *(part for _, line in right for part in (mo("="), line)))


def result(formula: Formula, writer: Writer) -> ChainLine:
    """Only the number of a formula: ``= 0.0822``."""
    whole = row(mo("="), _result(formula, writer))
    return ChainLine("result", render(whole), spoken(whole))


def _result(formula: Formula, writer: Writer) -> Math:
    return replace(writer, numbers=True).write(formula.subject[0])


def _sides(formula: Formula, writer: Writer) -> tuple[list[Math], list[tuple[ChainRole, Math]]]:
    """The terms before the first equals sign and after each; none repeats the one before.

    A quantity whose only symbol is its formula (w5 h1) has the formula before the sign.
    """
    numbers = replace(writer, numbers=True)
    # Some notations write the gradient as dE/dw5, which is also its other face.
    faces = {tostring(face): face for face in map(writer.write, formula.subject)}
    *before, subject = faces.values()
    steps = formula.steps
    if formula.unnamed:
        subject = marked(writer.write(steps[0].expression), formula.subject[0].name)
        steps = steps[1:]
    right: list[tuple[ChainRole, Math]] = []
    said: tuple[bool, Expression] = (False, formula.subject[-1])
    for step in steps:
        says = (step.role in ("numbers", "factors"), step.expression)
        if says != said and not _is_result(*says):
            right.append((step.role, (numbers if says[0] else writer).write(step.expression)))
        said = says
    left = [part for face in before for part in (face, mo("="))]
    return [*left, subject], right


def _is_result(in_numbers: bool, expression: Expression) -> bool:
    """Whether a written expression is only the resulting number."""
    return isinstance(expression, Constant) or (in_numbers and isinstance(expression, Known))
