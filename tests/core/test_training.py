"""Training: the fast way gives the numbers of the plain way, and always the same bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import (
    ACTIVATIONS,
    LOSSES,
    Backward,
    Diverged,
    Experiment,
    Forward,
    Gradients,
    Network,
    Passes,
    Training,
    backward,
    evaluate,
    forward,
    train,
)
from core.arrays import Array
from core.network.loss import mean_loss
from core.network.propagation import TrainBiases
from core.run import tape, training
from core.run.presets import mazur
from core.run.training import Record
from tests.core.compare import assert_close, assert_identical
from tests.core.experiments import (
    experiments,
    kinds,
    make_experiment,
    tame_experiments,
    updated,
)


def step(experiment: Experiment, networks: Network) -> Network:
    """The plain step of `core.network.propagation`, for one network or a stack."""
    passed = forward(networks, experiment.inputs)
    back = backward(networks, passed, experiment.targets, experiment.loss)
    return updated(experiment, networks, back.gradients)


def stacked(networks: Sequence[Network]) -> Network:
    """The networks of consecutive iterations as one, as `tape.trajectory` gives them."""
    return Network(
        tuple(map(np.stack, zip(*(network.weights for network in networks), strict=True))),
        tuple(map(np.stack, zip(*(network.biases for network in networks), strict=True))),
        networks[0].activations,
    )


@contextmanager
def deriving_at_once(iterations: int) -> Iterator[None]:
    """Makes `train` derive this many iterations at once, so a short run takes several rounds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "steps_at_once", lambda experiment: iterations)
        yield


# The tape


@given(tame_experiments(40), st.integers(0, 40))
def test_each_step_of_the_tape_is_the_plain_step(experiment: Experiment, steps: int) -> None:
    networks = tape.trajectory(experiment, steps)
    assert_identical(networks[0], experiment.network)
    # From where the tape was each time, so that a run that grows does not grow the difference.
    assert_close(networks[1:], step(experiment, networks[:-1]), 1e-14)


@pytest.mark.parametrize(("m", "train_biases"), [(1, False), (4, True), (4, "per_layer")])
@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
def test_a_run_on_the_tape_equals_repeated_plain_steps(
    hidden: str, output: str, loss: str, m: int, train_biases: TrainBiases
) -> None:
    experiment = make_experiment(
        sizes=(3, 4, 3, 2),
        activations=(hidden, "tanh", output),
        loss=loss,
        m=m,
        learning_rate=0.05,
        train_biases=train_biases,
    )
    plain = [experiment.network]
    for _ in range(100):
        plain.append(step(experiment, plain[-1]))
    assert_close(tape.trajectory(experiment, 100), stacked(plain), 1e-14)


def test_ten_thousand_steps_of_the_example_are_the_plain_steps() -> None:
    network = mazur().network
    for _ in range(10_000):
        network = step(mazur(), network)
    # Rounding adds up over so many steps.
    assert_close(train(mazur(), 10_000).experiment.network, network, 1e-11)


def test_untrained_biases_do_not_change_in_any_bit() -> None:
    experiment = make_experiment(train_biases=False)
    assert_identical(train(experiment, 100).experiment.network.biases, experiment.network.biases)


def test_biases_per_layer_that_start_equal_stay_equal() -> None:
    experiment = replace(mazur(), train_biases="per_layer")
    hidden, output = train(experiment, 100).experiment.network.biases
    assert hidden[0] == hidden[1] != 0.35
    assert output[0] == output[1] != 0.60


# What a run delivers


def passes_at(passes: Sequence[Passes], iteration: int) -> Passes:
    """The recorded pass of one iteration, as if it had been recorded alone."""

    def only(arrays: tuple[Array, ...]) -> tuple[Array, ...]:
        return tuple(array[index : index + 1] for array in arrays)

    for stretch in passes:
        index = iteration - stretch.first_iteration
        if 0 <= index < len(stretch.losses):
            back = stretch.backward
            gradients = Gradients(only(back.gradients.weights), only(back.gradients.biases))
            return Passes(
                iteration,
                stretch.networks[index : index + 1],
                Forward(
                    only(stretch.forward.z), (stretch.forward.a[0], *only(stretch.forward.a[1:]))
                ),
                stretch.losses[index : index + 1],
                Backward(only(back.deltas), gradients),
            )
    raise AssertionError(f"iteration {iteration} is not recorded")


@given(tame_experiments(20), st.integers(1, 20), st.integers(1, 20))
def test_a_run_delivers_the_losses_of_every_network_and_the_pass_of_the_last_step(
    experiment: Experiment, steps: int, at_once: int
) -> None:
    with deriving_at_once(at_once):
        run = train(experiment, steps)
    networks = tape.trajectory(experiment, steps)
    passed = forward(networks, experiment.inputs)
    shares = experiment.loss.function(experiment.targets, passed.z[-1], passed.a[-1])
    assert_identical(run.losses, mean_loss(shares))
    assert run.experiment.iteration == steps
    assert_identical(run.experiment.network, networks[-1])
    (last,) = run.passes
    assert last.first_iteration == steps - 1
    assert_identical(last.networks, networks[-2:-1])


