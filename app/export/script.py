"""A run as a stand-alone Python script that computes it again.

The scripts are templates (`templates/export`), so that they can be read as scripts. This module
finds out which functions a run needs, and what was changed when. The functions of the numpy script
are read from the files of `core`, so the script computes the same digits.
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
from core import Activation, Experiment, train
from core.arrays import Array
from core.explain.names import Weight

Library: TypeAlias = Literal["numpy", "torch"]
_Function: TypeAlias = Callable[..., Any]
Item = TypeVar("Item")

_WIDTH = 96

# Like the page's templates, but they do not write HTML.
scripts = environment.overlay(autoescape=False, trim_blocks=True, lstrip_blocks=True)
scripts.filters["rows"] = lambda array: _rows_source(array)


@dataclass(frozen=True)
class _Stage:
    """What is set at an iteration, and the iteration until which it holds.

    Unchanged settings are left out: `settings` are Python assignments by name, and `parameters`
    says whether weights or biases differ from the trained ones.
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
        coupled=any(sigma.coupling for sigma in activations),
        definitions=_definitions(
            *(part for sigma in activations for part in (sigma.function, _back(sigma))),
            *(part for loss in losses for part in (loss.function, loss.output_delta)),
        ),
        train_biases=once(e.train_biases for e in run.changed),
        frozen=any(e.frozen for e in run.changed),
    )
    return written.rstrip("\n") + "\n"


def _back(activation: Activation) -> _Function:
    """The function of an activation that the backward pass needs."""
    return activation.coupling.back if activation.coupling else activation.derivative


def _definitions(*functions: _Function) -> list[str]:
    """The source of functions, preceded by the functions and constants that they use."""
    found: list[str] = []
    for function in functions:
        lines, _ = inspect.getsourcelines(function)
        (definition,) = ast.parse("".join(lines)).body
        assert isinstance(definition, ast.FunctionDef)
        for node in ast.walk(definition):
            name = node.id if isinstance(node, ast.Name) else ""
            used = function.__globals__.get(name)
            if inspect.isfunction(used):
                found += _definitions(used)
            elif isinstance(used, float):
                found.append(f"{name} = {used!r}")
        found.append(_plain_source(definition, lines))
    return once(found)


def _plain_source(definition: ast.FunctionDef, lines: list[str]) -> str:
    """The source of a function in a file's lines, without types and docstring.

    >>> source = 'def double(z: Array) -> Array:\\n    "2 z."\\n    return 2.0 * z  # twice\\n'
    >>> print(_plain_source(ast.parse(source).body[0], source.splitlines(keepends=True)))
    def double(z):
        return 2.0 * z  # twice
    """
    arguments = ", ".join(argument.arg for argument in definition.args.args)
    body = "".join(lines[definition.body[0].end_lineno :])  # what follows the docstring
    return f"def {definition.name}({arguments}):\n{body}".rstrip()


def once(values: Iterable[Item]) -> list[Item]:
    """The values without repetitions, in order.

    >>> once(["tanh", "sigmoid", "tanh"])
    ['tanh', 'sigmoid']
    """
    return list(dict.fromkeys(values))


def stages(run: Run, library: Library) -> Iterator[_Stage]:
    """What each of the run's experiments sets, compared with the one before."""
    before: Experiment | None = None
    fixed = set() if any(experiment.frozen for experiment in run.changed) else {"frozen"}
    if len({experiment.train_biases for experiment in run.changed}) == 1:
        fixed.add("train_biases")
    for experiment, steps in run.stages():
        until = experiment.iteration + steps
        changed = changes(before, experiment, library)
        yield _Stage(
            experiment=experiment,
            until=until,
            # Settings that never change are written into the code, not assigned.
            settings={name: changed[name] for name in changed if name not in fixed},
            examples=before is None or not _same_examples(before, experiment),
            parameters=before is None or not _same_parameters(before, experiment),
        )
        if until < run.iteration:
            before = train(experiment, steps).experiment


def changes(before: Experiment | None, after: Experiment, library: Library) -> dict[str, str]:
    """The settings that differ from before, as Python source.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> changes(mazur(), replace(mazur(), learning_rate=0.7), "numpy")
    {'learning_rate': '0.7'}
    """
    old, new = settings(before, library) if before else {}, settings(after, library)
    return {name: value for name, value in new.items() if old.get(name) != value}


def settings(experiment: Experiment, library: Library) -> dict[str, str]:
    """An experiment's settings, as Python source.

    In PyTorch an activation is a function. In numpy it is a constant that also has a derivative.
    """
    named = str.upper if library == "numpy" else str
    names = [named(activation.name) for activation in experiment.network.activations]
    return {
        "activations": f"[{', '.join(names)}]",
        "loss": named(experiment.loss.name),
        "learning_rate": repr(float(experiment.learning_rate)),
        "train_biases": repr(experiment.train_biases).replace("'", '"'),
        "frozen": repr(_frozen_entries(experiment)),
    }


def _frozen_entries(experiment: Experiment) -> list[tuple[int, int, int]]:
    """Layer, row and column of all that is frozen, in blocks [W b].

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> _frozen_entries(replace(mazur(), frozen=("w6", "b.h2")))
    [(0, 1, 2), (1, 0, 1)]
    """
    return sorted(
        (part.layer, part.row, part.column)
        if isinstance(part, Weight)
        else (part.at.layer - 1, part.at.index, experiment.sizes[part.at.layer - 1])
        for part in experiment.frozen_parameters
    )


def _same_examples(before: Experiment, after: Experiment) -> bool:
    """Whether both have the same examples."""
    return np.array_equal(before.inputs, after.inputs) and np.array_equal(
        before.targets, after.targets
    )


def _same_parameters(before: Experiment, after: Experiment) -> bool:
    """Whether both have the same weights and biases, to the last digit."""
    arrays = (
        (*experiment.network.weights, *experiment.network.biases) for experiment in (before, after)
    )
    return all(np.array_equal(old, new) for old, new in zip(*arrays, strict=True))


def _rows_source(array: Array) -> str:
    """A matrix as nested lists with all digits, on one line if it is short.

    >>> _rows_source(np.array([[0.15, 0.2], [0.25, 0.3]]))
    '[[0.15, 0.2], [0.25, 0.3]]'
    >>> print(_rows_source(np.full((2, 30), 0.5)))
    [
        [0.5, 0.5, ...
         0.5, ...],
        [0.5, ...
         0.5, ...],
    ]
    """
    whole = repr(array.tolist())
    if len(whole) <= _WIDTH - 30:
        return whole
    lines = [
        fill(f"{row.tolist()!r},", _WIDTH, initial_indent="    ", subsequent_indent="     ")
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
