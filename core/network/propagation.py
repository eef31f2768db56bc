"""Backpropagation: forward, backward, update. This is the file to read.

The equations are those of the worked example (Mazur 2015), vectorised over neurons and over m
examples. They also work for a stack of networks (`core.arrays`).
The method is that of Rumelhart, Hinton and Williams, "Learning representations by
back-propagating errors", Nature 323 (1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.network.loss import Loss
from core.network.network import Network

TrainBiases: TypeAlias = Literal[False, True, "per_layer"]


@dataclass(frozen=True)
class Forward:
    """What the forward pass computed.

    ``z[l]`` and ``a[l + 1]``, (..., units, m): net input and activation of layer l + 1.
    ``a[0]`` is the input x, ``a[-1]`` the output o.

    >>> from core.run.presets import mazur
    >>> passed = forward(mazur().network, mazur().inputs)
    >>> [z.shape for z in passed.z], [a.shape for a in passed.a]
    ([(2, 1), (2, 1)], [(2, 1), (2, 1), (2, 1)])
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]


@dataclass(frozen=True)
class Gradients:
    """dE/dW and dE/db, means over the m examples, each with the shape of its parameter.

    >>> gradients = Gradients(weights=(np.ones((3, 2)),), biases=(np.ones((3, 1)),))
    >>> gradients.weights[0].shape
    (3, 2)
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    def times(self, factor: float) -> Gradients:
        """All gradients, multiplied by a factor."""
        return Gradients(
            tuple(factor * dW for dW in self.weights), tuple(factor * db for db in self.biases)
        )


@dataclass(frozen=True)
class Frozen:
    """Which parameters an update leaves as they are: each array has the shape of its parameter.

    >>> w1 = Frozen(weights=(np.array([[True, False]]),), biases=(np.array([[False]]),))
    >>> int(w1.weights[0].sum())
    1
    """

    weights: tuple[NDArray[np.bool_], ...]
    biases: tuple[NDArray[np.bool_], ...]


@dataclass(frozen=True)
class Backward:
    """What the backward pass computed.

    ``deltas[l]``, (..., units, m): dE/dz of layer l + 1, where E is the loss of the column's own
    example. So the mean of a layer's delta is the gradient of its biases.

    >>> from core.run.presets import mazur
    >>> passed = forward(mazur().network, mazur().inputs)
    >>> back = backward(mazur().network, passed, mazur().targets, mazur().loss)
    >>> bool((back.deltas[0] == back.gradients.biases[0]).all())
    True
    """

    deltas: tuple[Array, ...]
    gradients: Gradients


def forward(network: Network, x: Array) -> Forward:
    """Forward pass of the examples x, (inputs, m).

    ``z = W a + b``, ``a = sigma(z)``, layer by layer.

    >>> from core.run.presets import mazur
    >>> example = mazur()
    >>> passed = forward(example.network, example.inputs)
    >>> [z.round(9).ravel().tolist() for z in passed.z]
    [[0.3775, 0.3925], [1.105905967, 1.224921404]]
    >>> passed.a[-1].round(9).ravel().tolist()
    [0.75136507, 0.772928465]
    """
    z: list[Array] = []
    a: list[Array] = [x]
    for W, b, activation in network.layers():
        z.append(W @ a[-1] + b)
        a.append(activation.function(z[-1]))
    return Forward(tuple(z), tuple(a))


def backward(network: Network, passed: Forward, y: Array, loss: Loss) -> Backward:
    """Backward pass for the targets y, (outputs, m), after the forward pass `passed`.

    - output: ``delta = (o - y) * sigma'(z)`` for the squared error (`losses` for others, and
      `Activation.back` for softmax)
    - hidden: ``delta = (W^T delta of the next layer) * sigma'(z)``
    - gradients: ``dE/dW = delta a^T / m``, ``dE/db = mean of delta``, a being the layer before

    A hidden delta uses the W of the forward pass: `network` does not change here, and all layers
    are updated together afterwards.

    >>> from core.run.presets import mazur
    >>> example = mazur()
    >>> passed = forward(example.network, example.inputs)
    >>> back = backward(example.network, passed, example.targets, example.loss)
    >>> back.deltas[-1].round(9).ravel().tolist()
    [0.138498562, -0.038098237]
    >>> back.gradients.weights[-1].round(9).tolist()
    [[0.082167041, 0.082667628], [-0.02260254, -0.022740242]]
    """
    z, a, m = passed.z, passed.a, y.shape[-1]
    delta = loss.output_delta(y, z[-1], a[-1], network.activations[-1])
    deltas = [delta]
    for layer in range(len(z) - 1, 0, -1):
        W, activation = network.weights[layer], network.activations[layer - 1]
        delta = activation.back(z[layer - 1], a[layer], W.mT @ delta)
        deltas.insert(0, delta)
    gradients = Gradients(
        weights=tuple(delta @ before.mT / m for delta, before in zip(deltas, a[:-1], strict=True)),
        biases=tuple(delta.mean(axis=-1, keepdims=True) for delta in deltas),
    )
    return Backward(tuple(deltas), gradients)


def paths_back(W: Array, delta: Array) -> Array:
    """The terms that ``W^T delta`` adds up, (receivers, senders, m): ``delta w`` for each weight.

    ``W`` has shape (receivers, senders) and ``delta`` (receivers, m). Summed over the receivers,
    they are dE/da of the senders.

    >>> W, delta = np.array([[0.4, 0.45], [0.5, 0.55]]), np.array([[0.1385], [-0.0381]])
    >>> paths_back(W, delta)[:, 0, 0].round(5).tolist()
    [0.0554, -0.01905]
    """
    return W[:, :, np.newaxis] * delta[:, np.newaxis, :]


def update(
    network: Network,
    gradients: Gradients,
    learning_rate: float,
    train_biases: TrainBiases = False,
    frozen: Frozen | None = None,
) -> Network:
    """The network after one step of gradient descent: ``W <- W - learning_rate dE/dW``.

    Biases stay fixed, as in the worked example, unless `train_biases` is True (each neuron trains
    its own) or "per_layer" (the neurons of a layer share one, whose gradient is the sum of theirs).
    What is `frozen` stays as it is, whatever its gradient.

    >>> from core.run.presets import mazur
    >>> example = mazur()
    >>> passed = forward(example.network, example.inputs)
    >>> back = backward(example.network, passed, example.targets, example.loss)
    >>> update(example.network, back.gradients, 0.5).weights[1].round(9).tolist()
    [[0.35891648, 0.408666186], [0.51130127, 0.561370121]]
    """
    weights = tuple(
        W - learning_rate * dW for W, dW in zip(network.weights, gradients.weights, strict=True)
    )
    biases = tuple(
        b - learning_rate * bias_gradient(db, train_biases)
        for b, db in zip(network.biases, gradients.biases, strict=True)
    )
    updated = Network(weights, biases, network.activations)
    return updated if frozen is None else unmoved(network, updated, frozen)


def unmoved(before: Network, after: Network, frozen: Frozen) -> Network:
    """The network `after` an update, with what is frozen as it was `before`.

    >>> from core.run.presets import mazur
    >>> before = mazur().network
    >>> nothing = tuple(np.zeros((2, 1), dtype=np.bool_) for _ in before.biases)
    >>> w6 = Frozen((np.zeros((2, 2), dtype=np.bool_), np.array([[0, 1], [0, 0]], "?")), nothing)
    >>> after = Network(tuple(W + 1.0 for W in before.weights), before.biases, before.activations)
    >>> unmoved(before, after, w6).weights[1].tolist()
    [[1.4, 0.45], [1.5, 1.55]]
    """
    return Network(
        tuple(map(np.where, frozen.weights, before.weights, after.weights)),
        tuple(map(np.where, frozen.biases, before.biases, after.biases)),
        after.activations,
    )


def bias_gradient(db: Array, train_biases: TrainBiases) -> Array:
    """The gradient by which a layer's biases are updated, given each neuron's own, (..., units, 1).

    >>> bias_gradient(np.array([[0.1], [0.3]]), "per_layer").tolist()
    [[0.4], [0.4]]
    """
    if train_biases == "per_layer":
        return np.broadcast_to(db.sum(axis=-2, keepdims=True), db.shape)
    return db if train_biases else np.zeros_like(db)
