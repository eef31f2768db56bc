"""Freezing: the update leaves what is frozen, and everything else stays as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.words.verdict import hinted
from core import Diverged, Experiment, InvalidExperiment, Network, backward, forward, train
from core.check.mistakes import MISTAKES
from core.check.slips import Question
from core.check.verdict import check
from core.explain.formulas import formula_of
from core.explain.names import PARAMETERS, Sizes, name_of
from core.explain.quantities import open_iteration, quantities, quantity, quantity_named
from core.explain.vectorised import equation_of
from core.explain.vectorised import parameters as matrix_of
from core.expressions import Constant, Known
from core.network.propagation import TrainBiases
from core.run.presets import mazur
from core.run.sweep import sweep
from core.run.tape import trajectory
from core.run.variants import VARIANTS
from tests.core import by_hand as hand
from tests.core import reference
from tests.core.compare import assert_close, assert_identical
from tests.core.experiments import (
    TRAIN_BIASES,
    experiments,
    make_experiment,
    parameters,
    some_of,
    tame_experiments,
    updated,
)

BEFORE = {
    **{f"w{n}": getattr(hand, f"w{n}") for n in range(1, 9)},
    **{"b.h1": hand.b1, "b.h2": hand.b1, "b.o1": hand.b2, "b.o2": hand.b2},
}
GRADIENT = {
    **{f"w{n}": getattr(hand, f"dE_dw{n}") for n in range(1, 9)},
    **{f"b.{name}": getattr(hand, f"delta_{name}") for name in ("h1", "h2", "o1", "o2")},
}


def numbers(network: Network, sizes: Sizes) -> dict[str, float]:
    """Every weight and bias by its name."""
    flat = [*(W.ravel() for W in network.weights), *(b.ravel() for b in network.biases)]
    names = [name_of(part, sizes) for part in PARAMETERS.parts(sizes)]
    return dict(zip(names, np.concatenate(flat).tolist(), strict=True))


@given(some_of(parameters((2, 2, 2))), st.booleans())
def test_a_step_of_the_example_with_anything_frozen_is_the_one_by_hand(
    names: list[str], train_biases: bool
) -> None:
    experiment = replace(mazur(), frozen=tuple(names), train_biases=train_biases)
    found = quantities(open_iteration(experiment))
    for name, before in BEFORE.items():
        stays = name in names or (name.startswith("b") and not train_biases)
        step = 0.0 if stays else hand.eta * GRADIENT[name]
        assert found[f"gradient.{name}"] == pytest.approx(GRADIENT[name], rel=1e-12)
        assert found[f"step.{name}"] == pytest.approx(step, rel=1e-12)
        assert found[f"new.{name}"] == pytest.approx(before - step, rel=1e-14)


@given(experiments())
def test_a_step_of_any_network_is_the_one_of_the_reference(experiment: Experiment) -> None:
    passed = forward(experiment.network, experiment.inputs)
    back = backward(experiment.network, passed, experiment.targets, experiment.loss)
    expected = reference.step(experiment)
    columns = [[[b] for b in layer] for layer in expected.biases]
    slopes = [[[b] for b in layer] for layer in expected.bias_gradients]
    after = updated(experiment, experiment.network, back.gradients)
    for found, wanted in (
        (back.gradients.weights, expected.weight_gradients),
        (back.gradients.biases, slopes),
        (after.weights, expected.weights),
        (after.biases, columns),
        (train(experiment).experiment.network.weights, expected.weights),
        (train(experiment).experiment.network.biases, columns),
    ):
        assert_close(found, tuple(map(np.array, wanted)), 1e-12)


@given(tame_experiments(30))
def test_what_is_frozen_does_not_change_in_any_bit(experiment: Experiment) -> None:
    run = train(experiment, 30).experiment
    before, after = (numbers(at.network, at.sizes) for at in (experiment, run))
    for part in experiment.frozen_parameters:
        name = name_of(part, experiment.sizes)
        assert after[name].hex() == before[name].hex()


@pytest.mark.parametrize("rate", [0.5, -0.5])
def test_a_frozen_minus_zero_keeps_its_sign(rate: float) -> None:
    weights = (np.full((2, 2), -0.0), mazur().network.weights[1])
    network = replace(mazur().network, weights=weights)
    experiment = replace(
        mazur(), network=network, learning_rate=rate, frozen=("w1", "w2", "w3", "w4")
    )
    assert np.signbit(trajectory(experiment, 5).weights[0]).all()
    assert np.signbit(open_iteration(experiment).after.weights[0]).all()


@given(experiments())
def test_freezing_changes_neither_gradients_nor_what_is_not_frozen(experiment: Experiment) -> None:
    free = replace(experiment, frozen=())
    frozen = {name_of(part, experiment.sizes) for part in experiment.frozen_parameters}
    with_frozen, without = (quantities(open_iteration(one)) for one in (experiment, free))
    for name, value in with_frozen.items():
        if name not in ("new.loss", *(f"{of}.{one}" for of in ("new", "step") for one in frozen)):
            assert value == without[name], name
    networks = (train(one).experiment.network for one in (experiment, free))
    found, expected = (numbers(network, experiment.sizes) for network in networks)
    assert {name for name in found if found[name] != expected[name]} <= frozen


@pytest.mark.parametrize("train_biases", TRAIN_BIASES)
def test_with_everything_frozen_nothing_changes(train_biases: TrainBiases) -> None:
    experiment = make_experiment(train_biases=train_biases, frozen=parameters((3, 4, 2)))
    run = train(experiment, 50)
    assert_identical(run.experiment.network, experiment.network)
    assert set(run.losses.tolist()) == {run.losses[0]}


def test_any_name_of_a_shared_bias_freezes_it_and_no_other_layers() -> None:
    shared = replace(mazur(), train_biases="per_layer")
    for name in ("b.h1", "b.h2"):
        run = train(replace(shared, frozen=(name,)), 3).experiment
        hidden, output = run.network.biases
        assert hidden.tolist() == [[0.35], [0.35]]
        assert output[0] == output[1] != 0.60
    one = replace(mazur(), train_biases=True, frozen=("b.h1",))
    assert train(one, 3).experiment.network.biases[0][1] != 0.35


def test_a_frozen_weight_still_carries_deltas_back() -> None:
    frozen = open_iteration(replace(mazur(), frozen=("w5", "w7")))
    assert quantity(frozen, "delta.h1") == pytest.approx(hand.delta_h1, rel=1e-12)
    assert quantity(frozen, "new.w1") == pytest.approx(hand.w1_new, rel=1e-14)


def test_the_variant_that_updates_backwards_carries_deltas_by_frozen_weights() -> None:
    opened = VARIANTS["updated-weights"].open(replace(mazur(), frozen=("w5",)))
    back = hand.delta_o1 * hand.w5 + hand.delta_o2 * hand.w7_new
    assert quantity(opened, "delta.h1") == pytest.approx(back * hand.dout_dnet_h1, rel=1e-12)
    assert quantity(opened, "new.w5") == hand.w5


def test_a_sweep_leaves_what_is_frozen() -> None:
    experiment = replace(mazur(), frozen=("w1", "w6", "b.o1"), train_biases=True)
    found = sweep(experiment, np.array([0.5, 5.0]), 40, points=41)
    for losses, rate in zip(found.losses, (0.5, 5.0), strict=True):
        alone = train(replace(experiment, learning_rate=rate), 40)
        np.testing.assert_allclose(losses, alone.losses, rtol=1e-12)


def test_a_run_diverges_where_the_gradient_of_a_frozen_weight_does() -> None:
    experiment = replace(
        make_experiment(sizes=(1, 1), activations=["identity"], m=1, train_biases=False),
        inputs=np.array([[1e200]]),
        targets=np.array([[1e150]]),
        learning_rate=1e-300,
        frozen=("w1",),
    )
    network = replace(experiment.network, weights=(np.zeros((1, 1)),))
    for record in ("last", "all"):
        with pytest.raises(Diverged) as error:
            train(replace(experiment, network=network), 3, record)
        assert error.value.iteration == 0


# What is said of it


def test_the_formula_of_what_is_frozen_has_no_gradient() -> None:
    frozen = replace(mazur(), frozen=("w5",))
    [step] = formula_of("new.w5", frozen).steps
    assert step.expression == Known("w5")
    assert formula_of("step.w5", frozen).steps[0].expression == Constant(0.0)
    assert formula_of("gradient.w5", frozen) == formula_of("gradient.w5", mazur())
    assert formula_of("new.w6", frozen) == formula_of("new.w6", mazur())


def test_a_layer_that_is_frozen_as_a_whole_has_no_mask() -> None:
    frozen = replace(mazur(), frozen=("w5", "w6", "w7", "w8"))
    assert equation_of("update", 2, frozen).value == matrix_of("", 2)
    assert equation_of("update", 1, frozen) == equation_of("update", 1, mazur())


def test_check_recognises_the_update_of_a_frozen_parameter() -> None:
    frozen = replace(mazur(), frozen=("w5", "b.o2"), train_biases=True)
    verdict = check(frozen, "new.w5", f"{hand.w5_new:.9f}")
    assert hinted(verdict).startswith("You updated w5, though it is frozen.")
    assert check(frozen, "new.w5", "0.40").verdict == "right"
    assert check(frozen, "new.w6", hand.w6_new).verdict == "right"
    asked = Question(open_iteration(frozen), quantity_named("new.b.o2", frozen.sizes))
    values = [slip.value for slip in MISTAKES["frozen-updated"].ways(asked)]
    assert values == [pytest.approx(hand.b2 - hand.eta * hand.delta_o2)]
    assert MISTAKES["frozen-updated"].ways(replace(asked, right=open_iteration(mazur()))) == []


# Names


@pytest.mark.parametrize(
    ("frozen", "index", "said"),
    [
        (("w9",), 0, "got 'w9'; allowed once each are w1 to w8, b.h1, b.h2, b.o1, b.o2"),
        (("w1", "b.h3"), 1, "got 'b.h3'; allowed"),
        (("w5", "w6", "w5"), 2, "got 'w5' twice; allowed once each are w1 to w8"),
        (("W5",), 0, "got 'W5'; allowed"),
        (("h1",), 0, "got 'h1'; allowed"),
        (("",), 0, "got ''; allowed"),
    ],
)
def test_a_name_that_is_unknown_or_repeated_is_refused(
    frozen: tuple[str, ...], index: int, said: str
) -> None:
    with pytest.raises(InvalidExperiment) as caught:
        replace(mazur(), frozen=frozen)
    assert caught.value.field == ("frozen", index)
    assert said in str(caught.value)
