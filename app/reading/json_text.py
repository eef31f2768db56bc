"""JSON: a state_dict of PyTorch, a file of the page, an answer of the API, or named lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from app.api.convert import to_core
from app.api.schemas import Experiment
from app.reading.found import (
    DEEPEST,
    MOST_NUMBERS,
    Found,
    Named,
    Unread,
    Unreadable,
    Value,
    finite,
    unread,
)
from app.reading.names import kind_of
from core import Experiment as CoreExperiment
from core import InvalidExperiment


def parsed(text: str) -> Any:
    """The JSON in a text. Raises `ValueError` if it is none."""
    try:
        return json.loads(text)
    except (RecursionError, ValueError) as error:
        raise ValueError(str(error)) from None


def experiment_in(value: Any) -> CoreExperiment | None:
    """The experiment of a file of the page, of an answer, or alone; None if there is none.

    Of a run it is the experiment after the last change. Raises `Unreadable` for one that is wrong.
    """
    if isinstance(value, dict) and isinstance(value.get("changed"), list) and value["changed"]:
        value = value["changed"][-1]
    elif isinstance(value, dict) and isinstance(value.get("experiment"), dict):
        value = value["experiment"]
    if not (isinstance(value, dict) and isinstance(value.get("network"), dict)):
        return None
    try:
        return to_core(Experiment.model_validate({**value, "iteration": 0}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Unreadable(f"{where[:60]}: {first['msg']}.") from None
    except InvalidExperiment as error:
        raise Unreadable(f"{'.'.join(map(str, error.field))}: {error}.") from None


def read_json(value: Any) -> Found:
    """The lists and numbers under their names; nested names are joined by points.

    >>> read_json({"fc1": {"weight": [[1, 2]]}, "note": None}).named
    [Named(name='fc1.weight', value=[[1.0, 2.0]], line=None)]
    """
    named: list[Named] = []
    missed: list[Unread] = []
    for name, part in _leaves(value if isinstance(value, dict) else {"weights": value}, "", 0):
        try:
            named.append(Named(name, _value(part, kind_of(name) in ("activations", "loss"))))
        except Unreadable as error:
            missed.append(unread(None, name, str(error)))
    return Found(named, missed)


def _leaves(value: dict[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    """What is under each name, however deep the objects are nested."""
    for key, part in value.items():
        name = f"{before}.{key}".lstrip(".")
        if isinstance(part, dict) and depth < DEEPEST:
            yield from _leaves(part, name, depth + 1)
        else:
            yield name, part


def _value(part: Any, words: bool) -> Value:
    """Numbers in nested lists, or words if those are wanted. Raises `Unreadable`."""
    left = [MOST_NUMBERS]

    def read(part: Any, depth: int) -> Value:
        if depth > DEEPEST:
            raise Unreadable("Its lists are nested too deep.")
        if isinstance(part, list):
            return [read(one, depth + 1) for one in part]
        left[0] -= 1
        if left[0] < 0:
            raise Unreadable(f"It has more than {MOST_NUMBERS} numbers.")
        if isinstance(part, str) and words:
            return part
        if isinstance(part, bool) or not isinstance(part, int | float):
            raise Unreadable("It is no number and no list of numbers.")
        return finite(part)

    return read(part, 0)
