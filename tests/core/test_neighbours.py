"""Stacks of networks that differ in a few parameters: each is the right network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Experiment, Network, evaluate
from core.explain.names import PARAMETERS, Bias, Neuron, Weight
from core.lab.neighbours import Changes, neighbours, neighbours_losses
from core.run.presets import mazur
from tests.core.compare import assert_identical
from tests.core.experiments import experiments, make_experiment


def changed(network: Network, parameter: Weight | Bias, value: float) -> Network:
    """The network with another value for a parameter, by hand."""
    weights, biases = (
        [array.copy() for array in part] for part in (network.weights, network.biases)
    )
    if isinstance(parameter, Weight):
        weights[parameter.layer][parameter.row, parameter.column] = value
    else:
        biases[parameter.at.layer - 1][parameter.at.index, 0] = value
    return Network(tuple(weights), tuple(biases), network.activations)


def loss_with(experiment: Experiment, values: dict[Weight | Bias, float]) -> float:
    """The loss with other values for parameters, by a single forward pass."""
    network = experiment.network
    for parameter, value in values.items():
        network = changed(network, parameter, value)
    return evaluate(replace(experiment, network=network))[1]


def test_only_the_layers_in_which_something_changes_are_stacked() -> None:
    network = make_experiment().network
    stack = neighbours(network, {Bias(Neuron(2, 1)): np.array([[0.0, 1.0, 2.0]])})
    assert_identical(stack.weights[0], network.weights[0])
    assert [b.shape for b in stack.biases] == [(4, 1), (1, 3, 2, 1)]
    assert stack.biases[1][0, :, 1, 0].tolist() == [0.0, 1.0, 2.0]
    assert (stack.biases[1][..., 0, 0] == network.biases[1][0, 0]).all()


def test_the_network_itself_does_not_change() -> None:
    example = mazur()
    neighbours(example.network, {Weight(0, 0, 0): np.zeros(3)})
    assert_identical(example.network, mazur().network)


@given(experiment=experiments(), data=st.data())
def test_each_loss_is_that_of_a_single_forward_pass(
    experiment: Experiment, data: st.DataObject
) -> None:
    parts = [part for part in PARAMETERS.parts(experiment.sizes) if isinstance(part, Weight | Bias)]
    parameters = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3, unique=True))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    changes = {parameter: rng.uniform(-3, 3, (2, 3)) for parameter in parameters}
    losses = neighbours_losses(experiment, changes)
    assert losses.shape == (2, 3)
    for index in np.ndindex(2, 3):
        values = {parameter: float(given[index]) for parameter, given in changes.items()}
        assert losses[index] == pytest.approx(loss_with(experiment, values), rel=1e-12, abs=1e-15)


def test_networks_that_do_not_fit_the_cache_are_evaluated_in_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes: Changes = {
        Weight(1, 0, 0): np.linspace(-4, 4, 101),
        Weight(1, 1, 1): np.linspace(3, -3, 101),
    }
    whole = neighbours_losses(mazur(), changes)
    monkeypatch.setattr("core.run.training.NUMBERS_AT_ONCE", 12 * 7)
    np.testing.assert_allclose(neighbours_losses(mazur(), changes), whole, rtol=1e-14)


def test_a_loss_beyond_the_finite_range_is_not_an_error_here() -> None:
    linear = make_experiment(activations=("identity", "identity"))
    losses = neighbours_losses(linear, {Weight(1, 0, 0): np.array([0.0, 1e300])})
    assert np.isfinite(losses).tolist() == [True, False]
