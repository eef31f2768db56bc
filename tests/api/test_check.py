"""Check my calculation: POST /api/check."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.check import MAX_CHECKED_WORK
from core.check.digits import printed
from core.check.mistakes import MISTAKES, ROUNDING
from core.explain.quantities import all_quantities, open_iteration
from core.run.presets import mazur as core_mazur
from tests.api.errors import assert_error
from tests.api.requests import Json, answer, mazur
from tests.api.test_limits import experiment

URL = "/api/check"
FIELDS = {
    "experiment",
    "verdict",
    "digits",
    "mistake",
    "title",
    "explanation",
    "hint",
    "correct",
    "where",
    "place",
    "rounded",
    "others",
}


def check(client: TestClient, quantity: str, value: float, **others: Any) -> Json:
    return answer(client, URL, {"quantity": quantity, "value": value, **others})


def test_a_right_value_is_right(client: TestClient) -> None:
    found = check(client, "gradient.w5", 0.0821670406, experiment=mazur())
    assert found.keys() == FIELDS
    assert found["experiment"] == mazur()
    assert found["verdict"] == "right"
    assert found["digits"] == 9
    assert found["mistake"] is found["title"] is found["place"] is None
    assert found["where"] == []
    assert found["correct"] == 0.08216704056423078
    assert "9 digits" in found["explanation"]
    assert found["hint"] == found["explanation"]


def test_without_an_experiment_the_worked_example_is_checked(client: TestClient) -> None:
    assert check(client, "loss", 0.298371109)["experiment"] == mazur()


def test_an_answer_to_a_step_can_be_checked(client: TestClient) -> None:
    step = answer(client, "/api/step", {"steps": 1})
    found = answer(client, URL, {**step, "quantity": "loss", "value": 0.291027774})
    assert (found["verdict"], found["experiment"]["iteration"]) == ("right", 1)


@pytest.mark.parametrize(
    ("quantity", "value", "mistake", "where", "place"),
    [
        ("new.loss", 0.291027924, "updated-weights", "w5", ("delta-hidden", "path.o1.h1")),
        ("loss", 0.596742218, "missing-half", "loss", ("loss", "loss")),
        ("delta.h1", 0.036350306, "slope-left-out", "slope.h1", ("delta-hidden", "slope.h1")),
        ("z.h1", 0.0275, "bias-forgotten", "b.h1", ("net-hidden", "z.h1")),
        ("da.h1", 0.055399425, "path-dropped", "path.o2.h1", ("delta-hidden", "path.o2.h1")),
        ("delta.o1", -0.138498562, "sign", "error.o1", ("delta-output", "error.o1")),
        ("new.w5", 0.44108352, "sign", "new.w5", ("update", "new.w5")),
        ("new.w5", 0.317832959, "learning-rate", "new.w5", ("update", "new.w5")),
        ("new.b.h1", 0.345614323, "bias-trained", "new.b.h1", ("update", "new.b.h1")),
        ("z.o1", 1.13575019, "swapped-weights", "w6", ("net-output", "w6")),
        ("z.h1", 0.3925, "other-weights", "w3", ("net-hidden", "z.h1")),
        ("loss", 0.274811083, "one-output", "loss.o1", ("loss", "loss")),
        ("gradient.w5", 0.08266763, "neighbour", "a.h2", ("gradient-output", "gradient.w5")),
        (
            "gradient.w2",
            0.00877135469,
            "factor-left-out",
            "gradient.w2",
            ("gradient-hidden", "gradient.w2"),
        ),
    ],
)
def test_a_mistake_is_named_and_shown_where_it_happened(
    client: TestClient,
    quantity: str,
    value: float,
    mistake: str,
    where: str,
    place: tuple[str, ...],
) -> None:
    found = check(client, quantity, value)
    assert (found["verdict"], found["mistake"]) == ("mistake", mistake)
    assert found["title"] == MISTAKES[mistake].title
    assert found["where"][0] == where
    assert found["place"] == dict(zip(("phase", "quantity"), place, strict=True))
    assert MISTAKES[mistake].rule in found["hint"]


def test_rounding_on_the_way_is_reported_with_its_digits(client: TestClient) -> None:
    found = check(client, "gradient.w5", 0.0826, text="0.08260")
    assert (found["mistake"], found["title"]) == ("rounding", ROUNDING.title)
    assert "rounded to 2 decimals" in found["explanation"]


def test_rounding_comes_with_how_far_it_leads_and_what_else_does(client: TestClient) -> None:
    found = check(client, "gradient.w1", 0.000365, text="0.000365")
    assert (found["verdict"], found["mistake"], found["rounded"]) == ("mistake", "rounding", True)
    assert found["others"] == ["updated-weights"]
    assert found["reach"]["digits"] == 2
    assert found["reach"]["low"] < 0.000365 < found["correct"] < found["reach"]["high"]
    assert "With 2 digits carried, the right method can lead anywhere from" in found["hint"]
    assert "“Weights after their update” could lead here, too." in found["hint"]


def test_a_mistake_with_rounding_is_reported_as_both(client: TestClient) -> None:
    found = check(client, "delta.h1", 0.01335, text="0.01335")
    assert (found["mistake"], found["rounded"]) == ("path-dropped", True)
    assert "Numbers were rounded or cut off on the way, too." in found["hint"]
    exact = check(client, "delta.h1", 0.0133680, text="0.0133680")
    assert (exact["mistake"], exact["rounded"]) == ("path-dropped", False)


def test_an_expression_is_calculated_and_compared_with_our_way(client: TestClient) -> None:
    body = {"quantity": "gradient.w5", "text": "0.7414*0.1868*0.45"}
    found = answer(client, URL, body)
    assert found["expression"]["value"] == pytest.approx(0.7414 * 0.1868 * 0.45)
    assert found["expression"]["differs"] == (
        "Your third factor, 0.45, is w6; here belongs the activation of h1, 0.593269992. "
        "The others are right."
    )
    right = answer(client, URL, {"quantity": "gradient.w5", "text": "0,1385 × 0,5933"})
    assert right["verdict"] == "right"
    assert right["expression"]["value"] == pytest.approx(0.1385 * 0.5933)
    assert right["expression"].get("differs") is None
    # With its value beside it, and as a number, which is no expression.
    both = check(client, "gradient.w5", 0.1385 * 0.5933, text="0.1385*0.5933")
    assert both["verdict"] == "right"
    assert "expression" not in check(client, "gradient.w5", 0.0822, text="0.0822")


def test_an_unknown_mistake_is_reported_as_unknown(client: TestClient) -> None:
    found = check(client, "gradient.w5", 0.5)
    assert (found["verdict"], found["mistake"], found["digits"]) == ("unknown", None, 0)
    assert found["hint"].startswith("Not right, and none of the mistakes that Check knows")
    assert found["explanation"] == (
        f"{found['hint']} It is 0.417832959 too high: 0.0821670406 is right."
    )


def test_too_few_digits_are_headed_right_so_far(client: TestClient) -> None:
    found = check(client, "gradient.w5", 0.08, text="0.08")
    assert found["verdict"] == "unknown"
    assert (found["mistake"], found["title"]) == (None, "Right so far")
    said = "These digits agree. Type at least three, to be sure."
    assert found["hint"] == found["explanation"] == said


def test_an_explanation_says_what_happened_what_is_right_and_the_result(
    client: TestClient,
) -> None:
    assert check(client, "gradient.w1", 0.000364722878)["explanation"] == (
        "You used w5 and w7 after the update: 0.35891648 and 0.51130127 instead of 0.4 and 0.5. "
        "The hidden delta uses the weights of the forward pass: all layers are updated together, "
        "at the end. That gives 0.000364722878, which is 7.38448569 × 10⁻⁵ too low: 0.000438567734 "
        "is right."
    )
    rounded = check(client, "gradient.w5", 0.08217205)["explanation"]
    assert rounded.startswith("You rounded to 4 decimals on the way.")
    assert "5.00943577 × 10⁻⁶ too high" in rounded
    several = check(client, "new.w5", 0.317832959)["explanation"]
    assert several.startswith("You left out the learning rate, 0.5.")
    assert "“The 1/2 of the loss left out” gives the same number." in several


@pytest.mark.parametrize(
    ("quantity", "value", "sentence"),
    [
        ("loss", 0.298371109, "Right, to 9 digits: the loss is 0.298371109."),
        ("gradient.w5", 0.0822, "Right, to 3 digits: the gradient of w5 is 0.0821670406."),
        ("path.o2.h1", -0.019, "Right, to 3 digits: the path back from o2 to h1 is −0.0190491183."),
        (
            "new.w1",
            0.149780716,
            "Right, to 6 digits of the step: w1 after the update is 0.149780716.",
        ),
        ("w7", 0.5, "Exactly right: w7 is 0.5."),
        ("b.h1", 0.35, "Exactly right: the bias of h1 is 0.35."),
        ("new.b.h1", 0.35, "Exactly right: the bias of h1 after the update is 0.35."),
    ],
)
def test_a_right_number_is_reported_with_its_quantity_in_words(
    client: TestClient, quantity: str, value: float, sentence: str
) -> None:
    assert check(client, quantity, value)["explanation"] == sentence


def test_a_hint_never_contains_the_right_value(client: TestClient) -> None:
    opened = open_iteration(core_mazur())
    for quantity in all_quantities((2, 2, 2)):
        found = check(client, quantity.name, 2.0 * quantity.of(opened))
        if found["verdict"] != "right":
            assert found["hint"]
            assert f"{printed(found['correct'])} is right." in found["explanation"]
            assert f"{printed(found['correct'])} is right." not in found["hint"]


def test_the_digits_of_the_text_count(client: TestClient) -> None:
    exact = check(client, "w5", 0.4)
    assert exact["verdict"] == "right"
    assert check(client, "a.h1", 0.59327, text="0.59327")["digits"] == 5
    assert check(client, "a.h1", 0.5932, text="0,5932")["digits"] == 4
    assert check(client, "path.o2.h1", -0.019, text="−0.01900")["verdict"] != "right"
    assert check(client, "path.o2.h1", -0.019, text="−0.0190")["verdict"] == "right"


def test_an_example_can_be_chosen(client: TestClient) -> None:
    two = mazur(
        examples={"inputs": [[0.05, 0.1], [0.2, 0.3]], "targets": [[0.01, 0.99], [0.5, 0.5]]}
    )
    first, second = (check(client, "z.h1", 0.44, experiment=two, example=k) for k in (0, 1))
    assert first["correct"] == 0.3775
    assert (second["verdict"], second["correct"]) == ("right", pytest.approx(0.44))


@pytest.mark.parametrize(
    ("body", "loc", "said"),
    [
        ({}, ["body", "quantity"], ["required"]),
        ({"quantity": "loss"}, ["body", "value"], ["required"]),
        (
            {"quantity": "delta.h7", "value": 1},
            ["body", "quantity"],
            ["'delta.h7'", "delta.h1, delta.h2, delta.o1, delta.o2"],
        ),
        ({"quantity": 5, "value": 1}, ["body", "quantity"], ["string", "got 5"]),
        ({"quantity": "loss", "value": "0.5"}, ["body", "value"], ["number", '"0.5"']),
        ({"quantity": "loss", "value": True}, ["body", "value"], ["number", "got true"]),
        ({"quantity": "loss", "value": None}, ["body", "value"], ["number", "got null"]),
        ({"quantity": "loss", "value": 1, "text": "one"}, ["body", "text"], ["finite", "'one'"]),
        ({"quantity": "loss", "value": 1, "text": "nan"}, ["body", "text"], ["finite", "'nan'"]),
        ({"quantity": "loss", "value": 1, "text": "1.5"}, ["body", "text"], ["1.0", "'1.5'"]),
        ({"quantity": "loss", "value": 1, "text": "1+1"}, ["body", "text"], ["1.0", "'1+1'"]),
        ({"quantity": "loss", "text": "1/0*2"}, ["body", "text"], ["'1/0*2'", "an expression"]),
        ({"quantity": "loss", "text": "__import__('os')"}, ["body", "text"], ["finite"]),
        ({"quantity": "loss", "value": 1, "text": "1" * 101}, ["body", "text"], ["100"]),
        ({"quantity": "loss", "value": 1, "example": 1}, ["body", "example"], ["got 1", "0 to 0"]),
        ({"quantity": "loss", "value": 1, "example": -1}, ["body", "example"], ["got -1"]),
        (
            {"quantity": "loss", "value": 1, "experiment": mazur(loss="mse")},
            ["body", "experiment", "loss"],
            ["half_squared_error"],
        ),
    ],
)
def test_bad_input_is_refused(
    client: TestClient, body: Json, loc: list[Any], said: list[str]
) -> None:
    assert_error(client.post(URL, json=body), 422, loc, *said)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_value_that_is_not_finite_is_refused(client: TestClient, number: str) -> None:
    content = f'{{"quantity": "loss", "value": {number}}}'
    assert_error(client.post(URL, content=content), 422, ["body", "value"], "; got ")


def test_nothing_is_refused(client: TestClient) -> None:
    assert client.post(URL).status_code == 422


def test_numbers_that_diverged_cannot_be_checked(client: TestClient) -> None:
    wild = mazur(examples__inputs=[[1e300, 1e300]], network__activations=["identity", "identity"])
    body = {"experiment": wild | {"learning_rate": 1e308}, "quantity": "new.w5", "value": 1}
    assert_error(client.post(URL, json=body), 422, ["body", "experiment"], "diverged")


@pytest.mark.parametrize("value", [-1.7976931348623157e308, 0.5])
def test_the_largest_numbers_can_be_checked(client: TestClient, value: float) -> None:
    wild = mazur(
        examples={"inputs": [[1e300, 1e300]], "targets": [[1.7e308, 0.99]]},
        network__activations=["sigmoid", "identity"],
    )
    for quantity in ("x.i1", "y.o1", "error.o1", "delta.o1"):
        assert check(client, quantity, value, experiment=wild)["verdict"] == "unknown"


def test_an_experiment_can_be_too_large_to_check(client: TestClient) -> None:
    large = {"experiment": experiment(80, 80, 80, examples=100), "quantity": "loss", "value": 1}
    assert_error(
        client.post(URL, json=large), 422, ["body", "experiment"], str(MAX_CHECKED_WORK), "100"
    )
