"""What a text holds: values under names, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Annotated, TypeAlias

from pydantic import Field

# A number, a word such as "tanh", or lists of them, nested as in the text.
Value: TypeAlias = "float | str | list[Value]"

# More numbers than this are not read, nor lists nested deeper.
MOST_NUMBERS = 20_000
DEEPEST = 6

# How much of a text is quoted.
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A value under a name; `line` is where it begins, from 1, if the text has lines."""

    name: str
    value: Value
    line: int | None = None

    @property
    def called(self) -> str:
        """The name and where it is: W1 (line 3)."""
        return f"{shortened(self.name)} (line {self.line})" if self.line else shortened(self.name)


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of the text that could not be read."""

    line: Annotated[int | None, Field(description="Where it begins, from 1; null without lines.")]
    text: Annotated[str, Field(description="Its beginning.")]
    why: Annotated[str, Field(description="The reason, in a sentence.")]


@dataclass(frozen=True, slots=True)
class Found:
    """All that a text holds, in its order; `lost` are the names whose values could not be read."""

    named: Sequence[Named] = ()
    unread: Sequence[Unread] = ()
    lost: Sequence[str] = ()


class Unreadable(ValueError):
    """A value that cannot be read. Its message is the reason, in a sentence."""


def unread(line: int | None, text: str, why: str) -> Unread:
    """What could not be read, with only its beginning quoted."""
    return Unread(line, shortened(text), why)


def shortened(text: str) -> str:
    """The first line of a text, if it is long only its beginning.

    >>> shortened("W1 = np.random.randn(2, 3)\\nW2 = 1"), len(shortened("x" * 1000))
    ('W1 = np.random.randn(2, 3) …', 62)
    """
    first, *rest = text.strip().split("\n", 1)
    cut = first[:_QUOTED]
    return f"{cut} …" if rest or len(first) > len(cut) else cut


def finite(number: float) -> float:
    """The number, as a float. Raises `Unreadable` unless it is finite.

    >>> finite(10 ** 400)
    Traceback (most recent call last):
    app.reading.found.Unreadable: It is not a finite number.
    """
    try:
        value = float(number)
    except OverflowError:
        value = float("inf")
    if not isfinite(value):
        raise Unreadable("It is not a finite number.")
    return value


def shape(value: Value) -> tuple[int, ...]:
    """The lengths of nested lists of numbers. Raises `Unreadable` for ragged ones and for words.

    >>> shape([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), shape(0.5)
    ((3, 2), ())
    >>> shape([[1.0], [2.0, 3.0]])
    Traceback (most recent call last):
    app.reading.found.Unreadable: Its rows are not all of one length.
    """
    if isinstance(value, str):
        raise Unreadable(f"It has “{shortened(value)}” where a number is needed.")
    if isinstance(value, float):
        return ()
    if not value:
        raise Unreadable("It is an empty list.")
    shapes = {shape(part) for part in value}
    if len(shapes) > 1:
        raise Unreadable("Its rows are not all of one length.")
    return (len(value), *shapes.pop())
