"""JSON in pieces.

Python runs one thread at a time, and one call that encodes half a million numbers would stop all
others for tens of milliseconds. Each piece takes less than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic_core import to_json

NUMBERS_AT_ONCE = 1_024
_FEW = 32  # items of a list, which need not be alike; longer ones are tables


def pieces(value: object) -> Iterator[bytes]:
    """The JSON of an answer: a dataclass of lists, objects and plain values.

    A field that is None by default is left out if it is, as in the schemas of all answers.

    >>> b"".join(pieces({"losses": [0.5, 0.25], "best": None}))
    b'{"losses":[0.5,0.25],"best":null}'
    >>> len(list(pieces([[0.5] * 100] * 100)))
    11
    """
    if is_dataclass(value):
        given = {field: getattr(value, field.name) for field in fields(value)}
        missing = [field for field, part in given.items() if part is field.default is None]
        yield from pieces(
            {field.name: part for field, part in given.items() if field not in missing}
        )
    elif isinstance(value, dict):
        opening = b"{"
        for name, part in value.items():
            yield opening + to_json(name) + b":"
            yield from pieces(part)
            opening = b","
        yield b"}" if value else b"{}"
    elif isinstance(value, list) and _numbers(value) > NUMBERS_AT_ONCE:
        yield from _of_list(value)
    else:
        yield to_json(value)


def _of_list(items: Sequence[Any]) -> Iterator[bytes]:
    opening = b"["
    if len(items) <= _FEW:
        for item in items:
            yield opening
            yield from pieces(item)
            opening = b","
    else:
        taken = max(1, NUMBERS_AT_ONCE // max(1, _numbers(items[0])))
        for start in range(0, len(items), taken):
            yield opening + to_json(items[start : start + taken])[1:-1]
            opening = b","
    yield b"]"


def _numbers(value: object) -> int:
    """About how many numbers a value has: a long list is a table, so its rows are alike."""
    if isinstance(value, list):
        if len(value) > _FEW:
            return len(value) * _numbers(value[0])
        return sum(map(_numbers, value))
    return NUMBERS_AT_ONCE + 1 if is_dataclass(value) or isinstance(value, dict) else 1


def gathered(parts: Iterator[bytes], least: int) -> list[bytes]:
    """The same bytes in fewer pieces, each of at least this length but the last.

    >>> gathered(iter([b"ab", b"c", b"def", b"g"]), least=3)
    [b'abc', b'def', b'g']
    """
    found, waiting, length = list[bytes](), list[bytes](), 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= least:
            found.append(b"".join(waiting))
            waiting, length = [], 0
    return [*found, b"".join(waiting)] if waiting else found
