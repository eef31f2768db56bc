"""The worked example as in the article's script: pure Python, in which each neuron is an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from core.run.experiment import Experiment


@dataclass
class Neuron:
    """A sigmoid neuron."""

    weights: list[float]
    bias: float
    inputs: Sequence[float] = field(init=False)
    output: float = field(init=False)
    delta: float = field(init=False)

    def activate(self, inputs: Sequence[float]) -> float:
        """Its output for these inputs."""
        self.inputs = inputs
        z = self.bias
        for weight, value in zip(self.weights, inputs, strict=True):
            z += weight * value
        self.output = 1 / (1 + exp(-z))
        return self.output

    def slope(self) -> float:
        """The slope of the sigmoid at its output."""
        return self.output * (1 - self.output)

    def update(self, rate: float) -> None:
        """A step of gradient descent."""
        for index, value in enumerate(self.inputs):
            self.weights[index] -= rate * self.delta * value


class NeuronNetwork:
    """A network of neurons with one hidden layer, and the one example that it learns."""

    def __init__(self, experiment: Experiment) -> None:
        self.hidden, self.outputs = (
            [Neuron(*each) for each in zip(W.tolist(), b[:, 0].tolist(), strict=True)]
            for W, b, _ in experiment.network.layers()
        )
        self.inputs: list[float] = experiment.inputs[:, 0].tolist()
        self.targets: list[float] = experiment.targets[:, 0].tolist()
        self.rate = experiment.learning_rate

    def forward(self) -> list[float]:
        """The outputs."""
        values = [neuron.activate(self.inputs) for neuron in self.hidden]
        return [neuron.activate(values) for neuron in self.outputs]

    def loss(self) -> float:
        """Half the squared error of the outputs, after another forward pass."""
        pairs = zip(self.targets, self.forward(), strict=True)
        return sum(0.5 * (target - output) ** 2 for target, output in pairs)

    def step(self) -> None:
        """One iteration."""
        self.forward()
        for neuron, target in zip(self.outputs, self.targets, strict=True):
            neuron.delta = (neuron.output - target) * neuron.slope()
        for index, neuron in enumerate(self.hidden):
            back = sum(output.delta * output.weights[index] for output in self.outputs)
            neuron.delta = back * neuron.slope()
        for neuron in (*self.hidden, *self.outputs):
            neuron.update(self.rate)
