"""Other layers: what remains keeps its numbers, what is new is drawn, and it all fits together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Experiment, InvalidExperiment, train
from core.arrays import Array
from core.explain.names import PARAMETERS, Bias, Weight
from core.explain.quantities import entry
from core.run.initial import drawn_parameters
from core.run.layers import new_parameters, with_layers
from core.run.presets import mazur
from tests.core.compare import assert_identical
from tests.core.experiments import experiments, make_experiment

# Those that a page can show.
SIZES = st.builds(
    lambda inputs, hidden, outputs: (inputs, *hidden, outputs),
    st.integers(1, 4),
    st.lists(st.integers(1, 4), max_size=2),
    st.integers(1, 4),
)


def weights(experiment: Experiment) -> list[list[list[float]]]:
    return [W.tolist() for W in experiment.network.weights]


def biases(experiment: Experiment) -> list[list[float]]:
    return [b.ravel().tolist() for b in experiment.network.biases]


def names(experiment: Experiment) -> list[str]:
    return [activation.name for activation in experiment.network.activations]


@given(experiment=experiments(), sizes=SIZES, redraw=st.booleans())
def test_any_experiment_can_have_any_layers_and_is_trained_from_iteration_zero(
    experiment: Experiment, sizes: tuple[int, ...], redraw: bool
) -> None:
    changed = with_layers(replace(experiment, iteration=7), sizes, redraw=redraw)
    assert changed.sizes == sizes
    assert changed.iteration == 0
    assert (changed.m, changed.learning_rate) == (experiment.m, experiment.learning_rate)
    assert train(changed, 1).experiment.sizes == sizes


@given(experiment=experiments())
def test_the_same_layers_change_nothing(experiment: Experiment) -> None:
    assert_identical(with_layers(experiment, experiment.sizes), experiment)


@given(experiment=experiments(), sizes=SIZES)
def test_what_is_frozen_and_remains_stays_frozen_under_its_new_name(
    experiment: Experiment, sizes: tuple[int, ...]
) -> None:
    # Values that tell where each parameter went.
    network, numbers = experiment.network, iter(range(1, 10_000))
    marked = replace(
        network,
        weights=tuple(
            np.array([[next(numbers) for _ in row] for row in W]) for W in network.weights
        ),
        biases=tuple(np.array([[next(numbers)] for _ in b]) for b in network.biases),
    )
    before = replace(experiment, network=marked, train_biases=True)
    after = with_layers(before, sizes, "zeros")

    def frozen_values(of: Experiment) -> set[float]:
        return {float(entry(of.network, part)) for part in of.frozen_parameters}

    remaining = {
        float(n) for array in (*after.network.weights, *after.network.biases) for n in array.flat
    }
    assert frozen_values(after) == frozen_values(before) & remaining


@given(experiment=experiments(), hidden=st.integers(0, 2))
def test_what_is_added_and_removed_again_leaves_no_trace(
    experiment: Experiment, hidden: int
) -> None:
    *before, outputs = (units + 1 for units in experiment.sizes)
    larger = with_layers(experiment, (*before, *[before[-1]] * hidden, outputs))
    assert_identical(with_layers(larger, experiment.sizes), experiment)


@given(experiment=experiments(), sizes=SIZES, seed=st.integers(0, 99))
def test_drawing_all_anew_keeps_no_parameter(
    experiment: Experiment, sizes: tuple[int, ...], seed: int
) -> None:
    free = replace(experiment, train_biases=True)
    changed = with_layers(free, sizes, "uniform", seed, redraw=True)
    drawn = drawn_parameters(sizes, "uniform", seed)
    assert_identical((changed.network.weights, changed.network.biases), drawn)


@given(experiment=experiments(), sizes=SIZES)
def test_the_new_parameters_are_those_that_another_seed_draws(
    experiment: Experiment, sizes: tuple[int, ...]
) -> None:
    free = replace(experiment, train_biases=True)
    one, other = (with_layers(free, sizes, "uniform", seed).network for seed in (1, 2))
    new = new_parameters(free.sizes, sizes)
    for part in PARAMETERS.parts(sizes):
        assert isinstance(part, Weight | Bias)
        # Two seeds may draw the same two decimals.
        assert part in new or entry(one, part) == entry(other, part)
    kept = [part for part in PARAMETERS.parts(sizes) if part not in new]
    assert len(kept) == sum(
        min(W.shape[0], V.shape[0]) * (1 + min(W.shape[1], V.shape[1]))
        for W, V in remaining(free.network.weights, one.weights)
    )


def remaining(before: Sequence[Array], after: Sequence[Array]) -> Iterator[tuple[Array, Array]]:
    """The layers that remain: the hidden ones from the front, and the output layer."""
    yield from zip(before[:-1], after[:-1], strict=False)
    yield before[-1], after[-1]


def test_a_new_neuron_draws_its_weights_and_shares_the_bias_of_its_layer() -> None:
    changed = with_layers(mazur(), (2, 3, 2), "xavier", seed=0)
    drawn = drawn_parameters((2, 3, 2), "xavier", seed=0)[0]
    assert weights(changed) == [
        [[0.15, 0.20], [0.25, 0.30], drawn[0][2].tolist()],
        [[0.40, 0.45, drawn[1][0, 2]], [0.50, 0.55, drawn[1][1, 2]]],
    ]
    assert biases(changed) == [[0.35] * 3, [0.6] * 2]


def test_a_neuron_whose_bias_learns_by_itself_draws_it() -> None:
    changed = with_layers(replace(mazur(), train_biases=True), (2, 3, 2), "uniform")
    drawn = drawn_parameters((2, 3, 2), "uniform")[1]
    assert biases(changed) == [[0.35, 0.35, drawn[0][2, 0]], [0.6, 0.6]]


def test_a_bias_that_a_layer_trains_as_one_is_drawn_as_one() -> None:
    shared = replace(mazur(), train_biases="per_layer")
    for changed in (
        with_layers(shared, (2, 2, 3, 2), "uniform"),
        with_layers(shared, (2, 2, 3, 2), "uniform", redraw=True),
    ):
        assert len(set(biases(changed)[1])) == 1
        assert biases(changed)[1][0] not in (0.35, 0.6)


def test_the_output_layer_stays_the_output_layer() -> None:
    deeper = with_layers(mazur(), (2, 2, 4, 2), "zeros")
    assert weights(deeper) == [
        [[0.15, 0.20], [0.25, 0.30]],
        [[0.0, 0.0]] * 4,
        [[0.40, 0.45, 0.0, 0.0], [0.50, 0.55, 0.0, 0.0]],
    ]
    assert biases(deeper) == [[0.35] * 2, [0.0] * 4, [0.6] * 2]
    flat = with_layers(mazur(), (2, 2))
    assert (weights(flat), biases(flat)) == ([[[0.40, 0.45], [0.50, 0.55]]], [[0.6, 0.6]])


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((3, 4, 2), ["tanh", "identity"]),
        ((3, 4, 5, 2), ["tanh", "tanh", "identity"]),
        ((3, 2), ["identity"]),
    ],
)
def test_activations_remain_with_their_layers(sizes: tuple[int, ...], expected: list[str]) -> None:
    experiment = make_experiment(activations=["tanh", "identity"])
    assert names(with_layers(experiment, sizes)) == expected


def test_the_first_hidden_layer_is_sigmoid() -> None:
    experiment = make_experiment(sizes=(2, 1), activations=["identity"])
    assert names(with_layers(experiment, (2, 3, 3, 1))) == ["sigmoid", "sigmoid", "identity"]


def test_examples_keep_their_columns_and_new_ones_are_zero() -> None:
    experiment = make_experiment(sizes=(2, 2), activations=["sigmoid"], m=3)
    wider = with_layers(experiment, (3, 4))
    assert wider.inputs.tolist() == [*experiment.inputs.tolist(), [0.0] * 3]
    assert wider.targets.tolist() == [*experiment.targets.tolist(), [0.0] * 3, [0.0] * 3]
    narrower = with_layers(experiment, (1, 1))
    assert narrower.inputs.tolist() == experiment.inputs.tolist()[:1]
    assert narrower.targets.tolist() == experiment.targets.tolist()[:1]


def test_a_new_target_is_one_that_the_loss_allows() -> None:
    experiment = make_experiment(sizes=(2, 1), activations=["sigmoid"])
    picky = replace(experiment.loss, targets=(0.25, 0.75))
    inside = replace(experiment, loss=picky, targets=np.full((1, 3), 0.5))
    assert with_layers(inside, (2, 2)).targets.tolist() == [[0.5] * 3, [0.25] * 3]


def test_softmax_remains_with_several_outputs_and_the_targets_keep_their_sum() -> None:
    entropy = "categorical_cross_entropy"
    softmax = make_experiment(sizes=(2, 3), activations=["softmax"], loss=entropy, m=2)
    given = replace(softmax, targets=np.array([[1.0, 0.0], [0.0, 0.4], [0.0, 0.6]]))
    assert with_layers(given, (2, 4)).targets.tolist() == [*given.targets.tolist(), [0.0, 0.0]]
    assert with_layers(given, (2, 2)).targets.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    gone = replace(softmax, targets=np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]))
    assert with_layers(gone, (2, 2)).targets.tolist() == [[0.5, 0.0], [0.5, 1.0]]


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        ("categorical_cross_entropy", "binary_cross_entropy"),
        ("half_squared_error", "half_squared_error"),
    ],
)
def test_a_single_output_has_the_sigmoid_instead_of_softmax(loss: str, expected: str) -> None:
    given = make_experiment(activations=["tanh", "softmax"], loss=loss)
    single = with_layers(given, (3, 4, 1))
    assert (names(single), single.loss.name) == (["tanh", "sigmoid"], expected)
    assert single.targets.tolist() == given.targets.tolist()[:1]


def test_the_experiment_that_was_given_stays_as_it_is() -> None:
    given = mazur()
    with_layers(given, (3, 3, 3))
    assert_identical(given, mazur())


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InvalidExperiment, match="allowed are xavier"):
        with_layers(mazur(), (2, 2), "lecun")
