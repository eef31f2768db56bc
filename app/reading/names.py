"""What a name says: that its value is the weights of a layer, inputs, the learning rate, ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "weights", "biases", "inputs", "targets", "learning rate", "activations", "loss"
]

# One of these words is enough, wherever it is in a name. The first kind that has it is meant:
# weights_input_hidden are weights.
_WORDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("learning rate", frozenset({"lr", "eta", "alpha", "rate", "learningrate"})),
    ("activations", frozenset({"activation", "activations"})),
    ("loss", frozenset({"loss", "criterion"})),
    ("biases", frozenset({"b", "bias", "biases", "bh", "bo", "bi", "intercept", "intercepts"})),
    (
        "weights",
        frozenset(
            {
                *("w", "weight", "weights", "kernel", "theta", "syn", "synapse", "coef", "coefs"),
                *("wi", "wh", "wo", "wih", "who", "whh", "wxh", "why", "win", "wout"),
            }
        ),
    ),
    (
        "targets",
        frozenset(
            {
                *("y", "t", "target", "targets", "label", "labels", "expected", "desired"),
                *("output", "outputs"),
            }
        ),
    ),
    ("inputs", frozenset({"x", "i", "input", "inputs", "feature", "features"})),
)

# In the name of weights or biases they say that these are the last ones.
_LAST = frozenset({"o", "out", "output", "ho", "hy", "who", "why", "wo", "bo", "wout", "last"})


@dataclass(frozen=True, order=True)
class Rank:
    """The place of a layer among others, as far as its name tells."""

    last: bool
    numbers: tuple[int, ...]


def words_of(name: str) -> list[str]:
    """The words and numbers of a name, in small letters.

    >>> words_of("self.W_hidden"), words_of("learningRate"), words_of("fc1.weight")
    (['self', 'w', 'hidden'], ['learning', 'rate'], ['fc', '1', 'weight'])
    """
    apart = re.sub(r"([a-z])([A-Z])", r"\1_\2", name)
    return re.findall(r"[a-z]+|[0-9]+", apart.lower())


def kind_of(name: str) -> Kind | None:
    """What the value of this name is; None if the name does not tell.

    >>> [kind_of(name) for name in ("W1", "weights_input_hidden", "b_out", "X_train", "eta")]
    ['weights', 'weights', 'biases', 'inputs', 'learning rate']
    >>> kind_of("epochs")
    """
    words = set(words_of(name))
    return next((kind for kind, known in _WORDS if words & known), None)


def rank_of(name: str) -> Rank:
    """The place of a layer by its name: by its numbers, and an output layer after all others.

    >>> sorted(["W_out", "fc2.weight", "fc1.weight"], key=rank_of)
    ['fc1.weight', 'fc2.weight', 'W_out']
    """
    words = words_of(name)
    return Rank(bool(_LAST & set(words)), tuple(int(word[:9]) for word in words if word.isdigit()))
