"""Every number by its name: by hand for the example, by the core's arrays for any experiment."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from core import Diverged, Experiment, InvalidExperiment, evaluate, train
from core.arrays import Array
from core.explain.names import (
    COMPUTED,
    HIDDEN,
    OUTPUTS,
    PARAMETERS,
    PATHS,
    WEIGHTS,
    Part,
    Sort,
    name_of,
)
from core.explain.quantities import (
    open_iteration,
    phase_of,
    quantities,
    quantities_in,
    quantity,
    quantity_named,
)
from core.run.presets import mazur
from tests.core import by_hand
from tests.core.experiments import experiments, make_experiment

BY_HAND = {
    "x.i2": by_hand.i2,
    "y.o2": by_hand.target_o2,
    "w7": by_hand.w7,
    "b.h2": by_hand.b1,
    "b.o1": by_hand.b2,
    "term.w2": by_hand.w2 * by_hand.i2,
    "term.w6": by_hand.w6 * by_hand.out_h2,
    "z.h1": by_hand.net_h1,
    "z.o2": by_hand.net_o2,
    "a.h2": by_hand.out_h2,
    "a.o1": by_hand.out_o1,
    "loss": by_hand.E_total,
    "loss.o1": by_hand.E_o1,
    "error.o1": by_hand.dE_dout_o1,
    "slope.o1": by_hand.dout_dnet_o1,
    "slope.h1": by_hand.dout_dnet_h1,
    "delta.o2": by_hand.delta_o2,
    "delta.h1": by_hand.delta_h1,
    "path.o1.h1": by_hand.dEo1_dout_h1,
    "path.o2.h1": by_hand.dEo2_dout_h1,
    "path.o1.h2": by_hand.delta_o1 * by_hand.w6,
    "da.h1": by_hand.dE_dout_h1,
    "gradient.w5": by_hand.dE_dw5,
    "gradient.w7": by_hand.dE_dw7,
    "gradient.w2": by_hand.dE_dw2,
    "gradient.b.h2": by_hand.delta_h2,
    "step.w5": by_hand.eta * by_hand.dE_dw5,
    "step.b.o1": 0.0,
    "new.w1": by_hand.w1_new,
    "new.w8": by_hand.w8_new,
    "new.b.o1": by_hand.b2,
    "new.loss": 0.291027773694,
}

PHASE_OF = {
    "input": ["x.i1", "y.o2", "w1", "w8", "b.h1", "b.o2"],
    "net-hidden": ["term.w1", "z.h2"],
    "activation-hidden": ["a.h1"],
    "net-output": ["term.w5", "z.o1"],
    "activation-output": ["a.o2"],
    "loss": ["loss", "loss.o1"],
    "delta-output": ["error.o1", "slope.o1", "delta.o2"],
    "gradient-output": ["gradient.w5", "gradient.b.o1"],
    "delta-hidden": ["path.o2.h1", "da.h1", "slope.h1", "delta.h2"],
    "gradient-hidden": ["gradient.w4", "gradient.b.h1"],
    "update": ["step.w1", "step.b.h1", "new.w5", "new.b.o1", "new.loss"],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_number_of_the_example_is_the_one_by_hand(name: str) -> None:
    assert quantity(open_iteration(mazur()), name) == pytest.approx(BY_HAND[name], rel=1e-11)


@pytest.mark.parametrize(
    ("name", "phase"), [(name, phase) for phase, known in PHASE_OF.items() for name in known]
)
def test_a_number_is_known_from_its_phase_onwards(name: str, phase: str) -> None:
    assert phase_of(name, (2, 2, 2)) == phase


@given(experiment=experiments())
def test_every_number_is_found_by_its_name(experiment: Experiment) -> None:
    sizes = experiment.sizes
    for asked in quantities_in(experiment):
        assert quantity_named(asked.name, sizes) == asked
    opened = open_iteration(experiment)
    assert quantities(opened) == {name: quantity(opened, name) for name in quantities(opened)}


class Numbers:
    """All numbers of an experiment's iteration: ``numbers("z.h1")`` is one for each example."""

    def __init__(self, experiment: Experiment) -> None:
        self.sizes = experiment.sizes
        m = experiment.targets.shape[1]
        self.of = [quantities(open_iteration(experiment), example) for example in range(m)]

    def __call__(self, name: str) -> Array:
        return np.array([numbers[name] for numbers in self.of])

    def parts(self, sort: Sort) -> list[tuple[str, Any]]:
        return [(name_of(part, self.sizes), part) for part in sort.parts(self.sizes)]

    def name(self, part: Part) -> str:
        return name_of(part, self.sizes)


def same(actual: Array, expected: Array) -> None:
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-14)


@given(experiment=experiments())
def test_neurons_have_the_numbers_of_the_passes(experiment: Experiment) -> None:
    numbers, (run,) = Numbers(experiment), train(experiment).passes
    for name, neuron in numbers.parts(COMPUTED):
        layer, index = neuron.layer, neuron.index
        same(numbers(f"z.{name}"), run.forward.z[layer - 1][0, index])
        same(numbers(f"a.{name}"), run.forward.a[layer][0, index])
        same(numbers(f"delta.{name}"), run.backward.deltas[layer - 1][0, index])


@given(experiment=experiments())
def test_terms_and_bias_add_up_to_the_net_input(experiment: Experiment) -> None:
    numbers = Numbers(experiment)
    for name, neuron in numbers.parts(COMPUTED):
        terms = [f"term.{w}" for w, weight in numbers.parts(WEIGHTS) if weight.receiver == neuron]
        same(sum(map(numbers, terms), numbers(f"b.{name}")), numbers(f"z.{name}"))


