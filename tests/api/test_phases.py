"""What is said of each phase is true for the experiment, and every number has its place."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.words.parts import parts_of, quantities_of, symbols
from app.words.phases import PhaseWords, words_of_phases
from app.writing.notation import NotationName
from core import ACTIVATIONS, Experiment
from core.explain.phases import phases_of
from core.explain.quantities import quantities_in
from core.network.propagation import TrainBiases
from core.run.presets import mazur as worked_example
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, answer
from tests.api.test_limits import experiment
from tests.core.experiments import experiments, make_experiment

NAMES = [
    *("Input", "Net input, hidden", "Activation, hidden", "Net input, output"),
    *("Activation, output", "Loss", "Delta, output", "Gradient, output", "Delta, hidden"),
    *("Gradient, hidden", "Update"),
]
NOTATIONS: list[NotationName] = ["short", "article", "general"]


def said(experiment: Experiment, notation: NotationName = "short") -> dict[str, PhaseWords]:
    """What is said of each phase, by its id."""
    return {words.id: words for words in words_of_phases(experiment, notation)}


def sentence(phase: str, experiment: Experiment) -> str:
    return said(experiment)[phase].sentence


# The endpoint


def test_without_a_body_it_describes_the_worked_example(client: TestClient) -> None:
    good = answer(client, "/api/phases")
    told = {"layers", "phases", "parts", "quantities", "symbols", "factors"}
    assert good.keys() == {"experiment", *told}
    assert good["experiment"] == MAZUR
    assert good["layers"] == ["input", "hidden", "output"]
    assert [phase["name"] for phase in good["phases"]] == NAMES
    assert {part["name"] for part in good["parts"]} == {
        *("i1", "i2", "h1", "h2", "o1", "o2", "y1", "y2", "loss"),
        *(f"w{number}" for number in range(1, 9)),
        *("b.h1", "b.h2", "b.o1", "b.o2"),
    }


def test_an_answer_can_be_posted_as_a_request(client: TestClient) -> None:
    good = answer(client, "/api/phases", {"notation": "general"})
    assert answer(client, "/api/phases", {**good, "notation": "general"}) == good


def test_refusing_an_unknown_notation_names_the_known_ones(client: TestClient) -> None:
    response = client.post("/api/phases", json={"notation": "long"})
    assert_error(response, 422, ["body", "notation"], "'short', 'article' or 'general'", "long")


def test_a_network_with_too_many_parts_is_refused(client: TestClient) -> None:
    good = answer(client, "/api/phases", {"experiment": experiment(40, 40, 8)})
    assert len(good["parts"]) == 40 + 40 + 8 + 40 * 40 + 40 * 8 + 40 + 8 + 8 + 1
    response = client.post("/api/phases", json={"experiment": experiment(40, 50, 9)})
    assert_error(response, 422, ["body", "experiment", "network"], "2509", "2000")


# What is said is true


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sigmoid", "between 0 and 1"),
        ("tanh", "between −1 and 1"),
        ("relu", "turns every other one into 0"),
        ("identity", "as it is"),
    ],
)
def test_an_activation_is_described_by_its_effect(name: str, words: str) -> None:
    for phase, activations in (
        ("activation-hidden", (name, "sigmoid")),
        ("activation-output", ("sigmoid", name)),
    ):
        here = make_experiment(sizes=(2, 2, 2), activations=activations)
        assert words in sentence(phase, here)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_has_its_own_words(name: str) -> None:
    others = {
        sentence("activation-output", make_experiment(sizes=(2, 2), activations=(other,)))
        for other in ACTIVATIONS
        if other != name
    }
    own = sentence("activation-output", make_experiment(sizes=(2, 2), activations=(name,)))
    assert own not in others


def test_the_equation_of_the_loss_is_that_of_the_loss() -> None:
    squared = said(make_experiment(m=1))
    entropy = said(make_experiment(m=1, loss="binary_cross_entropy"))
    assert "squared" in squared["loss"].text
    assert "ln" in entropy["loss"].text
    assert "square" in squared["loss"].sentence
    assert "cross-entropy" in entropy["loss"].sentence
    assert "sigma prime" in squared["delta-output"].text
    assert entropy["delta-output"].text == "delta_o equals o minus y"
    assert "slope cancels" in entropy["delta-output"].sentence


@pytest.mark.parametrize(
    ("train_biases", "words"),
    [
        (False, "All weights move at once, against their gradients. The biases stay as they are."),
        (True, "All weights and biases move at once, against their gradients."),
        ("per_layer", "The bias that a layer shares moves by the sum of its neurons’ gradients."),
    ],
)
def test_the_words_say_whether_biases_learn(train_biases: TrainBiases, words: str) -> None:
    here = said(make_experiment(train_biases=train_biases))
    assert here["update"].sentence.endswith(words)
    learn = bool(train_biases)
    assert ("b becomes" in here["update"].text) is learn
    for phase in ("gradient-output", "gradient-hidden"):
        assert ("/db" in here[phase].text) is learn
        assert ("bias" in here[phase].sentence) is learn
    assert ("the sum of" in here["update"].text) is (train_biases == "per_layer")


@pytest.mark.parametrize(
    ("train_biases", "words"),
    [
        (False, "All weights move at once, against their gradients, but not what is frozen: w1. "
         "The biases stay as they are."),
        (True, "All weights and biases move at once, against their gradients, but not what is "
         "frozen: w1 and b.o2."),
    ],
)  # fmt: skip
def test_the_words_say_what_is_frozen(train_biases: TrainBiases, words: str) -> None:
    here = replace(worked_example(), train_biases=train_biases, frozen=("b.o2", "w1"))
    assert sentence("update", here) == words
    assert "M" in said(here)["update"].text
    whole = replace(worked_example(), frozen=tuple(f"w{n}" for n in range(1, 9)))
    assert "frozen, so everything stays" in sentence("update", whole)


@pytest.mark.parametrize(("rate", "way"), [(0.5, "against"), (0.0, "0, so"), (-0.5, "along")])
def test_the_words_say_which_way_the_learning_rate_moves_the_weights(rate: float, way: str) -> None:
    assert way in sentence("update", replace(worked_example(), learning_rate=rate))


def test_with_several_examples_the_loss_and_the_gradients_are_means() -> None:
    one, many = said(make_experiment(m=1)), said(make_experiment(m=3))
    for phase in ("loss", "gradient-output", "gradient-hidden"):
        assert "over m" not in one[phase].text
        assert "1 over m " in many[phase].text
        assert "mean" not in one[phase].sentence
        assert "over the examples" not in one[phase].sentence
        assert "over the examples" in many[phase].sentence
    assert one["gradient-output"].sentence.endswith("is its neuron’s delta.")
    assert many["gradient-output"].sentence.endswith("is the mean of its neuron’s deltas.")
    assert one["input"].sentence.startswith("The example comes")
    assert many["input"].sentence.startswith("The examples come")


def test_equations_are_in_the_chosen_notation() -> None:
    texts = {name: said(worked_example(), name) for name in NOTATIONS}
    assert texts["short"]["net-hidden"].text == "z_h equals W1 x plus b1"
    assert texts["article"]["net-hidden"].text == "net_h equals W1 i plus b1"
    assert texts["general"]["net-hidden"].text == "z^1 equals theta^1 a^0 plus b^1"
    assert texts["general"]["net-output"].text == "z^2 equals theta^2 a^1 plus b^2"
    assert texts["article"]["activation-output"].symbol == "out output"
    assert texts["general"]["gradient-output"].symbol == "∇²"


def test_several_hidden_layers_have_different_names() -> None:
    here = said(make_experiment(sizes=(2, 3, 4, 1), activations=("tanh", "relu", "sigmoid")))
    assert here["net-hidden-1"].name == "Net input, hidden 1"
    assert "hidden layer 1 sends" in here["net-hidden-2"].sentence
    assert "between −1 and 1" in here["activation-hidden-1"].sentence
    assert "into 0" in here["activation-hidden-2"].sentence
    assert here["delta-hidden-2"].sentence.startswith("The output deltas")
    assert here["delta-hidden-1"].sentence.startswith("The deltas of hidden layer 2")
    assert "times the activation" in here["gradient-hidden-2"].sentence
    assert "times the input" in here["gradient-hidden-1"].sentence


@given(here=experiments(), notation=st.sampled_from(NOTATIONS))
def test_every_phase_of_any_network_has_all_texts(here: Experiment, notation: NotationName) -> None:
    words = words_of_phases(here, notation)
    assert [one.id for one in words] == [phase.id for phase in phases_of(len(here.network.weights))]
    assert len({one.name for one in words}) == len(words)
    known = {asked.name for asked in quantities_in(here)}
    for one in words:
        assert one.sentence.endswith(".")
        assert "  " not in one.sentence
        assert one.symbol
        assert one.text
        marked = fromstring(one.equation).iterfind(".//*[@data-quantities]")
        assert {name for mark in marked for name in mark.attrib["data-quantities"].split()} <= known


# The parts


@given(here=experiments())
def test_the_quantities_are_listed_in_the_order_of_computation(here: Experiment) -> None:
    phases = phases_of(len(here.sizes) - 1)
    named = quantities_of(here)
    assert {quantity.name: phases[quantity.known_from] for quantity in named} == {
        asked.name: asked.phase for asked in quantities_in(here)
    }
    known = [quantity.known_from for quantity in named]
    assert known == sorted(known)


@given(here=experiments())
def test_every_part_is_at_its_place_and_has_a_quantity_to_ask_for(here: Experiment) -> None:
    parts, named = parts_of(here, "short"), quantities_of(here)
    assert len({(part.kind, *part.place) for part in parts}) == len(parts)
    onward = {quantity.part for quantity in named if quantity.asked == "onward"}
    names = [part.name for part in parts]
    assert sorted(onward) == sorted(names)
    assert {quantity.part for quantity in named} == onward


def test_each_part_has_the_label_of_its_notation() -> None:
    labels = {
        notation: {part.name: part.label for part in parts_of(worked_example(), notation)}
        for notation in NOTATIONS
    }
    for part, names in {
        "i1": ("i₁", "i₁", "a⁰₁"),
        "h2": ("h₂", "out h₂", "a¹₂"),
        "o1": ("o₁", "out o₁", "a²₁"),
        "w5": ("w₅", "w₅", "θ²₁₁"),
        "b.h1": ("bₕ₁", "bₕ₁", "b¹₁"),
        "b.o2": ("bₒ₂", "bₒ₂", "b²₂"),
    }.items():
        assert tuple(labels[notation][part] for notation in NOTATIONS) == names


def test_the_symbols_before_numbers_follow_the_notation() -> None:
    assert [symbols(notation).net for notation in NOTATIONS] == ["z", "net", "z"]


def test_a_gradient_is_named_by_its_weight() -> None:
    gradients = [
        {part.name: part.gradient for part in parts_of(worked_example(), notation)}
        for notation in NOTATIONS
    ]
    assert [told["w5"] for told in gradients] == ["∂E/∂w₅", "∂E/∂w₅", "∇²₁₁"]
    assert [told["b.o2"] for told in gradients] == ["∂E/∂bₒ₂", "∂E/∂bₒ₂", "∂E/∂b²₂"]
    assert all((told["h1"], told["y1"], told["loss"]) == ("", "", "") for told in gradients)
