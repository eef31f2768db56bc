"""What the address of sheets asks for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from app.api.limits import MAX_INTEGER
from app.api.schemas import one_of
from app.sheets.code import ordered
from app.sheets.numbers import Decimal
from core.errors import InvalidExperiment
from core.explain.names import Sizes
from core.explain.phases import PhaseKind
from core.practice.sheets.draw import check_sizes
from core.practice.sheets.sheet import KINDS, Sheet

MOST_SHEETS = 60
# Sheets times weights: 60 sheets of a 2-2-2 network, 20 of the largest.
MAX_SHEETS_WORK = 1_000
_LONGEST = 40  # characters of a value in a message


class SheetsProblem(ValueError):
    """What is wrong with an address, in a sentence."""


class SheetsRequest(BaseModel):
    """The fields of the form, and of the address that it makes."""

    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=1, le=MOST_SHEETS)] = 1
    seed: Annotated[int, Field(ge=0, le=MAX_INTEGER)] = 1
    level: Annotated[int, Field(ge=1, le=5)] = 1
    layers: str = "2-2-2"
    phases: list[Annotated[PhaseKind, one_of(KINDS)]] = []
    key: Literal["yes", "no"] = "yes"
    decimal: Decimal = "point"

    @property
    def kinds(self) -> tuple[PhaseKind, ...]:
        """The kinds of phases that may be asked: all, if none is named."""
        return ordered(self.phases) or KINDS


def read_request(query: QueryParams, decimal: Decimal) -> SheetsRequest:
    """The request of an address; `decimal` is how the reader writes numbers.

    Raises `SheetsProblem` for a field that is unknown or has no value that it can have.

    >>> read_request(QueryParams("count=30&seed=7&level=3&phases=net&phases=loss"), "point").phases
    ['net', 'loss']
    >>> read_request(QueryParams("count=900"), "point")
    Traceback (most recent call last):
    app.sheets.request.SheetsProblem: count: got 900; must be a whole number from 1 to 60
    """
    fields: dict[str, Any] = {"decimal": decimal, **query}
    if "phases" in query:
        fields["phases"] = query.getlist("phases")
    try:
        return SheetsRequest.model_validate(fields)
    except ValidationError as error:
        raise SheetsProblem(_sentence(error)) from None


_ALLOWED = {
    "count": f"a whole number from 1 to {MOST_SHEETS}",
    "seed": f"a whole number from 0 to {MAX_INTEGER}",
    "level": "a whole number from 1 to 5",
    "layers": "sizes such as 2-2-2",
    "phases": f"each one of {', '.join(KINDS)}",
    "key": "yes or no",
    "decimal": f"one of {', '.join(get_args(Decimal))}",
}
assert _ALLOWED.keys() == SheetsRequest.model_fields.keys()


def _sentence(error: ValidationError) -> str:
    """The first error in a sentence."""
    found = error.errors()[0]
    name = str(found["loc"][0])
    if name not in _ALLOWED:
        return f"{_short(name)}: there is no such field; there are {', '.join(_ALLOWED)}"
    return f"{name}: got {_short(str(found['input']))}; must be {_ALLOWED[name]}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def sheets_of(wanted: SheetsRequest) -> list[Sheet]:
    """The sheets that are asked for, from number 1 on.

    Raises `SheetsProblem` if a network or a level has no such sheet, or if they are too many.
    """
    try:
        sizes = _sizes(wanted.layers)
        check_sizes(sizes)
        _check_work(wanted.count, sizes)
        return [
            Sheet(wanted.seed, number, wanted.level, sizes, wanted.kinds)
            for number in range(1, wanted.count + 1)
        ]
    except InvalidExperiment as error:
        raise SheetsProblem(f"{error.field[0]}: {error}") from None


def _sizes(layers: str) -> Sizes:
    """The layer sizes in a text. Raises `SheetsProblem` if it has none.

    >>> _sizes("2-3-1")
    (2, 3, 1)
    """
    if not re.fullmatch(r"[0-9]{1,3}(-[0-9]{1,3}){0,9}", layers):
        raise SheetsProblem(f"layers: got {_short(layers)}; must be {_ALLOWED['layers']}")
    return tuple(map(int, layers.split("-")))


def _check_work(count: int, sizes: Sizes) -> None:
    """Raises `SheetsProblem` for sheets that would take long to draw."""
    weights = sum(before * units for before, units in pairwise(sizes))
    if count * weights > MAX_SHEETS_WORK:
        raise SheetsProblem(
            f"count: got {count} sheets of {weights} weights; of this network there can be at most "
            f"{MAX_SHEETS_WORK // weights}"
        )