@given(tame_experiments(12), st.integers(1, 12), st.integers(1, 12))
def test_a_fully_recorded_run_has_a_forward_and_backward_pass_for_each_step(
    experiment: Experiment, steps: int, at_once: int
) -> None:
    with deriving_at_once(at_once):
        run = train(experiment, steps, record="all")
    for iteration in range(steps):
        recorded = passes_at(run.passes, iteration)
        network = recorded.networks[0]
        passed = forward(network, experiment.inputs)
        back = backward(network, passed, experiment.targets, experiment.loss)
        assert_close(tuple(z[0] for z in recorded.forward.z), passed.z, 1e-15)
        assert_close(tuple(a[0] for a in recorded.forward.a[1:]), passed.a[1:], 1e-15)
        assert_close(tuple(delta[0] for delta in recorded.backward.deltas), back.deltas, 1e-15)
        weights = tuple(dW[0] for dW in recorded.backward.gradients.weights)
        biases = tuple(db[0] for db in recorded.backward.gradients.biases)
        assert_close(Gradients(weights, biases), back.gradients, 1e-15)
        assert recorded.losses[0] == run.losses[iteration]


@given(tame_experiments(10), st.integers(0, 10))
def test_the_forward_pass_of_a_run_is_the_one_of_the_experiment_after_it(
    experiment: Experiment, steps: int
) -> None:
    run = train(experiment, steps)
    passed, loss = evaluate(run.experiment)
    assert_identical(run.forward, passed)
    assert run.losses[-1] == loss


@pytest.mark.parametrize("record", ["last", "all"])
def test_a_run_without_steps_changes_and_records_nothing(record: Record) -> None:
    run = train(mazur(), 0, record)
    assert_identical(run.experiment, mazur())
    assert run.losses.tolist() == [evaluate(mazur())[1]]
    assert run.passes == ()


def test_a_negative_number_of_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="got -1 steps"):
        train(mazur(), -1)


def test_a_run_continues_the_iterations_of_its_experiment() -> None:
    run = train(replace(mazur(), iteration=40), 2, record="all")
    assert run.experiment.iteration == 42
    assert [passes.first_iteration for passes in run.passes] == [40]


# However a run is cut


@st.composite
def cuts(draw: st.DrawFn) -> list[int]:
    """The number of steps of each of the calls that make up a run."""
    return draw(st.lists(st.integers(0, 12), min_size=1, max_size=5))


@given(tame_experiments(60), cuts(), st.integers(1, 50), st.integers(1, 50))
def test_a_run_has_the_same_bits_however_it_is_cut(
    experiment: Experiment, cut: list[int], at_once: int, at_once_in_parts: int
) -> None:
    with deriving_at_once(at_once):
        whole = train(experiment, sum(cut), record="all")
    parts: list[Training] = []
    for steps in cut:
        with deriving_at_once(at_once_in_parts):
            parts.append(train(parts[-1].experiment if parts else experiment, steps, record="all"))
    assert_identical(parts[-1].experiment, whole.experiment)
    assert_identical(parts[-1].forward, whole.forward)
    for part, first in zip(parts, accumulate(cut, initial=0), strict=False):
        assert_identical(part.losses, whole.losses[first : first + len(part.losses)])
    passes = [passes for part in parts for passes in part.passes]
    for iteration in range(sum(cut)):
        assert_identical(passes_at(passes, iteration), passes_at(whole.passes, iteration))


@given(tame_experiments(30), st.integers(1, 30), st.integers(1, 30))
def test_a_pass_has_the_same_bits_recorded_alone_or_with_all(
    experiment: Experiment, steps: int, at_once: int
) -> None:
    with deriving_at_once(at_once):
        last = train(experiment, steps)
        every = train(experiment, steps, record="all")
    assert_identical(last.experiment, every.experiment)
    assert_identical(last.losses, every.losses)
    assert_identical(last.forward, every.forward)
    assert_identical(last.passes[0], passes_at(every.passes, steps - 1))


