"""Check a whole exercise: POST /api/check-all."""

import pytest
from fastapi.testclient import TestClient

from app.api.check_all import MAX_ROWS, MAX_TEXT, SHEET
from core.check.exercise import MOST_EXPLAINED
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/check-all"
FIELDS = {
    *("row", "name", "text", "state", "quantity", "title", "heading", "explanation", "hint"),
    *("digits", "correct", "expected", "follows_from", "mistake", "place"),
}


def check(client: TestClient, text: str, **others: object) -> list[Json]:
    numbers: list[Json] = answer(client, URL, {"text": text, **others})["numbers"]
    return numbers


def test_every_number_is_answered_in_the_order_of_the_calculation(client: TestClient) -> None:
    found = answer(client, URL, {"experiment": mazur(), "text": SHEET})
    assert found.keys() == {"experiment", "example", "numbers", "unread", "counts", "marks"}
    assert found["experiment"] == mazur()
    assert all(number.keys() == FIELDS for number in found["numbers"])
    assert [number["name"] for number in found["numbers"]] == [
        *("net_h1", "out_h1", "out_h2", "net_o1", "out_o1", "E_o1", "delta_o1", "dE/dw5", "w5+")
    ]
    states = [number["state"] for number in found["numbers"]]
    assert found["counts"] == {
        state: states.count(state)
        for state in ("right", "rounded", "follows", "mistake", "unexplained")
    }
    assert found["marks"] == 2


def test_a_slip_is_marked_once_and_what_follows_from_it_follows(client: TestClient) -> None:
    z, a, delta, w = check(client, "w5_new 0.5\nδ_o1 0.138\nout_h1 = 0.507\nnet_h1 = 0.0275")
    assert (z["state"], z["mistake"], z["quantity"], z["row"]) == (
        *("mistake", "bias-forgotten", "z.h1"),
        3,
    )
    assert z["place"] == {"phase": "net-hidden", "quantity": "z.h1"}
    assert (a["state"], a["follows_from"], a["mistake"]) == ("follows", ["z.h1"], "")
    assert a["heading"] == "Follows from the net input of h1"
    assert a["expected"] == pytest.approx(0.506874567)
    assert a["correct"] == pytest.approx(0.593269992)
    assert (delta["state"], delta["digits"], delta["heading"]) == ("right", 3, "Right")
    assert w["state"] == "unexplained"


def test_the_hint_keeps_the_correct_value(client: TestClient) -> None:
    for number in check(client, "net_h1 = 0.0275\nout_h1 = 0.507\nw5+ = 0.7"):
        assert f"{number['correct']:.9g}" in number["explanation"]
        assert f"{number['correct']:.9g}" not in number["hint"]


def test_rounded_numbers_are_right(client: TestClient) -> None:
    out, gradient = check(client, "delta_o1 = 0.14\ndE/dw5 = 0.0831")
    assert out["state"] == "right"
    assert gradient["state"] == "rounded"
    assert gradient["expected"] == pytest.approx(0.14 * 0.593269992)
    assert "rounded" in gradient["explanation"]


def test_numbers_may_come_one_by_one_and_as_lines(client: TestClient) -> None:
    numbers = [{"name": "net_h1", "text": "0.3775"}, {"name": "gradient.w5", "text": "0,0822"}]
    one, two, three = answer(client, URL, {"numbers": numbers, "text": "E_total: 0.298"})["numbers"]
    assert [(one["row"], two["row"], three["row"])] == [(0, 2, 1)]
    assert {number["state"] for number in (one, two, three)} == {"right"}


def test_what_cannot_be_read_says_why_and_the_rest_is_checked(client: TestClient) -> None:
    text = "z1 = 0.4\nnet_h1 = 0.3775\nnet_h2 = much\nfoo\nw9 0.1"
    found = answer(client, URL, {"text": text})
    assert [number["state"] for number in found["numbers"]] == ["right"]
    said = ("may be net_h1 or net_o1", "got 'much'", "names are such as", "w1 to w8")
    assert [number["row"] for number in found["unread"]] == [0, 2, 3, 4]
    for number, words in zip(found["unread"], said, strict=True):
        assert number.keys() == {"row", "name", "text", "problem"}
        assert words in number["problem"]


def test_an_empty_exercise_has_no_numbers(client: TestClient) -> None:
    found = answer(client, URL)
    assert (found["numbers"], found["unread"], found["experiment"]) == ([], [], mazur())


def test_the_numbers_are_those_of_the_example(client: TestClient) -> None:
    two = mazur(examples={"inputs": [[0.05, 0.1], [1, 0]], "targets": [[0.01, 0.99], [0, 1]]})
    for example, state in ((0, "unexplained"), (1, "right")):
        [number] = check(client, "net_h1 = 0.5", experiment=two, example=example)
        assert number["state"] == state
    assert_error(client.post(URL, json={"example": 1}), 422, ["body", "example"], "got 1", "0 to 0")


def test_the_numbers_are_those_of_the_iteration(client: TestClient) -> None:
    step = answer(client, "/api/step", {"steps": 1})
    [number] = answer(client, URL, {**step, "text": "E_total = 0.291027774"})["numbers"]
    assert number["state"] == "right"


def test_a_sheet_that_is_wrong_throughout_is_answered(client: TestClient) -> None:
    text = "\n".join(f"gradient.w{i} 0.9{i}37\nnew.w{i} 0.8{i}51\nstep.w{i} 7" for i in range(1, 9))
    found = answer(client, URL, {"text": text})
    assert found["marks"] > MOST_EXPLAINED
    assert "no mistake was looked for" in found["numbers"][-1]["explanation"]


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({"text": "w5 1\n" * (MAX_ROWS + 1)}, ["body", "text"], f"at most {MAX_ROWS}"),
        ({"text": " " * (MAX_TEXT + 1)}, ["body", "text"], str(MAX_TEXT)),
        ({"text": 5}, ["body", "text"], "string"),
        ({"numbers": [{"name": "w5"}]}, ["body", "numbers", 0, "text"], "required"),
        ({"numbers": [{"name": "w5", "text": 0.4}]}, ["body", "numbers", 0, "text"], "string"),
        (
            {"numbers": [{"name": "w5", "text": "1"}] * (MAX_ROWS + 1)},
            ["body", "numbers"],
            str(MAX_ROWS),
        ),
        ({"numbers": [{"name": "w" * 201, "text": "1"}]}, ["body", "numbers", 0, "name"], "200"),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[str | int], said: str
) -> None:
    assert_error(client.post(URL, json=body), 422, loc, said)


def test_too_much_work_is_refused(client: TestClient) -> None:
    large = experiment(50, 50, 50, examples=10)
    assert_error(
        client.post(URL, json={"experiment": large, "text": "w1 1\n" * 20}),
        422,
        ["body", "experiment"],
        "20 numbers x 10 examples",
    )
