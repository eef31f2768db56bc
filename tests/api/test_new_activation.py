"""A new activation is one record: here is one that no other code knows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from app.export.run import Run
from app.export.script import script
from app.words.meaning import meaning
from app.words.phases import words_of_phases
from app.writing.mathml import spoken
from app.writing.matrices import matrices
from app.writing.notation import Notation
from app.writing.source_lines import sources
from app.writing.typeset import Writer
from app.writing.values import Values
from core import Experiment, train
from core.arrays import Array
from core.explain.formulas import evaluate, formula_of
from core.explain.names import Neuron
from core.explain.quantities import Quantity, all_quantities, open_iteration, quantity_named
from core.expressions import Function, Square
from core.lab.gradient_check import gradient_check
from core.network.activation import Activation, Z, follows
from tests.api.test_scripts import assert_same, run_alone
from tests.core.compare import assert_close
from tests.core.experiments import make_experiment


def arctan(z: Array) -> Array:
    """The angle whose tangent is z."""
    return np.arctan(z)


def arctan_derivative(z: Array, a: Array) -> Array:
    """Its slope."""
    return 1.0 / (1.0 + z * z)


ARCTAN = Activation(
    name="arctan",
    function=arctan,
    derivative=arctan_derivative,
    coupling=None,
    range=(-np.pi / 2, np.pi / 2),
    kink=None,
    label="arc tangent",
    symbol="atan",
    formula=Function("arctan", np.arctan)(Z),
    slope=1 / (1 + Square(Z)),
    fast=lambda z, a: [partial(np.arctan, z, a)],
    fast_slope=lambda z, a, slope: [
        partial(np.multiply, z, z, slope),
        partial(np.add, slope, np.ones_like(z), slope),
        partial(np.reciprocal, slope, slope),
    ],
    torch="torch.arctan(z)",
    does="takes the angle of each net input",
    says=lambda z, a: "{name} is an angle.",
    says_slope=follows("the most is 1, at a net input of 0"),
)


def experiment() -> Experiment:
    made = make_experiment(sizes=(2, 3, 2), m=2, learning_rate=0.2)
    return replace(made, network=replace(made.network, activations=(ARCTAN, ARCTAN)))


def test_it_trains_and_its_gradients_are_those_of_the_loss() -> None:
    assert gradient_check(experiment()).good.all()
    one_by_one = experiment()
    for _ in range(50):
        one_by_one = one_by_one.at(0, open_iteration(one_by_one).after)
    assert_close(train(experiment(), 50).experiment.network, one_by_one.network, 1e-13)


def test_its_formulas_have_the_right_numbers_and_are_written() -> None:
    opened, writer = open_iteration(experiment()), writing()
    for asked in all_quantities(experiment().sizes):
        for step in formula_of(asked.name, experiment()).steps:
            found = evaluate(step.expression, opened, example=1)
            assert abs(found - asked.of(opened, 1)) <= 1e-12, (asked.name, step)
        assert meaning(asked, writer.values, 1)
        assert all(spoken(written) for written in matrices(asked, writer))
    resolved = formula_of("slope.h1", experiment()).steps[0].expression
    assert spoken(writer.write(resolved)) == "1 over (1 plus z_h1 squared)"
    assert spoken(matrices(asked_for("a.h1"), writer)[0]) == "h equals atan of (z_h)"
    assert "atan prime of (z_o)" in spoken(matrices(asked_for("delta.o1"), writer)[0])


def test_it_has_words_and_its_lines_are_shown() -> None:
    assert meaning(asked_for("a.h1"), writing().values, 0) == "h1 is an angle."
    said = [phase.sentence for phase in words_of_phases(experiment(), "short")]
    assert any("takes the angle of each net input" in sentence for sentence in said)
    *_, last = sources(experiment(), "activation", Neuron(1, 0))
    assert [line.text.strip() for line in last.lines if line.marked] == ["return np.arctan(z)"]


def test_its_scripts_have_its_own_functions() -> None:
    run = Run((experiment(),), 20)
    [found] = run_alone([run], "numpy")
    assert_same(found, run)
    assert "return torch.arctan(z)" in script(run, "torch")


def writing() -> Writer:
    return Writer(Notation("short", experiment().sizes), Values(experiment()), example=0)


def asked_for(name: str) -> Quantity:
    return quantity_named(name, experiment().sizes)
