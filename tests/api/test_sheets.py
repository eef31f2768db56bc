"""The page of sheets: what is printed, its key, and what an address may not ask for."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from app.api.convert import to_core
from app.api.schemas import Experiment
from app.sheets.drawing import WIDTH, drawn
from app.web.security import SECURITY_HEADERS
from core.check.digits import read
from core.explain.quantities import open_iteration, quantities
from core.practice.sheets.sheet import Sheet
from tests.api.errors import assert_error
from tests.api.requests import answer
from tests.core.reference import step

# One text for each blank or number of a page: its quantity and what stands there.
_CELL = re.compile(
    r'<li data-quantity="([^"]+)"><span class="symbol">[^<]* =</span> '
    r'<span class="(blank|value)">(.*?)</span>'
)


def page(client: TestClient, query: str, **headers: str) -> str:
    response = client.get(f"/sheets?{query}", headers=headers)
    assert response.status_code == 200, response.text
    return response.text


def articles(html: str) -> list[str]:
    """The sheets, then their keys."""
    return re.findall(r"<article.*?</article>", html, re.S)


def cells(article: str) -> dict[str, str]:
    """Each number of an article by its name; a blank is empty."""
    return {
        name: unescape(text) if kind == "value" else ""
        for name, kind, text in _CELL.findall(article)
    }


def test_each_sheet_has_its_blanks_then_each_key_its_numbers(client: TestClient) -> None:
    parts = articles(page(client, "count=3&seed=7&level=5&layers=2-2-2"))
    assert len(parts) == 6
    for number, (sheet, key) in enumerate(zip(parts[:3], parts[3:], strict=True), start=1):
        blanks = [blank.name for blank in Sheet(7, number, 5, (2, 2, 2)).blanks]
        assert list(cells(sheet)) == list(cells(key)) == blanks
        assert set(cells(sheet).values()) == {""}
        assert f"Sheet {number} of seed 7" in sheet
        assert f"/#sheet=7.{number}.5.2-2-2" in sheet


@pytest.mark.parametrize(
    ("layers", "level"), [("1-1", 5), ("2-2-2", 5), ("2-2-2", 3), ("3-1-4", 2), ("4-4-4-4", 5)]
)
def test_a_key_agrees_with_the_reference(client: TestClient, layers: str, level: int) -> None:
    sizes = tuple(map(int, layers.split("-")))
    parts = articles(page(client, f"count=2&seed=5&level={level}&layers={layers}"))
    for number, key in enumerate(parts[2:], start=1):
        experiment = Sheet(5, number, level, sizes).experiment
        reference = step(experiment)
        right = quantities(open_iteration(experiment))
        names = [
            f"w{index + 1}" for index in range(sum(W.size for W in experiment.network.weights))
        ]
        gradients = [g for W in reference.weight_gradients for row in W for g in row]
        updated = [w for W in reference.weights for row in W for w in row]
        right |= {f"gradient.{name}": g for name, g in zip(names, gradients, strict=True)}
        right |= {f"new.{name}": w for name, w in zip(names, updated, strict=True)}
        found = cells(key)
        assert found
        for name, text in found.items():
            assert text == f"{right[name]:#.4g}".replace("-", "−")


def test_a_sheet_is_the_same_whatever_is_printed_beside_it(client: TestClient) -> None:
    few = articles(page(client, "count=2&seed=7&level=3&layers=2-2-2&key=no"))
    many = articles(page(client, "count=5&seed=7&level=3&layers=2-2-2&key=no"))
    assert many[:2] == few
    assert len(set(many)) == len(many) == 5


def test_given_numbers_are_printed_and_only_the_level_is_asked(client: TestClient) -> None:
    [sheet] = articles(page(client, "seed=7&level=3&layers=2-2-2&key=no"))
    found = cells(sheet)
    assert [name for name, text in found.items() if text] == [
        *("a.h1", "a.h2", "delta.o1", "delta.o2"),
    ]
    assert [name for name, text in found.items() if not text] == [
        *("gradient.w5", "gradient.w6", "gradient.w7", "gradient.w8"),
    ]


def test_phases_narrow_what_is_asked(client: TestClient) -> None:
    [sheet] = articles(page(client, "seed=7&level=5&phases=loss&phases=delta&key=no"))
    blanks = [name for name, text in cells(sheet).items() if not text]
    assert blanks == ["loss.o1", "loss.o2", "loss", "delta.o1", "delta.o2", "delta.h1", "delta.h2"]
    assert "/#sheet=7.1.5.2-2-2.loss-delta" in sheet


def test_the_table_comes_where_an_activation_is_asked(client: TestClient) -> None:
    with_table = page(client, "seed=7&level=1&key=no")
    assert with_table.count("<table") == 2
    assert len(re.findall(r"<td>", with_table)) == 300
    assert "<td>0.5939</td>" in with_table
    assert "<table" not in page(client, "seed=7&level=3&key=no")


def test_a_reader_of_decimal_commas_gets_commas(client: TestClient) -> None:
    commas = page(client, "seed=7&level=1", **{"accept-language": "de-DE,de;q=0.9"})
    assert "<td>0,5939</td>" in commas
    assert "0.5939" not in commas
    for text in cells(articles(commas)[1]).values():
        assert "," in text
        assert read(text).value
    chosen = page(client, "seed=7&level=1&decimal=point", **{"accept-language": "de"})
    assert "<td>0.5939</td>" in chosen


def test_the_drawing_says_its_numbers_in_words(client: TestClient) -> None:
    [sheet] = articles(page(client, "seed=7&layers=2-2-2&key=no"))
    experiment = Sheet(7, 1, 1, (2, 2, 2)).experiment
    w5 = f"{experiment.network.weights[1][0, 0]:g}".replace("-", "−")
    assert f"Into o1: w5 from h1 is {w5}, w6 from h2 is" in sheet
    assert sheet.count('<path class="negative"') == sum(
        int((W < 0).sum()) for W in experiment.network.weights
    )


def test_the_code_leads_to_the_address_that_the_reader_used(client: TestClient) -> None:
    html = page(client, "seed=7", host="workshop.example:8080")
    assert 'href="http://workshop.example:8080/#sheet=7.1.1.2-2-2"' in html
    refused = client.get("/sheets", headers={"host": "x" * 5000})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("count=0", "count: got 0; must be a whole number from 1 to 60"),
        ("count=61", "count: got 61; must be a whole number from 1 to 60"),
        ("count=many", "count: got many; must be"),
        ("count=", "count: got ; must be"),
        ("seed=-1", "seed: got -1; must be"),
        (f"seed={'9' * 5000}", "seed: got 999"),
        ("level=6", "level: got 6; must be a whole number from 1 to 5"),
        ("layers=2-5-2", "layers: got 2-5-2; a sheet has 2 to 4 layers of 1 to 4 neurons"),
        ("layers=two", "layers: got two; must be sizes such as 2-2-2"),
        ("layers=<b>", "layers: got <b>; must be"),
        ("level=4&layers=2-2", "level: got 4, the hidden deltas; a network without"),
        ("level=3&phases=loss", "phases: got loss; of these level 3 has none, but gradient"),
        ("phases=input", "phases: got input; must be each one of net, activation"),
        ("key=maybe", "key: got maybe; must be yes or no"),
        (
            "count=30&layers=4-4-4-4",
            "count: got 30 sheets of 48 weights; of this network there can",
        ),
        ("sheets=3", "sheets: there is no such field; there are count, seed, level"),
    ],
)
def test_an_address_that_asks_for_what_there_is_not_gets_the_form_and_a_reason(
    client: TestClient, query: str, said: str
) -> None:
    response = client.get(f"/sheets?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("text/html")
    [problem] = re.findall(r'<p class="problem" role="alert">(.*?)</p>', response.text)
    assert unescape(problem).startswith(said)
    assert len(problem) < 300
    assert "<form" in response.text
    assert articles(response.text) == []


def test_the_page_is_strict_and_its_form_makes_addresses_of_this_server(client: TestClient) -> None:
    response = client.get("/sheets")
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    assert "form-action 'self'" in response.headers["Content-Security-Policy"]
    assert "<script" not in response.text
    assert not re.search(r"\sstyle=", response.text)
    assert "Accept-Language" in response.headers["Vary"]


def test_its_html_is_balanced_and_no_id_comes_twice(client: TestClient) -> None:
    class Balance(HTMLParser):
        void = frozenset(["meta", "link", "input", "path", "rect", "circle", "br"])

        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in self.void:
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    html = page(client, "count=3&seed=7&level=5")
    parser = Balance()
    parser.feed(html)
    assert [tag for tag in parser.open if tag not in ("p", "li", "option")] == []
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("deep", [(2, 2, 2), (4, 4), (4, 4, 4), (1, 4, 1, 4), (3, 4, 3), (4,) * 4])
def test_no_label_of_a_drawing_covers_another_or_a_neuron(deep: tuple[int, ...]) -> None:
    drawing = drawn(deep)
    labels = [label for _, label in drawing.edges.values()]
    boxes = [*labels, *drawing.neurons.values()]
    for index, box in enumerate(boxes):
        assert box.width / 2 <= box.x <= WIDTH - box.width / 2
        assert box.height / 2 <= box.y <= drawing.height - box.height / 2
        assert not any(box.overlaps(other) for other in boxes[:index])


def test_a_code_opens_the_sheet_as_it_is_printed(client: TestClient) -> None:
    found = answer(client, "/api/sheet", {"code": "7.2.5.2-2-2.loss-delta"})
    [_, printed] = articles(page(client, "count=2&seed=7&level=5&phases=loss&phases=delta&key=no"))
    asked = [name for name, text in cells(printed).items() if not text]
    assert [blank["quantity"] for blank in found["blanks"]] == asked
    for blank in found["blanks"]:
        assert f'<span class="symbol">{blank["symbol"]} =</span>' in printed
    assert found["title"] in printed
    assert to_core(Experiment.model_validate(found["experiment"])).sizes == (2, 2, 2)
    checked = {"experiment": found["experiment"], "quantity": "loss", "value": 9.0}
    assert answer(client, "/api/check", checked)["verdict"] != "right"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "7",
        "7.0.3.2-2-2",
        "7.1.9.2-2-2",
        "7.1.3.2-5-2",
        "7.1.4.2-2",
        "7.1.3.2-2-2.loss",
        "7.1.3.2-2-2.x",
    ],
)
def test_a_code_of_no_sheet_is_refused(client: TestClient, code: str) -> None:
    assert_error(client.post("/api/sheet", json={"code": code}), 422, ["body", "code"], "got")


@pytest.mark.parametrize("body", [{}, {"code": 7}, {"code": "1" * 101}])
def test_a_sheet_without_a_code_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert_error(client.post("/api/sheet", json=body), 422, ["body", "code"])
