"""An iteration of a variant, opened, is the iteration that the variant runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Experiment, InvalidExperiment
from core.check.parting import OPENERS, open_variant
from core.explain.quantities import open_iteration, quantities, quantity
from core.run.presets import mazur
from core.run.variants import VARIANTS, losses, meaningful
from tests.core.experiments import experiments, make_experiment


def test_every_variant_can_be_opened() -> None:
    assert OPENERS.keys() == VARIANTS.keys()


@given(experiment=experiments(), data=st.data())
def test_the_opened_iteration_is_the_one_that_is_run(
    experiment: Experiment, data: st.DataObject
) -> None:
    variant = data.draw(st.sampled_from(meaningful(experiment)))
    opened = open_variant(experiment, variant)
    after = variant.next_network(experiment)
    for mine, theirs in zip(opened.after.weights, after.weights, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-13)
    for mine, theirs in zip(opened.after.biases, after.biases, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-13)
    run = losses(experiment, variant, 1)
    opened_losses = [quantity(opened, name) for name in ("loss", "new.loss")]
    np.testing.assert_allclose(opened_losses, run, rtol=1e-10, atol=1e-13)


def test_the_correct_variant_is_the_right_iteration() -> None:
    opened = open_variant(mazur(), VARIANTS["correct"])
    assert quantities(opened) == quantities(open_iteration(mazur()))


@pytest.mark.parametrize(
    ("variant", "parts_at"),
    [
        ("updated-weights", "path.o1.h1"),
        ("biases-per-neuron", "step.b.h1"),
        ("biases-per-layer", "step.b.h1"),
        ("no-half", "loss"),
    ],
)
def test_a_variant_parts_at_its_own_place(variant: str, parts_at: str) -> None:
    right = quantities(open_iteration(mazur()))
    other = quantities(open_variant(mazur(), VARIANTS[variant]))
    apart = {name for name, value in right.items() if not np.isclose(value, other[name], rtol=1e-9)}
    assert parts_at in apart
    assert not any(name.startswith(("z.", "a.", "term.")) for name in apart)


def test_a_loss_without_a_half_cannot_lose_it() -> None:
    experiment = make_experiment(loss="binary_cross_entropy")
    with pytest.raises(InvalidExperiment, match="no 1/2") as raised:
        open_variant(experiment, VARIANTS["no-half"])
    assert raised.value.field == ("variant",)
