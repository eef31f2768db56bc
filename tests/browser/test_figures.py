"""The published figures and the variants, as a reader of the article uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from core.published.exercises import exercises
from core.published.figures import figures, reproduced
from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, OpenExplorer, Scheme
from tests.browser.explorer import PHASES, Explorer

PANELS = (".top", ".side", ".loss")
COUNT = "{} of {} published figures reproduced".format(*reproduced())
UPDATED = "Hidden deltas from updated weights"
TRAINED = "Biases trained, one per neuron"


def open_figures(explorer: Explorer) -> Locator:
    explorer.in_menu(COUNT).click()
    panel = explorer.page.get_by_role("tabpanel", name="Published figures")
    expect(panel).to_be_visible()
    return panel


def row(panel: Locator, figure_id: str) -> Locator:
    return panel.locator(f'[data-figure="{figure_id}"]')


def open_variants(explorer: Explorer) -> Locator:
    open_figures(explorer)
    explorer.page.get_by_role("tab", name="Variants").click()
    return explorer.page.get_by_role("tabpanel", name="Variants")


def test_the_header_shows_the_count_and_opens_the_table(explorer: Explorer) -> None:
    panel = open_figures(explorer)
    expect(panel.locator("[data-figure]")).to_have_count(len(figures()))
    tab = explorer.page.get_by_role("tab", name="Figures", exact=True)
    expect(tab).to_be_focused()
    expect(row(panel, "net_h1")).to_contain_text("✓ all 4reproduced")
    expect(row(panel, "E_total_1")).to_contain_text("✗ 6 of 9not reproduced")


@pytest.mark.parametrize("figure_id", ["dE_dw5", "w1_1", "E_total_1", "douth1_dneth1"])
def test_a_figure_leads_to_its_place_and_selects_its_number(
    explorer: Explorer, figure_id: str
) -> None:
    [figure] = [one for one in figures() if one.id == figure_id]
    names = [name.lower() for name in PHASES]
    explorer.go_to_phase(2)
    panel = open_figures(explorer)
    row(panel, figure_id).get_by_role("button").click()
    phase = figure.where.phase.replace("-", ", ").replace("net,", "net input,")
    explorer.expect_at(figure.where.iteration, names.index(phase))
    expect(row(panel, figure_id).get_by_role("button")).to_have_attribute("aria-current", "true")
    explorer.press("Explain it")
    result = explorer.page.locator("#chain .result")
    expect(result).to_contain_text(f"{figure.correct.computed:.9f}"[:8])


def test_a_figure_of_the_end_leads_over_ten_thousand_iterations(explorer: Explorer) -> None:
    panel = open_figures(explorer)
    button = row(panel, "out_o1_10000").get_by_role("button")
    button.focus()
    button.press("Enter")
    explorer.expect_at(10_000, PHASES.index("Activation, output"), timeout=30_000)
    expect(button).to_have_attribute("aria-current", "true")
    assert explorer.said()["o1"]["activation"] == 0.0159136204


def test_a_different_experiment_is_reported(explorer: Explorer) -> None:
    note = explorer.page.locator("#figures-other")
    panel = open_figures(explorer)
    expect(note).to_be_hidden()
    explorer.set_rate(0.3)
    expect(note).to_contain_text("learning rate 0.3")
    panel.get_by_role("button", name="Open the published one").click()
    expect(note).to_be_hidden()
    expect(explorer.rate).to_have_value("0.5")


def expect_beside(explorer: Explorer, said: str) -> None:
    expect(explorer.curve).to_have_accessible_name(re.compile(re.escape(f"Beside it: {said}")))


def test_a_variant_is_drawn_over_the_curve_as_far_as_the_run_goes(explorer: Explorer) -> None:
    panel = open_variants(explorer)
    explorer.press("Next iteration", times=3)
    explorer.expect_at(3, 0)
    panel.get_by_role("checkbox", name=TRAINED).check()
    expect_beside(explorer, f"{TRAINED} up to iteration 3.")
    expect(explorer.line("biases-per-neuron")).to_have_attribute("d", re.compile(r"^M[^M]+L"))
    legend = explorer.page.get_by_role("list", name="Curves").get_by_role("listitem")
    expect(legend).to_have_text(["As it runs", TRAINED])
    panel.get_by_role("checkbox", name=UPDATED).check()
    explorer.run(40)
    expect_beside(explorer, f"{TRAINED} up to iteration 43; {UPDATED} up to iteration 43.")
    panel.get_by_role("checkbox", name=TRAINED).uncheck()
    expect_beside(explorer, f"{UPDATED} up to iteration 43.")
    expect(explorer.line("biases-per-neuron")).to_have_count(0)
    explorer.press("Reset")
    expect_beside(explorer, f"{UPDATED} up to iteration 0.")


def test_stepping_shows_where_the_numbers_differ(explorer: Explorer) -> None:
    panel = open_variants(explorer)
    panel.get_by_role("checkbox", name=UPDATED).check()
    where = panel.locator(".parting .where")
    table = panel.get_by_role("table", name=f"{UPDATED}, iteration 0")
    expect(where).to_have_text(
        "In iteration 0 the first number to differ: path back from o1 to h1."
    )
    expect(table.get_by_role("row", name="w5 after the update")).to_contain_text("same")
    expect(table.get_by_role("row", name="Loss after the update")).to_contain_text(
        "0.2910277740.2910279247th"
    )
    explorer.press("Next iteration")
    expect(where).to_have_text("In iteration 1 the first number to differ: term of w1.")


def test_a_variant_goes_through_the_same_changes_as_the_run(explorer: Explorer, ask: Ask) -> None:
    panel = open_variants(explorer)
    explorer.press("Next iteration", times=2)
    explorer.expect_at(2, 0)
    explorer.set_rate(0.1)
    panel.get_by_role("checkbox", name=TRAINED).check()
    explorer.press("Next iteration", times=2)
    explorer.expect_at(4, 0)
    first = ask("variant", variant="biases-per-neuron", steps=2)["experiment"]
    second = ask(
        "variant",
        variant="biases-per-neuron",
        steps=2,
        experiment=first | {"learning_rate": 0.1},
        quantities=["loss"],
    )
    table = panel.get_by_role("table", name=f"{TRAINED}, iteration 4")
    expect(table.get_by_role("row", name="Loss", exact=False).first).to_contain_text(
        f"{second['values']['loss']:.9f}"[:10]
    )


def open_exercise(explorer: Explorer, title: str) -> Locator:
    open_figures(explorer)
    explorer.page.get_by_role("tab", name="Exercises").click()
    panel = explorer.page.get_by_role("tabpanel", name="Exercises")
    panel.get_by_role("button", name=title).click()
    expect(panel.get_by_role("table")).to_be_visible()
    return panel


def test_an_exercise_opens_with_every_figure_beside_ours(explorer: Explorer) -> None:
    with explorer.page.expect_request("**/api/exercises"):
        panel = open_exercise(explorer, "Calculating one training pass")
    expect(panel.locator("[data-figure]")).to_have_count(len(exercises()["macleod-2-2-1"].figures))
    expect(panel).to_contain_text("5 of 15 figures are reproduced to every digit")
    delta = panel.get_by_role("row", name="delta1")
    expect(delta).to_contain_text("−2.406 * 10^−3−0.002654489✗ mistake")
    expect(panel).to_contain_text("A mistake gives it: weights after their update.")
    button = delta.get_by_role("button")
    button.click()
    explorer.expect_at(0, PHASES.index("Delta, hidden"))
    expect(button).to_have_attribute("aria-current", "true")
    expect(explorer.rate).to_have_value("1")

    note = panel.locator(".note")
    expect(note).to_be_hidden()
    explorer.set_rate(0.3)
    expect(note).to_be_visible()
    panel.get_by_role("button", name="All exercises").click()
    expect(panel.locator("#exercises li")).to_have_count(len(exercises()))

    explorer.press("Undo", times=2)
    expect(explorer.rate).to_have_value("0.5")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panels_fit_on_a_phone(open_explorer: OpenExplorer, scheme: Scheme) -> None:
    phone = open_explorer(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    open_figures(phone)
    for tab in ("Variants", "Published figures", "Check"):
        phone.page.get_by_role("tab", name=tab, exact=True).click()
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
        wide = phone.page.locator(".figures-scroll").evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide <= 0
    panel = open_exercise(phone, "Neural network solver")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = panel.locator(".figures-scroll").evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 0


@in_each_look
def test_axe_finds_nothing_in_the_panels(
    open_explorer: OpenExplorer, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    explorer.expect_curve(1)
    panel = open_figures(explorer)
    row(panel, "E_total_0").get_by_role("button").click()
    explorer.expect_at(0, 5)
    found = {"figures": violations(explorer, *PANELS)}
    panel = open_variants(explorer)
    panel.get_by_role("checkbox", name=UPDATED).check()
    expect(panel.locator(".parting")).to_be_visible()
    expect(panel.locator("#partings")).not_to_have_class("waiting")
    found["variants"] = violations(explorer, *PANELS)
    panel = open_exercise(explorer, "Calculating one training pass")
    found["exercise"] = violations(explorer, *PANELS)
    explorer.page.get_by_role("tab", name="Check", exact=True).click()
    field = explorer.page.get_by_role("textbox", name="What you got")
    for text in ("0.5", "0.596742218", "0.298371109", "nothing"):
        field.fill(text)
        field.press("Enter")
        if text != "nothing":
            expect(explorer.page.locator("#check-answer")).to_contain_text(f"= {text}")
        found[f"check {text}"] = violations(explorer, *PANELS)
    assert {state: what for state, what in found.items() if what} == {}
