"""The conventions in which authors write backpropagation. None of them changes an update.

| what        | ours                | others                                                       |
|-------------|---------------------|--------------------------------------------------------------|
| the error   | output minus target | target minus output: deltas and gradients have the other     |
|             |                     | sign, and the update adds them                               |
| the square  | half                | whole: loss, deltas and gradients are twice as large         |
| examples    | the mean over them  | the sum: loss and gradients are m times as large             |
| biases      | one for each neuron | a weight w_h1,0 of an input that is always 1; or one name    |
|             |                     | for all biases of a layer, b_1                               |

What makes a gradient larger makes the learning rate smaller: so the step is the same.
`core.explain.adopted` writes an experiment in other conventions than ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ErrorConvention: TypeAlias = Literal["output_minus_target", "target_minus_output"]
ExamplesConvention: TypeAlias = Literal["mean", "sum"]
BiasConvention: TypeAlias = Literal["own", "weights", "layer"]


@dataclass(frozen=True)
class Conventions:
    """How an author writes the error, the squared error, several examples, and biases.

    - ``half``: whether the squared error is halved; other losses have no half
    - ``biases``: "own", "weights" (inside the weights, w_h1,0) or "layer" (one name for a layer)
    """

    error: ErrorConvention = "output_minus_target"
    half: bool = True
    examples: ExamplesConvention = "mean"
    biases: BiasConvention = "own"

    @property
    def sign(self) -> int:
        """The sign of the author's errors, deltas and gradients relative to ours."""
        return -1 if self.error == "target_minus_output" else 1

    @property
    def summed(self) -> bool:
        """Whether loss and gradients are sums over the examples."""
        return self.examples == "sum"


OURS = Conventions()
