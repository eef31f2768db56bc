"""Practise: POST /api/practice and POST /api/practice/answer."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.practice import MAX_PRACTISED_PARAMETERS, MAX_PRACTISED_WORK
from core.check.mistakes import MISTAKES
from core.explain.quantities import open_iteration, quantity
from core.practice.predictions import Prediction
from core.practice.rounds import Item, Wanted, items_of
from core.run.presets import mazur as core_mazur
from tests.api.errors import assert_error
from tests.api.requests import MAZUR, Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/practice"
ANSWER = "/api/practice/answer"
ITEM = {
    "item",
    "network",
    "phase",
    "asks",
    "question",
    "part",
    "choices",
    "quantity",
    "digits",
    "given",
    "numbers",
}
JUDGED = {
    "experiment",
    "right",
    "right_fields",
    "wrong_fields",
    "verdict",
    "mistake",
    "title",
    "said",
    "solution",
    "help",
}
KINDS = ["predict", "fill-in", "find-the-mistake"]


def practise(client: TestClient, kind: str, **others: Any) -> Json:
    return answer(client, URL, {"kind": kind, **others})


def judge(client: TestClient, kind: str, item: int = 0, **others: Any) -> Json:
    found = answer(client, ANSWER, {"kind": kind, "item": item, **others})
    assert found.keys() == JUDGED
    return found


def solved(found: Json) -> Json:
    """The right answer that is told, by field."""
    return {field["field"]: field["value"] for field in found["solution"]}


def planted(item: int, level: int = 5) -> Any:
    return list(items_of(Wanted(core_mazur(), "find-the-mistake", level)))[item].task


def correct(name: str) -> float:
    return quantity(open_iteration(core_mazur()), name)


def test_without_a_body_a_round_asks_about_each_phase_of_the_worked_example(
    client: TestClient,
) -> None:
    found = answer(client, URL)
    assert found["experiment"] == MAZUR
    asked = {"kind": "predict", "level": 5, "seed": 0, "example": 0, "other_numbers": False}
    assert {name: found[name] for name in asked} == asked
    assert found["none"] == ""
    assert [item["item"] for item in found["items"]] == list(range(10))
    assert [item["phase"] for item in found["items"]] == [
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
    for item in found["items"]:
        assert item.keys() == ITEM
        assert item["network"] == 0
        assert len(item["choices"]) >= 2
        assert item["question"].endswith("?")
    assert found["networks"] == [MAZUR["network"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_round_can_be_posted_as_a_request_for_itself_and_for_an_answer(
    client: TestClient, kind: str
) -> None:
    found = practise(client, kind, level=2, seed=11, experiment=mazur(learning_rate=0.3))
    assert answer(client, URL, found) == found
    assert answer(client, ANSWER, {**found, "help": 1})["experiment"] == found["experiment"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_answers_are_not_in_a_round(client: TestClient, kind: str) -> None:
    found = practise(client, kind, level=5)
    for item in found["items"]:
        # Nothing is said of a task but what it is about.
        assert item.keys() == ITEM
        solution = solved(judge(client, kind, item["item"], help=3))
        if kind == "fill-in":
            assert item["numbers"] == []
            assert item["quantity"] not in item["given"]
            assert solution["text"] not in str(item)
        else:
            assert solution["choice"] in [choice["value"] for choice in item["choices"]]
    firsts = [item["choices"][0]["value"] for item in found["items"] if item["choices"]]
    if kind != "fill-in":
        places = range(len(found["items"]))
        rights = [solved(judge(client, kind, place, help=3))["choice"] for place in places]
        assert firsts != rights


@pytest.mark.parametrize("kind", KINDS)
def test_other_numbers_are_those_of_the_same_network_drawn_anew(
    client: TestClient, kind: str
) -> None:
    found = practise(client, kind, other_numbers=True)
    assert len(found["items"]) == 10
    assert MAZUR["network"] not in found["networks"]
    for network in found["networks"]:
        assert network["activations"] == MAZUR["network"]["activations"]
        assert [len(layer) for layer in network["weights"]] == [2, 2]
    assert found["experiment"] == MAZUR
    again = practise(client, kind, other_numbers=True, seed=1)
    assert again["networks"] != found["networks"]


def test_each_answer_of_a_question_is_right_or_wrong_and_says_why(client: TestClient) -> None:
    tasks = [item.task for item in items_of(Wanted(core_mazur(), "predict"))]
    for place, task in enumerate(tasks):
        assert isinstance(task, Prediction)
        for choice in task.choices:
            found = judge(client, "predict", place, choice=choice)
            right = choice == task.answer
            assert found["right"] is right
            assert (found["right_fields"], found["wrong_fields"]) == (
                (["choice"], []) if right else ([], ["choice"])
            )
            assert solved(found) == {"choice": task.answer}
            [why] = found["said"]
            assert any(letter.isdigit() for letter in why)


def test_why_speaks_with_the_numbers(client: TestClient) -> None:
    found = judge(client, "predict", 0, choice="o2", level=2)
    assert found["right"] is False
    assert found["said"] == ["The share of o1 is 0.2748, that of o2 is 0.02356."]


@pytest.mark.parametrize("text", ["{:.2e}", "{:.9f}", "{:.2f}5"])
def test_a_number_goes_through_check(client: TestClient, text: str) -> None:
    [first, *_] = practise(client, "fill-in", level=1)["items"]
    assert first["quantity"] == "z.h1"
    assert first["digits"] == 3
    found = judge(client, "fill-in", level=1, text=text.format(correct("z.h1")))
    if text == "{:.2f}5":
        assert (found["right"], found["solution"]) == (False, [])
    else:
        assert (found["right"], found["verdict"]) == (True, "right")
        assert solved(found) == {"text": "0.3775"}
        [said] = found["said"]
        assert said.endswith("the net input of h1 is 0.3775.")


def test_decimal_commas_and_fractions_count(client: TestClient) -> None:
    assert judge(client, "fill-in", level=1, text="0,3775")["right"]
    assert judge(client, "fill-in", level=1, text="151/400")["right"]


def test_a_wrong_number_gets_the_name_of_its_mistake_and_not_the_right_number(
    client: TestClient,
) -> None:
    found = judge(client, "fill-in", level=1, text="0.0275")
    assert (found["right"], found["verdict"]) == (False, "mistake")
    assert found["mistake"] == "bias-forgotten"
    assert found["title"] == MISTAKES["bias-forgotten"].title
    assert "0.3775" not in str(found["said"])
    assert found["solution"] == []


def test_too_few_digits_are_right_so_far(client: TestClient) -> None:
    found = judge(client, "fill-in", level=1, text="0.4")
    assert (found["right"], found["verdict"]) == (False, "unknown")
    found = judge(client, "fill-in", level=1, text="0.38")
    assert (found["right"], found["title"]) == (False, "Right so far")


def test_help_comes_in_three_steps(client: TestClient) -> None:
    rule, formula, number = (judge(client, "fill-in", level=1, help=step) for step in (1, 2, 3))
    for found in (rule, formula):
        assert found["right"] is False
        assert found["said"] == found["solution"] == found["wrong_fields"] == []
    roles = [
        [line["role"] for line in found["help"]["formulas"][0]["lines"]]
        for found in (rule, formula, number)
    ]
    assert roles == [["symbols"], ["symbols", "numbers"], ["symbols", "numbers", "result"]]
    assert "the bias" in rule["help"]["rule"]
    assert "0.15" in formula["help"]["formulas"][0]["lines"][1]["text"]
    assert solved(number) == {"text": "0.3775"}
    assert number["said"] == ["The net input of h1 is 0.3775."]


@pytest.mark.parametrize("kind", KINDS)
def test_help_is_for_every_task(client: TestClient, kind: str) -> None:
    xor = answer(client, "/api/reset?preset=xor&seed=2")["experiment"]
    for place in range(10):
        told = [
            judge(client, kind, place, experiment=xor, help=step, example=1, notation="article")
            for step in (1, 2, 3)
        ]
        assert all(found["help"]["rule"] for found in told)
        assert told[2]["help"]["formulas"]
        assert told[2]["solution"]
        assert told[1]["solution"] == []


def test_a_mistake_is_found_by_its_place_and_its_name(client: TestClient) -> None:
    task = planted(0)
    answered = {"choice": task.mistake.id, "quantity": task.asked.name}
    found = judge(client, "find-the-mistake", **answered)
    assert found["right"] is True
    assert found["right_fields"] == ["quantity", "choice"]
    assert task.mistake.rule in found["said"][-1]
    assert solved(found) == {**answered, "text": repr(task.right)}


def test_half_an_answer_to_a_mistake_is_judged_and_gives_nothing_away(client: TestClient) -> None:
    task = planted(0)
    others = [choice for choice in task.choices if choice != task.mistake.id]
    found = judge(client, "find-the-mistake", choice=others[0], quantity=task.asked.name)
    assert (found["right"], found["right_fields"]) == (False, ["quantity"])
    assert found["wrong_fields"] == ["choice"]
    assert MISTAKES[others[0]].rule in found["said"][1]
    assert found["solution"] == []
    named = judge(client, "find-the-mistake", choice=task.mistake.id)
    assert (named["right"], named["right_fields"]) == (False, ["choice"])
    assert named["solution"] == []


def test_of_every_number_with_a_mistake_it_is_said_whether_it_is_right(client: TestClient) -> None:
    [item, *_] = practise(client, "find-the-mistake")["items"]
    names = [number["quantity"] for number in item["numbers"]]
    first = names.index(planted(0).asked.name)
    for place, name in enumerate(names):
        found = judge(client, "find-the-mistake", quantity=name)
        assert (found["right_fields"] == ["quantity"]) is (place == first)
        [said] = found["said"]
        if place < first:
            assert "comes later" in said
    assert (
        "is not one of the numbers"
        in judge(client, "find-the-mistake", quantity="term.w1")["said"][0]
    )


def test_a_network_without_a_hidden_layer_has_no_hidden_deltas(client: TestClient) -> None:
    small = experiment(2, 2)
    for kind in KINDS:
        found = practise(client, kind, level=4, experiment=small)
        assert found["items"] == found["networks"] == []
        assert "no hidden layer" in found["none"]
        body = {"kind": kind, "level": 4, "experiment": small, "help": 1}
        assert_error(client.post(ANSWER, json=body), 422, ["body", "item"], "got 0", "no tasks")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [(1, 1), (4, 1), (2, 3, 1), (3, 4, 4, 2), (4, 4, 4, 4)])
def test_every_network_that_a_page_shows_can_be_practised(
    client: TestClient, kind: str, sizes: tuple[int, ...]
) -> None:
    drawn = answer(client, "/api/layers", {"layers": list(sizes), "redraw": True})["experiment"]
    found = practise(client, kind, experiment=drawn, seed=5)
    assert len(found["items"]) == 10


@pytest.mark.parametrize(
    ("url", "body", "loc", "said"),
    [
        (URL, {"kind": "guess"}, ["body", "kind"], ["'predict', 'fill-in' or"]),
        (URL, {"level": 6}, ["body", "level"], ["less than or equal to 5"]),
        (URL, {"level": 0}, ["body", "level"], ["greater than or equal to 1"]),
        (URL, {"seed": -1}, ["body", "seed"], ["got -1"]),
        (URL, {"example": 1}, ["body", "example"], ["got 1", "0 to 0"]),
        (URL, {"other_numbers": 1}, ["body", "other_numbers"], ["boolean"]),
        (ANSWER, {}, ["body", "choice"], ["an answer is needed, or a step of help"]),
        (ANSWER, {"kind": "fill-in"}, ["body", "text"], ["an answer is needed"]),
        (ANSWER, {"kind": "fill-in", "choice": "o1"}, ["body", "text"], ["needed"]),
        (ANSWER, {"item": 10, "help": 1}, ["body", "item"], ["got 10", "0 to 9"]),
        (ANSWER, {"choice": "o9"}, ["body", "choice"], ["'o9'", "w1, w2, b.h1"]),
        (ANSWER, {"help": 4}, ["body", "help"], ["less than or equal to 3"]),
        (ANSWER, {"kind": "fill-in", "text": "half"}, ["body", "text"], ["'half'", "finite"]),
        (ANSWER, {"kind": "fill-in", "text": "1" * 101}, ["body", "text"], ["100"]),
        (
            ANSWER,
            {"kind": "find-the-mistake", "quantity": "delta.h7"},
            ["body", "quantity"],
            ["'delta.h7'", "delta.h1, delta.h2"],
        ),
        (
            URL,
            {"experiment": experiment(20, 20, 20)},
            ["body", "experiment"],
            [str(MAX_PRACTISED_PARAMETERS), "840"],
        ),
        (
            URL,
            {"experiment": experiment(4, 20, 4, examples=1000)},
            ["body", "experiment"],
            [str(MAX_PRACTISED_WORK), "1000"],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, url: str, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(url, json=body), 422, loc, *said)


def test_wild_numbers_are_practised_with_others(client: TestClient) -> None:
    wild = mazur(examples__inputs=[[1e300, 1e300]], network__activations=["identity", "identity"])
    for kind in KINDS:
        found = practise(client, kind, experiment=wild | {"learning_rate": 1e308})
        assert found["items"] or found["none"]
        if found["items"]:
            assert judge(client, kind, experiment=wild | {"learning_rate": 1e308}, help=3)


def test_tasks_are_items_of_the_core(client: TestClient) -> None:
    found = practise(client, "predict", seed=4)["items"]
    made: list[Item] = list(items_of(Wanted(core_mazur(), "predict", seed=4)))
    kinds = [item.task.kind for item in made if isinstance(item.task, Prediction)]
    assert [item["asks"] for item in found] == kinds
