"""Schemes for the first weights and biases of a network, each a record with its source.

The numbers into a neuron come from a stream of its own, which the seed and the neuron's place
determine. So the same seed gives the same numbers for ever, and a network with one more neuron or
input has the numbers of the smaller one beside the new ones, scaled to its sizes. The output layer
has its own place: a hidden layer that is added before it draws other numbers.

All are rounded to two decimals, because a learner calculates with them by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import Array
from core.errors import InvalidExperiment
from core.explain.names import Sizes

DEFAULT_SCHEME = "xavier"
DEFAULT_SEED = 0
# What `all_equal` and the ends of `uniform` are.
_EQUAL = 0.5
_REACH = 1.0


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A way to choose the first numbers of a network.

    - ``name``: in the API
    - ``label``: in menus
    - ``says``: what it chooses, and what for: one sentence
    - ``seeded``: whether anything is drawn, so that another seed gives other numbers
    - ``bias``: generator -> the bias of one neuron; drawn before its weights
    - ``weights``: (generator, fan_in, fan_out) -> the weights into one neuron, (fan_in,), where
      fan_in and fan_out are the sizes of the layers before and after the weights

    >>> generator = np.random.Generator(np.random.PCG64(0))
    >>> SCHEMES["xavier"].weights(generator, 2, 2).round(9).tolist()
    [0.335486248, -0.563905083]
    """

    name: str
    label: str
    says: str
    seeded: bool
    bias: Callable[[np.random.Generator], float]
    weights: Callable[[np.random.Generator, int, int], Array]


def _uniform(generator: np.random.Generator, reach: float, count: int) -> Array:
    """Numbers drawn uniformly from -reach to reach."""
    return reach * (2.0 * generator.random(count) - 1.0)


def _xavier(generator: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Uniform within ``sqrt(6 / (fan_in + fan_out))``: the variance is 2 / (fan_in + fan_out).

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks" (2010), equation 16. Their biases begin at 0 (section 2.3).
    """
    return _uniform(generator, float(np.sqrt(6.0 / (fan_in + fan_out))), fan_in)


def _he(generator: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Normal with mean 0 and variance ``2 / fan_in``.

    Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), equation 10. Their biases
    begin at 0 (section 2.2).
    """
    return float(np.sqrt(2.0 / fan_in)) * generator.standard_normal(fan_in)


SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            name="xavier",
            label="Xavier (Glorot)",
            says="Weights uniform within √(6 / (units before + units after)), which suits sigmoid "
            "and tanh; biases are 0.",
            seeded=True,
            bias=lambda generator: 0.0,
            weights=_xavier,
        ),
        Scheme(
            name="he",
            label="He",
            says="Weights normal with variance 2 / (units before), which suits ReLU; biases are 0.",
            seeded=True,
            bias=lambda generator: 0.0,
            weights=_he,
        ),
        Scheme(
            name="uniform",
            label="uniform, −1 to 1",
            says="Weights and biases uniform from −1 to 1, whatever the sizes of the layers.",
            seeded=True,
            bias=lambda generator: float(_uniform(generator, _REACH, 1)[0]),
            weights=lambda generator, fan_in, fan_out: _uniform(generator, _REACH, fan_in),
        ),
        Scheme(
            name="zeros",
            label="all zero",
            says="Every weight and bias is 0, so the hidden neurons of a layer learn alike and "
            "stay equal.",
            seeded=False,
            bias=lambda generator: 0.0,
            weights=lambda generator, fan_in, fan_out: np.zeros(fan_in),
        ),
        Scheme(
            name="all_equal",
            label="all equal, 0.5",
            says="Every weight and bias is 0.5, so the hidden neurons of a layer learn alike and "
            "stay equal.",
            seeded=False,
            bias=lambda generator: _EQUAL,
            weights=lambda generator, fan_in, fan_out: np.full(fan_in, _EQUAL),
        ),
    )
}


def scheme_named(name: str) -> Scheme:
    """The scheme called `name`. Raises `InvalidExperiment` for a name that is not in `SCHEMES`.

    >>> scheme_named("lecun")
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'lecun'; allowed are xavier, he, uniform, zeros, all_equal
    """
    if name not in SCHEMES:
        raise InvalidExperiment(("scheme",), f"got {name!r}; allowed are {', '.join(SCHEMES)}")
    return SCHEMES[name]


def drawn_parameters(
    sizes: Sizes, scheme: str = DEFAULT_SCHEME, seed: int = DEFAULT_SEED
) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """First weights and biases of a network with these layer sizes, the inputs first.

    ``weights[l]``, (units, units before), and ``biases[l]``, (units, 1), as in `Network`. Raises
    `InvalidExperiment` for an unknown scheme.

    >>> weights, biases = drawn_parameters((2, 3, 1), "xavier", seed=0)
    >>> [W.tolist() for W in weights]
    [[[0.98, -0.19], [0.2, 0.7], [-0.98, 0.15]], [[0.16, 1.07, -0.05]]]
    >>> [b.ravel().tolist() for b in biases]
    [[0.0, 0.0, 0.0], [0.0]]
    """
    chosen = scheme_named(scheme)
    weights, biases = list[Array](), list[Array]()
    last = len(sizes) - 2
    for layer, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        W, b = np.empty((fan_out, fan_in)), np.empty((fan_out, 1))
        for neuron in range(fan_out):
            generator = _stream(seed, 0 if layer == last else layer + 1, neuron)
            b[neuron] = chosen.bias(generator)
            W[neuron] = chosen.weights(generator, fan_in, fan_out)
        # Plus 0, so that what is rounded to zero has no sign.
        weights.append(W.round(2) + 0.0)
        biases.append(b.round(2) + 0.0)
    return tuple(weights), tuple(biases)


def _stream(seed: int, layer: int, neuron: int) -> np.random.Generator:
    """The random numbers of one neuron; its layer counts from 1, and 0 is the output layer.

    The generator is named, because numpy may choose another for `default_rng` one day.
    """
    place = np.random.SeedSequence(seed, spawn_key=(layer, neuron))
    return np.random.Generator(np.random.PCG64(place))
