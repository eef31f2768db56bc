"""Every figure printed in the two publications, compared with the figure of this code."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import core
from core import Experiment, Network, backward, evaluate, forward, train, update
from core.run.presets import mazur

FILE = Path(core.__file__).parent / "published" / "published_figures.json"
DATA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
FIGURES: list[dict[str, Any]] = DATA["figures"]
STEPS = 10_000


@cache
def computed_figures() -> dict[str, float]:
    """Each figure by its id, by `core`."""
    run = train(mazur(), STEPS, record="all")
    first = run.passes[0]
    _, W2 = (W[0] for W in first.networks.weights)
    z_h, z_o = (z[0, :, 0] for z in first.forward.z)
    h, o = (a[0, :, 0] for a in first.forward.a[1:])
    y = mazur().targets[:, 0]
    sigmoid_slope = mazur().network.activations[0].derivative
    _, delta_o = (delta[0, :, 0] for delta in first.backward.deltas)
    dW1, dW2 = (dW[0] for dW in first.backward.gradients.weights)
    W1_new, W2_new = (W[1] for W in first.networks.weights)
    E_o = mazur().loss.function(y, z_o, o)
    o_end = run.forward.a[-1][:, 0]
    values = {
        "net_h1": z_h[0],
        "out_h1": h[0],
        "out_h2": h[1],
        "net_o1": z_o[0],
        "out_o1": o[0],
        "out_o2": o[1],
        "E_o1": E_o[0],
        "E_o2": E_o[1],
        "E_total_0": run.losses[0],
        "dE_dout_o1": (o - y)[0],
        "dout_dnet_o1": sigmoid_slope(z_o, o)[0],
        "delta_o1": delta_o[0],
        "dE_dw5": dW2[0, 0],
        "w5_1": W2_new[0, 0],
        "w6_1": W2_new[0, 1],
        "w7_1": W2_new[1, 0],
        "w8_1": W2_new[1, 1],
        "dEo1_douth1": delta_o[0] * W2[0, 0],
        "dEo2_douth1": delta_o[1] * W2[1, 0],
        "dE_douth1": (W2.T @ delta_o)[0],
        "douth1_dneth1": sigmoid_slope(z_h, h)[0],
        "dE_dw1": dW1[0, 0],
        "w1_1": W1_new[0, 0],
        "w2_1": W1_new[0, 1],
        "w3_1": W1_new[1, 0],
        "w4_1": W1_new[1, 1],
        "E_total_1": run.losses[1],
        "E_total_10000": run.losses[-1],
        "out_o1_10000": o_end[0],
        "out_o2_10000": o_end[1],
        "error_decrease": 100 * (1 - run.losses[-1] / run.losses[0]),
        "out_o1_0": o[0],
        "out_o2_0": o[1],
        "out_o1_end": o_end[0],
        "out_o2_end": o_end[1],
    }
    return {name: float(value) for name, value in values.items()}


def step_with_updated_weights(experiment: Experiment) -> Experiment:
    """A step whose hidden deltas use the already updated W2: the article's slip."""
    network, rate = experiment.network, experiment.learning_rate
    passed = forward(network, experiment.inputs)

    def updated(through: Network) -> Network:
        back = backward(through, passed, experiment.targets, experiment.loss)
        return update(network, back.gradients, rate, experiment.train_biases)

    W1, _ = network.weights
    _, W2_new = updated(network).weights
    W1_new, _ = updated(replace(network, weights=(W1, W2_new))).weights
    return experiment.at(experiment.iteration + 1, replace(network, weights=(W1_new, W2_new)))


@cache
def variant_figures() -> dict[str, float]:
    """The figures that the article computed with the slip."""
    experiment = once = step_with_updated_weights(mazur())
    for _ in range(STEPS - 1):
        experiment = step_with_updated_weights(experiment)
    passed, loss = evaluate(experiment)
    o1, o2 = passed.a[-1][:, 0].tolist()
    return {
        "E_total_1": evaluate(once)[1],
        "E_total_10000": loss,
        "out_o1_10000": o1,
        "out_o2_10000": o2,
    }


