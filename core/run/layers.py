"""An experiment with other layers: what remains keeps its numbers, what is new is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.arrays import Array
from core.explain.names import PARAMETERS, Bias, Neuron, Sizes, Weight, name_of, parameter_named
from core.network.activation import Activation
from core.network.activations import activation_named
from core.network.losses import loss_named
from core.network.network import Network
from core.network.propagation import TrainBiases
from core.run.experiment import SUM_TOLERANCE, Experiment
from core.run.initial import DEFAULT_SCHEME, DEFAULT_SEED, drawn_parameters

# Of the hidden layers of a network that had none.
_FIRST_HIDDEN = "sigmoid"

# What a single output has instead of softmax, and instead of the cross-entropy that goes with it.
_SINGLE_OUTPUT, _SINGLE_LOSS = "sigmoid", "binary_cross_entropy"


def with_layers(
    experiment: Experiment,
    sizes: Sizes,
    scheme: str = DEFAULT_SCHEME,
    seed: int = DEFAULT_SEED,
    redraw: bool = False,
) -> Experiment:
    """The experiment with these layer sizes, the inputs first, at iteration 0 of its own run.

    - **Layers** remain by their place: the first hidden layer is still the first, and the output
      layer is still the output layer, however many hidden ones come before it. A hidden layer that
      is removed is the last one.
    - **Weights and biases** keep their values where their layer, row and column remain. New ones
      are drawn by the scheme (`drawn_parameters`), and with `redraw` all are. Where the neurons of
      a layer share one bias, a new neuron shares it too.
    - **What is frozen** stays frozen where it remains, under the name that it has now.
    - **Activations** remain with their layers. A new hidden layer has that of the hidden layer
      before it, or the sigmoid if there was none.
      The softmax of several outputs becomes the sigmoid of a single one, and its cross-entropy
      that of yes-or-no targets.
    - **Examples** keep their columns. A new input is 0 in all of them, and a new target is 0, or
      the number nearest to it that the loss allows. If targets must have a sum, those that remain
      are scaled to it, or if nothing remains, are all equal.

    Raises `InvalidExperiment` for an unknown scheme.

    >>> from core.run.presets import mazur
    >>> wider = with_layers(mazur(), (2, 3, 1), "zeros")
    >>> [W.tolist() for W in wider.network.weights]
    [[[0.15, 0.2], [0.25, 0.3], [0.0, 0.0]], [[0.4, 0.45, 0.0]]]
    >>> [b.ravel().tolist() for b in wider.network.biases], wider.targets.tolist()
    ([[0.35, 0.35, 0.35], [0.6]], [[0.01]])
    """
    drawn_weights, drawn_biases = drawn_parameters(sizes, scheme, seed)
    origins = _origins(len(drawn_weights), len(experiment.network.weights))
    kept = [None] * len(origins) if redraw else origins
    activations, loss = _activations(experiment.network, origins), experiment.loss
    if sizes[-1] == 1 and activations[-1].coupling:
        activations = (*activations[:-1], activation_named(_SINGLE_OUTPUT))
        loss = loss_named(_SINGLE_LOSS) if loss.outputs else loss
    low, high = loss.targets
    targets = np.full((sizes[-1], experiment.m), float(np.clip(0.0, low, high)))
    targets = _over(targets, experiment.targets)
    if loss.target_sum is not None:
        targets = _scaled(targets, loss.target_sum)
    return replace(
        experiment,
        loss=loss,
        network=Network(
            _weights(experiment.network, drawn_weights, kept),
            _biases(experiment.network, drawn_biases, kept, experiment.train_biases),
            activations,
        ),
        inputs=_over(np.zeros((sizes[0], experiment.m)), experiment.inputs),
        targets=targets,
        frozen=_frozen(experiment, sizes),
        iteration=0,
    )


def new_parameters(before: Sizes, after: Sizes) -> list[Weight | Bias]:
    """The parameters of a network with other layers that had no value before, by their numbers.

    >>> from core.explain.names import name_of
    >>> [name_of(part, (2, 3, 1)) for part in new_parameters((2, 2, 2), (2, 3, 1))]
    ['w5', 'w6', 'w9', 'b.h3']
    """
    parts = (part for part in PARAMETERS.parts(after) if isinstance(part, Weight | Bias))
    return [part for part in parts if _origin(part, before, after) is None]


def _origin(part: Weight | Bias, before: Sizes, after: Sizes) -> Weight | Bias | None:
    """The parameter before the change that a parameter after it was; None if it is new.

    >>> _origin(Weight(1, 0, 1), (2, 2, 2), (2, 3, 1))
    Weight(layer=1, row=0, column=1)
    >>> _origin(Weight(1, 0, 2), (2, 2, 2), (2, 3, 1)) is None
    True
    """
    layer = part.layer if isinstance(part, Weight) else part.at.layer - 1
    origin = _origins(len(after) - 1, len(before) - 1)[layer]
    if origin is None:
        return None
    if isinstance(part, Bias):
        at = Neuron(origin + 1, part.at.index)
        return Bias(at) if at.index < before[at.layer] else None
    remains = part.row < before[origin + 1] and part.column < before[origin]
    return Weight(origin, part.row, part.column) if remains else None


def _frozen(experiment: Experiment, sizes: Sizes) -> tuple[str, ...]:
    """The names with these layer sizes of what is frozen and remains.

    >>> from core.run.presets import mazur
    >>> _frozen(replace(mazur(), frozen=("w5", "w7", "b.h2")), (2, 3, 1))
    ('w7', 'b.h2')
    """
    before = experiment.sizes
    if not experiment.frozen:
        return ()
    parts = (part for part in PARAMETERS.parts(sizes) if isinstance(part, Weight | Bias))
    names = {_origin(part, before, sizes): name_of(part, sizes) for part in parts}
    found = (names.get(parameter_named(name, before)) for name in experiment.frozen)
    return tuple(name for name in found if name)


def _origins(layers: int, layers_before: int) -> list[int | None]:
    """For each of the layers of weights, the layer before the change that it is; None if it is new.

    >>> _origins(4, layers_before=2), _origins(1, layers_before=3)
    ([0, None, None, 1], [2])
    """
    hidden = [layer if layer < layers_before - 1 else None for layer in range(layers - 1)]
    return [*hidden, layers_before - 1]


def _weights(
    network: Network, drawn: Sequence[Array], origins: Sequence[int | None]
) -> tuple[Array, ...]:
    """The drawn weights of each layer, with those that remain of the network over them."""
    return tuple(
        W if origin is None else _over(W, network.weights[origin])
        for W, origin in zip(drawn, origins, strict=True)
    )


def _biases(
    network: Network,
    drawn: Sequence[Array],
    origins: Sequence[int | None],
    train_biases: TrainBiases,
) -> tuple[Array, ...]:
    """The same for the biases, which the neurons of a layer may share."""
    found = list[Array]()
    for b, origin in zip(drawn, origins, strict=True):
        if origin is None:
            found.append(np.full_like(b, b[0]) if train_biases == "per_layer" else b)
            continue
        old = network.biases[origin]
        # Unless each neuron's own bias learns, equal ones are one that the layer shares.
        shared = train_biases is not True and bool((old == old[0]).all())
        found.append(_over(np.full_like(b, old[0]) if shared else b, old))
    return tuple(found)


def _activations(network: Network, origins: Sequence[int | None]) -> tuple[Activation, ...]:
    """That of each layer's origin; of a new hidden layer, that of the hidden layer before it."""
    found = list[Activation]()
    for origin in origins:
        if origin is not None:
            found.append(network.activations[origin])
        else:
            found.append(found[-1] if found else activation_named(_FIRST_HIDDEN))
    return tuple(found)


def _scaled(targets: Array, total: float) -> Array:
    """The targets, where those of an example do not sum to the total, scaled to it.

    >>> _scaled(np.array([[1.0, 0.2, 0.0], [0.0, 0.3, 0.0]]), 1.0).tolist()
    [[1.0, 0.4, 0.5], [0.0, 0.6, 0.5]]
    """
    sums = targets.sum(axis=0)
    scaled = np.where(sums > 0, targets, 1.0) * (total / np.where(sums > 0, sums, len(targets)))
    return np.where(np.abs(sums - total) <= SUM_TOLERANCE, targets, scaled)


def _over(new: Array, old: Array) -> Array:
    """The new numbers, with the old ones over them where both have a row and a column.

    >>> _over(np.zeros((3, 1)), np.array([[1.0, 2.0], [3.0, 4.0]])).ravel().tolist()
    [1.0, 3.0, 0.0]
    """
    rows, columns = np.minimum(new.shape, old.shape)
    result = new.copy()
    result[:rows, :columns] = old[:rows, :columns]
    return result
