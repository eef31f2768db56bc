"""Forward, backward and update with several examples and with stacks of networks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Backward, Experiment, Forward, Gradients, Network, backward, forward
from core.arrays import Array
from core.network.loss import mean_loss
from tests.core.compare import assert_close, assert_identical
from tests.core.experiments import experiments, read_only, updated

Everything = tuple[Forward, Array, Backward, Network]


def everything(experiment: Experiment, network: Network) -> Everything:
    """Forward pass, loss, backward pass and updated network, of one network or of a stack."""
    y = experiment.targets
    passed = forward(network, experiment.inputs)
    loss = mean_loss(experiment.loss.function(y, passed.z[-1], passed.a[-1]))
    back = backward(network, passed, y, experiment.loss)
    return passed, loss, back, updated(experiment, network, back.gradients)


def with_examples(experiment: Experiment, columns: list[int]) -> Experiment:
    return replace(
        experiment, inputs=experiment.inputs[:, columns], targets=experiment.targets[:, columns]
    )


def columns_of(arrays: tuple[Array, ...], columns: list[int]) -> tuple[Array, ...]:
    return tuple(array[:, columns] for array in arrays)


def mean(arrays: list[tuple[Array, ...]]) -> tuple[Array, ...]:
    return tuple(np.mean(same, axis=0) for same in zip(*arrays, strict=True))


@given(experiments())
def test_every_array_has_the_shape_in_its_docstring(experiment: Experiment) -> None:
    passed, loss, back, after = everything(experiment, experiment.network)
    m = experiment.inputs.shape[1]
    layers = [(len(W), m) for W in experiment.network.weights]
    assert [z.shape for z in passed.z] == layers
    assert [a.shape for a in passed.a] == [experiment.inputs.shape, *layers]
    assert loss.shape == ()
    assert [delta.shape for delta in back.deltas] == layers
    for like, values in (
        (experiment.network.weights, back.gradients.weights),
        (experiment.network.biases, back.gradients.biases),
        (experiment.network.weights, after.weights),
        (experiment.network.biases, after.biases),
    ):
        assert [array.shape for array in like] == [array.shape for array in values]


@given(experiments(min_m=2))
def test_m_examples_are_the_mean_of_m_passes_of_one_example(experiment: Experiment) -> None:
    m = experiment.inputs.shape[1]
    _, loss, back, after = everything(experiment, experiment.network)
    singles = [
        everything(with_examples(experiment, [example]), experiment.network) for example in range(m)
    ]
    assert_close(loss, np.mean([single[1] for single in singles]), 1e-14)
    gradients = Gradients(
        mean([single[2].gradients.weights for single in singles]),
        mean([single[2].gradients.biases for single in singles]),
    )
    assert_close(back.gradients, gradients, 1e-14)
    assert_close(after.weights, mean([single[3].weights for single in singles]), 1e-14)
    assert_close(after.biases, mean([single[3].biases for single in singles]), 1e-14)


@given(experiments(min_m=2))
def test_an_examples_own_numbers_do_not_depend_on_the_other_examples(
    experiment: Experiment,
) -> None:
    passed, _, back, _ = everything(experiment, experiment.network)
    for example in range(experiment.inputs.shape[1]):
        alone = everything(with_examples(experiment, [example]), experiment.network)
        assert_close(columns_of(passed.z, [example]), alone[0].z, 1e-14)
        assert_close(columns_of(passed.a, [example]), alone[0].a, 1e-14)
        assert_close(columns_of(back.deltas, [example]), alone[2].deltas, 1e-14)


@given(experiments(min_m=2), st.data())
def test_the_order_of_the_examples_changes_nothing_beyond_rounding(
    experiment: Experiment, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(experiment.inputs.shape[1])))
    passed, loss, back, after = everything(experiment, experiment.network)
    permuted = everything(with_examples(experiment, order), experiment.network)
    assert_close(permuted[0].a, columns_of(passed.a, order), 1e-14)
    assert_close(permuted[1], loss, 1e-14)
    assert_close(permuted[2].deltas, columns_of(back.deltas, order), 1e-14)
    assert_close(permuted[2].gradients, back.gradients, 1e-14)
    assert_close(permuted[3], after, 1e-14)


@given(experiments(), st.sampled_from([(1,), (7,), (2, 3)]), st.integers(0, 2**32 - 1))
def test_a_stack_of_networks_gives_the_numbers_of_each_network(
    experiment: Experiment, leading: tuple[int, ...], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    network = experiment.network
    stack = Network(
        tuple(read_only(rng.uniform(-1, 1, (*leading, *W.shape))) for W in network.weights),
        tuple(read_only(rng.uniform(-1, 1, (*leading, *b.shape))) for b in network.biases),
        network.activations,
    )
    passed, losses, back, after = everything(experiment, stack)
    assert losses.shape == leading
    for index in np.ndindex(leading):

        def at(arrays: tuple[Array, ...], index: tuple[int, ...] = index) -> tuple[Array, ...]:
            return tuple(array[index] for array in arrays)

        def network_at(stack: Network, index: tuple[int, ...] = index) -> Network:
            for axis in index:
                stack = stack[axis]
            return stack

        gradients = Gradients(at(back.gradients.weights), at(back.gradients.biases))
        one = (
            Forward(at(passed.z), (passed.a[0], *at(passed.a[1:]))),
            losses[index],
            Backward(at(back.deltas), gradients),
            network_at(after),
        )
        assert_close(one, everything(experiment, network_at(stack)), 1e-14)


def test_a_slice_of_a_stack_is_a_stack_of_views() -> None:
    stack = Network((np.arange(12.0).reshape(3, 2, 2),), (np.zeros((3, 2, 1)),), ())
    assert_identical(stack[1:][0], stack[1])
    assert np.shares_memory(stack[1:].weights[0], stack.weights[0])


def test_an_index_outside_a_stack_is_refused() -> None:
    stack = Network((np.zeros((3, 2, 2)),), (np.zeros((3, 2, 1)),), ())
    with pytest.raises(IndexError):
        stack[3]
