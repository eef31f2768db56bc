"""A run as a Python script that computes it again, on its own.

The scripts are templates (`templates/export`), so that they can be read as what they are. This
module finds out what they have to say: which functions the run needs, and what was changed when.
In numpy, the functions are those of `core` themselves, read out of its files: so a script has the
very digits.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import fill
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from app.export.format import Format, Kind
from app.export.run import Run, shape
from app.web.templating import environment
from core import Experiment, train
from core.arrays import Array

Library: TypeAlias = Literal["numpy", "torch"]
Function: TypeAlias = Callable[..., Any]
Item = TypeVar("Item")

WIDTH = 96

# As the page's templates, but what they write is no HTML.
scripts = environment.overlay(autoescape=False, trim_blocks=True, lstrip_blocks=True)
scripts.filters["rows"] = lambda array: rows_source(array)


@dataclass(frozen=True)
class Stage:
    """What is set at an iteration, and up to which one it holds.

    What stays as it was is left out: `settings` are assignments in Python, by name, and
    `parameters` say whether the weights or biases are other ones than training made.
    """

    experiment: Experiment
    until: int
    settings: dict[str, str]
    examples: bool
    parameters: bool


def script(run: Run, library: Library) -> str:
    """The script, in numpy or PyTorch."""
    activations = once(sigma for e in run.changed for sigma in e.network.activations)
    losses = once(e.loss for e in run.changed)
    written = scripts.get_template(f"export/{library}.py.jinja").render(
        run=run,
        network=shape(run.start.sizes),
        stages=list(stages(run, library)),
        activations=activations,
        losses=losses,
        definitions=definitions(
            *(part for sigma in activations for part in (sigma.function, sigma.derivative)),
            *(part for loss in losses for part in (loss.function, loss.output_delta)),
        ),
        train_biases=once(e.train_biases for e in run.changed),
    )
    return written.rstrip("\n") + "\n"


def definitions(*functions: Function) -> list[str]:
    """The source of functions, after that of the functions and constants that they use."""
    found: list[str] = []
    for function in functions:
        lines, _ = inspect.getsourcelines(function)
        (definition,) = ast.parse("".join(lines)).body
        assert isinstance(definition, ast.FunctionDef)
        for node in ast.walk(definition):
            name = node.id if isinstance(node, ast.Name) else ""
            used = function.__globals__.get(name)
            if inspect.isfunction(used):
                found += definitions(used)
            elif isinstance(used, float):
                found.append(f"{name} = {used!r}")
        found.append(plain_source(definition, lines))
    return once(found)


def plain_source(definition: ast.FunctionDef, lines: list[str]) -> str:
    """The source of a function of these lines, without its types and its docstring.

    >>> source = 'def double(z: Array) -> Array:\\n    "2 z."\\n    return 2.0 * z  # twice\\n'
    >>> print(plain_source(ast.parse(source).body[0], source.splitlines(keepends=True)))
    def double(z):
        return 2.0 * z  # twice
    """
    arguments = ", ".join(argument.arg for argument in definition.args.args)
    body = "".join(lines[definition.body[0].end_lineno :])  # what follows the docstring
    return f"def {definition.name}({arguments}):\n{body}".rstrip()


def once(values: Iterable[Item]) -> list[Item]:
    """Each of the values once, in the order in which they come.

    >>> once(["tanh", "sigmoid", "tanh"])
    ['tanh', 'sigmoid']
    """
    return list(dict.fromkeys(values))


def stages(run: Run, library: Library) -> Iterator[Stage]:
    """What the run's experiments set, each compared with what there was before it."""
    before: Experiment | None = None
    several = len({experiment.train_biases for experiment in run.changed}) > 1
    for experiment, steps in run.stages():
        until = experiment.iteration + steps
        changed = changes(before, experiment, library)
        yield Stage(
            experiment=experiment,
            until=until,
            # What is always the same is written where it is done, not set.
            settings={name: changed[name] for name in changed if several or name != "train_biases"},
            examples=before is None or not same_examples(before, experiment),
            parameters=before is None or not same_parameters(before, experiment),
        )
        if until < run.iteration:
            before = train(experiment, steps).experiment


def changes(before: Experiment | None, after: Experiment, library: Library) -> dict[str, str]:
    """What is set otherwise than before, as Python has it.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> changes(mazur(), replace(mazur(), learning_rate=0.7), "numpy")
    {'learning_rate': '0.7'}
    """
    old, new = settings(before, library) if before else {}, settings(after, library)
    return {name: value for name, value in new.items() if old.get(name) != value}


def settings(experiment: Experiment, library: Library) -> dict[str, str]:
    """How an experiment learns, as Python has it.

    In PyTorch an activation is a function; in numpy it has a derivative, too, and is a constant.
    """
    named = str.upper if library == "numpy" else str
    names = [named(activation.name) for activation in experiment.network.activations]
    return {
        "activations": f"[{', '.join(names)}]",
        "loss": named(experiment.loss.name),
        "learning_rate": repr(float(experiment.learning_rate)),
        "train_biases": repr(experiment.train_biases).replace("'", '"'),
    }


def same_examples(before: Experiment, after: Experiment) -> bool:
    """Whether both learn from the same examples."""
    return np.array_equal(before.inputs, after.inputs) and np.array_equal(
        before.targets, after.targets
    )


def same_parameters(before: Experiment, after: Experiment) -> bool:
    """Whether both have the same weights and biases, to the last digit."""
    arrays = (
        (*experiment.network.weights, *experiment.network.biases) for experiment in (before, after)
    )
    return all(np.array_equal(old, new) for old, new in zip(*arrays, strict=True))


def rows_source(array: Array) -> str:
    """A matrix as nested lists with all digits, on one line if it is short.

    >>> rows_source(np.array([[0.15, 0.2], [0.25, 0.3]]))
    '[[0.15, 0.2], [0.25, 0.3]]'
    >>> print(rows_source(np.full((2, 30), 0.5)))
    [
        [0.5, 0.5, ...
         0.5, ...],
        [0.5, ...
         0.5, ...],
    ]
    """
    whole = repr(array.tolist())
    if len(whole) <= WIDTH - 30:
        return whole
    lines = [
        fill(f"{row.tolist()!r},", WIDTH, initial_indent="    ", subsequent_indent="     ")
        for row in array
    ]
    return "\n".join(["[", *lines, "]"])


_SCRIPT = Kind(
    "Script",
    "Computes the run again on its own: in numpy to the last digit, in PyTorch by its autograd.",
)
FORMATS = (
    Format(
        "numpy",
        "numpy",
        _SCRIPT,
        file="in_numpy.py",
        media_type="text/x-python",
        write=lambda run: script(run, "numpy"),
        computes=False,
    ),
    Format(
        "torch",
        "PyTorch",
        _SCRIPT,
        file="in_pytorch.py",
        media_type="text/x-python",
        write=lambda run: script(run, "torch"),
        computes=False,
    ),
)
