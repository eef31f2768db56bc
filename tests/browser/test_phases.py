"""The caption under the phases is true for the experiment and the names on screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Guard, OpenExplorer
from tests.browser.explorer import PHASES, UPDATE, Explorer


@pytest.fixture
def explorer(open_explorer: OpenExplorer) -> Explorer:
    """On a phone, where the panel is too far from the diagram to tell what happens."""
    return open_explorer(viewport={"width": 390, "height": 844}, reduced_motion="reduce")


SQUEEZES = "squeezes each net input to a number between 0 and 1"


def test_the_caption_follows_activation_loss_biases_and_names(explorer: Explorer) -> None:
    page = explorer.page
    sentence, equation = page.locator("#sentence"), page.locator("#equation")

    explorer.go_to_phase(PHASES.index("Activation, hidden"))
    expect(sentence).to_contain_text(SQUEEZES)
    explorer.setting("Hidden activation").select_option("relu")
    expect(sentence).to_contain_text("turns every other one into 0")
    expect(equation).to_have_accessible_name("h equals ReLU of (z_h)")

    explorer.go_to_phase(PHASES.index("Loss"))
    expect(equation).to_have_accessible_name("E equals 1 over 2 the sum of (y minus o) squared")
    explorer.setting("Loss").select_option("binary_cross_entropy")
    expect(sentence).to_contain_text("cross-entropy")
    expect(equation).not_to_contain_text("½")

    explorer.go_to_phase(UPDATE)
    expect(sentence).to_contain_text("The biases stay as they are.")
    explorer.setting("Biases").select_option("true")
    expect(sentence).to_have_text("All weights and biases move at once, against their gradients.")

    explorer.set_notation("article")
    explorer.go_to_phase(PHASES.index("Net input, hidden"))
    expect(equation).to_have_accessible_name("net_h equals W1 i plus b1")
    expect(page.locator("#phases [aria-current=step] .symbol")).to_have_text("net hidden")


def test_a_term_of_the_caption_lights_up_its_parts(explorer: Explorer) -> None:
    explorer.go_to_phase(PHASES.index("Net input, output"))
    weights = explorer.page.locator("#equation [data-quantities*=w5]")
    weights.hover()
    expect(explorer.page.locator("#diagram [data-part=w8]")).to_have_attribute("data-lit", "")
    expect(explorer.page.locator("#diagram [data-part=w1]")).not_to_have_attribute("data-lit", "")


def test_without_an_answer_the_caption_says_nothing_false(explorer: Explorer, guard: Guard) -> None:
    page = explorer.page
    explorer.go_to_phase(PHASES.index("Activation, hidden"))
    guard.provoke("/api/phases")
    page.route("**/api/phases", lambda route: route.abort())
    explorer.setting("Hidden activation").select_option("relu")
    expect(page.get_by_role("button", name="Retry")).to_be_visible()
    expect(page.locator("#sentence")).to_be_empty()
    page.unroute("**/api/phases")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator("#sentence")).to_contain_text("turns every other one into 0")