def prints_as(value: float, printed: str) -> bool:
    """Whether the value, rounded or truncated to the printed decimals, is the printed figure."""
    figure = Decimal(printed.removesuffix("%"))
    return figure in {Decimal(value).quantize(figure, way) for way in (ROUND_HALF_EVEN, ROUND_DOWN)}


def id_of(figure: dict[str, Any]) -> str:
    return str(figure["id"])


def test_the_example_on_file_is_the_preset() -> None:
    example, preset = DATA["example"], mazur()
    assert example["weights"] == [W.tolist() for W in preset.network.weights]
    assert [[[b]] * 2 for b in example["biases"]] == [b.tolist() for b in preset.network.biases]
    assert example["inputs"] == preset.inputs[:, 0].tolist()
    assert example["targets"] == preset.targets[:, 0].tolist()
    assert example["learning_rate"] == preset.learning_rate
    assert example["biases_trained"] is preset.train_biases


def test_every_figure_of_the_file_is_computed() -> None:
    assert set(computed_figures()) == {figure["id"] for figure in FIGURES}


@pytest.mark.parametrize("figure", FIGURES, ids=id_of)
def test_a_figure_is_computed_to_the_twelve_digits_on_file(figure: dict[str, Any]) -> None:
    # To twelve digits: half a unit of the twelfth is 5e-12 of the smallest number that has them.
    assert computed_figures()[figure["id"]] == pytest.approx(figure["computed"], rel=5e-12, abs=0)


@pytest.mark.parametrize("figure", [f for f in FIGURES if f["reproduced"]], ids=id_of)
def test_a_reproduced_figure_agrees_to_every_printed_digit(figure: dict[str, Any]) -> None:
    value = computed_figures()[figure["id"]]
    assert prints_as(value, figure["printed"]), (value, figure["printed"])


@pytest.mark.parametrize("figure", [f for f in FIGURES if not f["reproduced"]], ids=id_of)
def test_a_figure_marked_as_not_reproduced_differs(figure: dict[str, Any]) -> None:
    value = computed_figures()[figure["id"]]
    assert not prints_as(value, figure["printed"]), (value, figure["printed"])


@pytest.mark.parametrize("figure", [f for f in FIGURES if "variant" in f], ids=id_of)
def test_hidden_deltas_through_updated_weights_give_the_figures_of_the_article(
    figure: dict[str, Any],
) -> None:
    value = variant_figures()[figure["id"]]
    assert value == pytest.approx(figure["variant"]["computed"], rel=1e-12, abs=0)
    # Of this one figure the editions of the article differ; this is what the others print.
    printed = {"E_total_10000": "0.000035085"}.get(figure["id"], figure["printed"])
    assert prints_as(value, printed), (value, printed)


def test_only_figures_after_an_update_have_a_variant() -> None:
    assert {f["id"] for f in FIGURES if "variant" in f} == set(variant_figures())


def test_the_run_of_the_example_has_the_numbers_that_we_publish() -> None:
    run = train(mazur(), STEPS)
    w5_after_one = train(mazur()).experiment.network.weights[1][0, 0]
    assert [f"{loss:.12f}" for loss in run.losses[:2]] == ["0.298371108760", "0.291027773694"]
    assert f"{w5_after_one:.12f}" == "0.358916479718"
    assert f"{run.losses[-1]:.9e}" == "3.510187783e-05"
    assert [f"{o:.10f}" for o in run.forward.a[-1][:, 0]] == ["0.0159136204", "0.9840642735"]


@pytest.mark.parametrize(
    ("value", "printed", "agrees"),
    [
        (0.27481108318, "0.274811083", True),
        (0.0235600255838, "0.023560026", True),  # rounded
        (0.19956143999, "0.19956143", True),  # cut off
        (0.0190491182583, "0.019049119", False),
        (99.9882354971, "99.9882%", True),
        (0.5113012702, "0.511301270", True),  # a printed zero is a digit too
        (0.5113012712, "0.511301270", False),
    ],
)
def test_agreement_is_to_the_last_printed_digit_rounded_or_truncated(
    value: float, printed: str, agrees: bool
) -> None:
    assert prints_as(value, printed) is agrees
