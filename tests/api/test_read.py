"""/api/read: networks out of pasted text, what is filled in, and exactly what could not be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.api.limits import MAX_TEXT
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur

URL = "/api/read"
ANSWER = {"experiment", "read", "filled", "unread", "transposed", "turnable"}


def reading(client: TestClient, text: str, **more: Any) -> Json:
    return answer(client, URL, {"text": text, **more})


def network(client: TestClient, text: str, **more: Any) -> Json:
    """The network of a text in which everything can be read."""
    found = reading(client, text, **more)
    assert found["unread"] == []
    experiment: Json = found["experiment"]
    return {**experiment["network"], "lr": experiment["learning_rate"], **experiment["examples"]}


ARTICLE = {
    "weights": MAZUR["network"]["weights"],
    "biases": MAZUR["network"]["biases"],
    "activations": ["sigmoid", "sigmoid"],
    "lr": 0.5,
    **MAZUR["examples"],
}

# The article's example as people write it.
WRITTEN = {
    "numpy": """
import numpy as np

# Weights
W1 = np.array([[.15, .20],   # into h1
               [.25, .30]])
W2 = np.array([[.40, .45], [.50, .55]])
b1 = np.array([.35, .35]); b2 = np.array([[.60], [.60]])
x, y = np.array([0.05, 0.10]), np.array([0.01, 0.99])
learning_rate = 1/2
""",
    "lists, one bias a layer": """
weights_1 = [[0.15, 0.2], [0.25, 0.3]]
weights_2 = [[0.4, 0.45], [0.5, 0.55]]
biases = [[0.35, 0.35], [0.6, 0.6]]
X = [[0.05, 0.1]]
targets = [[0.01, 0.99]]
eta = +0.5
""",
    "a number each, as in the article": """
i1, i2 = 0.05, 0.10
w1, w2, w3, w4, b1 = 0.15, 0.20, 0.25, 0.30, 0.35
w5, w6, w7, w8, b2 = 0.40, 0.45, 0.50, 0.55, 0.60
target_o1 = 0.01
target_o2 = 0.99
lr = 0.5
""",
    "PyTorch": """
model.fc1.weight = nn.Parameter(torch.tensor([[0.15, 0.2], [0.25, 0.3]], dtype=torch.float64))
model.fc1.bias = nn.Parameter(torch.tensor([0.35, 0.35]))
model.fc2.weight = nn.Parameter(torch.tensor([[0.4, 0.45], [0.5, 0.55]]))
model.fc2.bias = nn.Parameter(torch.tensor([0.6, 0.6]))
x = torch.tensor([[0.05, 0.1]])
y = torch.tensor([[0.01, 0.99]])
lr = 0.5
""",
    "a class": """
class Network:
    \"\"\"A small network.\"\"\"

    def __init__(self):
        self.weights_input_hidden = np.matrix("0.15 0.2; 0.25 0.3")
        self.weights_hidden_output = np.array([0.4, 0.45, 0.5, 0.55]).reshape(2, -1)
        self.bias_hidden, self.bias_output = 0.35, 0.6
        self.inputs = np.array([[0.05], [0.1]]).T
        self.targets = np.array([[0.01, 0.99]]).astype(float)
        self.lr = 0.5
""",
    "a dictionary": """
