"""An explanation has true numbers, the meaning of each, and true sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from fastapi.testclient import TestClient

from app.api import schemas
from app.api.convert import from_core, to_core
from app.api.explain import Explanation, explain_answer
from app.words.meaning import label, meaning, question, title
from app.writing import source_lines
from app.writing.mathml import spoken
from app.writing.notation import NotationName
from app.writing.values import Values
from core import Experiment, forward
from core.explain.phases import phases_of
from core.explain.quantities import (
    all_quantities,
    open_iteration,
    quantities,
    quantities_in,
    quantity_named,
)
from core.network.propagation import TrainBiases
from core.run.presets import mazur as mazur_preset
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur
from tests.core.experiments import each_kind, enough_outputs, kinds, make_experiment

NOTATIONS: list[NotationName] = ["short", "article", "general"]
SOFTMAX: dict[str, Any] = {"network__activations": ["sigmoid", "softmax"]}
EXPLANATION = {
    *("quantity", "part", "phase", "value", "title", "question", "meaning"),
    *("chain", "rounded", "matrices", "python", "related"),
}
# Of MathML Core, and of HTML for what every element may have.
TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msup", "msub", "msubsup"),
    *("munder", "munderover", "mtable", "mtr", "mtd"),
}
ATTRIBUTES = {"display", "class", "data-quantities", "data-example", "data-value"}
CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def explained(name: str, **changes: Any) -> Explanation:
    """The explanation of a quantity of the worked example, with some fields changed."""
    experiment = to_core(schemas.Experiment.model_validate(mazur(**changes)))
    return explain_answer(experiment, name, 0, "short").explanation


def explanations(
    experiment: Experiment, notation: NotationName = "short", example: int = 0
) -> Iterator[Explanation]:
    """The explanations of all quantities."""
    for asked in quantities_in(experiment):
        yield explain_answer(experiment, asked.name, example, notation).explanation


@dataclass(frozen=True)
class Read:
    """An explanation whose MathML is parsed: of the lines of its chain, and of its matrices."""

    explanation: Explanation
    chain: list[Element]
    matrices: list[Element]

    @property
    def elements(self) -> Iterator[Element]:
        """Every element of all its formulas."""
        for formula in (*self.chain, *self.matrices):
            yield from formula.iter()


EXPERIMENTS = {
    "mazur": mazur_preset(),
    "m = 4": make_experiment(m=4),
    "m = 9": make_experiment(m=9, loss="binary_cross_entropy"),
    "deep and wide": make_experiment(
        sizes=(7, 2, 2, 1), activations=("relu", "tanh", "identity"), train_biases="per_layer"
    ),
    "frozen": replace(mazur_preset(), frozen=("w5", "b.h1"), train_biases=True),
}


@cache
def read_all(name: str, notation: NotationName, example: int) -> list[Read]:
    """The explanations of all quantities of one of `EXPERIMENTS`, made and parsed once."""
    return [
        Read(
            explanation,
            [fromstring(line.mathml) for line in explanation.chain],
            [fromstring(explanation.matrices.equation), fromstring(explanation.matrices.numbers)],
        )
        for explanation in explanations(EXPERIMENTS[name], notation, example)
    ]


# The contract


def test_an_explanation_has_the_fields_of_the_contract(client: TestClient) -> None:
    given = answer(client, "/api/explain", {"quantity": "gradient.w5"})
    assert given.keys() == {"experiment", "explanation"}
    assert given["experiment"] == MAZUR
    explanation = given["explanation"]
    assert explanation.keys() == EXPLANATION
    assert explanation["quantity"] == "gradient.w5"
    assert explanation["part"] == "w5"
    assert explanation["phase"] == "gradient-output"
    assert explanation["value"] == pytest.approx(0.082167041, abs=5e-10)
    assert explanation["title"] == "Gradient of w5, h1 to o1"
    assert explanation["question"] == "How much does the loss change when w5 changes a little?"
    assert explanation["rounded"] is True
    assert [line["role"] for line in explanation["chain"]] == [
        *("symbols", "names", "numbers", "factors", "result")
    ]
    assert all(line.keys() == {"role", "mathml", "text"} for line in explanation["chain"])
    assert explanation["matrices"].keys() == {"equation", "numbers"}
    assert [source["function"] for source in explanation["python"]] == ["backward"]
    assert [related["quantity"] for related in explanation["related"]] == [
        *("w5", "term.w5", "gradient.w5", "step.w5", "new.w5")
    ]


def test_an_explanation_can_be_posted_to_the_other_endpoints(client: TestClient) -> None:
    given = answer(client, "/api/explain", {"quantity": "loss"})
    for url in ("/api/forward", "/api/step"):
        assert answer(client, url, given) == answer(client, url)
    assert answer(client, "/api/explain", {**given, "quantity": "loss"}) == given


def test_an_answer_of_another_endpoint_can_be_explained(client: TestClient) -> None:
    after = answer(client, "/api/step")
    explanation = answer(client, "/api/explain", {**after, "quantity": "w5"})["explanation"]
    assert explanation["value"] == after["experiment"]["network"]["weights"][1][0][0]
    assert "previous iteration's update" in explanation["meaning"]


def test_one_example_of_several_is_explained(client: TestClient) -> None:
    examples = {"inputs": [[0.05, 0.1], [0.5, 0.6]], "targets": [[0.01, 0.99], [0.3, 0.2]]}
    body = {"experiment": mazur(examples=examples), "quantity": "y.o1"}
    assert answer(client, "/api/explain", body)["explanation"]["value"] == 0.01
    assert answer(client, "/api/explain", {**body, "example": 1})["explanation"]["value"] == 0.3


def test_the_explanation_of_a_large_network_is_short(client: TestClient) -> None:
    large = make_experiment(sizes=(90, 90, 90), m=20)
    experiment = from_core(large).model_dump()
    for name in ("gradient.w1", "da.h7", "z.o5", "new.loss", "delta.h90"):
        body = {"experiment": experiment, "quantity": name, "example": 11}
        given = answer(client, "/api/explain", body)["explanation"]
        assert sum(len(line["mathml"]) for line in given["chain"]) < 12_000
        assert len(given["matrices"]["numbers"]) < 30_000


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({}, ["body", "quantity"], ["required"]),
        ({"quantity": None}, ["body", "quantity"], ["got null"]),
        ({"quantity": 5}, ["body", "quantity"], ["got 5"]),
        ({"quantity": "delta.h7"}, ["body", "quantity"], ["'delta.h7'", "delta.h1, delta.h2"]),
        ({"quantity": "gradient.w"}, ["body", "quantity"], ["gradient.w1 to gradient.w8"]),
        ({"quantity": "loss", "example": 1}, ["body", "example"], ["got 1", "0 to 0"]),
        ({"quantity": "loss", "example": -1}, ["body", "example"], ["got -1"]),
        ({"quantity": "loss", "example": 0.5}, ["body", "example"], ["got 0.5"]),
        ({"quantity": "loss", "example": 10**400}, ["body", "example"], ["..."]),
        ({"quantity": "loss", "notation": "long"}, ["body", "notation"], ["'article'"]),
        ({"quantity": "loss", "experiment": {}}, ["body", "experiment", "network"], ["required"]),
    ],
)
def test_unexplainable_quantities_are_refused(
    client: TestClient, body: Json, loc: list[str], said: list[str]
) -> None:
    assert_error(client.post("/api/explain", json=body), 422, loc, *said)


def test_a_missing_body_is_refused(client: TestClient) -> None:
    assert_error(client.post("/api/explain"), 422, ["body"], "required")


def test_numbers_that_are_not_finite_are_refused(client: TestClient) -> None:
    wild = mazur(
        network__weights=[[[1e308, 1e308]] * 2] * 2,
        network__activations=["identity", "identity"],
        examples__inputs=[[1e308, 1e308]],
    )
    response = client.post("/api/explain", json={"experiment": wild, "quantity": "gradient.w5"})
    assert_error(response, 422, ["body", "experiment"], "diverged")


# The formulas


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_all_mathml_is_mathml_core_and_names_known_quantities(
    experiment: str, notation: NotationName
) -> None:
    known = {asked.name for asked in all_quantities(EXPERIMENTS[experiment].sizes)}
    for read in read_all(experiment, notation, 0):
        for element in read.elements:
            assert element.tag in TAGS
            assert ATTRIBUTES.issuperset(element.keys())
            assert len(element) == CHILDREN.get(element.tag, len(element))
            assert known.issuperset(element.get("data-quantities", "").split())


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_every_number_agrees_with_the_core_to_nine_digits(experiment: str) -> None:
    opened = open_iteration(EXPERIMENTS[experiment])
    examples = opened.experiment.m
    numbers = [quantities(opened, example) for example in range(examples)]
    for example in {0, examples - 1}:
        for read in read_all(experiment, "short", example):
            for element in read.elements:
                name = element.get("data-quantities", "")
                digits = element.get("data-value")
                if digits is None or not name:
                    continue
                own = int(element.get("data-example", example))
                value = float(digits)
                assert value == numbers[own][name], name
                # The sign may stand before the element: in a sum it is that of the term.
                assert abs(shown_in(element)) == float(f"{abs(value):.9g}"), name


def shown_in(element: Element) -> float:
    """The number that an element shows."""
    text = "".join(element.itertext()).replace("−", "-")
    mantissa, _, exponent = text.partition("×10")
    assert re.fullmatch(r"-?\d+(\.\d+)?", mantissa), text
    return float(f"{mantissa}e{exponent or 0}")


@pytest.mark.parametrize(
    "experiment",
    [
        mazur_preset(),
        make_experiment(m=4, learning_rate=-0.5),
        make_experiment(activations=("sigmoid", "sigmoid"), loss="binary_cross_entropy", m=1),
        make_experiment(activations=("relu", "tanh"), m=1, train_biases="per_layer"),
        make_experiment(activations=("leaky_relu", "softplus"), m=1),
        make_experiment(activations=("silu", "leaky_relu"), m=1),
        make_experiment(activations=("softplus", "silu"), m=1),
        make_experiment(m=1, frozen=["w1", "w13", "b.h2"]),
    ],
)
def test_typing_a_line_of_numbers_into_a_calculator_gives_the_value(
    experiment: Experiment,
) -> None:
    for explanation in explanations(experiment):
        for line in explanation.chain:
            formula = fromstring(line.mathml)
            if line.role in ("numbers", "factors", "result") and "E of" not in line.text:
                *_, right = calculation(formula).split("=")
                found = eval(right, CALCULATOR)
                assert found == pytest.approx(explanation.value, rel=1e-6, abs=1e-8), line.text


CALCULATOR = {
    **{"ln": math.log, "tanh": math.tanh, "e": math.e, "max": max},
    **{"σ": lambda z: 1 / (1 + math.exp(-z)), "ReLU_slope": lambda z: z > 0},
    **{"LReLU_slope": lambda z: 1.0 if z > 0 else 0.01},
}


def calculation(part: Element) -> str:
    """The expression to type for an element."""
    typed = {
        **{"−": "-", "×": "*", "\u2062": "*", "\u2061": "", "ReLU′": "ReLU_slope"},
        "LReLU′": "LReLU_slope",
        **{"\u00a0if\u00a0": " if ", ",\u2002otherwise\u00a0": " else "},
    }
    inner = [calculation(child) for child in part]
    match part.tag:
        case "mfrac":
            return f"(({inner[0]})/({inner[1]}))"
        case "msup":
            return f"{inner[0]}**({inner[1]})"
        case "mi" | "mn" | "mo" | "mtext":
            return typed.get(part.text or "", part.text or "")
    return "".join(inner)


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_last_line_is_the_value(experiment: str) -> None:
    for read in read_all(experiment, "short", 0):
        assert read.explanation.chain[-1].role == "result"
        shown = read.chain[-1].findall(".//*[@data-value]")
        assert float(shown[-1].get("data-value", "")) == read.explanation.value


def test_no_exponent_has_letters_and_only_zero_reads_as_zero() -> None:
    tiny = explained("term.w1", examples__inputs=[[1e-300, -3.14159e-7]])
    assert "10^(minus 301)" in tiny.chain[-1].text
    [numbers] = [line for line in tiny.chain if line.role == "numbers"]
    assert "1 times 10^(minus 300)" in numbers.text
    assert "e-" not in "".join(fromstring(numbers.mathml).itertext())


def test_a_hidden_weight_shows_both_paths_with_their_signs() -> None:
    texts = [line.text for line in explained("gradient.w1").chain]
    assert texts == [
        "dE/dw1 equals dE/dh1 times dh1/dz_h1 times dz_h1/dw1",
        "equals (dE_o1/dh1 plus dE_o2/dh1) times dh1/dz_h1 times dz_h1/dw1",
        "equals (delta_o1 w5 plus delta_o2 w7) times h1 (1 minus h1) times i1",
        "equals (0.138498562 times 0.4 minus 0.0380982365 times 0.5) "
        "times 0.593269992 (1 minus 0.593269992) times 0.05",
        "equals (0.0553994247 minus 0.0190491183) times 0.241300709 times 0.05",
        "equals 0.0363503064 times 0.241300709 times 0.05",
        "equals 0.000438567734",
    ]


@pytest.mark.parametrize(
    ("notation", "first"),
    [
        ("short", "z_o1 equals w5 h1 plus w6 h2 plus b_o1"),
        ("article", "net_o1 equals w5 out_h1 plus w6 out_h2 plus b_o1"),
        (
            "general",
            "z^2_1 equals theta^2_11 a^1_1 plus theta^2_12 a^1_2 plus b^2_1",
        ),
    ],
)
def test_each_notation_has_its_own_symbols(notation: NotationName, first: str) -> None:
    explanation = explain_answer(mazur_preset(), "z.o1", 0, notation).explanation
    assert explanation.chain[0].text == first


def test_an_error_explains_the_half_and_the_minus() -> None:
    texts = [line.text for line in explained("error.o1").chain]
    assert texts[:3] == [
        "dE/do1 equals 2 times 1 over 2 times (y1 minus o1) times (minus 1)",
        "equals minus (y1 minus o1)",
        "equals o1 minus y1",
    ]


def test_under_the_cross_entropy_the_delta_is_the_error() -> None:
    lines = explained("delta.o1", loss="binary_cross_entropy").chain
    assert [line.text for line in lines[:2]] == [
        "delta_o1 equals dE/dz_o1 equals o1 minus y1",
        "equals 0.75136507 minus 0.01",
    ]


def test_of_many_examples_the_first_few_and_the_requested_one_are_written() -> None:
    experiment = make_experiment(m=9)
    chain = explain_answer(experiment, "gradient.b.h1", 5, "short").explanation.chain
    [numbers] = [line for line in chain if line.role == "numbers"]
    shown = [
        element.get("data-example")
        for element in fromstring(numbers.mathml).iter()
        if element.get("data-example")
    ]
    assert shown == ["0", "1", "2", "5", "8"]


def test_only_rounded_numbers_are_called_rounded() -> None:
    assert not explained("x.i1").rounded
    assert not explained("w5").rounded
    assert explained("a.h1").rounded


# The matrices


def test_the_matrices_have_their_shapes_and_all_numbers() -> None:
    experiment = make_experiment(sizes=(3, 4, 2), m=3)
    numbers = fromstring(
        explain_answer(experiment, "z.h1", 0, "short").explanation.matrices.numbers
    )
    shapes = [label.text for label in numbers.iter("mtext")]
    assert shapes == ["4 × 3", "4 × 3", "3 × 3", "4 × 1"]
    tables = [
        [[shown_in(entry[0]) for entry in line] for line in table]
        for table in numbers.iter("mtable")
    ]
    z, W, x, b = tables
    opened = open_iteration(experiment)
    for found, wanted in (
        (z, opened.forward.z[0]),
        (W, experiment.network.weights[0]),
        (x, experiment.inputs),
        (b, experiment.network.biases[0]),
    ):
        for row, wanted_row in zip(found, wanted.tolist(), strict=True):
            assert row == pytest.approx(wanted_row, rel=5e-9)


@pytest.mark.parametrize(
    ("name", "equation"),
    [
        ("x.i1", "x, y"),
        ("w1", "W1"),
        ("z.h1", "z_h equals W1 x plus b1"),
        ("a.h1", "h equals sigma of (z_h)"),
        ("z.o2", "z_o equals W2 h plus b2"),
        ("a.o2", "o equals sigma of (z_o)"),
        ("loss", "E equals 1 over 2 the sum of (y minus o) squared"),
        ("delta.o1", "delta_o equals (o minus y) times elementwise sigma prime of (z_o)"),
        ("gradient.w5", "dE/dW2 equals delta_o h transposed"),
        ("gradient.b.o1", "dE/db2 equals delta_o"),
        (
            "delta.h1",
            "delta_h equals (W2 transposed delta_o) times elementwise sigma prime of (z_h)",
        ),
        ("gradient.w1", "dE/dW1 equals delta_h x transposed"),
        ("new.w1", "W1 new equals W1 minus learning rate dE/dW1"),
        ("new.b.h1", "b1 new equals b1"),
    ],
)
def test_each_phase_has_its_vectorised_equation(name: str, equation: str) -> None:
    assert spoken(fromstring(explained(name).matrices.equation)) == equation


# The lines of Python


@pytest.mark.parametrize(("hidden", "output", "loss"), kinds())
def test_every_phase_has_marked_lines_in_every_function(
    hidden: str, output: str, loss: str
) -> None:
    sizes = enough_outputs((1, 2, 1), output)
    experiment = make_experiment(sizes=sizes, activations=(hidden, output), loss=loss)
    quantities = list(quantities_in(experiment))
    assert {asked.phase for asked in quantities} == set(phases_of(last=2))
    for asked in quantities:
        places = source_lines.places(experiment, asked.kind.phase, asked.part)
        assert places
        for place in places:
            marked = [line.text.strip() for line in source_lines.read(place).lines if line.marked]
            for beginning in place.beginnings:
                assert any(text.startswith(beginning) for text in marked), (asked.name, beginning)


def test_marking_a_missing_line_is_an_error() -> None:
    with pytest.raises(ValueError, match="no line of forward begins with 'z = '"):
        source_lines.read(source_lines.CodePlace(forward, ("a.append(", "z = ")))


def test_lines_are_those_of_the_source_without_docstrings() -> None:
    for explanation in explanations(mazur_preset()):
        assert any(line.marked for source in explanation.python for line in source.lines)
        for source in explanation.python:
            assert source.file.startswith("core/")
            file = Path(source.file).read_text("utf-8").splitlines()
            for line in source.lines:
                assert file[line.number - 1].endswith(line.text)
                assert '"""' not in line.text
            assert source.lines[0].text.startswith(f"def {source.function}(")