@given(experiment=experiments())
def test_paths_add_up_and_times_the_slope_are_the_delta(experiment: Experiment) -> None:
    numbers = Numbers(experiment)
    for name, neuron in numbers.parts(HIDDEN):
        paths = [f"path.{p}" for p, path in numbers.parts(PATHS) if path.at == neuron]
        same(sum(map(numbers, paths), np.zeros(1)), numbers(f"da.{name}"))
        same(numbers(f"da.{name}") * numbers(f"slope.{name}"), numbers(f"delta.{name}"))


@given(experiment=experiments())
def test_the_delta_of_an_output_is_its_error_times_the_factor_of_the_loss(
    experiment: Experiment,
) -> None:
    numbers = Numbers(experiment)
    squared = experiment.loss.name == "half_squared_error"
    outputs = {name for name, _ in numbers.parts(OUTPUTS)}
    for name, neuron in numbers.parts(OUTPUTS):
        error = numbers(f"a.{name}") - experiment.targets[neuron.index]
        same(numbers(f"error.{name}"), error)
        answered = {name: numbers(f"slope.{name}")}
        if experiment.network.activations[-1].coupling:
            for other in outputs - {name}:
                answered[other] = numbers(f"jacobian.{other}.{name}")
        ways = [numbers(f"error.{one}") * slope for one, slope in answered.items()]
        through = np.sum(ways, axis=0)
        same(numbers(f"delta.{name}"), through if squared else error)


@given(experiment=experiments())
def test_an_output_answers_to_the_net_input_of_another_only_with_softmax(
    experiment: Experiment,
) -> None:
    opened, m, last = open_iteration(experiment), experiment.m, len(experiment.sizes) - 1
    outputs = [f"o{number}" for number in range(1, experiment.sizes[-1] + 1)]
    for of, by in permutations(outputs, 2):
        for example in range(m):
            found = quantity(opened, f"jacobian.{of}.{by}", example)
            if experiment.network.activations[last - 1].name == "softmax":
                o, other = (quantity(opened, f"a.{one}", example) for one in (of, by))
                assert found == pytest.approx(-o * other, rel=1e-12)
            else:
                assert found == 0


@given(experiment=experiments())
def test_shares_add_up_to_the_loss_and_steps_to_the_update(experiment: Experiment) -> None:
    numbers = Numbers(experiment)
    shares = [numbers(f"loss.{name}") for name, _ in numbers.parts(OUTPUTS)]
    same(numbers("loss"), np.full_like(shares[0], sum(shares, np.zeros(1)).mean()))
    for name, _ in numbers.parts(PARAMETERS):
        same(numbers(name) - numbers(f"step.{name}"), numbers(f"new.{name}"))
        if name.startswith("w") and name not in experiment.frozen:
            same(experiment.learning_rate * numbers(f"gradient.{name}"), numbers(f"step.{name}"))
    after = train(experiment).experiment
    same(numbers("new.loss"), np.full_like(shares[0], evaluate(after)[1]))


@given(experiment=experiments())
def test_a_gradient_is_the_mean_of_delta_times_activation(experiment: Experiment) -> None:
    numbers = Numbers(experiment)
    for name, weight in numbers.parts(WEIGHTS):
        sender = numbers.name(weight.sender)
        a = numbers(f"{'a' if weight.sender.layer else 'x'}.{sender}")
        products = numbers(f"delta.{numbers.name(weight.receiver)}") * a
        same(numbers(f"gradient.{name}"), np.full_like(products, products.mean()))


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("delta.h3", "allowed are delta.h1, delta.h2, delta.o1, delta.o2"),
        (
            "new.w9",
            "allowed are new.w1 to new.w8, new.b.h1, new.b.h2, new.b.o1, new.b.o2, new.loss",
        ),
        ("path.h1.i1", "allowed are path.o1.h1 to path.o2.h2"),
        ("a.i1", "allowed are a.h1, a.h2, a.o1, a.o2"),
        ("loss.h1", "allowed are loss, loss.o1, loss.o2"),
        ("w0", "allowed are x.i1, x.i2, y.o1, y.o2, w1 to w8, b.h1"),
        ("<script>", "allowed are x.i1"),
        ("", "allowed are x.i1"),
    ],
)
def test_refusing_an_unknown_name_names_it_and_the_existing_ones(name: str, allowed: str) -> None:
    with pytest.raises(InvalidExperiment) as caught:
        quantity(open_iteration(mazur()), name)
    assert caught.value.field == ("quantity",)
    assert f"got {name!r}" in str(caught.value)
    assert allowed in str(caught.value)


@pytest.mark.parametrize("example", [-1, 3])
def test_a_missing_example_is_refused(example: int) -> None:
    opened = open_iteration(make_experiment(m=3))
    with pytest.raises(InvalidExperiment, match=rf"got {example}; allowed are 0 to 2") as caught:
        quantity(opened, "z.h1", example)
    assert caught.value.field == ("example",)


def test_finite_numbers_of_a_diverging_iteration_are_available() -> None:
    opened = open_iteration(
        replace(mazur(), iteration=7, learning_rate=1.7e308, targets=np.full((2, 1), -1e3))
    )
    assert quantity(opened, "gradient.w5") > 0
    with pytest.raises(Diverged) as caught:
        quantity(opened, "new.w5")
    assert caught.value.iteration == 8


def test_a_number_that_is_not_finite_names_its_own_iteration() -> None:
    opened = open_iteration(replace(mazur(), iteration=7, targets=np.full((2, 1), 1e200)))
    assert quantity(opened, "a.o1") < 1
    with pytest.raises(Diverged) as caught:
        quantity(opened, "loss")
    assert caught.value.iteration == 7