params = {
    "W_hidden": [[0.15, 0.2], [0.25, 0.3]], "W_out": [[0.4, 0.45], [0.5, 0.55]],
    "b_hidden": [0.35, 0.35], "b_out": [0.6, 0.6],
}
data = dict(x=[0.05, 0.1], y=[0.01, 0.99])
params["lr"] = 0.5
""",
    "a state_dict": json.dumps(
        {
            "0.weight": [[0.15, 0.2], [0.25, 0.3]],
            "0.bias": [0.35, 0.35],
            "2.weight": [[0.4, 0.45], [0.5, 0.55]],
            "2.bias": [0.6, 0.6],
        }
    ),
    "nested JSON": json.dumps(
        {
            "hidden": {"weight": [[0.15, 0.2], [0.25, 0.3]], "bias": [0.35, 0.35]},
            "output": {"weight": [[0.4, 0.45], [0.5, 0.55]], "bias": [0.6, 0.6]},
        }
    ),
    "CSV with names": "W1\n0.15,0.2\n0.25,0.3\n\nb1,0.35,0.35\nW2\n.4,.45\n.5,.55\nb2,.6\nlr,0.5\n",
    "CSV with decimal commas": "W1;0,15;0,2\nW1;0,25;0,3\nb1;0,35\n"
    "W2;0,4;0,45\nW2;0,5;0,55\nb2;0,6",
    "the history of a run": "iteration,learning_rate,loss,w1,w2,w3,w4,w5,w6,w7,w8,"
    "b.h1,b.h2,b.o1,b.o2\n0,0.5,0.298,0.15,0.2,0.25,0.3,0.4,0.45,0.5,0.55,0.35,0.35,0.6,0.6\n",
    "an experiment": json.dumps(MAZUR),
    "an answer": json.dumps({"experiment": MAZUR, "forward": {}}),
    "a file of the page": json.dumps({"version": 2, "changed": [MAZUR], "known": 7}),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_the_articles_example_is_read_however_it_is_written(client: TestClient, text: str) -> None:
    assert network(client, text) == ARTICLE


def test_the_scripts_that_we_export_are_read(client: TestClient) -> None:
    for library in ("numpy", "torch"):
        body = {"iteration": 3, "format": library}
        script = client.post("/api/export", json=body).text
        found = reading(client, script)["experiment"]
        assert {**found, "loss": MAZUR["loss"]} == MAZUR


def test_everything_that_is_read_is_said_with_its_shape(client: TestClient) -> None:
    found = reading(client, WRITTEN["numpy"])
    assert found.keys() == ANSWER
    assert found["read"] == [
        "W1 (line 5), 2 × 2: the weights into the hidden layer; each row holds those into one "
        "neuron.",
        "W2 (line 7), 2 × 2: the weights into the output layer; each row holds those into one "
        "neuron.",
        "The shapes fit both ways: each row is taken for the weights into one neuron.",
        "b1 (line 8): the biases of the hidden layer.",
        "b2 (line 8): the biases of the output layer.",
        "learning_rate (line 10): the learning rate, 0.5.",
        "x (line 9), 2 numbers: the inputs of 1 example.",
        "y (line 9), 2 numbers: the targets of 1 example.",
    ]
    assert found["filled"] == [
        "The activations are not given: sigmoid in every layer.",
        "The loss is not given: half the squared error.",
    ]


def test_where_both_ways_fit_one_can_turn_it(client: TestClient) -> None:
    text = "W1 = [[1, 2], [3, 4]]\nW2 = [[5, 6], [7, 8]]"
    rows, columns = (reading(client, text, transposed=way) for way in (False, True))
    assert (rows["transposed"], rows["turnable"]) == (False, True)
    assert (columns["transposed"], columns["turnable"]) == (True, True)
    assert rows["experiment"]["network"]["weights"] == [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    assert columns["experiment"]["network"]["weights"] == [[[1, 3], [2, 4]], [[5, 7], [6, 8]]]


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(
    ("text", "transposed", "sizes"),
    [
        ("W1 = [[1, 2], [3, 4], [5, 6]]\nW2 = [[1, 2, 3]]", False, [3, 1]),
        ("W1 = [[1, 3, 5], [2, 4, 6]]\nW2 = [[1], [2], [3]]", True, [3, 1]),
        # The examples, or the biases, decide.
        ("W = [[1, 2, 3], [4, 5, 6]]\nX = [[1, 2], [3, 4]]\ny = [[1, 2, 3], [1, 2, 3]]", True, [3]),
        ("W = [[1, 2, 3], [4, 5, 6]]\nb = [1, 2]", False, [2]),
    ],
)
def test_where_one_way_fits_it_is_taken_and_said(
    client: TestClient, text: str, transposed: bool, sizes: list[int], asked: bool
) -> None:
    found = reading(client, text, transposed=asked)
    assert (found["transposed"], found["turnable"]) == (transposed, False)
    assert [len(W) for W in found["experiment"]["network"]["weights"]] == sizes
    line = "column" if transposed else "row"
    assert f"The shapes fit only if each {line} holds the weights into one neuron." in found["read"]


def test_examples_may_be_rows_columns_or_one_number_each(client: TestClient) -> None:
    W = "W1 = [[1, 2], [3, 4], [5, 6]]\nW2 = [1, 2, 3]\n"
    xor = {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}
    for examples in (
        "X = [[0, 0], [0, 1], [1, 0], [1, 1]]\ny = [[0], [1], [1], [0]]",
        "X = [[0, 0], [0, 1], [1, 0], [1, 1]]\ny = [0, 1, 1, 0]",
        "X = [[0, 0, 1, 1], [0, 1, 0, 1]]\ny = [[0, 1, 1, 0]]",
    ):
        found = network(client, W + examples)
        assert {name: found[name] for name in xor} == xor
    table = reading(client, "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", experiment=mazur())
    assert table["experiment"]["examples"] == xor
    assert "No weights were read: the network is the one on the page." in table["filled"]


def test_what_is_missing_is_filled_from_the_page_where_it_fits(client: TestClient) -> None:
    page = mazur(learning_rate=0.25, examples={"inputs": [[1, 2]] * 3, "targets": [[0, 1]] * 3})
    found = reading(client, "W1 = [[1, 2], [3, 4]]; W2 = [[1, 2], [3, 4]]", experiment=page)
    assert found["experiment"]["examples"] == page["examples"]
    assert found["experiment"]["learning_rate"] == 0.25
    assert found["experiment"]["network"]["biases"] == [[0, 0], [0, 0]]
    assert found["filled"] == [
        "Biases of the hidden layer and the output layer: none were read, so they are 0.",
        "The activations are not given: sigmoid in every layer.",
        "The loss is not given: half the squared error.",
        "The learning rate is not given: 0.25, as on the page.",
        "Examples are not given: those on the page.",
    ]
    other = reading(client, "W1 = [[1, 2, 3]]", experiment=page)
    assert other["experiment"]["examples"] == {"inputs": [[1, 2, 0]] * 3, "targets": [[0]] * 3}
    assert other["filled"][-1].endswith(
        "those on the page, in the columns that fit; new ones are 0."
    )
    alone = reading(client, "W1 = [[1, 2, 3]]\nX = [[1, 2, 3], [4, 5, 6]]")
    assert alone["experiment"]["examples"]["targets"] == [[0], [0]]
    assert "Targets are not given: 0 in every example." in alone["filled"]


def test_activations_and_the_loss_are_read_by_their_names(client: TestClient) -> None:
    W = "W1 = [[1, 2], [3, 4]]; W2 = [[1, 2]]\nX = [[1, 2]]; y = [1]\n"
    found = network(client, W + "hidden_activation = 'tanh'\nloss = 'bce'")
    assert found["activations"] == ["tanh", "sigmoid"]
    assert network(client, W + "activations = [np.tanh, relu]")["activations"] == ["tanh", "relu"]
    assert network(client, W + "activation = nn.ReLU()")["activations"] == ["relu", "relu"]
    wrong = reading(client, W + "activation = 'swish'\nloss = 'hinge'")
    assert [one["text"] for one in wrong["unread"]] == ["activation", "loss"]
    assert all(one["why"].startswith("Allowed are ") for one in wrong["unread"])
    unfit = reading(client, W + "activation = 'tanh'\nloss = 'bce'")
    assert unfit["experiment"]["loss"] == "half_squared_error"
    assert any("cross_entropy with a tanh output" in one for one in unfit["filled"])


# What cannot be read


@pytest.mark.parametrize(
    ("text", "line", "quoted", "why"),
    [
        ("\nW1 = np.random.randn(2, 2)", 2, "W1 = np.random.randn(2, 2)", "paste the numbers"),
        ("W1 = [[1, 2], [3]]", 1, "W1", "Its rows are not all of one length."),
        ("W1 = [[1, 2], [3, 2 * 2]]", 1, "W1 = [[1, 2], [3, 2 * 2]]", "It is calculated"),
        ("W1 = [[1, other], [3, 4]]", 1, "W1 = [[1, other], [3, 4]]", "other is another value"),
        ("W1 = [[1, 1/0]]", 1, "W1 = [[1, 1/0]]", "It divides by zero."),
        ("W1 = [[1, 1e999]]", 1, "W1 = [[1, 1e999]]", "It is not a finite number."),
        (f"W1 = [[{'9' * 400}]]", 1, f"W1 = [[{'9' * 53} …", "It is not a finite number."),
        ("W1 = [[1, True]]", 1, "W1 = [[1, True]]", "It is no number."),
        ("W1 = [[1, 2], [3, 4", 1, "W1 = [[1, 2], [3, 4", "'[' was never closed"),
        ("W1 = []", 1, "W1", "It is an empty list."),
        ("W1 = [[[[1]]]]", 1, "W1", "1 × 1 × 1"),
        ("W1 = [[1, 2]]\nW2 = [[1, 2, 3]]", 1, "W1", "1 × 2, 1 × 3 fit together in neither way."),
        ("epochs = 10", 1, "epochs", "The name does not say what it is."),
        ("for i in range(3):\n    W1 = [[1]]", 1, "for i in range(3): …", "This is a loop"),
        ("a, b = 1, 2, 3", 1, "a, b = 1, 2, 3", "each of its names one value"),
        ("W1 = [[1, 2]] if x else 3", 1, "W1 = [[1, 2]] if x else 3", "It is calculated"),
        ("hello there", 1, "hello there", "There are no numbers in it."),
        ('{"W1": [[1, 2]', None, '{"W1": [[1, 2]', "It is not JSON: "),
        ('{"W1": [[1, null]]}', None, "W1", "It is no number and no list of numbers."),
        ('{"W1": [[1, NaN]]}', None, "W1", "It is not a finite number."),
        ("W1\n1,x\n", 1, "W1", "It has “x” where a number is needed."),
        ("x1,y\n1\n2,3", 2, "1", "It has 1 cells under 2 names."),
    ],
)
def test_what_cannot_be_read_is_quoted_with_its_line_and_the_reason(
    client: TestClient, text: str, line: int | None, quoted: str, why: str
) -> None:
    [first, *_] = reading(client, text)["unread"]
    assert (first["line"], first["text"]) == (line, quoted)
    assert why in first["why"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("b1 = [1, 2, 3]", "It has 3 numbers, and the layer has 2 neurons."),
        ("X = [[1, 2, 3]]", "It is 1 × 3, and the network has 2 inputs for each example."),
        ("y = [[[1]]]", "It has no row for each example."),
        ("X = [[1, 2]]\ny = [[1, 2], [3, 4]]", "There are 2 targets for 1 input"),
        ("lr = [1, 2]", "A learning rate is one number."),
        ("b7 = [1, 2]", "It is not clear to which layer it belongs."),
        ("X = [[1, 2]]\nx_test = [[3, 4]]", "X (line 2) has such numbers already."),
    ],
)
def test_the_rest_is_read_around_what_does_not_fit(client: TestClient, more: str, why: str) -> None:
    found = reading(client, f"W1 = [[1, 2], [3, 4]]; W2 = [[1, 2], [3, 4]]\n{more}")
    assert found["experiment"]["network"]["weights"] == [[[1, 2], [3, 4]]] * 2
    assert why in found["unread"][0]["why"]


def test_a_layer_that_is_lost_is_said_to_be_missing(client: TestClient) -> None:
    found = reading(client, "W1 = np.random.randn(2, 2)\nW2 = [[1, 2]]")
    assert found["filled"][0] == "W1 could not be read: only other layers are here."


def test_a_statement_after_one_that_cannot_be_read_is_read(client: TestClient) -> None:
    text = "W1 = [[1, 2], [3, 4\nW1 = [[1, 2], [3, 4]]\n  W2 = [[1, 2]]\n)\nb1 = [5, 6]"
    found = reading(client, text)
    assert found["experiment"]["network"]["biases"] == [[5, 6], [0]]
    assert [one["line"] for one in found["unread"]] == [1, 4]


def test_a_text_without_anything_has_no_experiment(client: TestClient) -> None:
    empty: Json = {"experiment": None, "read": [], "filled": [], "unread": []}
    for body in (None, {"text": ""}, {"text": " \n"}):
        assert answer(client, URL, body) == {**empty, "transposed": False, "turnable": False}


def test_a_wrong_experiment_is_said_to_be_wrong_where(client: TestClient) -> None:
    found = reading(client, json.dumps(mazur(loss="mse")))
    assert found["experiment"] is None
    assert found["unread"][0]["why"].startswith("loss: ")
    assert reading(client, json.dumps(mazur(frozen=["w99"])))["unread"][0]["why"].startswith(
        "frozen.0: got 'w99'"
    )


# Limits


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("W1 = np.zeros((300, 2))", "A layer has 300 neurons, and at most 256 can be read."),
        ("W1 = np.ones((30000, 2))", "Its size is not from 1 to 20000."),
        (f"W = {[[[1]]] * 17}", "There are 17 layers of weights, and at most 16 can be read."),
        (f"W1 = {[[1] * 201] * 100}", "It has more than 20000 numbers."),
        (f"W1 = {'[' * 40}1{']' * 40}", "Its lists are nested too deep."),
        (f"W1 = [[1, 2]]\nX = {[[1, 2]] * 1001}", "at most 1000 examples can be read."),
        (f'{{"W1": {"[" * 5000}', "It is not JSON"),
        (f"W1 = {'-' * 50_000}1", "It is not Python."),
        (f"W1 = {'(' * 5000}", "It is not Python"),
        (f"W1 = 1{'+1' * 20_000}", ""),
        ("f()\n" * 20_000, "More pieces of the text could not be read."),
        ("(\n" * 30_000, ""),
        ("a=1;" * 20_000, "The name does not say what it is."),
        ("W1 = [[\x00]]", "It is not Python"),
    ],
)
def test_what_is_too_large_is_refused_quickly(client: TestClient, text: str, why: str) -> None:
    found = reading(client, text)
    assert len(found["unread"]) <= 41
    assert any(why in one["why"] for one in found["unread"])
    assert max(len(one["text"]) for one in found["unread"]) <= 62


def test_a_text_that_is_too_long_is_refused(client: TestClient) -> None:
    response = client.post(URL, json={"text": "1" * (MAX_TEXT + 1)})
    assert_error(response, 422, ["body", "text"], f"at most {MAX_TEXT}")
    for wrong in (5, None, ["W1"]):
        assert_error(client.post(URL, json={"text": wrong}), 422, ["body", "text"], "got ")
    assert_error(
        client.post(URL, json={"transposed": "no"}), 422, ["body", "transposed"], 'got "no"'
    )


# Whatever is pasted

PIECES = st.sampled_from(
    [
        *("W1", "b1", "w", "x", "y", "lr", "=", "[", "]", "[[", "]]", "(", ")", ",", "\n", " "),
        *("1", "0.5", "-", "/", "0", "1e999", "np.array", "np.zeros", ".T", ".reshape", "{", "}"),
        *(":", '"W2"', "'", "#", "True", "class A:\n def __init__(self):\n  ", "\ud800", "\x00"),
        *(";", "\t", "null", "NaN", "fc1.weight", "weights", "activation", "loss", "**", "é"),
    ]
)


@given(text=st.text() | st.lists(PIECES, max_size=40).map("".join), transposed=st.booleans())
def test_any_text_gets_a_good_answer(client: TestClient, text: str, transposed: bool) -> None:
    content = json.dumps({"text": text, "transposed": transposed})
    response = client.post(URL, content=content)
    assert response.status_code in (200, 422), response.text
    if response.status_code == 200 and (found := response.json()["experiment"]) is not None:
        assert client.post("/api/forward", json={"experiment": found}).status_code in (200, 422)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["W1", "fc2.bias", "X", "y", "lr", "network", "changed"]), inner
        )
    ),
    max_leaves=20,
)


@given(value=VALUES)
def test_any_json_gets_a_good_answer(client: TestClient, value: object) -> None:
    found = reading(client, json.dumps(value))
    assert found.keys() == ANSWER


def test_nothing_in_a_text_is_run(client: TestClient, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = f"W1 = [[__import__('os').mkdir({str(mark)!r})]]\nopen({str(mark)!r}, 'w')"
    found = reading(client, text)
    assert not mark.exists()
    assert len(found["unread"]) == 2
