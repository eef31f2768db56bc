"""What a seed decides. The same seed decides the same, for ever.

So nothing here depends on a random generator, which a library may change, or on how many things
there are to choose from: each thing gets a rank of its own, by a hash of the seed, the place of the
decision and its own name. One more kind of question does not reorder the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TypeAlias, TypeVar

Thing = TypeVar("Thing")

# The seed, and what is decided: numbers and names.
Place: TypeAlias = tuple[int | str, ...]

_BYTES = 6


def rank(place: Place, name: str) -> int:
    """A number from 0 to 2**48 - 1 for a name, in one place.

    >>> rank((7, "phase"), "loss"), rank((8, "phase"), "loss")
    (276566046314714, 31319443014232)
    """
    digest = blake2b("/".join([*map(str, place), name]).encode(), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "big")


def shuffled(
    place: Place, things: Iterable[Thing], name: Callable[[Thing], str] = str
) -> list[Thing]:
    """The things in an order that the place decides.

    >>> shuffled((7,), ["w1", "w2", "w3"]), shuffled((8,), ["w1", "w2", "w3", "w4"])
    (['w2', 'w1', 'w3'], ['w1', 'w2', 'w3', 'w4'])
    """
    return sorted(things, key=lambda thing: (rank(place, name(thing)), name(thing)))


def spread(place: Place, groups: list[list[Thing]], count: int) -> list[list[Thing]]:
    """At most `count` things out of groups, as evenly as can be; each group keeps its order.

    >>> spread((7,), [["a", "b", "c"], ["d"], ["e", "f"]], 4)
    [['b', 'c'], ['d'], ['e']]
    """
    turns = [
        (turn, rank((*place, turn), str(group)), group, index)
        for group, things in enumerate(groups)
        for turn, index in enumerate(shuffled((*place, group), range(len(things))))
    ]
    kept = {(group, index) for _, _, group, index in sorted(turns)[:count]}
    return [
        [thing for index, thing in enumerate(things) if (group, index) in kept]
        for group, things in enumerate(groups)
    ]
