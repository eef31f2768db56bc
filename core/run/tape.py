"""Fast gradient descent: one iteration as a tape of in-place numpy calls.

For a small network, allocating results and looking up functions takes longer than the arithmetic.
So the calls of an iteration are bound to their buffers once and then repeated. Only the parameters
are recorded: `core.run.training` derives all other numbers of a run from them, in one pass of
`core.network.propagation`. The equations are the same.

Here a layer's weights and biases are one block ``[W b]``, and an activation has a row of ones
below it: ``z = [W b] [a; 1]`` is one product, and so are both gradients, ``delta [a; 1]^T``.
All blocks of a kind are views of one vector, so one call can change all of them.

The same instructions train many copies of a network at once (`sweep`): then every number becomes a
row with one number per copy. The copies are the last axis, where numpy is fast; as the first axis
they would be thousands of tiny products.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from itertools import accumulate, chain, groupby, repeat

import numpy as np

from core.arrays import Array, Instruction, Instructions
from core.network.activation import Activation
from core.network.network import Network
from core.network.propagation import Frozen
from core.run.experiment import Experiment


def trajectory(experiment: Experiment, steps: int) -> Network:
    """A stack of ``steps + 1`` networks: the experiment's, and that after each of `steps` updates.

    Numbers that leave the finite range stay in the stack as inf or nan, without a warning.

    >>> from core.run.presets import mazur
    >>> networks = trajectory(mazur(), steps=10)
    >>> networks.weights[1].shape
    (11, 2, 2)
    >>> networks[1].weights[1].round(9).tolist()
    [[0.35891648, 0.408666186], [0.51130127, 0.561370121]]
    """
    shapes = block_shapes(experiment.network)
    parameters, layers = blocks(shapes)
    write(experiment.network, layers)
    tape = iteration_tape(experiment, experiment.learning_rate, parameters, layers)
    recorded = recording(tape, parameters, steps)
    networks = network_of(split(recorded, shapes, axis=1), experiment.network)
    if experiment.frozen_entries is not None:
        _keep_signs(networks, experiment.network, experiment.frozen_entries)
    return networks


def _keep_signs(networks: Network, first: Network, frozen: Frozen) -> None:
    """Gives what is frozen in a stack its first sign: subtracting 0 makes a zero of a minus zero.

    >>> stack = Network((np.array([[[-0.0]], [[0.0]]]),), (np.zeros((2, 1, 1)),), ())
    >>> _keep_signs(stack, stack[0], Frozen((np.array([[True]]),), (np.array([[False]]),)))
    >>> stack.weights[0].ravel().tolist()
    [-0.0, -0.0]
    """
    for stack, before, stays in zip(
        (*networks.weights, *networks.biases),
        (*first.weights, *first.biases),
        (*frozen.weights, *frozen.biases),
        strict=True,
    ):
        stack[..., stays] = np.copysign(stack[..., stays], before[stays])


def recording(tape: Instructions, parameters: Array, steps: int) -> Array:
    """The `parameters` before the first and after each of `steps` runs of the tape."""
    recorder = BytesIO()
    record: Instruction = partial(recorder.write, parameters.data)
    record()
    run([*tape, record], steps)
    return np.frombuffer(recorder.getbuffer()).reshape(steps + 1, *parameters.shape)


def run(tape: Instructions, steps: int) -> None:
    """Runs the tape `steps` times. Numbers that leave the finite range cause no warning."""
    with np.errstate(all="ignore"):
        for instruction in chain.from_iterable(repeat(tape, steps)):
            instruction()


def block_shapes(network: Network) -> list[tuple[int, int]]:
    """The shape of each layer's block ``[W b]``.

    >>> from core.run.presets import mazur
    >>> block_shapes(mazur().network)
    [(2, 3), (2, 3)]
    """
    return [(W.shape[0], W.shape[1] + 1) for W in network.weights]


def write(network: Network, layers: Sequence[Array]) -> None:
    """Writes the network into its blocks ``[W b]``; with copies, into those of each copy."""
    for layer, W, b in zip(layers, network.weights, network.biases, strict=True):
        layer[:, :-1] = _alike(W, layer.shape[2:])
        layer[:, -1:] = _alike(b, layer.shape[2:])


def network_of(stacks: Sequence[Array], like: Network) -> Network:
    """The network (or stack) with the blocks ``[W b]``, (..., units, units before + 1)."""
    return Network(
        weights=tuple(stack[..., :-1] for stack in stacks),
        biases=tuple(stack[..., -1:] for stack in stacks),
        activations=like.activations,
    )


def iteration_tape(
    experiment: Experiment, rate: float | Array, parameters: Array, layers: Sequence[Array]
) -> Instructions:
    """The instructions of one iteration. They change `parameters`; `layers` are its views.

    `rate` is the learning rate, or with copies the rate of each.
    """
    m, copies = experiment.m, parameters.shape[1:]
    rows = [layer.shape[1] for layer in layers] + [len(experiment.targets) + 1]
    neurons, a = blocks([(count, m) for count in rows], copies)
    neurons[:] = 1.0
    net_inputs, z = blocks([(count, m) for count in rows], copies)
    net_inputs[:] = 1.0  # also beside the rows of ones, where nothing else is written
    a[0][:-1] = _alike(experiment.inputs, copies)
    slopes, slope = blocks([(count, m) for count in rows], copies)
    slopes[:] = 1.0
    descent, gradients = blocks([layer.shape[:2] for layer in layers], copies)
    rates = _learning_rates(experiment, rate, layers)
    activations = experiment.network.activations
    tape = _forward_tape(layers, z, a, activations)
    first = rows[0] * m
    tape += _slopes_tape(net_inputs[first:], neurons[first:], slopes[first:], a[1:], activations)
    tape += _backward_tape(experiment, layers, z[-1], a, slope, gradients)
    if experiment.train_biases == "per_layer":
        tape += [instruction for block in gradients for instruction in _share_bias(block)]
    return [
        *tape,
        partial(np.multiply, descent, rates, descent),
        partial(np.subtract, parameters, descent, parameters),
    ]


def _forward_tape(
    layers: Sequence[Array],
    z: Sequence[Array],
    a: Sequence[Array],
    activations: Sequence[Activation],
) -> Instructions:
    """Instructions for ``z[1:]`` and the activations ``a[1:]``, given the input ``a[0]``."""
    tape: Instructions = []
    for index, (layer, activation) in enumerate(zip(layers, activations, strict=True)):
        net, after = z[index + 1][:-1], a[index + 1][:-1]
        tape += [_product(layer, a[index], net), *activation.fast(net, after)]
    return tape


def _slopes_tape(
    net_inputs: Array,
    neurons: Array,
    slopes: Array,
    a: Sequence[Array],
    activations: Sequence[Activation],
) -> Instructions:
    """Instructions for the slopes of `neurons`, whose views by layer are `a`.

    Adjacent layers with the same activation share one call.
    """
    tape: Instructions = []
    start = 0
    for activation, group in groupby(activations):
        layers = len(list(group))
        part = slice(start, start + sum(block.shape[0] * block.shape[1] for block in a[:layers]))
        if activation.coupling:  # the last layer, whose delta needs more than slopes
            continue
        tape += activation.fast_slope(net_inputs[part], neurons[part], slopes[part])
        start, a = part.stop, a[layers:]
    return tape


def _backward_tape(
    experiment: Experiment,
    layers: Sequence[Array],
    z: Array,
    a: Sequence[Array],
    slope: Sequence[Array],
    gradients: Sequence[Array],
) -> Instructions:
    """Instructions for the gradients ``[dW db]``, summed over the examples.

    `z` are the net inputs of the outputs.
    """
    o, loss = a[-1][:-1], experiment.loss
    delta = np.empty_like(o)
    tape = loss.fast_error(_alike(experiment.targets, delta.shape[2:]), z[:-1], o, delta)
    coupling = experiment.network.activations[-1].coupling
    if loss.slope_remains and coupling:
        tape += coupling.fast_back(z[:-1], o, delta)
    elif loss.slope_remains:
        tape += [partial(np.multiply, delta, slope[-1][:-1], delta)]
    for layer in range(len(layers) - 1, 0, -1):
        # The row that belongs to the ones is computed too, and not used.
        back = np.empty_like(a[layer])
        tape += [
            _product(delta, _transposed(a[layer]), gradients[layer]),
            _product(_transposed(layers[layer]), delta, back),
            partial(np.multiply, back, slope[layer], back),
        ]
        delta = back[:-1]
    return [*tape, _product(delta, _transposed(a[0]), gradients[0])]


def _product(A: Array, B: Array, out: Array) -> Instruction:
    """The instruction for the matrix product ``out <- A B``, or for that of each copy.

    >>> A, B, out = np.full((2, 3, 5), 2.0), np.ones((3, 1, 5)), np.empty((2, 1, 5))
    >>> _ = _product(A, B, out)()
    >>> out[:, 0].tolist()
    [[6.0, 6.0, 6.0, 6.0, 6.0], [6.0, 6.0, 6.0, 6.0, 6.0]]
    """
    if A.ndim == 2:
        return partial(A.dot, B, out)
    if A.shape[1] == 1:  # nothing to add up: a column times a row
        return partial(np.multiply, A, B, out)
    return partial(np.einsum, "ijc,jkc->ikc", A, B, out=out)


def _transposed(A: Array) -> Array:
    """The transposed matrix, or that of each copy."""
    return A.swapaxes(0, 1)


def _alike(values: Array, copies: tuple[int, ...]) -> Array:
    """The matrix with an axis for the copies, if there are any; all copies share its values."""
    return values.reshape(values.shape + (1,) * len(copies))


def blocks(
    shapes: Sequence[tuple[int, ...]], copies: tuple[int, ...] = ()
) -> tuple[Array, list[Array]]:
    """A flat vector, and consecutive views of it with these shapes.

    With ``copies = (n,)`` each number becomes n numbers, one per copy.

    >>> flat, (first, second) = blocks([(1, 3), (2, 1)])
    >>> flat[:] = range(5)
    >>> first.tolist(), second.tolist()
    ([[0.0, 1.0, 2.0]], [[3.0], [4.0]])
    >>> flat, (first, second) = blocks([(1, 3), (2, 1)], copies=(1000,))
    >>> flat.shape, first.shape, second.shape
    ((5, 1000), (1, 3, 1000), (2, 1, 1000))
    """
    flat = np.empty((sum(rows * columns for rows, columns in shapes), *copies))
    return flat, split(flat, shapes, axis=0)


def split(flat: Array, shapes: Sequence[tuple[int, ...]], axis: int) -> list[Array]:
    """Consecutive views of one axis of `flat`, with these shapes.

    >>> [view.shape for view in split(np.zeros((7, 12)), [(2, 3), (2, 3)], axis=1)]
    [(7, 2, 3), (7, 2, 3)]
    """
    before, after = flat.shape[:axis], flat.shape[axis + 1 :]
    ends = accumulate(rows * columns for rows, columns in shapes)
    return [
        flat[*repeat(slice(None), axis), end - rows * columns : end].reshape(
            *before, rows, columns, *after
        )
        for end, (rows, columns) in zip(ends, shapes, strict=True)
    ]


def _learning_rates(experiment: Experiment, rate: float | Array, layers: Sequence[Array]) -> Array:
    """The factor of each parameter's gradient (summed over the examples), as a vector.

    It is 0 for what is frozen, and for a bias that stays fixed. If `rate` has an axis for the
    copies, so has the result.

    >>> from core.run.presets import mazur
    >>> _learning_rates(mazur(), 0.5, [np.zeros((2, 3))]).tolist()
    [0.5, 0.5, 0.0, 0.5, 0.5, 0.0]
    """
    rates, views = blocks([layer.shape[:2] for layer in layers], np.shape(rate))
    rates[:] = rate / experiment.m
    if not experiment.train_biases:
        for view in views:
            view[:, -1:] = 0.0
    if (frozen := experiment.frozen_entries) is not None:
        for view, W, b in zip(views, frozen.weights, frozen.biases, strict=True):
            view[np.hstack([W, b])] = 0.0
    return rates


def _share_bias(block: Array) -> Instructions:
    """Instructions that replace each bias gradient in ``[dW db]`` by the sum of all of them."""
    db = block[:, -1:]
    total = np.empty_like(db[:1])
    return [partial(np.sum, db, axis=0, keepdims=True, out=total), partial(np.copyto, db, total)]