def test_the_delta_shows_the_loss_and_activation_of_the_experiment() -> None:
    shown = [source.function for source in explained("delta.o1").python]
    assert shown == ["backward", "half_squared_error_delta", "back", "sigmoid_derivative"]
    shown = [
        source.function for source in explained("delta.o1", loss="binary_cross_entropy").python
    ]
    assert shown == ["backward", "binary_cross_entropy_delta"]
    shown = [source.function for source in explained("delta.o1", **SOFTMAX).python]
    assert shown == ["backward", "half_squared_error_delta", "back", "softmax_back"]


def test_a_derivative_by_another_net_input_is_explained() -> None:
    found = explained("jacobian.o2.o1", **SOFTMAX)
    assert (found.phase, found.part) == ("delta-output", "o2.o1")
    assert found.chain[0].text == "do2/dz_o1 equals minus o2 o1"
    assert found.meaning.startswith("A larger net input of o1 takes from o2, ")
    none = explained("jacobian.o2.o1")
    assert (none.value, none.chain[0].text) == (0.0, "do2/dz_o1 equals 0")
    assert none.meaning.endswith("each output has its own.")


def test_the_chain_shows_how_the_jacobian_cancels() -> None:
    lines = explained("delta.o1", **SOFTMAX, loss="categorical_cross_entropy").chain
    assert [line.text for line in lines][:3] == [
        "delta_o1 equals dE/dz_o1 equals minus y1 over o1 times do1/dz_o1 "
        "minus y2 over o2 times do2/dz_o1",
        "equals o1 (y1 plus y2) minus y1",
        "equals o1 minus y1",
    ]


