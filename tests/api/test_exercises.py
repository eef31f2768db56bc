"""Printed exercises: GET /api/exercises and GET /api/exercises/{exercise}."""

from typing import get_args

import pytest
from fastapi.testclient import TestClient

from app.api.exercises import exercise_answer
from core.explain.quantities import open_iteration, quantity
from core.published.exercises import Outcome, compared, exercises
from tests.api.errors import assert_error
from tests.api.requests import Json, answer

URL = "/api/exercises"


def get(client: TestClient, url: str) -> Json:
    response = client.get(url)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def test_all_exercises_are_listed_with_their_sources_and_conventions(client: TestClient) -> None:
    [listed] = get(client, URL).values()
    assert [one["id"] for one in listed] == list(exercises())
    for one, exercise in zip(listed, exercises().values(), strict=True):
        assert one["layers"] == list(exercise.experiment.sizes)
        assert one["figures"] == len(exercise.figures)
        assert one["title"]
        assert one["author"]
        assert one["source"]["publication"] or one["source"]["repository"]
        assert one["conventions"]["error"] in ("output minus target", "target minus output")


@pytest.mark.parametrize("name", exercises())
def test_an_exercise_has_its_experiment_and_every_figure(client: TestClient, name: str) -> None:
    found = get(client, f"{URL}/{name}")
    assert found.keys() == {"exercise", "experiment", "figures", "counts"}
    assert found["exercise"] in get(client, URL)["exercises"]
    # The experiment can be sent to any other endpoint.
    assert answer(client, "/api/forward", found)["experiment"] == found["experiment"]
    outcomes = [figure["outcome"] for figure in found["figures"]]
    assert found["counts"] == {outcome: outcomes.count(outcome) for outcome in get_args(Outcome)}
    for figure, one in zip(found["figures"], compared(name), strict=True):
        assert figure["printed"] == one.figure.printed
        assert figure.get("computed") == one.computed
        assert bool(figure["reason"]) or (figure["outcome"], figure["factor"]) == ("reproduced", 1)
        assert bool(figure["mistake"]) == (figure["outcome"] == "mistake")
        assert bool(figure["follows_from"]) == (figure["outcome"] == "follows")
        assert ("where" not in figure) == (not one.figure.quantities)


def test_a_figure_is_computed_at_its_place(client: TestClient) -> None:
    found = get(client, f"{URL}/han-3-2-1")
    right = open_iteration(exercises()["han-3-2-1"].experiment)
    for figure in found["figures"]:
        where = figure["where"]
        assert where["iteration"] == 0
        assert figure["computed"] == figure["factor"] * quantity(right, where["quantity"])


def test_the_reason_says_which_convention_and_which_mistake(client: TestClient) -> None:
    macleod = get(client, f"{URL}/macleod-2-2-1")["figures"]
    [delta] = [figure for figure in macleod if figure["name"] == "delta1"]
    assert delta["mistake"] == "updated-weights"
    assert "weights after their update" in delta["reason"]
    assert "minus the delta of h1: the author takes target minus output" in delta["reason"]
    smaxx = get(client, f"{URL}/smaxx-2-2-1")["figures"]
    [loss] = [figure for figure in smaxx if figure["name"] == "L"]
    assert loss["reason"] == "Here it is twice the loss: the author's loss is without the half."


def test_another_exercise_is_refused_with_those_that_there_are(client: TestClient) -> None:
    assert_error(client.get(f"{URL}/mazur"), 422, ["path", "exercise"], "han-3-2-1", 'got "mazur"')


def test_the_figures_are_compared_once() -> None:
    assert exercise_answer("zhou-2-2-1") is exercise_answer("zhou-2-2-1")
