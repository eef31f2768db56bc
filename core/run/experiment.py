"""An experiment: a network, the examples it learns, and how it learns them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Array
from core.errors import InvalidExperiment
from core.explain.conventions import OURS, Conventions
from core.explain.names import PARAMETERS, Bias, Neuron, Weight, quoted
from core.network.loss import Loss
from core.network.network import Network
from core.network.propagation import Frozen, TrainBiases

# How far the sum of targets may be off, since a third has no exact digits.
SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Experiment:
    """Everything that determines a run, so everything that a request must contain.

    - ``inputs``, (inputs, m) and ``targets``, (outputs, m): one example a column
    - ``learning_rate``: the factor of the gradient in an update
    - ``train_biases``: False, True (each neuron has its own) or "per_layer" (a layer shares one)
    - ``frozen``: the names of weights and biases that no update changes. A bias that a layer
      shares ("per_layer") is one parameter with several names: any of them freezes it
    - ``iteration``: the number of updates so far
    - ``conventions``: in which its loss and its quantities are written (`core.explain.adopted`); an
      experiment that is run has ours

    Raises `InvalidExperiment`, naming the field, for shapes that do not fit together, numbers that
    are not finite, an activation in a layer that cannot have it, a loss that does not fit the
    output's activation or the targets, and frozen names that are unknown or repeated.

    >>> from dataclasses import replace
    >>> from core.run.presets import mazur
    >>> replace(mazur(), inputs=np.array([[0.05], [0.10], [0.15]]))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got rows of 3; the network has 2 inputs
    """

    network: Network
    loss: Loss
    inputs: Array
    targets: Array
    learning_rate: float
    train_biases: TrainBiases = False
    frozen: tuple[str, ...] = ()
    iteration: int = 0
    conventions: Conventions = OURS

    def __post_init__(self) -> None:
        _check_layers(self.network)
        _check_couplings(self.network)
        _check_examples(self.network, self.inputs, self.targets)
        _check_loss(self.loss, self.network, self.targets)
        _check_finite(("learning_rate",), np.asarray(self.learning_rate))
        _check_frozen(self.frozen, self.sizes)

    @property
    def m(self) -> int:
        """The number of examples."""
        return len(self.inputs[0])

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons in each layer, the inputs first."""
        return self.network.sizes

    @property
    def subtracted_rate(self) -> float:
        """The factor of the gradients in what an update subtracts: usually the learning rate.

        Gradients of the error target minus output are added.
        """
        return self.conventions.sign * self.learning_rate

    @property
    def of_means(self) -> float:
        """By what a mean over the examples is multiplied: 1, or m if they are only added up."""
        return float(self.m if self.conventions.summed else 1)

    @cached_property
    def frozen_parameters(self) -> frozenset[Weight | Bias]:
        """What is frozen; of a bias that a layer shares, all of its names.

        >>> from dataclasses import replace
        >>> from core.run.presets import mazur
        >>> pinned = replace(mazur(), frozen=("b.h1",))
        >>> len(pinned.frozen_parameters)
        1
        >>> len(replace(pinned, train_biases="per_layer").frozen_parameters)
        2
        """
        return frozenset(
            part
            for name in self.frozen
            if isinstance(found := PARAMETERS.find(name, self.sizes), Weight | Bias)
            for part in self._alike(found)
        )

    def _alike(self, part: Weight | Bias) -> Iterator[Weight | Bias]:
        """The parameter, or all names of a shared bias."""
        if isinstance(part, Weight) or self.train_biases != "per_layer":
            yield part
            return
        layer = part.at.layer
        yield from (Bias(Neuron(layer, index)) for index in range(self.sizes[layer]))

    @cached_property
    def frozen_entries(self) -> Frozen | None:
        """What is frozen, as `core.update` takes it; None if nothing is."""
        if not self.frozen:
            return None
        network = self.network
        weights = tuple(np.zeros(W.shape, dtype=np.bool_) for W in network.weights)
        biases = tuple(np.zeros(b.shape, dtype=np.bool_) for b in network.biases)
        for part in self.frozen_parameters:
            if isinstance(part, Weight):
                weights[part.layer][part.row, part.column] = True
            else:
                biases[part.at.layer - 1][part.at.index] = True
        return Frozen(weights, biases)

    def at(self, iteration: int, network: Network) -> Experiment:
        """The same experiment at another iteration, with the network that it has there.

        It has been checked, and so has a network that a run computed: nothing is checked again.

        >>> from core.run.presets import mazur
        >>> experiment = mazur()
        >>> experiment.at(10, experiment.network).iteration
        10
        """
        there = object.__new__(Experiment)
        there.__dict__.update(self.__dict__, iteration=iteration, network=network)
        return there


