"""The right method with numbers rounded or cut off on the way, written without `core.explain`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from core import Experiment
from core.arrays import Array
from core.explain.names import Bias, Neuron, Pair, Part, Path, Weight, Whole, name_of
from core.network.activations import ACTIVATIONS
from core.network.propagation import bias_gradient

Keep = Callable[[Array], Array]


def by_carrying(experiment: Experiment, keep: Keep) -> dict[str, Array]:
    """Every number before it is itself rounded, (m,) or (1,): each is computed from kept ones."""
    results: dict[str, Array] = {}
    sizes, network, y = experiment.sizes, experiment.network, keep(experiment.targets)
    last = len(sizes) - 1

    def note(prefix: str, values: Array, part_at: Callable[..., Part]) -> Array:
        """Notes a layer's numbers, (..., m), and gives them as they are carried on."""
        for index in np.ndindex(values.shape[:-1]):
            results[prefix + name_of(part_at(*index), sizes)] = values[index]
        return keep(values)

    def passed(weights: list[Array], biases: list[Array]) -> tuple[list[Array], list[Array]]:
        z, a = [], [keep(experiment.inputs)]
        for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
            terms = note("term.", W[:, :, None] * a[-1][None], partial(Weight, layer))
            z.append(note("z.", terms.sum(axis=1) + b, partial(Neuron, layer + 1)))
            sigma = network.activations[layer].function
            a.append(note("a.", sigma(z[-1]), partial(Neuron, layer + 1)))
        return z, a

    def total(z: list[Array], a: list[Array]) -> Array:
        shares = note("loss.", experiment.loss.function(y, z[-1], a[-1]), partial(Neuron, last))
        each = shares.sum(axis=0)
        return np.asarray((keep(each) if experiment.m > 1 else each).mean(keepdims=True))

    weights, biases = [keep(W) for W in network.weights], [keep(b) for b in network.biases]
    z, a = passed(weights, biases)
    note("loss", total(z, a), Whole)
    error = experiment.loss.output_delta(y, z[-1], a[-1], ACTIVATIONS["identity"])
    back = note("error.", error, partial(Neuron, last))

    def through_outputs(slope: Array, o: Array) -> Array:
        outputs = len(o)
        coupled = network.activations[-1].coupling is not None
        others = -o[:, None] * o[None] if coupled else np.zeros((outputs, outputs, 1))
        others = note("jacobian.", others, lambda i, j: Pair(Neuron(last, i), Neuron(last, j)))
        if not experiment.loss.slope_remains:
            return error
        jacobian = np.where(np.eye(outputs, dtype=np.bool_)[:, :, None], slope[:, None], others)
        return np.asarray((error[:, None] * jacobian).sum(axis=0))

    after: dict[str, list[Array]] = {"weights": [], "biases": []}
    for layer in range(last, 0, -1):
        sigma = network.activations[layer - 1]
        slopes = sigma.derivative(z[layer - 1], a[layer])
        sloped = note("slope.", slopes, partial(Neuron, layer))
        delta = back * sloped
        if layer == last:
            delta = through_outputs(sloped, a[-1])
        delta = note("delta.", delta, partial(Neuron, layer))
        products = delta[:, None] * a[layer - 1][None]
        dW = (keep(products) if experiment.m > 1 else products).mean(axis=-1, keepdims=True)
        dW = note("gradient.", dW, partial(Weight, layer - 1))
        db = delta.mean(axis=-1, keepdims=True)
        db = note("gradient.", db, lambda index, layer=layer: Bias(Neuron(layer, index)))
        rate, frozen = experiment.learning_rate, experiment.frozen_entries
        learns = 1.0 if frozen is None else 1.0 - frozen.weights[layer - 1][:, :, None]
        step = note("step.", learns * rate * dW, partial(Weight, layer - 1))
        W = network.weights[layer - 1]
        moved = note("new.", W[:, :, None] - step, partial(Weight, layer - 1))
        after["weights"].insert(0, moved[:, :, 0])
        learns = 1.0 if frozen is None else 1.0 - frozen.biases[layer - 1]
        steps = learns * rate * bias_gradient(db, experiment.train_biases)
        steps = note("step.", steps, lambda index, layer=layer: Bias(Neuron(layer, index)))
        moved = note(
            "new.", network.biases[layer - 1] - steps, lambda i, n=layer: Bias(Neuron(n, i))
        )
        after["biases"].insert(0, moved)
        if layer > 1:
            paths = weights[layer - 1][:, :, None] * delta[:, None]
            paths = note("path.", paths, lambda i, j, n=layer: Path(Weight(n - 1, i, j)))
            back = note("da.", paths.sum(axis=0), partial(Neuron, layer - 1))
    before = dict(results)
    results["new.loss"] = total(*passed(after["weights"], after["biases"]))
    return {**results, **before}


def carelessly(rng: np.random.Generator, least: int = 2, most: int = 6) -> Keep:
    """Rounds or cuts off each number to digits of its own, or leaves it as it is."""

    def keep(numbers: Array) -> Array:
        digits = rng.integers(least, most + 1, numbers.shape)
        with np.errstate(all="ignore"):
            scale = 10.0 ** (digits - 1 - np.floor(np.log10(np.abs(numbers))))
            scaled = numbers * scale
            # What is whole but for the noise of floats, has nothing to cut off.
            ways = [np.rint(scaled) / scale, np.trunc(scaled * (1 + 1e-12)) / scale, numbers]
        kept = np.choose(rng.integers(0, 3, numbers.shape), ways)
        return np.where(np.isfinite(kept), kept, numbers)

    return keep