# The words


@pytest.mark.parametrize(
    ("name", "changes", "meaning"),
    [
        (
            "gradient.w5",
            {},
            "o1 is too high, so its delta is positive; h1 is positive too, "
            "so the gradient is positive, and w5 goes down.",
        ),
        (
            "gradient.w7",
            {},
            "o2 is too low, so its delta is negative; h1 is positive, "
            "so the gradient is negative, and w7 goes up.",
        ),
        (
            "gradient.w1",
            {"examples__inputs": [[0, 0.1]]},
            "i1 is zero, so the gradient is zero, and w1 stays as it is.",
        ),
        (
            "gradient.w1",
            {"examples__inputs": [[-1, 0.1]], "learning_rate": 0},
            "A larger h1 would raise the loss, so its delta is positive; i1 is negative, so the "
            "gradient is negative, but the learning rate is zero, so w1 stays as it is.",
        ),
        ("path.o2.h1", {}, "The delta of o2 is negative and w7 is positive, so through o2 a larger "
         "h1 would lower the loss."),
        ("da.h1", {}, "Through o1 a larger h1 would raise the loss, through o2 lower it; together, "
         "a larger h1 would raise the loss."),
        ("error.o2", {}, "o2 is too low by 0.2171: to lower the loss, it must go up."),
        ("new.loss", {}, "It is a new forward pass, with the updated weights: the update lowered "
         "the loss by 0.007343."),
        ("new.loss", {"learning_rate": 0}, "It is a new forward pass, with the updated weights: "
         "the update left the loss as it was."),
        ("new.b.h1", {}, "The biases are not trained, so it stays as it is."),
        ("a.h1", {"network__activations": ["relu", "tanh"], "network__biases": [[-1, 0], [0, 0]]},
         "The net input is negative, so h1 is silent: 0."),
    ],
)  # fmt: skip
def test_a_meaning_is_true_for_the_actual_numbers(name: str, changes: Json, meaning: str) -> None:
    assert explained(name, **changes).meaning == meaning


