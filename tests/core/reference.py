"""One step of any network by hand: a scalar at a time, by the equations of the textbooks.

As in `by_hand`, Python floats and `math` only: of `core` it takes the given numbers and the names
of the functions, nothing that computes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, tanh
from typing import TypeAlias

from core import Experiment

Vector: TypeAlias = list[float]
Matrix: TypeAlias = list[Vector]


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


# Each activation and its derivative.
ACTIVATIONS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
    "relu": (lambda z: max(z, 0.0), lambda z: 1.0 if z > 0 else 0.0),
    "leaky_relu": (lambda z: z if z > 0 else z / 100, lambda z: 1.0 if z > 0 else 1 / 100),
    "identity": (lambda z: z, lambda z: 1.0),
    "softplus": (lambda z: log(1 + exp(z)), _sigmoid),
    "silu": (
        lambda z: z * _sigmoid(z),
        lambda z: _sigmoid(z) + z * _sigmoid(z) * (1 - _sigmoid(z)),
    ),
}


@dataclass
class Step:
    """The loss, the gradients of a step, and the network after it: of each layer."""

    loss: float
    weight_gradients: list[Matrix]
    bias_gradients: list[Vector]
    weights: list[Matrix]
    biases: list[Vector]


def step(experiment: Experiment) -> Step:
    """One step of gradient descent on all examples of an experiment."""
    weights: list[Matrix] = [W.tolist() for W in experiment.network.weights]
    biases: list[Vector] = [b[:, 0].tolist() for b in experiment.network.biases]
    dW = [[[0.0] * len(row) for row in W] for W in weights]
    db = [[0.0] * len(b) for b in biases]
    m, loss = len(experiment.inputs[0]), 0.0
    for x, y in zip(experiment.inputs.T.tolist(), experiment.targets.T.tolist(), strict=True):
        a, deltas = _one_example(experiment, weights, biases, x, y)
        loss += _loss(experiment, a[-1], y) / m
        for layer, W in enumerate(weights):
            for i, row in enumerate(W):
                db[layer][i] += deltas[layer][i] / m
                for j in range(len(row)):
                    dW[layer][i][j] += deltas[layer][i] * a[layer][j] / m
    _update(experiment, weights, biases, dW, db)
    return Step(loss, dW, db, weights, biases)


def _one_example(
    experiment: Experiment, weights: list[Matrix], biases: list[Vector], x: Vector, y: Vector
) -> tuple[list[Vector], list[Vector]]:
    """The outputs of each layer, the inputs first, and the delta of each layer."""
    names = [activation.name for activation in experiment.network.activations]
    a, z = [x], []
    for W, b, name in zip(weights, biases, names, strict=True):
        sums = [sum(w * s for w, s in zip(row, a[-1], strict=True)) for row in W]
        z.append([net + c for net, c in zip(sums, b, strict=True)])
        if name == "softmax":
            a.append([exp(net) / sum(map(exp, z[-1])) for net in z[-1]])
        else:
            a.append([ACTIVATIONS[name][0](net) for net in z[-1]])
    delta = _output_delta(experiment, z[-1], a[-1], y)
    deltas = [delta]
    for layer in range(len(weights) - 1, 0, -1):
        back = [
            sum(delta[i] * weights[layer][i][j] for i in range(len(delta)))
            for j in range(len(z[layer - 1]))
        ]
        delta = [
            d * ACTIVATIONS[names[layer - 1]][1](net)
            for d, net in zip(back, z[layer - 1], strict=True)
        ]
        deltas.insert(0, delta)
    return a, deltas


def _output_delta(experiment: Experiment, z: Vector, o: Vector, y: Vector) -> Vector:
    """The delta of the outputs of one example; with softmax by its whole Jacobian."""
    name, squared = experiment.network.activations[-1].name, experiment.loss.half
    error = [p - t for p, t in zip(o, y, strict=True)]
    if name == "softmax":
        slopes = error if squared else [-t / p for p, t in zip(o, y, strict=True)]
        outputs = range(len(o))
        return [
            sum(slopes[k] * o[k] * ((1 if k == i else 0) - o[i]) for k in outputs) for i in outputs
        ]
    if squared:
        return [e * ACTIVATIONS[name][1](net) for e, net in zip(error, z, strict=True)]
    return error


def _loss(experiment: Experiment, o: Vector, y: Vector) -> float:
    """The loss of one example."""
    pairs = list(zip(o, y, strict=True))
    match experiment.loss.name:
        case "half_squared_error":
            return sum((t - p) ** 2 / 2 for p, t in pairs)
        case "binary_cross_entropy":
            return -sum(t * log(p) + (1 - t) * log(1 - p) for p, t in pairs)
        case _:
            return -sum(t * log(p) for p, t in pairs)


def _update(
    experiment: Experiment,
    weights: list[Matrix],
    biases: list[Vector],
    dW: list[Matrix],
    db: list[Vector],
) -> None:
    """Moves the weights and biases against their gradients, those that learn and are not frozen."""
    rate, trained, frozen = experiment.learning_rate, experiment.train_biases, experiment.frozen
    number, hidden = 1, 1
    for layer, W in enumerate(weights):
        last = layer == len(weights) - 1
        named = [f"b.o{i + 1}" if last else f"b.h{hidden + i}" for i in range(len(W))]
        hidden += len(W)
        for i, row in enumerate(W):
            for j in range(len(row)):
                if f"w{number}" not in frozen:
                    row[j] -= rate * dW[layer][i][j]
                number += 1
            if trained == "per_layer" and not set(named) & set(frozen):
                biases[layer][i] -= rate * sum(db[layer])
            elif trained is True and named[i] not in frozen:
                biases[layer][i] -= rate * db[layer][i]
