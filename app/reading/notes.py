"""What was read as what, what is filled in, and what could not be read, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.reading.found import Named, Unread, Unreadable, unread

# More than this are counted instead of listed.
_MOST = 40


@dataclass
class Notes:
    """The sentences, in the order in which they are told."""

    read: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def refuse(self, named: Named, why: str) -> None:
        """A value that could not be used."""
        self.unread.append(unread(named.line, named.name, why))

    @contextmanager
    def reading(self, named: Named) -> Iterator[None]:
        """Within it, a value that is `Unreadable` is noted, and goes no further."""
        try:
            yield
        except Unreadable as error:
            self.refuse(named, str(error))

    def listed(self) -> list[Unread]:
        """What could not be read, in the order of the text; of very many, the first."""
        found = sorted(self.unread, key=lambda one: one.line or 0)
        if len(found) <= _MOST:
            return found
        rest = unread(found[_MOST].line, "…", "More pieces of the text could not be read.")
        return [*found[:_MOST], rest]


def layer_words(layer: int, last: int) -> str:
    """What a sentence calls a layer.

    >>> [layer_words(layer, last=3) for layer in (1, 2, 3)], layer_words(1, last=2)
    (['hidden layer 1', 'hidden layer 2', 'the output layer'], 'the hidden layer')
    """
    if layer == last:
        return "the output layer"
    return "the hidden layer" if last == 2 else f"hidden layer {layer}"


def counted(count: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "example"), counted(4, "example")
    ('1 example', '4 examples')
    """
    return f"{count} {what}{'' if count == 1 else 's'}"


def times(sizes: Iterable[int]) -> str:
    """Sizes as they are written.

    >>> times((2, 3))
    '2 × 3'
    """
    return " × ".join(map(str, sizes))
