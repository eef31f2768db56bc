"""What happens in a phase: every unit once, with the core's numbers, and words that are true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest
from fastapi.testclient import TestClient

from app.api.phase import MAX_ROWS, PhaseTold, phase_answer
from app.writing.notation import NotationName
from core import Experiment, backward, forward
from core.explain.phases import Phase, phases_of
from core.explain.quantities import quantities_in
from core.network.loss import mean_loss
from core.network.propagation import TrainBiases
from core.run.presets import mazur as worked_example
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur
from tests.api.test_explain import CALCULATOR, calculation
from tests.api.test_limits import experiment as experiment_of_sizes
from tests.core.experiments import (
    TRAIN_BIASES,
    each_kind,
    enough_outputs,
    make_experiment,
    updated,
)

NOTATIONS: list[NotationName] = ["short", "article", "general"]
ALL_WEIGHTS = [f"w{number}" for number in range(1, 9)]
HALF, ENTROPY = "half_squared_error", "binary_cross_entropy"
CATEGORICAL = "categorical_cross_entropy"
# By depth: without a hidden layer, with one, with two.
SIZES = [(3, 2), (2, 3, 1), (1, 2, 3, 2)]


def told(
    phase: str,
    experiment: Experiment | None = None,
    example: int = 0,
    notation: NotationName = "short",
) -> PhaseTold:
    """What is told of a phase, of the worked example if of no other."""
    return phase_answer(experiment or worked_example(), phase, example, notation).phase


def phases(experiment: Experiment) -> tuple[Phase, ...]:
    return phases_of(len(experiment.sizes) - 1)


def sigmoids(**properties: TrainBiases | str | int) -> Experiment:
    """A 2-2-2 network of sigmoids."""
    settings: Json = {"sizes": (2, 2, 2), "activations": ("sigmoid", "sigmoid"), "m": 1}
    return make_experiment(**{**settings, **properties})


def texts(phase: PhaseTold, quantity: str) -> list[str]:
    """The lines of a unit, in words."""
    [row] = [row for row in phase.rows if row.quantity == quantity]
    return [line.text for line in row.lines]


def formulas(phase: PhaseTold) -> Iterator[Element]:
    """All MathML of an answer, parsed."""
    for equation in phase.equations:
        yield fromstring(equation.mathml)
    for row in phase.rows:
        for line in (*row.lines, row.short):
            yield fromstring(line.mathml)
    for both in phase.matrices:
        yield fromstring(both.equation)
        yield fromstring(both.numbers)


def answers(phase: PhaseTold) -> dict[str, str]:
    """The answers to the questions of a phase."""
    return {asked.question: asked.answer for asked in phase.questions}


def depths() -> list[Experiment]:
    """Networks of each depth; together they have every activation, loss and way to train biases."""
    return [
        make_experiment(
            sizes=sizes,
            activations=(*([hidden] * (len(sizes) - 2)), output),
            loss=loss,
            m=1 + index % 2,
            train_biases=TRAIN_BIASES[index // 3 % 3],
            seed=index,
        )
        for index, (hidden, output, loss) in enumerate(each_kind())
        for sizes in [enough_outputs(SIZES[index % 3], output)]
    ]


def computed(phase: Phase, experiment: Experiment, example: int) -> list[float]:
    """What the core computes in a phase, in reading order."""
    network, y = experiment.network, experiment.targets
    passed = forward(network, experiment.inputs)
    back = backward(network, passed, y, experiment.loss)
    after = updated(experiment, network, back.gradients)
    layer, trained = phase.layer or 0, bool(experiment.train_biases)
    match phase.kind:
        case "input":
            found = [experiment.inputs[:, example], y[:, example]]
        case "net":
            found = [passed.z[layer - 1][:, example]]
        case "activation":
            found = [passed.a[layer][:, example]]
        case "loss":
            shares = experiment.loss.function(y, passed.z[-1], passed.a[-1])
            found = [shares[:, example], mean_loss(shares)]
        case "delta":
            found = [back.deltas[layer - 1][:, example]]
        case "gradient":
            gradients = back.gradients
            found = [gradients.weights[layer - 1], *[gradients.biases[layer - 1]] * trained]
        case "update":
            found = [*after.weights, *after.biases * trained]
    return [float(number) for array in found for number in np.ravel(array)]


# The contract


def test_a_phase_is_told_as_the_article_writes_it(client: TestClient) -> None:
    good = answer(client, "/api/phase", {"phase": "delta-output"})
    assert good.keys() == {"experiment", "phase"}
    assert good["experiment"] == MAZUR
    phase = good["phase"]
    assert phase["id"] == "delta-output"
    assert phase["title"] == (
        "Delta of the output layer: how wrong is each output, and how much can it move?"
    )
    assert phase["sentence"] == (
        "o − y says how far off the output is, and to which side; "
        "σ′(zₒ) how steeply it answers to its net input."
    )
    assert [equation["text"] for equation in phase["equations"]] == [
        "delta_o equals dE/dz_o equals dE/do times do/dz_o"
    ]
    assert [row["title"] for row in phase["rows"]] == ["Delta of o1", "Delta of o2"]
    first = phase["rows"][0]
    assert first["part"] == "o1"
    assert first["value"] == pytest.approx(0.138498562, abs=5e-10)
    assert [line["text"] for line in first["lines"]] == [
        "delta_o1 equals (o1 minus y1) times o1 (1 minus o1)",
        "equals (0.75136507 minus 0.01) times 0.75136507 (1 minus 0.75136507)",
        "equals 0.138498562",
    ]
    assert first["short"]["text"] == "equals 0.138498562"
    assert phase["units"] == 2
    assert phase["rounded"] is True
    assert [source["function"] for source in phase["python"]] == [
        *("backward", "half_squared_error_delta", "back", "sigmoid_derivative")
    ]
    assert [asked["question"] for asked in phase["questions"]] == ["Why −(y − o)?", "Why o(1 − o)?"]


def test_an_answer_is_a_request_for_the_other_endpoints(client: TestClient) -> None:
    given = answer(client, "/api/phase", {"phase": "loss"})
    for url in ("/api/forward", "/api/step", "/api/phases"):
        assert answer(client, url, given) == answer(client, url)


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({}, ["body", "phase"], ["required"]),
        ({"phase": None}, ["body", "phase"], ["got null"]),
        ({"phase": "delta"}, ["body", "phase"], ["'delta'", "input, net-hidden", "update"]),
        ({"phase": "x" * 999}, ["body", "phase"], ["…", "update"]),
        (
            {"phase": "net-hidden", "experiment": experiment_of_sizes(1, 1)},
            ["body", "phase"],
            ["'net-hidden'; allowed are input, net-output, activation-output, loss"],
        ),
        ({"phase": "update", "example": 1}, ["body", "example"], ["got 1", "0 to 0"]),
        ({"phase": "loss", "example": -1}, ["body", "example"], ["got -1"]),
        ({"phase": "loss", "notation": "long"}, ["body", "notation"], ["'article'"]),
        ({"phase": "loss", "experiment": {}}, ["body", "experiment", "network"], ["required"]),
        (
            {"phase": "loss", "experiment": mazur(examples={"inputs": [[1]], "targets": [[1]]})},
            ["body", "experiment", "examples", "inputs"],
            ["got"],
        ),
        (
            {"phase": "loss", "experiment": experiment_of_sizes(1, 256, examples=1000)},
            ["body", "experiment"],
            ["770512", "500000"],
        ),
    ],
)
def test_what_cannot_be_told_is_refused(
    client: TestClient, body: Json, loc: list[str], said: list[str]
) -> None:
    said = [one.encode("ascii", "backslashreplace").decode() for one in said]
    assert_error(client.post("/api/phase", json=body), 422, loc, *said)


def test_numbers_that_are_not_finite_are_refused(client: TestClient) -> None:
    wild = mazur(
        network__weights=[[[1e308, 1e308]] * 2] * 2,
        network__activations=["identity", "identity"],
        examples__inputs=[[1e308, 1e308]],
    )
    response = client.post("/api/phase", json={"experiment": wild, "phase": "net-hidden"})
    assert_error(response, 422, ["body", "experiment"], "diverged")


def test_of_a_large_network_all_neurons_have_a_row_and_the_first_weights() -> None:
    large = make_experiment(sizes=(30, 30, 30), m=2)
    for phase in ("input", "net-hidden", "loss", "delta-hidden"):
        whole = told(phase, large)
        assert len(whole.rows) == whole.units
    update = told("update", large)
    assert update.units == 2 * (30 * 30 + 30)
    assert [row.quantity for row in update.rows] == [f"new.w{i + 1}" for i in range(MAX_ROWS)]
    assert sum(len(line.mathml) for row in update.rows for line in row.lines) < 1_000_000


# Every phase of any network


def test_every_unit_has_one_row_with_the_number_of_the_core() -> None:
    for experiment in depths():
        example = experiment.m - 1
        for phase in phases(experiment):
            rows = told(phase.id, experiment, example).rows
            assert [row.value for row in rows] == computed(phase, experiment, example), phase.id
            named = [row.quantity for row in rows]
            known = {asked.name: asked.phase for asked in quantities_in(experiment)}
            assert len(set(named)) == len(named)
            assert {known[name] for name in named} == {phase}
            for row in rows:
                for line in (row.lines[-1], row.short):
                    shown = fromstring(line.mathml).findall(".//*[@data-value]")
                    assert float(shown[-1].get("data-value", "")) == row.value


@pytest.mark.parametrize("notation", NOTATIONS)
def test_all_formulas_name_known_quantities_and_all_words_are_whole(
    notation: NotationName,
) -> None:
    own = depths()[NOTATIONS.index(notation) :: len(NOTATIONS)]
    for experiment in (*own, sigmoids(m=3, loss=ENTROPY)):
        known = {asked.name for asked in quantities_in(experiment)}
        for phase in phases(experiment):
            whole = told(phase.id, experiment, 0, notation)
            for formula in formulas(whole):
                for mark in formula.iterfind(".//*[@data-quantities]"):
                    assert known.issuperset(mark.attrib["data-quantities"].split())
            assert whole.title.endswith("?")
            said = [whole.title, whole.sentence, *sum(answers(whole).items(), ())]
            assert all(
                answer.endswith(".") for answer in [whole.sentence, *answers(whole).values()]
            )
            for text in said:
                assert not re.search(r"[{}<>_\\^]|  |\.\.|None", text), text
            assert bool(whole.equations) is (phase.kind != "input")
            assert any(line.marked for source in whole.python for line in source.lines)


@pytest.mark.parametrize(
    "experiment",
    [
        worked_example(),
        make_experiment(m=3, learning_rate=-0.5, train_biases="per_layer"),
        make_experiment(activations=("silu", "sigmoid"), loss=ENTROPY, m=1),
        make_experiment(activations=("leaky_relu", "softplus"), m=1),
        make_experiment(m=1, frozen=["w1", "w13", "b.o2"]),
    ],
    ids=["worked example", "per layer", "cross-entropy", "kinked", "frozen"],
)
def test_whoever_types_a_line_of_numbers_into_a_calculator_gets_the_value(
    experiment: Experiment,
) -> None:
    for phase in phases(experiment):
        for row in told(phase.id, experiment).rows:
            typed = [line for line in row.lines if line.role not in ("symbols", "names")]
            assert typed
            for line in (*typed, row.short):
                *_, right = calculation(fromstring(line.mathml)).split("=")
                assert eval(right, CALCULATOR) == pytest.approx(row.value, rel=1e-6, abs=1e-8)


# The formulas


def test_a_hidden_delta_shows_the_paths_before_the_slope_multiplies_their_sum() -> None:
    assert texts(told("delta-hidden"), "delta.h1") == [
        "delta_h1 equals (delta_o1 w5 plus delta_o2 w7) times h1 (1 minus h1)",
        "equals (0.0553994247 minus 0.0190491183) times 0.241300709",
        "equals 0.0363503064 times 0.241300709",
        "equals 0.00877135469",
    ]


@pytest.mark.parametrize(
    ("phase", "quantity", "lines"),
    [
        ("input", "y.o2", ["y2 equals 0.99"]),
        ("net-hidden", "z.h1", ["z_h1 equals w1 i1 plus w2 i2 plus b_h1",
         "equals 0.15 times 0.05 plus 0.2 times 0.1 plus 0.35", "equals 0.3775"]),
        ("activation-hidden", "a.h1", ["h1 equals 1 over (1 plus e^(minus z_h1))",
         "equals 1 over (1 plus e^(minus 0.3775))", "equals 0.593269992"]),
        ("loss", "loss.o2", ["E_o2 equals 1 over 2 (y2 minus o2) squared",
         "equals 1 over 2 (0.99 minus 0.772928465) squared", "equals 0.0235600256"]),
        ("loss", "loss", ["E equals E_o1 plus E_o2", "equals 0.274811083 plus 0.0235600256",
         "equals 0.298371109"]),
        ("gradient-output", "gradient.w5", ["dE/dw5 equals delta_o1 h1",
         "equals 0.138498562 times 0.593269992", "equals 0.0821670406"]),
        ("update", "new.w5", ["w5 new equals w5 minus learning rate dE/dw5",
         "equals 0.4 minus 0.5 times 0.0821670406", "equals 0.35891648"]),
    ],
)  # fmt: skip
def test_a_unit_is_written_in_symbols_in_numbers_and_as_the_result(
    phase: str, quantity: str, lines: list[str]
) -> None:
    assert texts(told(phase), quantity) == lines


def test_an_equation_is_that_of_any_unit_in_the_notation() -> None:
    written = {
        notation: {
            phase.id: [one.text for one in told(phase.id, notation=notation).equations]
            for phase in phases_of(last=2)
        }
        for notation in NOTATIONS
    }
    assert written["short"] == {
        "input": [],
        "net-hidden": ["z_h equals the sum of w i plus b_h"],
        "activation-hidden": ["h equals sigma of (z_h) equals 1 over (1 plus e^(minus z_h))"],
        "net-output": ["z_o equals the sum of w h plus b_o"],
        "activation-output": ["o equals sigma of (z_o) equals 1 over (1 plus e^(minus z_o))"],
        "loss": ["E equals the sum of E_o", "E_o equals 1 over 2 (y minus o) squared"],
        "delta-output": ["delta_o equals dE/dz_o equals dE/do times do/dz_o"],
        "gradient-output": ["dE/dw equals dE/dz_o times dz_o/dw equals delta_o h"],
        "delta-hidden": [
            "delta_h equals dE/dz_h equals dE/dh times dh/dz_h equals "
            "(the sum of delta_o w) times dh/dz_h"
        ],
        "gradient-hidden": ["dE/dw equals dE/dz_h times dz_h/dw equals delta_h i"],
        "update": ["w new equals w minus learning rate dE/dw"],
    }
    assert written["article"]["net-output"] == ["net_o equals the sum of w out_h plus b_o"]
    assert written["general"]["net-output"] == [
        "z^2_i equals the sum of theta^2_ij a^1_j plus b^2_i"
    ]
    assert written["general"]["delta-hidden"][0].endswith(
        "equals (the sum of delta^2_i theta^2_ij) times da^1_j/dz^1_j"
    )


def softmax(loss: str) -> Experiment:
    """A 2-2-3 network with softmax outputs."""
    return make_experiment(sizes=(2, 2, 3), activations=("sigmoid", "softmax"), loss=loss, m=1)


def test_softmax_adds_up_over_another_index_and_each_output_is_told_with_all() -> None:
    here = softmax(HALF)
    [equation] = told("activation-output", here).equations
    assert equation.text == "o equals e^z_o over (the sum of e^z_j)"
    first, numbers, _ = texts(told("activation-output", here), "a.o1")
    assert first == "o1 equals e^z_o1 over (e^z_o1 plus e^z_o2 plus e^z_o3)"
    assert numbers.startswith("equals e^1.25274302 over (e^1.25274302 plus e^(minus 0.705311152) ")
    general = told("activation-output", here, notation="general").equations[0].text
    assert general == "a^2_i equals e^z^2_i over (the sum of e^z^2_j)"


def test_under_the_squared_error_the_delta_of_softmax_goes_through_the_jacobian() -> None:
    delta = told("delta-output", softmax(HALF))
    [equation] = delta.equations
    assert equation.text == ("delta_o equals dE/dz_o equals the sum of dE/do_j times do_j/dz_o")
    pairs = "jacobian.o1.o2 jacobian.o1.o3 jacobian.o2.o1 jacobian.o2.o3 "
    assert f'data-quantities="{pairs}' in equation.mathml
    assert texts(delta, "delta.o1")[0] == (
        "delta_o1 equals (o1 minus y1) times o1 (1 minus o1) plus (o2 minus y2) times "
        "(minus o2 o1) plus (o3 minus y3) times (minus o3 o1)"
    )
    assert "the errors of all count in δₒ" in delta.sentence
    answer = answers(delta)["Why does the error of o₂ count in the delta of o₁?"]
    assert "∂o₂/∂zₒ₁ is −o₂ · o₁, here −0.0471737054" in answer
    assert [source.function for source in delta.python][-1] == "softmax_back"


def test_under_its_cross_entropy_the_jacobian_cancels() -> None:
    delta = told("delta-output", softmax(CATEGORICAL))
    assert delta.equations[0].text == "delta_o equals dE/dz_o equals o minus y"
    assert "since the Jacobian of softmax cancels" in delta.sentence
    assert "The targets sum to 1, so o₁ − y₁ is left." in answers(delta)["Where is the Jacobian?"]
    loss = told("loss", softmax(CATEGORICAL))
    assert loss.equations[1].text == (
        "E_o equals minus y ln of (o) equals y (ln of (the sum of e^z_j) minus z_o)"
    )
    assert loss.sentence.endswith("E is the sum, which is least where each o is y.")


def test_a_symbol_of_an_equation_stands_for_all_units() -> None:
    [net] = told("net-output").equations
    marks = [mark.get("data-quantities") for mark in fromstring(net.mathml).iter()]
    assert [mark for mark in marks if mark] == [
        "z.o1 z.o2", "w5 w6 w7 w8", "a.h1 a.h2", "b.o1 b.o2"
    ]  # fmt: skip
    [gradient] = told("gradient-hidden").equations
    assert 'data-quantities="gradient.w1 gradient.w2 gradient.w3 gradient.w4"' in gradient.mathml
    [update] = told("update").equations
    assert f'"{" ".join(f"new.w{number}" for number in range(1, 9))}"' in update.mathml


def test_several_hidden_layers_are_told_apart() -> None:
    deep = make_experiment(sizes=(2, 2, 2, 1), activations=("tanh", "relu", "sigmoid"), m=1)
    [net] = told("net-hidden-2", deep).equations
    assert net.text == "z_h,2 equals the sum of w h^(1) plus b_h,2"
    delta = told("delta-hidden-2", deep)
    assert delta.title.startswith("Delta of hidden layer 2: ")
    assert delta.equations[0].text.endswith("equals delta_o w times dh^(2)/dz_h,2")
    assert delta.sentence.startswith("δₒ comes back ")
    assert told("delta-hidden-1", deep).sentence.startswith("Each δₕ,₂ comes back ")


@pytest.mark.parametrize(("train_biases", "summed"), [(True, False), ("per_layer", True)])
def test_trained_biases_have_rows_equations_matrices_and_lines_of_python(
    train_biases: TrainBiases, summed: bool
) -> None:
    here = sigmoids(train_biases=train_biases)
    gradient, update = told("gradient-output", here), told("update", here)
    assert [row.quantity for row in gradient.rows][4:] == ["gradient.b.o1", "gradient.b.o2"]
    assert [row.quantity for row in update.rows][8:] == [
        *("new.b.h1", "new.b.h2", "new.b.o1", "new.b.o2")
    ]
    assert gradient.equations[1].text.endswith("equals delta_o")
    assert ("the sum of" in update.equations[1].text) is summed
    assert (len(gradient.matrices), len(update.matrices)) == (2, 4)
    [source] = gradient.python
    marked = [line.text.strip() for line in source.lines if line.marked]
    assert [text.partition("=")[0] for text in marked] == ["weights", "biases"]
    assert [source.function for source in update.python] == ["update", "bias_gradient"]


def test_of_several_examples_one_is_told_and_gradients_are_means() -> None:
    here = sigmoids(m=3)
    given = told("input", here, example=1)
    assert given.sentence.startswith("This is example 2 of 3. ")
    assert [row.value for row in given.rows[:2]] == here.inputs[:, 1].tolist()
    gradient = told("gradient-output", here, example=1)
    assert gradient.rows == told("gradient-output", here).rows
    assert gradient.rows[0].lines[0].text.startswith("dE/dw5 equals 1 over 3 the sum of ")
    assert "mean over the 3 examples" in gradient.sentence
    assert "mean of the sums over the 3 examples" in told("loss", here).sentence


# The words


def test_a_sentence_claims_only_what_is_so() -> None:
    for experiment in depths():
        for phase in phases(experiment):
            whole = told(phase.id, experiment)
            text = " ".join([whole.title, whole.sentence, *sum(answers(whole).items(), ())])
            function = experiment.network.activations[(phase.layer or 1) - 1].name
            active = phase.kind == "activation" and function
            assert ("between 0 and 1" in text) is (active == "sigmoid")
            assert ("between −1 and 1" in text) is (active == "tanh")
            assert ("example" in text) <= (experiment.m > 1)
            assert ("½" in text) <= experiment.loss.half
            assert ("cross-entropy" in text) <= (experiment.loss.name in (ENTROPY, CATEGORICAL))
            assert ("cancels" in text) <= (phase.kind in ("delta", "loss"))
            if phase.kind == "gradient":
                assert ("bias" in whole.sentence) is bool(experiment.train_biases)


@pytest.mark.parametrize(
    ("rate", "train_biases", "said"),
    [
        (0.5, False, "Each weight moves against its gradient, by η times its size (η = 0.5); all "
         "move at once. The biases stay as they are."),
        (0.5, True, "Each weight and bias moves against its gradient, by η times its size "
         "(η = 0.5); all move at once."),
        (-1e-7, "per_layer", "Each weight moves along its gradient, since the learning rate is "
         "negative, by η times its size (η = −1 × 10⁻⁷); all move at once. The bias that a layer "
         "shares moves by the sum of its neurons’ gradients."),
        (0, True, "The learning rate η is 0, so everything stays as it is."),
    ],
)  # fmt: skip
def test_an_update_is_told_by_the_learning_rate_and_which_biases_learn(
    rate: float, train_biases: TrainBiases, said: str
) -> None:
    here = replace(worked_example(), learning_rate=rate, train_biases=train_biases)
    assert told("update", here).sentence == said


@pytest.mark.parametrize(
    ("frozen", "train_biases", "said"),
    [
        (["w5"], False, "The biases stay as they are. w₅ is frozen, so it stays."),
        (["b.h1", "w5"], False, "The biases stay as they are. w₅ is frozen, so it stays."),
        (["b.h1", "w5"], True, "all move at once. w₅ and bₕ₁ are frozen, so they stay."),
        (["b.h1"], "per_layer", "gradients. bₕ₁ and bₕ₂ are frozen, so they stay."),
        (ALL_WEIGHTS, False, "Everything that could move is frozen, so everything stays as it is."),
    ],
)
def test_an_update_says_what_is_frozen(
    frozen: list[str], train_biases: TrainBiases, said: str
) -> None:
    here = replace(worked_example(), frozen=tuple(frozen), train_biases=train_biases)
    assert told("update", here).sentence.endswith(said)


def test_the_update_of_a_frozen_unit_is_no_calculation_and_its_gradient_is() -> None:
    here = replace(worked_example(), frozen=("w1", "w5"))
    assert texts(told("update", here), "new.w5") == ["w5 new equals w5", "equals 0.4"]
    assert texts(told("gradient-output", here), "gradient.w5") == texts(
        told("gradient-output"), "gradient.w5"
    )
    [equation] = told("update", here).equations
    assert equation.text == told("update").equations[0].text
    functions = [source.function for source in told("update", here).python]
    assert functions == ["update", "unmoved"]
    assert "Why does w₇ grow?" in answers(told("update", here))
    assert "Why does w₇ grow?" not in answers(told("update", replace(here, frozen=("w7", "w8"))))
    asked = answers(told("update", replace(here, frozen=("b.h1",), train_biases=True)))
    assert asked["Are biases trained?"].endswith("bₕ₁ is frozen, so it stays.")


def test_what_learners_ask_is_answered_where_it_comes_up() -> None:
    asked = {phase.id: list(answers(told(phase.id))) for phase in phases_of(last=2)}
    assert asked == {
        "input": [],
        "net-hidden": ["Which of w₂ and w₃ goes where?", "One bias per neuron, or one per layer?"],
        "activation-hidden": [],
        "net-output": ["Which of w₆ and w₇ goes where?", "One bias per neuron, or one per layer?"],
        "activation-output": ["Why do my last digits differ?"],
        "loss": ["Why the ½?"],
        "delta-output": ["Why −(y − o)?", "Why o(1 − o)?"],
        "gradient-output": ["How can the half squared error have a negative gradient?"],
        "delta-hidden": [
            "Which weights are used here, the old or the updated?",
            "Why does h₁ sum two paths?",
            "Why h(1 − h)?",
        ],
        "gradient-hidden": ["How can the half squared error have a negative gradient?"],
        "update": ["Are biases trained?", "Why does w₇ grow?"],
    }


def test_an_answer_is_true_for_the_experiment() -> None:
    which = answers(told("net-output"))["Which of w₆ and w₇ goes where?"]
    assert which.startswith("w₆ leads from h₂ to o₁, w₇ from h₁ to o₂. ")
    paths = answers(told("delta-hidden"))["Why does h₁ sum two paths?"]
    assert "through o₁ a larger h₁ would raise the loss, through o₂ lower it" in paths
    assert "from 0.5 up to 0.51130127." in answers(told("update"))["Why does w₇ grow?"]
    backwards = replace(worked_example(), learning_rate=-0.5)
    assert list(answers(told("update", backwards))) == ["Are biases trained?"]
    assert "larger." not in " ".join(answers(told("gradient-output", backwards)).values())
    trained: list[TrainBiases] = [False, True, "per_layer"]
    replies = [answers(told("update", sigmoids(train_biases=one))) for one in trained]
    assert [reply["Are biases trained?"].split(",")[0] for reply in replies] == [
        "Not here: they stay as they are", "Yes", "Yes"
    ]  # fmt: skip


def test_under_the_cross_entropy_nobody_asks_for_the_half_or_the_slope() -> None:
    here = sigmoids(loss=ENTROPY)
    assert told("loss", here).questions == []
    delta = told("delta-output", here)
    assert delta.title == "Delta of the output layer: how wrong is each output?"
    assert list(answers(delta)) == ["Where is o(1 − o)?"]
    assert texts(delta, "delta.o1")[0] == "delta_o1 equals o1 minus y1"


def test_one_neuron_is_spoken_of_as_one() -> None:
    here = make_experiment(sizes=(1, 1, 1), activations=("tanh", "identity"), m=1)
    assert told("net-hidden", here).questions == []
    assert told("net-hidden", here).equations[0].text == "z_h equals w i plus b_h"
    assert told("delta-output", here).title.endswith(
        "how wrong is the output, and how much can it move?"
    )
    assert "the slope of the identity, 1," in told("delta-output", here).sentence
    assert told("loss", here).sentence.endswith("E is that alone.")
    assert list(answers(told("delta-hidden", here))) == [
        "Which weights are used here, the old or the updated?",
        "Why 1 − h²?",
    ]


def test_the_notation_names_what_the_sentence_names() -> None:
    said = {notation: told("delta-output", notation=notation).sentence for notation in NOTATIONS}
    assert said["article"].startswith("out o − target o says ")
    assert "σ′(net o)" in said["article"]
    assert said["general"].startswith("a²ᵢ − yᵢ says ")
    assert "σ′(z²ᵢ)" in said["general"]
    assert "Which of θ²₁₂ and θ²₂₁ goes where?" in answers(told("net-output", notation="general"))