def test_an_output_on_its_target_has_nothing_to_learn() -> None:
    changes = {"network__activations": ["sigmoid", "identity"], "examples__targets": [[0, 0]]}
    zero = {"network__weights": [[[0, 0], [0, 0]]] * 2, "network__biases": [[0, 0], [0, 0]]}
    said = {
        name: explained(name, **changes, **zero).meaning
        for name in ("loss", "loss.o1", "error.o1", "delta.o1", "gradient.w5", "da.h1", "z.h1")
    }
    assert said == {
        "loss": "Every output is exactly on its target: there is nothing left to learn.",
        "loss.o1": "o1 is exactly on its target, so it adds nothing to the loss.",
        "error.o1": "o1 is exactly on its target, so there is nothing to correct.",
        "delta.o1": "The error is zero, so the delta is zero, and this neuron learns nothing.",
        "gradient.w5": "The delta of o1 is zero, so the gradient is zero, and w5 stays as it is.",
        "da.h1": "Nothing comes back on any path: a larger h1 would not change the loss.",
        "z.h1": "All terms are zero.",
    }


@pytest.mark.parametrize(
    ("hidden", "output", "loss", "m", "train_biases"),
    [
        *((*kind, 3, True) for kind in kinds()),
        *((*kind, 1, False) for kind in each_kind()),
        *((*kind, 1, "per_layer") for kind in each_kind()),
    ],
)
def test_everything_has_words(
    hidden: str, output: str, loss: str, m: int, train_biases: TrainBiases
) -> None:
    experiment = make_experiment(
        sizes=(2, 2, 2),
        activations=(hidden, output),
        loss=loss,
        m=m,
        train_biases=train_biases,
    )
    values = Values(experiment)
    for asked in all_quantities((2, 2, 2)):
        said = meaning(asked, values, m - 1)
        assert said.endswith(".")
        assert question(asked).endswith("?")
        for text in (title(asked), label(asked), question(asked), said):
            assert text
            assert not re.search(r"[{}]|  |\.\.", text)


