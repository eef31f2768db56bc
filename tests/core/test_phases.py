"""The phases follow from the layers, for any number and size of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Experiment
from core.explain.formulas import formula_of
from core.explain.phases import layer_name, phases_of
from core.explain.quantities import quantities_in, quantity_named
from core.expressions import Known
from tests.core.experiments import experiments

ELEVEN = [
    "input",
    "net-hidden",
    "activation-hidden",
    "net-output",
    "activation-output",
    "loss",
    "delta-output",
    "gradient-output",
    "delta-hidden",
    "gradient-hidden",
    "update",
]

lasts = st.integers(1, 12)


def test_one_hidden_layer_has_the_eleven_phases() -> None:
    assert [phase.id for phase in phases_of(last=2)] == ELEVEN


def test_without_a_hidden_layer_only_the_output_has_phases() -> None:
    assert [phase.id for phase in phases_of(last=1)] == [
        id_ for id_ in ELEVEN if "hidden" not in id_
    ]


def test_several_hidden_layers_are_numbered_and_the_backward_pass_reverses_them() -> None:
    assert [phase.id for phase in phases_of(last=3)] == [
        *("input", "net-hidden-1", "activation-hidden-1"),
        *("net-hidden-2", "activation-hidden-2", "net-output", "activation-output", "loss"),
        *("delta-output", "gradient-output", "delta-hidden-2", "gradient-hidden-2"),
        *("delta-hidden-1", "gradient-hidden-1", "update"),
    ]


@given(last=lasts)
def test_each_layer_has_four_phases_and_each_phase_one_id(last: int) -> None:
    phases = phases_of(last)
    assert len({phase.id for phase in phases}) == len(phases) == 3 + 4 * last
    for layer in range(1, last + 1):
        assert [phase.kind for phase in phases if phase.layer == layer] == [
            *("net", "activation", "delta", "gradient")
        ]


@given(last=lasts)
def test_forward_comes_before_backward_and_the_update_last(last: int) -> None:
    directions = [phase.direction for phase in phases_of(last)]
    assert directions == [
        *["forward"] * (2 * last + 2),
        *["backward"] * (2 * last),
        "update",
    ]


@given(last=lasts)
def test_exactly_the_parts_of_the_network_are_active_in_some_phase(last: int) -> None:
    active = {part for phase in phases_of(last) for part in phase.active}
    assert active == {
        *(f"neurons:{layer}" for layer in range(last + 1)),
        *(f"edges:{layer}" for layer in range(last)),
        *("targets", "losses"),
    }


@pytest.mark.parametrize(
    ("last", "names"),
    [
        (1, ["input", "output"]),
        (2, ["input", "hidden", "output"]),
        (3, ["input", "hidden 1", "hidden 2", "output"]),
    ],
)
def test_hidden_layers_have_numbers_only_if_there_are_several(last: int, names: list[str]) -> None:
    assert [layer_name(layer, last) for layer in range(last + 1)] == names


@given(experiment=experiments())
def test_a_quantity_is_known_once_its_operands_are_known(experiment: Experiment) -> None:
    sizes = experiment.sizes
    phases = phases_of(len(sizes) - 1)
    known_from = {asked.name: phases.index(asked.phase) for asked in quantities_in(experiment)}
    for name, phase in known_from.items():
        for step in formula_of(name, experiment).steps:
            for needed in leaves(step.expression):
                assert known_from[needed] <= phase, (name, needed)
    assert set(known_from.values()) == set(range(len(phases)))


@given(experiment=experiments())
def test_a_quantity_of_a_layer_is_computed_in_a_phase_of_that_layer(experiment: Experiment) -> None:
    sizes = experiment.sizes
    for asked in quantities_in(experiment):
        at = asked.part.at
        assert asked.phase.layer in (None, at.layer if at else None)
        assert quantity_named(asked.name, sizes).phase == asked.phase


def leaves(expression: object) -> Iterator[str]:
    """The names of the quantities in an expression."""
    if isinstance(expression, Known):
        yield expression.name
    elif isinstance(expression, tuple):
        for part in expression:
            yield from leaves(part)
    elif is_dataclass(expression):
        for one in fields(expression):
            yield from leaves(getattr(expression, one.name))
