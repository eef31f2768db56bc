"""What neurons see: small pictures in the diagram, large ones in the lab."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenExplorer, Scheme
from tests.browser.explorer import MINUS, PHASES, UPDATE, Explorer, number
from tests.browser.lab import PIXELS, Lab, experiment_on_screen
from tests.browser.test_looks import MEASURE, overlap, problems, touches

TAB = "What neurons see"
NEURONS = ("h1", "h2", "o1", "o2")
READ = re.compile(r"x₁ (.+), x₂ (.+): (.+)")


def large(explorer: Explorer, name: str) -> Locator:
    return explorer.page.locator(f"#sees-{name}")


def small(explorer: Explorer, name: str) -> Locator:
    return explorer.page.get_by_role("button", name=f"What {name} sees, enlarge")


def readout(explorer: Explorer, name: str) -> Locator:
    return explorer.page.locator(".sees", has=large(explorer, name)).locator(".readout")


def read(text: str) -> list[float]:
    found = READ.search(text)
    assert found, text
    return [number(text) for text in found.groups()]


def test_a_first_visit_has_no_pictures_and_requests_none(explorer: Explorer, guard: Guard) -> None:
    explorer.expect_curve(1)
    expect(explorer.button(TAB)).to_have_attribute("aria-pressed", "false")
    expect(explorer.page.locator(".pictures")).to_have_count(0)
    assert guard.calls == []


def test_a_button_shows_and_hides_a_picture_beside_every_hidden_and_output_neuron(
    explorer: Explorer, guard: Guard
) -> None:
    explorer.press(TAB)
    for name in NEURONS:
        expect(small(explorer, name)).to_be_visible()
    expect(explorer.button(TAB)).to_have_attribute("aria-pressed", "true")
    assert guard.calls == ["/api/input-surface"]
    explorer.press(TAB)
    expect(small(explorer, "h1")).to_have_count(0)
    explorer.press("Next iteration")
    explorer.expect_at(1, 0)
    assert guard.calls.count("/api/input-surface") == 1


def assert_shows(explorer: Explorer, ask: Ask, iteration: int) -> None:
    """Asserts that all pictures, large and small, are those of the network on screen."""
    lab = explorer.page.locator("#neurons-sentence")
    expect(lab).to_contain_text(f"Iteration {iteration:,}:")
    answer = ask("input-surface", experiment=experiment_on_screen(explorer))
    for neuron in answer["neurons"]:
        name, rows = neuron["name"], neuron["activations"]
        picture = large(explorer, name)
        all_of_it = [value for row in rows for value in row]
        ends = f"from {min(all_of_it):.4g} to {max(all_of_it):.4g}".replace("-", MINUS)
        expect(picture).to_have_attribute("aria-label", re.compile(re.escape(ends)))
        for image in (picture.locator("image"), small(explorer, name).locator("image")):
            pixels = image.evaluate(PIXELS)
            assert (pixels["width"], pixels["height"]) == (len(rows[0]), len(rows))
            corners = {"lowLeft": (0, 0), "lowRight": (0, -1), "highLeft": (-1, 0)}
            for corner, (row, column) in corners.items():
                expected = pixels["ramp"][round(1000 * rows[row][column])]
                assert pixels[corner] == pytest.approx(expected, abs=3), (name, corner)


def test_the_pictures_agree_with_the_api_and_follow_steps_and_runs(
    explorer: Explorer, ask: Ask
) -> None:
    Lab(explorer, TAB)
    assert_shows(explorer, ask, 0)
    explorer.press("Next iteration")
    assert_shows(explorer, ask, 1)
    explorer.run(3_000)
    explorer.expect_at(3_001, 0, timeout=60_000)
    assert_shows(explorer, ask, 3_001)
    explorer.travel(7)
    assert_shows(explorer, ask, 7)


def test_the_arrow_keys_read_activations_on_the_grid_and_do_not_step(
    explorer: Explorer, ask: Ask
) -> None:
    Lab(explorer, TAB)
    answer = ask("input-surface")
    (x1, x2), middle = answer["inputs"], len(answer["inputs"][0]) // 2
    for neuron in answer["neurons"]:
        name, rows = neuron["name"], neuron["activations"]
        large(explorer, name).focus()
        expect(readout(explorer, name)).to_contain_text("on this plane")
        for key in ("ArrowRight", "ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft"):
            explorer.page.keyboard.press(key)
        i, j = middle - 1, middle + 2
        expect(readout(explorer, name)).to_have_text(READ)
        said = read(readout(explorer, name).inner_text())
        assert said == pytest.approx([x1[i], x2[j], rows[j][i]], rel=1e-3, abs=1e-9)
        assert said[2] == float(f"{rows[j][i]:.6g}")
        explorer.page.keyboard.press("Escape")
        expect(readout(explorer, name)).to_contain_text("on this plane")
    explorer.expect_at(0, 0)


def test_pointing_reads_the_activation_and_lights_the_neuron(explorer: Explorer, ask: Ask) -> None:
    explorer.go_to_phase(2)
    Lab(explorer, TAB)
    neuron = ask("input-surface")["neurons"][0]
    large(explorer, "h1").scroll_into_view_if_needed()
    box = large(explorer, "h1").locator(".frame").bounding_box()
    assert box
    explorer.page.mouse.move(box["x"] + 1, box["y"] + box["height"] - 1)
    expect(readout(explorer, "h1")).to_have_text(READ)
    low_left = neuron["activations"][0][0]
    assert read(readout(explorer, "h1").inner_text())[2] == float(f"{low_left:.6g}")
    expect(explorer.part("h1")).to_have_attribute("data-lit", "")
    explorer.page.mouse.move(0, 0)
    expect(readout(explorer, "h1")).to_contain_text("on this plane")


def test_the_examples_are_marked_by_shape_with_their_targets_and_the_one_on_screen_by_a_ring(
    explorer: Explorer,
) -> None:
    explorer.choose_example("xor")
    expect(explorer.page.locator("#examples tr")).to_have_count(4)
    Lab(explorer, TAB)
    for name in NEURONS:
        for picture in (large(explorer, name), small(explorer, name)):
            expect(picture.locator(".high")).to_have_count(2)
            expect(picture.locator(".low")).to_have_count(2)
    ring = large(explorer, "o1").locator(".here")
    at = ring.get_attribute("cx"), ring.get_attribute("cy")
    explorer.open_panel("Experiment")
    explorer.page.locator("#examples").get_by_role("button").filter(has_text="4").click()
    explorer.open_panel("Lab")
    expect(ring).not_to_have_attribute("cx", str(at[0]))
    expect(ring).not_to_have_attribute("cy", str(at[1]))


def with_layers(explorer: Explorer, layers: str) -> Lab:
    """The lab of a network with these layers."""
    field = explorer.setting("Layers")
    field.fill(layers)
    field.press("Enter")
    explorer.expect_undo("layers")
    return Lab(explorer, TAB)


def test_of_three_inputs_two_are_chosen_and_the_other_is_held(explorer: Explorer, ask: Ask) -> None:
    lab = with_layers(explorer, "3-2-1")
    experiment = experiment_on_screen(explorer)
    sentence = explorer.page.locator("#neurons-sentence")
    expect(sentence).to_contain_text("for any x₁ and x₂ while x₃ = 0, with the example on top.")
    lab.panel.get_by_label("Across").select_option("x₃")
    lab.field("x₁ held at").fill("−1.5")
    lab.field("x₁ held at").press("Enter")
    expect(sentence).to_contain_text("for any x₃ and x₂ while x₁ = −1.5")
    asked = {"plane": ["i3", "i2"], "held": {"i1": -1.5}}
    for neuron in ask("input-surface", experiment=experiment, **asked)["neurons"]:
        all_of_it = [value for row in neuron["activations"] for value in row]
        ends = f"from {min(all_of_it):.4g} to {max(all_of_it):.4g}".replace("-", MINUS)
        said = re.compile(f"{re.escape(ends)} where x3 goes from .* and x2 from ")
        expect(large(explorer, neuron["name"])).to_have_attribute("aria-label", said)
    lab.panel.get_by_label("Up").select_option("x₃")
    expect(sentence).to_contain_text("for any x₂ and x₃ while x₁ = −1.5")
    lab.button("As in the example").click()
    expect(lab.field("x₁ held at")).to_have_value("0.05")
    expect(lab.button("As in the example")).to_be_hidden()


def test_along_one_input_there_are_curves_with_the_targets(explorer: Explorer, ask: Ask) -> None:
    with_layers(explorer, "1-3-1")
    answer = ask("input-surface", experiment=experiment_on_screen(explorer))
    for neuron in answer["neurons"]:
        name, [values] = neuron["name"], neuron["activations"]
        line = large(explorer, name).locator(".activation-line").get_attribute("d")
        assert line
        assert len(re.findall("[ML]", line)) == len(values)
        large(explorer, name).focus()
        explorer.page.keyboard.press("ArrowLeft")
        middle = len(values) // 2 - 1
        expect(readout(explorer, name)).to_contain_text("x₁ ")
        said = readout(explorer, name).inner_text().rsplit(": ")[1]
        assert number(said) == float(f"{values[middle]:.6g}")
        explorer.page.keyboard.press("Escape")
        expect(readout(explorer, name)).to_contain_text("on this curve")
        expect(large(explorer, name).locator(".low")).to_have_count(1)
    explorer.expect_at(0, 0)


def test_a_small_picture_opens_its_large_one(explorer: Explorer) -> None:
    explorer.press(TAB)
    small(explorer, "o2").focus()
    explorer.page.keyboard.press("Enter")
    expect(large(explorer, "o2")).to_be_focused()
    expect(explorer.page.get_by_role("tab", name=TAB)).to_have_attribute("aria-selected", "true")
    small(explorer, "h2").click()
    expect(large(explorer, "h2")).to_be_focused()
    expect(large(explorer, "h2")).to_be_in_viewport()
    assert explorer.page.locator("#diagram [data-selected=true]").count() == 0


def test_a_failure_is_reported_in_the_tab_and_can_be_retried(
    explorer: Explorer, guard: Guard
) -> None:
    guard.provoke("/api/input-surface")
    explorer.page.route("**/api/input-surface", lambda route: route.abort())
    lab = Lab(explorer, TAB)
    expect(lab.problem).to_be_visible()
    expect(explorer.notice).to_be_hidden()
    asked = len(guard.calls)
    lab.retry.click()
    expect(lab.problem).to_be_visible()
    assert len(guard.calls) == asked + 1
    explorer.page.unroute("**/api/input-surface")
    lab.retry.click()
    expect(lab.problem).to_be_hidden()
    expect(small(explorer, "h1")).to_be_visible()


def test_without_the_tab_a_failure_is_reported_above(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/input-surface")
    explorer.page.route("**/api/input-surface", lambda route: route.abort())
    explorer.press(TAB)
    expect(explorer.message).to_have_text("The server does not answer. Nothing is lost.")
    explorer.page.unroute("**/api/input-surface")
    explorer.press("Retry")
    expect(small(explorer, "h1")).to_be_visible()
    expect(explorer.notice).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_small_pictures_cover_nothing(open_explorer: OpenExplorer, width: int) -> None:
    explorer = open_explorer(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    explorer.press(TAB)
    expect(small(explorer, "o2")).to_be_visible()
    for phase in (0, 5, 8, UPDATE - 1, UPDATE):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        assert covered(explorer) == [], PHASES[phase]
        assert problems(explorer) == [], PHASES[phase]


def covered(explorer: Explorer) -> list[str]:
    """The numbers, chips and neurons under the small pictures and their button."""
    measured = explorer.page.evaluate(MEASURE)
    frames: list[dict[str, Any]] = explorer.page.evaluate(
        """() => [...document.querySelectorAll("#pictures, .pictures .frame")].map((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return { left, right, top, bottom };
        })"""
    )
    assert len(frames) == 5
    return [
        *(t["text"] for frame in frames for t in measured["texts"] if overlap(frame, t)),
        *(b["part"] for frame in frames for b in measured["boxes"] if overlap(frame, b)),
        *(d["part"] for frame in frames for d in measured["discs"] if touches(d, frame)),
    ]


@in_each_look
def test_axe_finds_nothing(open_explorer: OpenExplorer, scheme: Scheme, width: int) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    Lab(explorer, TAB)
    expect(small(explorer, "o2")).to_be_visible()
    assert violations(explorer) == []
    assert problems(explorer) == []