@pytest.mark.parametrize(
    ("quantity", "train_biases", "said"),
    [
        ("w5", False, "The update does not change it: w5 is frozen."),
        ("new.w5", False, "w5 is frozen, so it stays as it is."),
        ("step.w5", False, "w5 is frozen, so it stays as it is."),
        ("gradient.w5", False, "o1 is too high, so its delta is positive; h1 is positive too, so "
         "the gradient is positive, but w5 is frozen, so it stays as it is."),
        ("new.b.h1", True, "The bias of h1 is frozen, so it stays as it is."),
        ("new.b.h2", "per_layer", "The bias that the layer shares is frozen, so it stays as it "
         "is."),
        ("new.b.h2", False, "The biases are not trained, so it stays as it is."),
    ],
)  # fmt: skip
def test_what_is_frozen_is_said_to_stay(
    quantity: str, train_biases: TrainBiases, said: str
) -> None:
    frozen = replace(mazur_preset(), frozen=("w5", "b.h1"), train_biases=train_biases)
    asked = quantity_named(quantity, frozen.sizes)
    assert meaning(asked, Values(frozen), 0) == said


def test_the_matrices_of_an_update_mask_what_is_frozen() -> None:
    given = explained("new.w5", frozen=["w5"])
    symbols, numbers = map(fromstring, (given.matrices.equation, given.matrices.numbers))
    assert "".join(symbols.itertext()) == "W2+=W2−η\u2062∂E∂W2⊙M2"
    masks = [e for e in numbers.iter() if e.get("data-quantities", "").startswith("step.")]
    assert ["".join(e.itertext()) for e in masks] == ["0", "1", "1", "1"]
    whole = explained("new.w5", frozen=["w5", "w6", "w7", "w8"])
    assert "".join(fromstring(whole.matrices.equation).itertext()) == "W2+=W2"


def test_parts_and_their_quantities_are_listed_in_the_order_of_computation() -> None:
    for explanation in explanations(mazur_preset()):
        order = [phase.id for phase in phases_of(last=2)]
        phases = [order.index(related.phase) for related in explanation.related]
        assert phases == sorted(phases)
        assert explanation.quantity in [related.quantity for related in explanation.related]
