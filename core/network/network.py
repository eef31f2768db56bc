"""A fully connected network of any layer sizes, or a stack of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.network.activation import Activation


@dataclass(frozen=True)
class Network:
    """The parameters of a network, layer by layer.

    - ``weights[l]``, (..., units, units before): row i holds the weights into neuron i, so
      ``weights[l][i, j]`` leads from neuron j of layer l to neuron i of layer l + 1.
    - ``biases[l]``, (..., units, 1): one number per neuron, as a column.
    - ``activations[l]``: of all neurons of layer l + 1.

    Leading axes (`core.arrays`) hold many networks of the same sizes. Nothing is checked here;
    `core.Experiment` checks.

    >>> from core.run.presets import mazur
    >>> w7 = mazur().network.weights[1][1, 0]  # from h1 to o2
    >>> float(w7)
    0.5
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    activations: tuple[Activation, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of neurons in each layer, inputs first.

        >>> from core.run.presets import mazur
        >>> mazur().network.sizes
        (2, 2, 2)
        """
        return (self.weights[0].shape[-1], *(W.shape[-2] for W in self.weights))

    def layers(self) -> Iterator[tuple[Array, Array, Activation]]:
        """Weights, biases and activation of each layer after the inputs.

        >>> from core.run.presets import mazur
        >>> [(W.shape, b.shape, sigma.name) for W, b, sigma in mazur().network.layers()]
        [((2, 2), (2, 1), 'sigmoid'), ((2, 2), (2, 1), 'sigmoid')]
        """
        return zip(self.weights, self.biases, self.activations, strict=True)

    def __getitem__(self, index: int | slice | NDArray[np.intp] | None) -> Network:
        """The network (for a slice or indices, the networks) at `index` of the first leading axis.

        As in numpy, None (``np.newaxis``) adds such an axis: a stack of one.

        >>> stack = Network((np.zeros((1000, 3, 2)),), (np.zeros((1000, 3, 1)),), ())
        >>> stack[0].weights[0].shape, stack[:10].biases[0].shape
        ((3, 2), (10, 3, 1))
        """
        return Network(
            tuple(W[index] for W in self.weights),
            tuple(b[index] for b in self.biases),
            self.activations,
        )