def _check_layers(network: Network) -> None:
    """Raises `InvalidExperiment` unless the shapes of the layers fit together."""
    layers = len(network.weights)
    if layers == 0:
        raise InvalidExperiment(("network", "weights"), "got no layer; at least one is needed")
    for name, values in (("biases", network.biases), ("activations", network.activations)):
        if len(values) != layers:
            raise InvalidExperiment(
                ("network", name),
                f"got {len(values)}; one for each of the {layers} layers of weights is needed",
            )
    for layer, (W, b, _) in enumerate(network.layers()):
        if W.ndim != 2 or W.size == 0:
            raise InvalidExperiment(
                ("network", "weights", layer),
                f"got shape {W.shape}; must be (units, units before), neither of them 0",
            )
        units, before = W.shape
        if layer and before != network.weights[layer - 1].shape[0]:
            raise InvalidExperiment(
                ("network", "weights", layer),
                f"got rows of {before} weights; the layer before has "
                f"{network.weights[layer - 1].shape[0]} neurons, and a row holds one for each",
            )
        if b.ndim != 2 or b.shape[1] != 1:
            raise InvalidExperiment(
                ("network", "biases", layer), f"got shape {b.shape}; must be (units, 1), a column"
            )
        if len(b) != units:
            raise InvalidExperiment(
                ("network", "biases", layer),
                f"got {len(b)} biases; the layer has {units} neurons, one for each is needed",
            )
        _check_finite(("network", "weights", layer), W)
        _check_finite(("network", "biases", layer), b)


def _check_couplings(network: Network) -> None:
    """Raises `InvalidExperiment` for a coupled activation elsewhere than in several outputs."""
    last, outputs = len(network.weights) - 1, len(network.weights[-1])
    for layer, activation in enumerate(network.activations):
        if activation.coupling is None or (layer == last and outputs > 1):
            continue
        where, needs = "a hidden layer", "so only the output layer can have it"
        if layer == last:
            where, needs = "one output", "so it needs two or more"
        raise InvalidExperiment(
            ("network", "activations", layer),
            f"got {activation.name} for {where}; it {activation.coupling.reason}, {needs}",
        )


def _check_examples(network: Network, inputs: Array, targets: Array) -> None:
    """Raises `InvalidExperiment` unless inputs, targets and network fit together."""
    for name, values, units, role in (
        ("inputs", inputs, network.weights[0].shape[1], "inputs"),
        ("targets", targets, network.weights[-1].shape[0], "outputs"),
    ):
        if values.shape[-1:] == (0,):
            raise InvalidExperiment(("examples", name), "got no example; at least one is needed")
        if values.ndim != 2:
            raise InvalidExperiment(
                ("examples", name), f"got shape {values.shape}; must be ({role}, examples)"
            )
        if values.shape[0] != units:
            raise InvalidExperiment(
                ("examples", name),
                f"got rows of {values.shape[0]}; the network has {units} {role}",
            )
        _check_finite(("examples", name), values)
    if inputs.shape[1] != targets.shape[1]:
        raise InvalidExperiment(
            ("examples", "targets"),
            f"got {targets.shape[1]} rows for {inputs.shape[1]} rows of inputs; "
            "each example needs one of both",
        )


def _check_loss(loss: Loss, network: Network, targets: Array) -> None:
    """Raises `InvalidExperiment` if the loss does not fit the output activation or the targets."""
    output = network.activations[-1].name
    if loss.outputs is not None and output not in loss.outputs:
        raise InvalidExperiment(
            ("loss",),
            f"got {loss.name} with a {output} output; it {loss.reason}, "
            f"so the output layer must be {' or '.join(loss.outputs)}",
        )
    low, high = loss.targets
    outside = targets[(targets < low) | (targets > high)]
    if outside.size:
        raise InvalidExperiment(
            ("examples", "targets"),
            f"got {outside[0]}; under {loss.name} a target must be from {low:g} to {high:g}",
        )
    if loss.target_sum is not None:
        sums = targets.sum(axis=0)
        wrong = np.flatnonzero(abs(sums - loss.target_sum) > SUM_TOLERANCE)
        if wrong.size:
            raise InvalidExperiment(
                ("examples", "targets", int(wrong[0])),
                f"got row {wrong[0]}, which sums to {sums[wrong[0]]:.12g}; under {loss.name} the "
                f"targets of an example must sum to {loss.target_sum:g}",
            )


def _check_frozen(frozen: tuple[str, ...], sizes: tuple[int, ...]) -> None:
    """Raises `InvalidExperiment` for a name that no parameter has, and for one that comes twice.

    >>> _check_frozen(("w5", "w5"), (2, 2, 2))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'w5' twice; allowed once each are w1 to w8, b.h1, b.h2, ...
    """
    seen: set[str] = set()
    for index, name in enumerate(frozen):
        twice = name in seen
        if twice or PARAMETERS.find(name, sizes) is None:
            allowed = ", ".join(PARAMETERS.allowed(sizes, ""))
            raise InvalidExperiment(
                ("frozen", index),
                f"got {quoted(name)}{' twice' if twice else ''}; allowed once each are {allowed}",
            )
        seen.add(name)


def _check_finite(field: tuple[str | int, ...], values: Array) -> None:
    """Raises `InvalidExperiment`, blaming `field`, unless every number is finite.

    >>> _check_finite(("learning_rate",), np.array(np.inf))
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got inf; must be finite
    """
    outside = values[~np.isfinite(values)]
    if outside.size:
        raise InvalidExperiment(field, f"got {outside[0]}; must be finite")
