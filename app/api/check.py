"""Whether a number that somebody calculated is right, and if not, where it went wrong."""

from __future__ import annotations

import re

import core
from app.api import schemas
from app.api.convert import from_core
from core.check.digits import printed, read
from core.check.mistakes import MISTAKES, ROUNDING
from core.check.verdict import Verdict, check
from core.errors import InvalidExperiment
from core.explain.names import Bias, Path, Sizes, Weight, name_of, sizes_of
from core.explain.quantities import Quantity, quantity_named

TITLES = {mistake.id: mistake.title for mistake in (*MISTAKES.values(), ROUNDING)}

SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z“])")


def check_answer(
    experiment: core.Experiment, quantity: str, value: float, text: str | None, example: int
) -> schemas.CheckAnswer:
    """The verdict on `value`, or on the digits of `text`, which is how it was typed.

    Raises as `verdict.check` does, and `core.InvalidExperiment` for a text of another number.
    """
    if text is not None and read(text, ("text",)).value != value:
        raise InvalidExperiment(("text",), f"got {text[:40]!r}; must be the value, {value}, typed")
    verdict = check(experiment, quantity, value if text is None else text, example)
    asked = quantity_named(quantity, sizes_of(experiment.network))
    return schemas.CheckAnswer(
        experiment=from_core(experiment),
        verdict=verdict.verdict,
        digits=verdict.digits,
        mistake=verdict.mistake,
        title=None if verdict.mistake is None else TITLES[verdict.mistake],
        explanation=verdict.explanation,
        hint=hint(verdict),
        correct=verdict.correct,
        where=list(verdict.where),
        place=place_of(verdict, asked),
    )


def hint(verdict: Verdict) -> str:
    """The explanation without the sentence that gives the right value away.

    >>> from core.run.presets import mazur
    >>> hint(check(mazur(), "z.h1", 0.0275))
    "You left out the bias of h1 (0.35). The net input is the weighted sum and the neuron's bias."
    """
    if verdict.verdict == "right":
        return verdict.explanation
    gives_away = f"right is {printed(verdict.correct)}."
    sentences = SENTENCES.split(verdict.explanation)
    return " ".join(sentence for sentence in sentences if not sentence.endswith(gives_away))


def place_of(verdict: Verdict, asked: Quantity) -> schemas.Place | None:
    """Where the mistake can be looked at, None if there is none."""
    if not verdict.where:
        return None
    name = seen_in(quantity_named(verdict.where[0], asked.sizes), verdict.mistake)
    phase = quantity_named(name, asked.sizes).phase
    # Weights are there from the beginning: what matters is where they were used.
    return schemas.Place((asked.phase if phase.kind == "input" else phase).id, name)


def seen_in(where: Quantity, mistake: str | None) -> str:
    """The name of the quantity whose formula shows what happened to another one."""
    sizes: Sizes = where.sizes
    match where.part:
        case Bias(neuron) if not where.kind.prefix:
            return f"z.{name_of(neuron, sizes)}"
        case Weight() as weight if not where.kind.prefix and mistake == "updated-weights":
            return f"path.{name_of(Path(weight), sizes)}"
    return where.name
