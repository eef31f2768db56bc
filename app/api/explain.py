"""Everything there is to say about one number of an iteration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import core
from app.api import schemas
from app.api.convert import from_core
from app.words.meaning import label, meaning, question, title
from app.writing.mathml import Math, marked, mo, render, row, spoken
from app.writing.matrices import matrices
from app.writing.notation import Notation, NotationName
from app.writing.source_lines import sources
from app.writing.typeset import Values, Writer
from core.explain import names
from core.explain.formulas import Formula, formula_of
from core.explain.names import Part, Sizes
from core.explain.phases import phases_of
from core.explain.quantities import KINDS, Quantity, open_iteration, quantity_named


def explain_answer(
    experiment: core.Experiment, name: str, example: int, notation: NotationName
) -> schemas.ExplainAnswer:
    """The explanation of the quantity called `name`.

    Raises `core.InvalidExperiment` for a name or an example that there is not, and
    `core.Diverged` for numbers that are not finite.
    """
    sizes = names.sizes_of(experiment.network)
    asked = quantity_named(name, sizes)
    values = Values(open_iteration(experiment), sizes)
    own = str(example + 1) if values.m > 1 else ""
    writer = Writer(Notation(notation, sizes, own), values, example)
    return schemas.ExplainAnswer(
        experiment=from_core(experiment),
        explanation=schemas.Explanation(
            quantity=name,
            part=names.name_of(asked.part, sizes) or "loss",
            phase=asked.phase.id,
            value=values.of(name, example),
            title=title(asked),
            question=question(asked),
            meaning=meaning(asked, values, example),
            chain=list(chain(formula_of(name, experiment), writer)),
            matrices=schemas.Matrices(*map(render, matrices(asked, writer))),
            rounded=bool(values.rounded),
            python=python(experiment, asked),
            related=[
                schemas.Related(one.name, label(one), values.of(one.name, example), one.phase.id)
                for one in related(asked.part, sizes)
            ],
        ),
    )


def chain(formula: Formula, writer: Writer) -> Iterator[schemas.ChainLine]:
    """The lines of a formula: ``dE/dw5 = dE/do1 ...``, then ``= ...``, at last ``= 0.0822``."""
    left, right = sides(formula, writer)
    for role, line in right:
        whole = row(*left, mo("="), line)
        left = []
        yield schemas.ChainLine(role, render(whole), spoken(whole))


def sides(
    formula: Formula, writer: Writer
) -> tuple[list[Math], list[tuple[schemas.ChainRole, Math]]]:
    """What stands before the first equals sign, and after each; none repeats the one before.

    What has no symbol but its formula (w5 h1) has that before the sign.
    """
    numbers = replace(writer, numbers=True)
    faces = {spoken(face): face for face in map(writer.write, formula.subject)}
    said, subject = faces.popitem()
    right: list[tuple[schemas.ChainRole, Math]] = []
    for step in formula.steps:
        written = (numbers if step.role in ("numbers", "factors") else writer).write(
            step.expression
        )
        if (now := spoken(written)) != said:
            right.append((step.role, written))
        elif not right:
            subject = marked(written, formula.subject[0].name)
        said = now
    result = numbers.write(formula.subject[0])
    if right and spoken(result) == said:
        right.pop()
    left = [part for face in faces.values() for part in (face, mo("="))]
    return [*left, subject], [*right, ("result", result)]


def python(experiment: core.Experiment, asked: Quantity) -> list[schemas.Source]:
    """The lines of `core` that compute the quantity's phase."""
    return [
        schemas.Source(
            source.file,
            source.function,
            [schemas.Line(line.number, line.text, line.marked) for line in source.lines],
        )
        for source in sources(experiment, asked.kind.phase, asked.part)
    ]


def related(part: Part, sizes: Sizes) -> list[Quantity]:
    """The quantities of a part, in the order in which they become known.

    >>> [quantity.name for quantity in related(names.Weight(1, 0, 0), (2, 2, 2))]
    ['w5', 'term.w5', 'gradient.w5', 'step.w5', 'new.w5']
    """
    name = names.name_of(part, sizes)
    same = [Quantity(kind, part, sizes) for kind in KINDS if kind.sort.find(name, sizes) == part]
    return sorted(same, key=lambda quantity: phases_of(len(sizes) - 1).index(quantity.phase))
