"""The layers of the network: typed, stepped, drawn anew, undone, by keyboard and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Ask
from tests.browser.explorer import Explorer
from tests.browser.lab import Lab


@pytest.fixture
def explorer(explorer: Explorer) -> Explorer:
    explorer.open_panel("Experiment")
    return explorer


def field(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("textbox", name="Layers", exact=True)


def type_layers(explorer: Explorer, text: str) -> None:
    field(explorer).fill(text)
    field(explorer).press("Enter")


def network_of(explorer: Explorer) -> object:
    return explorer.stored()["frame"]["experiment"]["network"]


def test_typed_layers_are_drawn_at_once_and_undone(explorer: Explorer, ask: Ask) -> None:
    page, notes = explorer.page, explorer.page.locator("#layers-notes")
    type_layers(explorer, "2 3 1")
    expect(explorer.part("h3")).to_be_visible()
    expect(explorer.part("o2")).to_have_count(0)
    expect(notes).to_have_text(
        "w5, w6, w9 and b.h3 are new; all other weights and biases keep their values. "
        "No example has y2 any more."
    )
    assert network_of(explorer) == ask("layers", layers=[2, 3, 1])["experiment"]["network"]
    explorer.press("Undo")
    expect(field(explorer)).to_have_value("2-2-2")
    expect(explorer.part("o2")).to_be_visible()
    expect(notes).to_be_empty()
    explorer.press("Redo")
    expect(field(explorer)).to_have_value("2-3-1")
    expect(page.get_by_label("y₂ of example 1", exact=True)).to_have_count(0)


def test_wrong_layers_are_said_at_the_field_and_change_nothing(explorer: Explorer) -> None:
    problem = explorer.page.locator("#layers-problem")
    for text, said in (("2-5-1", "1 to 4 neurons here, not 5"), ("two", "such as 2-3-1")):
        type_layers(explorer, text)
        expect(problem).to_contain_text(said)
        expect(field(explorer)).to_have_accessible_description(problem.inner_text())
        expect(field(explorer)).to_have_attribute("aria-invalid", "true")
    expect(explorer.button("Undo")).to_be_disabled()
    type_layers(explorer, "2-2-2")
    expect(problem).to_be_empty()


def test_buttons_step_each_layer_and_their_number_by_keyboard(explorer: Explorer) -> None:
    for button, layers in (
        ("One input more", "3-2-2"),
        ("One output less", "3-2-1"),
        ("One hidden layer more", "3-2-2-1"),
        ("One neuron more in layer hidden 2", "3-2-3-1"),
        ("One hidden layer less", "3-2-1"),
        ("One hidden layer less", "3-1"),
    ):
        explorer.button(button).press("Enter")
        expect(field(explorer)).to_have_value(layers)
        expect(explorer.button(button)).to_be_focused()
    explorer.press_in_vain("One output less")
    explorer.press_in_vain("One hidden layer less")
    expect(field(explorer)).to_have_value("3-1")


def test_all_is_drawn_anew_by_a_scheme_and_another_seed_each_time(
    explorer: Explorer, ask: Ask
) -> None:
    page = explorer.page
    seed = page.get_by_role("spinbutton", name="Seed of new weights", exact=True)
    explorer.run(3)
    explorer.expect_at(3, 0)
    for expected in (5, 6):
        if expected == 5:
            seed.fill("5")
            seed.press("Enter")
        explorer.press("Draw all anew")
        explorer.expect_at(0, 0)
        expect(seed).to_have_value(str(expected))
        drawn = ask("layers", scheme="xavier", seed=expected, redraw=True)["experiment"]
        w1 = drawn["network"]["weights"][0][0][0]
        expect(explorer.part("w1")).to_have_attribute("aria-valuenow", f"{w1:g}")
        assert network_of(explorer) == drawn["network"]
    page.get_by_role("combobox", name="New weights").select_option("all equal, 0.5")
    expect(seed).to_be_hidden()
    explorer.press("Draw all anew")
    expect(explorer.part("w8")).to_contain_text("0.5000")
    explorer.press("Next phase", times=2)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    expect(explorer.part("w8")).to_contain_text("0.5000")


def test_layers_are_changed_by_touch_on_a_phone(explorer: Explorer) -> None:
    page = explorer.page
    page.set_viewport_size({"width": 390, "height": 844})
    explorer.press("One neuron more in layer hidden")
    expect(field(explorer)).to_have_value("2-3-2")
    for control in (field(explorer), explorer.button("Draw all anew")):
        box = control.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    ("layers", "parameters", "neurons"), [("1-1", 2, 1), ("3-2-2", 14, 4), ("4-4-4-4", 60, 12)]
)
def test_every_view_of_the_lab_and_every_variant_shows_other_networks(
    explorer: Explorer, layers: str, parameters: int, neurons: int
) -> None:
    """The guard of the tests fails on any complaint in the console."""
    page = explorer.page
    type_layers(explorer, layers)
    explorer.expect_undo("layers")
    Lab(explorer, "What neurons see")
    expect(page.locator(".sees")).to_have_count(neurons)
    expect(page.locator("#neurons-sentence")).to_contain_text("Iteration 0:")
    Lab(explorer, "Loss along a parameter")
    expect(page.locator("#slice-sentence")).to_contain_text("the loss is")
    expect(page.locator("#slice-parameter option")).to_have_count(parameters)
    Lab(explorer, "Loss over two parameters")
    expect(page.locator("#surface-sentence")).not_to_be_empty()
    Lab(explorer, "Gradient check")
    expect(page.locator("#gradients-verdict")).to_contain_text(f"All {parameters} gradients")
    explorer.run(20)
    explorer.expect_curve(21)
    Lab(explorer, "Histories")
    # Parameters, an activation and a delta of each neuron.
    expect(page.locator("#histories .sparkline")).to_have_count(parameters + 2 * neurons)
    Lab(explorer, "Learning-rate sweep").button("Sweep").click()
    expect(page.locator("#sweep-sentence")).to_contain_text("ends lowest")
    explorer.open_panel("Figures")
    page.get_by_role("tab", name="Variants", exact=True).click()
    for box in page.locator("#variants input").all():
        box.check()
    expect(page.locator("#partings tbody tr").first).to_be_visible()
    expect(page.locator("#variants-problem")).to_be_hidden()
