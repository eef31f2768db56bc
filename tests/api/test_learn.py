"""The derivation in the page: its formulas are MathML, and its numbers are those of the core."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from fastapi.testclient import TestClient

from app.writing.latex import formula, maths, the
from core.explain.quantities import quantity_named
from core.network.activations import ACTIVATIONS
from core.run.presets import mazur

# How many children these elements have to have.
SIZES = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "munderover": 3, "merror": -1}


@pytest.fixture(scope="module")
def page(client: TestClient) -> str:
    return client.get("/").text


def test_every_formula_of_the_page_is_well_formed_and_no_latex_is_left(
    page: str,
) -> None:
    formulas = re.findall(r"<math.*?</math>", page)
    assert len(formulas) > 300
    for text in formulas:
        whole = fromstring(text)
        written = "".join(whole.itertext())
        assert written, text
        assert not re.search(r"[\\@!{}]", written), text
        for part in whole.iter():
            assert len(part) == SIZES.get(part.tag, len(part)), text
        assert not [part for part in whole.iter() if "mathvariant" in part.attrib], text


def test_every_number_in_the_derivation_exists(page: str) -> None:
    names = {name.replace("{neuron}", "h1") for name in re.findall(r'data-live="(.+?)"', page)}
    marked = {
        name for names in re.findall(r'data-quantities="(.+?)"', page) for name in names.split()
    }
    assert len(names) > 10
    for name in names | marked:
        quantity_named(name, mazur().sizes)


def test_a_formula_has_each_notation_where_they_differ() -> None:
    written = the("delta.o1")
    for notation in ("short", "general"):
        assert f'<span class="in-{notation}"><math>' in written
    assert written.count('data-quantities="delta.o1"') == 3
    assert "in-" not in maths("m")
    assert ">net<" in maths("z", article=r"\text{net}")
    assert formula(r"\tensor{W}") == (
        '<div class="formula"><math display="block"><mi class="tensor">W</mi></math></div>'
    )


def test_the_page_carries_the_points_of_every_activation(page: str) -> None:
    sent = initial(page)["activations"]
    assert [one["name"] for one in sent] == list(ACTIVATIONS)
    coupled = [one.pop("name") for one in sent if one["outputs_only"]]
    assert coupled == ["softmax"], "only a function of one net input has a curve"
    assert all((one["curve"] is None) is ("name" not in one) for one in sent)
    for one in sent[: -len(coupled)]:
        z, a = np.array(one["curve"]["z"]), np.array(one["curve"]["a"])
        np.testing.assert_allclose(a, ACTIVATIONS[one["name"]].function(z), atol=1e-6)
        assert (one["range"][0] is None) == np.isneginf(ACTIVATIONS[one["name"]].range[0])


def test_a_choice_has_one_label_on_the_page(page: str) -> None:
    sent = initial(page)
    for select, choices in (
        ("activation-0", [one for one in sent["activations"] if not one["outputs_only"]]),
        ("activation-1", sent["activations"]),
        ("loss-function", sent["losses"]),
        ("train-biases", sent["biases"]),
    ):
        found = re.search(rf'<select id="{select}">(.*?)</select>', page, re.DOTALL)
        assert found
        options = re.findall(r'<option value="(.*?)">(.*?)</option>', found[1])
        assert options == [(one["name"], one["label"]) for one in choices]


def initial(page: str) -> Any:
    """The data in the page for its modules."""
    found = re.search(r'<script[^>]* id="initial">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])