def test_a_run_too_long_to_derive_at_once_equals_its_parts() -> None:
    experiment = make_experiment(sizes=(2, 40, 2), m=50)
    steps = 2 * training.steps_at_once(experiment) + 5
    whole = train(experiment, steps, record="all")
    assert len(whole.passes) == 3
    half = train(experiment, steps // 2, record="all")
    rest = train(half.experiment, steps - steps // 2, record="all")
    assert_identical(rest.experiment, whole.experiment)
    assert_identical(np.append(half.losses, rest.losses[1:]), whole.losses)
    for iteration in range(steps):
        assert_identical(
            passes_at(half.passes + rest.passes, iteration), passes_at(whole.passes, iteration)
        )


@given(tame_experiments(6))
def test_another_memory_layout_of_the_parameters_gives_the_same_bits(
    experiment: Experiment,
) -> None:
    """For example, after a round trip through JSON."""
    network = train(experiment, 3).experiment.network
    copied = Network(
        tuple(W.copy() for W in network.weights),
        tuple(b.copy() for b in network.biases),
        network.activations,
    )
    assert_identical(
        train(experiment.at(3, network), 3, record="all"),
        train(experiment.at(3, copied), 3, record="all"),
    )


def test_a_result_does_not_change_when_the_run_goes_on() -> None:
    run = train(mazur(), 5, record="all")
    before = [array.copy() for array in (*run.experiment.network.weights, run.losses)]
    train(run.experiment, 5)
    assert_identical(before, [*run.experiment.network.weights, run.losses])


# Divergence


def first_not_finite(experiment: Experiment, steps: int) -> int | None:
    """The first iteration of the plain loop with a number that is not finite, up to `steps`."""
    network, y = experiment.network, experiment.targets
    with np.errstate(all="ignore"):
        for iteration in range(steps + 1):
            passed = forward(network, experiment.inputs)
            loss = mean_loss(experiment.loss.function(y, passed.z[-1], passed.a[-1]))
            numbers = [*network.weights, *network.biases, *passed.z, *passed.a, loss]
            if iteration < steps:
                back = backward(network, passed, y, experiment.loss)
                numbers += [*back.deltas, *back.gradients.weights, *back.gradients.biases]
            if not all(np.isfinite(array).all() for array in numbers):
                return iteration
            network = step(experiment, network)
    return None


def scaled(experiment: Experiment, weights: float, inputs: float, rate: float) -> Experiment:
    """The experiment with larger weights and inputs, and another learning rate."""
    network = experiment.network
    return replace(
        experiment,
        network=replace(network, weights=tuple(W * weights for W in network.weights)),
        inputs=experiment.inputs * inputs,
        learning_rate=rate,
    )


magnitudes = st.integers(-3, 300).map(lambda exponent: 10.0**exponent)


@given(
    experiments(),
    magnitudes,
    magnitudes,
    st.integers(-3, 300).map(lambda exponent: 10.0**exponent),
    st.sampled_from(["last", "all"]),
    st.integers(1, 30),
)
def test_a_diverging_run_names_the_first_iteration_that_diverges(
    experiment: Experiment,
    weights: float,
    inputs: float,
    rate: float,
    record: Record,
    at_once: int,
) -> None:
    experiment = scaled(experiment, weights, inputs, rate)
    expected = first_not_finite(experiment, 30)
    with deriving_at_once(at_once):
        if expected is None:
            train(experiment, 30, record)
        else:
            with pytest.raises(Diverged) as error:
                train(experiment, 30, record)
            assert error.value.iteration == expected


@pytest.mark.parametrize("record", ["last", "all"])
def test_a_run_may_stop_just_before_it_diverges(record: Record) -> None:
    experiment = make_experiment(activations=("identity", "identity"), learning_rate=10.0)
    diverged = first_not_finite(experiment, 100)
    assert diverged is not None
    assert diverged > 3, "otherwise this test tests little"
    before = train(experiment, diverged - 1, record)
    with pytest.raises(Diverged, match=f"at iteration {diverged} ") as error:
        train(before.experiment, 5, record)
    assert error.value.iteration == diverged


def test_a_network_that_overflows_at_once_diverges_at_its_own_iteration() -> None:
    huge = replace(
        scaled(make_experiment(activations=("identity", "relu")), 1e300, 1e300, 0.1), iteration=7
    )
    for run in (lambda: evaluate(huge), lambda: train(huge, 3), lambda: train(huge, 0)):
        with pytest.raises(Diverged) as error:
            run()
        assert error.value.iteration == 7


@pytest.mark.parametrize("record", ["last", "all"])
def test_overflowing_gradients_diverge_at_their_own_iteration(record: Record) -> None:
    # The output is 0 and its error 1e150, but the gradient of W is 1e150 times the input, 1e200.
    experiment = Experiment(
        Network((np.zeros((1, 1)),), (np.zeros((1, 1)),), (ACTIVATIONS["identity"],)),
        LOSSES["half_squared_error"],
        inputs=np.array([[1e200]]),
        targets=np.array([[1e150]]),
        learning_rate=1e-300,
    )
    assert evaluate(experiment)[1] == pytest.approx(0.5e300)
    for steps in (1, 2, 5):
        with pytest.raises(Diverged) as error:
            train(experiment, steps, record)
        assert error.value.iteration == 0


@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
def test_a_saturated_network_trains_without_a_warning(hidden: str, output: str, loss: str) -> None:
    experiment = make_experiment(
        activations=(hidden, output), loss=loss, train_biases=True, learning_rate=1e-6
    )
    huge = scaled(experiment, 100.0, 100.0, 1e-12)
    run = train(huge, 20, record="all")
    assert max(np.abs(z).max() for z in run.forward.z) > 100
    assert np.isfinite(run.losses).all()
