"""The published figures: GET /api/published, and on the page."""

import re

import pytest
from fastapi.testclient import TestClient

from app.api.published import published_answer
from app.web.publications import groups
from core.check.digits import read
from core.published.figures import figures, reproduced
from core.run.variants import VARIANTS
from tests.api.requests import Json, answer, mazur


@pytest.fixture(scope="module")
def published(client: TestClient) -> Json:
    response = client.get("/api/published")
    assert response.status_code == 200
    body: Json = response.json()
    return body


def test_every_figure_has_its_computed_value_and_its_place(published: Json) -> None:
    assert published.keys() == {"reproduced", "total", "figures"}
    assert (published["reproduced"], published["total"]) == reproduced()
    assert len(published["figures"]) == published["total"]
    assert published["reproduced"] == sum(figure["reproduced"] for figure in published["figures"])
    for body, figure in zip(published["figures"], figures(), strict=True):
        assert body["id"] == figure.id
        assert body["printed"] == figure.printed
        assert body["computed"] == figure.correct.computed
        assert body["digits"] <= body["printed_digits"]
        assert body["reproduced"] == (body["digits"] == body["printed_digits"])
        assert body["reproduced"] == ("note" not in body)
        assert body["where"] == {
            "iteration": figure.where.iteration,
            "phase": figure.where.phase,
            "quantity": figure.where.quantity,
        }


def test_the_totals_come_from_updated_weights(published: Json) -> None:
    by_id = {figure["id"]: figure for figure in published["figures"]}
    one, many = by_id["E_total_1"], by_id["E_total_10000"]
    assert (one["reproduced"], many["reproduced"]) == (False, False)
    assert one["variant"]["variant"] == many["variant"]["variant"] == "updated-weights"
    assert one["variant"]["title"] == VARIANTS["updated-weights"].title
    assert one["variant"]["reproduced"]
    assert one["variant"]["computed"] == 0.29102792390544197
    assert many["variant"]["computed"] == 3.5084786296312774e-05


def test_the_computed_figure_is_the_number_of_the_api_at_its_place(
    client: TestClient, published: Json
) -> None:
    ends = {0: mazur()}
    ends[1] = answer(client, "/api/step", {"steps": 1})["experiment"]
    ends[10_000] = answer(client, "/api/step", {"steps": 10_000})["experiment"]
    for figure in published["figures"]:
        where = figure["where"]
        if figure["printed"].endswith("%"):
            continue
        body = {
            "experiment": ends[where["iteration"]],
            "quantity": where["quantity"],
            "value": figure["computed"],
        }
        assert answer(client, "/api/check", body)["verdict"] == "right", figure


def test_the_figures_are_computed_once() -> None:
    assert published_answer() is published_answer()


def test_the_page_shows_every_figure_with_the_digits_that_agree(client: TestClient) -> None:
    page = client.get("/").text
    rows = [row for group in groups() for row in group.rows]
    assert len(rows) == len(figures())
    assert len(re.findall(r"<tr [^>]*data-figure=", page)) == len(rows)
    for row in rows:
        whole = row.printed.agreeing + row.printed.rest
        assert whole == row.figure.printed.replace("-", "−")
        computed = row.computed.agreeing + row.computed.rest
        # As many digits as were printed; the last one is rounded.
        assert read(computed.rstrip("%")).digits == row.figure.printed_digits
        unit = 10.0 ** -len(computed.rstrip("%").partition(".")[2])
        assert abs(read(computed.rstrip("%")).value - row.figure.computed) <= 0.5001 * unit
        assert row.printed.agreeing.rstrip("%") == row.computed.agreeing.rstrip("%")
        assert (row.printed.rest == "") == row.figure.reproduced


def test_the_header_shows_how_many_are_reproduced(client: TestClient) -> None:
    count, total = reproduced()
    [button] = re.findall(r'<button[^>]*id="show-figures".*?</button>', client.get("/").text, re.S)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", button)).strip()
    assert text == f"{count} of {total} published figures reproduced"
