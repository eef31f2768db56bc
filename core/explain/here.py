"""The context of formulas and sentences: an experiment, its parts and their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.explain import names
from core.explain.names import Bias, Neuron, Part, Sizes, Weight
from core.expressions import (
    ONE,
    Derivative,
    ExampleSum,
    Expression,
    Known,
    LayerSum,
    Mean,
    Product,
    Sum,
    filled,
)
from core.network.activation import Activation, Coupling
from core.network.loss import Loss
from core.run.experiment import Experiment


@dataclass(frozen=True)
class Here:
    """The experiment that formulas and sentences are about.

    Formulas may be those of any one neuron; then it is `typical`, and its layer has no other names.
    """

    experiment: Experiment
    typical: bool = False

    @property
    def sizes(self) -> Sizes:
        """The number of neurons in each layer, inputs first."""
        return self.experiment.sizes

    @property
    def m(self) -> int:
        """The number of examples."""
        return self.experiment.m

    @property
    def last(self) -> int:
        """The index of the output layer."""
        return len(self.sizes) - 1

    @property
    def loss(self) -> Loss:
        """The experiment's loss function."""
        return self.experiment.loss

    def activation(self, neuron: Neuron) -> Activation:
        """A neuron's activation function."""
        return self.experiment.network.activations[neuron.layer - 1]

    @property
    def coupling(self) -> Coupling | None:
        """How the output's activation couples the outputs, if it does."""
        return self.experiment.network.activations[-1].coupling

    @property
    def counts_all_errors(self) -> bool:
        """Whether the delta of an output counts the errors of all outputs."""
        return self.coupling is not None and self.loss.slope_remains

    def over_examples(self, each: Expression) -> Expression:
        """The mean of an expression over the examples, or the sum if that is the convention."""
        return ExampleSum(each) if self.experiment.conventions.summed else Mean(each)

    def moved(self, value: Expression, step: Expression) -> Expression:
        """A parameter after a step, which is added if the error is target minus output."""
        return value - step if self.experiment.conventions.sign > 0 else value + step

    def bias_term(self, neuron: Neuron) -> Expression:
        """A neuron's bias in its net input; of an input that is always 1, if that is written."""
        bias = self.known("", Bias(neuron))
        inside = self.experiment.conventions.biases == "weights"
        return Product((bias, ONE)) if inside else bias

    def is_output(self, neuron: Neuron) -> bool:
        """Whether the neuron is in the output layer."""
        return names.is_output(neuron, self.sizes)

    def name(self, prefix: str, part: Part) -> str:
        """The name of a part's quantity."""
        return prefix + names.name_of(part, self.sizes)

    def known(self, prefix: str, part: Part, face: Derivative | None = None) -> Known:
        """The quantity of a part, as a leaf of a formula."""
        return Known(self.name(prefix, part), face)

    def of_neuron(self, formula: Expression, neuron: Neuron) -> Expression:
        """A formula of an activation, with the neuron's own quantities as leaves."""
        return self._of(formula, neuron, {"z": "z.", "a": "a."})

    def of_output(self, formula: Expression, output: Neuron) -> Expression:
        """A formula of the loss, with the output's own quantities as leaves."""
        return self._of(formula, output, {"y": "y.", "z": "z.", "o": "a."})

    def _of(self, formula: Expression, neuron: Neuron, prefixes: Mapping[str, str]) -> Expression:
        """A formula with a neuron's quantities, by their prefixes, as leaves."""

        def of(formula: Expression, neuron: Neuron) -> Expression:
            known = {leaf: self.known(prefix, neuron) for leaf, prefix in prefixes.items()}
            return filled(formula, known, of_all)

        def of_all(each: Expression) -> Expression:
            layer = neuron.layer
            if self.typical:
                return LayerSum(of(each, Neuron(layer, 1)), layer, apart=True)
            return Sum(tuple(of(each, one) for one in self.neurons(layer)))

        return of(formula, neuron)

    def neurons(self, layer: int) -> list[Neuron]:
        """The neurons of a layer."""
        return [Neuron(layer, index) for index in range(self.sizes[layer])]

    def weights_into(self, neuron: Neuron) -> list[Weight]:
        """The weights that enter a neuron."""
        return [
            Weight(neuron.layer - 1, neuron.index, sender.index)
            for sender in self.neurons(neuron.layer - 1)
        ]

    def weights_from(self, neuron: Neuron) -> list[Weight]:
        """The weights that leave a neuron."""
        return [
            Weight(neuron.layer, receiver.index, neuron.index)
            for receiver in self.neurons(neuron.layer + 1)
        ]
