"""Changing the experiment: presets, settings, the table of examples, Undo."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from core.check.digits import printed
from core.run.presets import PRESETS
from tests.browser.conftest import Ask, OpenExplorer
from tests.browser.expected import LOSS, assert_shows, opened
from tests.browser.explorer import Explorer, number

XOR_ROWS = "0\t0\t0\t1\n0\t1\t1\t0\n1\t0\t1\t0\n1\t1\t0\t1\n"

PASTE = """(element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = { clipboardData, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def explorer(explorer: Explorer) -> Explorer:
    explorer.open_panel("Experiment")
    return explorer


def choose_example(explorer: Explorer, preset: str) -> None:
    """Opens a preset, then the panel of its settings, with numbers instead of pictures."""
    explorer.choose_example(preset)
    explorer.expect_undo("another example")
    if PRESETS[preset].view == "neurons":
        explorer.press("What neurons see")
    explorer.open_panel("Experiment")


def choose(explorer: Explorer, label: str, option: str) -> None:
    explorer.page.get_by_role("combobox", name=label, exact=True).select_option(option)


def cell(explorer: Explorer, column: str, example: int) -> Locator:
    return explorer.page.get_by_label(f"{column} of example {example}", exact=True)


def type_in(explorer: Explorer, column: str, example: int, text: str) -> None:
    cell(explorer, column, example).fill(text)
    cell(explorer, column, example).press("Tab")


def experiment_of(explorer: Explorer) -> dict[str, Any]:
    """The experiment on screen, from the page's storage."""
    experiment: dict[str, Any] = explorer.stored()["frame"]["experiment"]
    return experiment


def expect_loss(explorer: Explorer, loss: float) -> None:
    expect(explorer.page.locator("#loss")).to_have_text(printed(loss))


def test_each_preset_tells_its_story_and_begins_where_the_api_does(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.run(3)
    explorer.expect_at(3, 0)
    for preset in (*list(PRESETS)[1:], "mazur"):
        choose_example(explorer, preset)
        start = ask("reset", preset=preset)
        explorer.expect_at(0, 0)
        assert_shows(explorer, opened(ask, start["experiment"], 0), 0)
        asked = f"Predict first: {PRESETS[preset].question} Then run "
        expect(explorer.page.locator("#story")).to_contain_text(asked)
        explorer.run(20)
        explorer.expect_at(20, 0)
        after = opened(ask, start["experiment"], 20)
        assert_shows(explorer, after, 0, known=after.known_from("loss"))
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    assert_shows(explorer, opened(ask, start["experiment"], 0), 0)


def test_a_preset_opens_the_view_and_the_run_that_show_its_point(explorer: Explorer) -> None:
    page = explorer.page
    for preset in PRESETS.values():
        explorer.choose_example(preset.id)
        expect(explorer.example).to_have_accessible_name(f"Example: {preset.title}")
        expect(explorer.to_run).to_have_value(str(preset.iterations))
        expect(page.locator(f"#panel-{preset.view}, #lab-{preset.view}")).to_be_visible()
        expect(page.locator("#first")).to_contain_text(preset.question)
    explorer.press("Run")
    explorer.expect_at(preset.iterations, 0)
    expect(page.locator("#first")).to_be_hidden()
    expect(page.locator("#story")).to_have_text(preset.story)


def test_a_story_is_told_only_of_the_example_that_it_is_about(explorer: Explorer) -> None:
    story, name = explorer.page.locator("#story"), "The article's example"
    listed = explorer.page.locator("#story-mazur")
    explorer.run(10_000)
    explorer.expect_at(10_000, 0, timeout=60_000)
    expect(story).to_have_text(PRESETS["mazur"].story)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    expect(story).to_contain_text(PRESETS["mazur"].question)
    explorer.set_rate(0.6)
    expect(explorer.example).to_have_accessible_name(f"Example: {name}, edited")
    for told in (story, listed):
        expect(told).to_contain_text("You have changed this example")
    explorer.reload()
    expect(explorer.example).to_have_accessible_name(f"Example: {name}, edited")
    explorer.set_rate(0.5)
    expect(explorer.example).to_have_accessible_name(f"Example: {name}")
    expect(listed).to_have_text(PRESETS["mazur"].story)
    explorer.run(3)
    explorer.expect_at(3, 0)
    type_in(explorer, "x₁", 1, "0.07")
    expect(explorer.example).to_have_accessible_name(f"Example: {name}, edited")
    explorer.press("Undo")
    expect(explorer.example).to_have_accessible_name(f"Example: {name}")


def test_a_seeded_preset_is_drawn_from_the_typed_seed(explorer: Explorer, ask: Ask) -> None:
    seed = explorer.page.get_by_label("Seed", exact=True)
    expect(seed).to_be_hidden()
    choose_example(explorer, "random")
    expect(seed).to_have_value("1")
    seed.fill("42")
    seed.press("Enter")
    start = ask("reset", preset="random", seed=42)
    expect_loss(explorer, start["forward"]["loss"])
    assert experiment_of(explorer) == start["experiment"]
    seed.fill("-1")
    seed.press("Enter")
    expect(seed).to_have_attribute("aria-invalid", "true")
    expect(explorer.page.get_by_role("alert").filter(has_text="number, 0 or more")).to_be_visible()
    explorer.press("Another")
    expect(seed).to_have_attribute("aria-invalid", "false")
    loss = printed(start["forward"]["loss"])
    expect(explorer.page.locator("#loss")).not_to_have_text(loss)
    assert experiment_of(explorer) != start["experiment"]


def test_a_reload_keeps_the_preset_and_the_changes(explorer: Explorer) -> None:
    choose_example(explorer, "xor")
    explorer.run(30)
    explorer.expect_at(30, 0)
    type_in(explorer, "y₁", 2, "0.9")
    explorer.press("Show example 3 on the diagram")
    third = explorer.button("Show example 3 on the diagram")
    expect(third).to_have_attribute("aria-pressed", "true")
    before = explorer.read()
    explorer.reload()
    explorer.expect_at(30, 0)
    assert explorer.read() == before
    expect(explorer.example).to_have_accessible_name("Example: XOR and its complement, edited")
    expect(third).to_have_attribute("aria-pressed", "true")
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    expect(cell(explorer, "y₁", 2)).to_have_value("1")


@pytest.mark.parametrize(
    ("label", "option", "change"),
    [
        ("Hidden activation", "tanh", {"activations": ["tanh", "sigmoid"]}),
        ("Output activation", "identity", {"activations": ["sigmoid", "identity"]}),
        ("Output activation", "relu", {"activations": ["sigmoid", "relu"]}),
        ("Loss", "binary_cross_entropy", {}),
        ("Biases", "true", {}),
        ("Biases", "per_layer", {}),
    ],
)
def test_a_setting_changes_the_experiment_from_this_iteration_on(
    explorer: Explorer, ask: Ask, label: str, option: str, change: dict[str, Any]
) -> None:
    explorer.run(10)
    explorer.expect_at(10, 0)
    choose(explorer, label, option)
    experiment = ask("step", steps=10)["experiment"]
    experiment["network"] |= change
    if label == "Loss":
        experiment["loss"] = option
    if label == "Biases":
        experiment["train_biases"] = option == "true" or option
    explorer.expect_undo("activation" if "activation" in label else label.lower())
    explorer.go_to_phase(8)
    explorer.expect_at(10, 8)
    assert_shows(explorer, opened(ask, experiment, 10), 8)
    explorer.run(5)
    explorer.expect_at(15, 8)
    assert_shows(explorer, opened(ask, experiment, 15), 8)
    explorer.travel(4)
    explorer.expect_at(4, 8)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], 4), 8)


def test_incompatible_choices_are_disabled_with_the_reason(explorer: Explorer) -> None:
    page = explorer.page
    entropy = page.locator("#loss-function option[value=binary_cross_entropy]")
    why = page.locator("#settings-why")
    categorical = page.locator("#loss-function option[value=categorical_cross_entropy]")
    expect(why).to_have_text(re.compile("^Categorical.*, so the output must be softmax.$"))
    expect(categorical).to_be_disabled()
    expect(page.locator("#activation-0 option[value=softmax]")).to_have_count(0)
    choose(explorer, "Output activation", "tanh")
    expect(why).to_contain_text(", so the output must be sigmoid.")
    expect(entropy).to_be_disabled()
    choose(explorer, "Output activation", "softmax")
    expect(categorical).to_be_enabled()
    expect(entropy).to_be_disabled()
    type_in(explorer, "y₁", 1, "0.5")
    expect(why).to_contain_text("needs targets that sum to 1")
    expect(categorical).to_be_disabled()
    type_in(explorer, "y₁", 1, "0.01")
    choose(explorer, "Loss", "categorical_cross_entropy")
    expect(why).to_contain_text("so the output stays softmax")
    type_in(explorer, "y₁", 1, "0.5")
    expect(page.get_by_text("Row 1: the targets sum to 1.49;")).to_be_visible()
    type_in(explorer, "y₂", 1, "0.5")
    expect(page.get_by_text("Row 1: the targets")).to_have_count(0)
    choose(explorer, "Loss", "half_squared_error")
    choose(explorer, "Output activation", "sigmoid")
    expect(categorical).to_be_disabled()
    choose(explorer, "Loss", "binary_cross_entropy")
    expect(why).to_contain_text("probability")
    for name in ("tanh", "relu", "leaky_relu", "softplus", "silu", "identity", "softmax"):
        expect(page.locator(f"#activation-1 option[value={name}]")).to_be_disabled()
    type_in(explorer, "y₁", 1, "1.5")
    expect(cell(explorer, "y₁", 1)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#examples-problem")).to_contain_text("from 0 to 1")
    explorer.press("Discard what was typed")
    choose(explorer, "Loss", "half_squared_error")
    expect(why).to_have_text(re.compile("^Categorical"))
    type_in(explorer, "y₁", 1, "1.5")
    expect(why).to_contain_text("targets from 0 to 1")
    expect(entropy).to_be_disabled()


def test_examples_are_added_edited_and_removed(explorer: Explorer, ask: Ask) -> None:
    explorer.press("Add example")
    type_in(explorer, "x₁", 2, "0.5")
    type_in(explorer, "y₂", 2, "−0,25")  # as some keyboards and languages write it
    experiment = ask("reset")["experiment"]
    experiment["examples"] = {
        "inputs": [[0.05, 0.1], [0.5, 0.1]],
        "targets": [[0.01, 0.99], [0.01, -0.25]],
    }
    expect_loss(explorer, ask("forward", experiment=experiment)["forward"]["loss"])
    assert experiment_of(explorer) == experiment
    explorer.run(7)
    explorer.expect_at(7, 0)
    assert_shows(explorer, opened(ask, experiment, 7), 0, known=LOSS)
    explorer.press("Remove example 1")
    expect(explorer.page.locator("#examples tr:visible")).to_have_count(1)
    expect(cell(explorer, "x₁", 1)).to_have_value("0.5")
    explorer.press_in_vain("Remove example 1")
    explorer.press("Undo")
    expect(explorer.page.locator("#examples tr:visible")).to_have_count(2)


def test_cells_typed_before_the_server_has_answered_all_count(explorer: Explorer) -> None:
    held: list[Route] = []
    with explorer.page.expect_request("**/api/step"):
        explorer.page.route("**/api/step", lambda route: held.append(route), times=1)
        type_in(explorer, "x₁", 1, "0.5")
    type_in(explorer, "y₁", 1, "0.25")
    expect(cell(explorer, "x₁", 1)).to_have_value("0.5")
    held[0].continue_()
    explorer.go_to_phase(1)
    explorer.expect_at(0, 1)
    assert experiment_of(explorer)["examples"] == {
        "inputs": [[0.5, 0.1]],
        "targets": [[0.25, 0.99]],
    }
    expect(cell(explorer, "x₁", 1)).to_have_value("0.5")


def test_rows_of_a_spreadsheet_can_be_pasted(explorer: Explorer, ask: Ask) -> None:
    cell(explorer, "x₁", 1).focus()
    cell(explorer, "x₁", 1).evaluate(PASTE, XOR_ROWS)
    expect(explorer.page.locator("#examples tr:visible")).to_have_count(4)
    # The cell that is pasted into, too.
    expect(cell(explorer, "x₁", 1)).to_have_value("0")
    inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    targets = [[0.0, 1.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    experiment = ask("reset")["experiment"] | {"examples": {"inputs": inputs, "targets": targets}}
    expect_loss(explorer, ask("forward", experiment=experiment)["forward"]["loss"])
    cell(explorer, "y₁", 2).evaluate(PASTE, "0.5;0.6\n0.7;0.8")
    expect(cell(explorer, "y₂", 3)).to_have_value("0.8")
    targets[1:3] = [[0.5, 0.6], [0.7, 0.8]]
    expect_loss(explorer, ask("forward", experiment=experiment)["forward"]["loss"])
    assert experiment_of(explorer)["examples"]["targets"] == targets


def test_bad_cells_are_marked_with_what_is_allowed_and_change_nothing(explorer: Explorer) -> None:
    explorer.go_to_phase(1)
    explorer.expect_at(0, 1)
    before = experiment_of(explorer)
    cell(explorer, "x₁", 1).evaluate(PASTE, "0\t1\tnone\t1\n1\t1\t1e999\t0")
    bad = explorer.page.locator("#examples [aria-invalid=true]")
    expect(bad).to_have_count(2)
    problem = explorer.page.locator("#examples-problem")
    expect(problem).to_have_text(re.compile(r"Row 1, y₁ is “none”.*number.*allowed"))
    expect(bad.first).to_have_accessible_description(re.compile("Row 1"))
    assert experiment_of(explorer) == before
    type_in(explorer, "y₁", 1, "0")
    expect(bad).to_have_count(1)
    expect(problem).to_contain_text("Row 2")
    type_in(explorer, "y₁", 2, "1")
    expect(problem).to_be_empty()
    expect(explorer.page.get_by_text("m = 2")).to_be_visible()
    explorer.expect_undo("example")
    assert experiment_of(explorer)["examples"]["inputs"] == [[0.0, 1.0], [1.0, 1.0]]


def test_a_thousand_examples_are_accepted_and_one_more_is_refused(explorer: Explorer) -> None:
    row = "0.1\t0.2\t0.3\t0.4\n"
    cell(explorer, "x₁", 1).evaluate(PASTE, row * 1_001)
    expect(explorer.page.locator("#examples-problem")).to_contain_text("at most 1,000")
    explorer.press("Discard what was typed")
    cell(explorer, "x₁", 1).evaluate(PASTE, row * 1_000)
    expect(explorer.page.locator("#examples-count")).to_contain_text("m = 1,000")
    expect(explorer.page.locator("#examples-page")).to_have_text("1 to 50 of 1,000")
    explorer.press("Later")
    expect(explorer.page.locator("#examples-page")).to_have_text("51 to 100 of 1,000")
    explorer.press("Show example 77 on the diagram")
    expect(explorer.part("i1")).to_have_accessible_name(re.compile("i1, input 0.1"))
    explorer.run(20)
    explorer.expect_at(20, 0)


def test_the_diagram_shows_one_example_or_the_mean(explorer: Explorer, ask: Ask) -> None:
    choose_example(explorer, "xor")
    explorer.go_to_phase(9)
    explorer.expect_at(0, 9)
    answer = ask("step", experiment=ask("reset", preset="xor", seed=1)["experiment"], detailed=True)
    opened_pass, means = answer["passes"][0], answer["details"]["means"]
    for example in (2, 4):
        explorer.press(f"Show example {example} on the diagram")
        expect(explorer.part("h2")).to_have_accessible_name(
            re.compile(rf"net input {said(opened_pass['z'][0][example - 1][1])}\b")
        )
        expect(explorer.part("h2")).to_have_accessible_name(
            re.compile(rf"delta {said(opened_pass['deltas'][0][example - 1][1])}$")
        )
    explorer.press("Mean over all")
    expect(explorer.part("h2")).to_have_accessible_name(
        re.compile(
            rf"activation {said(means['a'][1][0][1])}, delta {said(means['deltas'][0][0][1])}$"
        )
    )
    expect(explorer.part("w5")).to_have_accessible_name(
        re.compile(rf"gradient {said(opened_pass['gradients']['weights'][1][0][0])},")
    )
    explorer.press("Mean over all")
    expect(explorer.button("Show example 1 on the diagram")).to_have_attribute(
        "aria-pressed", "true"
    )


def said(value: float) -> str:
    """A number as the page writes it."""
    return re.escape(printed(value))


def test_undo_and_redo_bring_back_every_digit(explorer: Explorer) -> None:
    undo, redo = explorer.button("Undo"), explorer.button("Redo")
    expect(undo).to_be_disabled()
    seen = [explorer.read()]

    def done(what: str) -> None:
        explorer.expect_undo(what)
        seen.append(explorer.read())

    explorer.run(120)
    explorer.expect_at(120, 0)
    done("run of 120")
    explorer.set_rate(2)
    done("learning rate")
    choose(explorer, "Hidden activation", "tanh")
    done("hidden activation")
    explorer.run(30)
    explorer.expect_at(150, 0)
    done("run of 30")
    choose_example(explorer, "symmetric")
    done("another example")
    explorer.press("Add example")
    done("adding an example")
    explorer.press("Reset")
    done("reset")
    for before in reversed(seen[:-1]):
        undo.click()
        explorer.expect_read(before)
    expect(undo).to_be_disabled()
    for after in seen[1:]:
        redo.click()
        explorer.expect_read(after)
    expect(redo).to_be_disabled()
    undo.click()
    explorer.set_rate(0.25)
    expect(redo).to_be_disabled()


def test_undo_of_a_run_drops_its_losses_and_redo_restores_them(explorer: Explorer) -> None:
    explorer.run(100)
    explorer.expect_curve(101)
    explorer.press("Undo")
    explorer.expect_at(0, 0)
    explorer.expect_curve(1)
    explorer.press("Redo")
    explorer.expect_at(100, 0)
    explorer.expect_curve(101)


def test_a_refused_change_changes_nothing(explorer: Explorer, guard: Any) -> None:
    guard.provoke("/api/step")
    explorer.run(5)
    explorer.expect_at(5, 0)
    before = explorer.read()
    # Numbers that are finite, and whose squares are not.
    type_in(explorer, "y₁", 1, "1e200")
    expect(explorer.notice).to_be_visible()
    expect(cell(explorer, "y₁", 1)).to_have_value("0.01")
    explorer.expect_read(before)
    expect(explorer.button("Undo")).to_have_attribute("title", re.compile("run of 5"))


def test_the_experiment_can_be_changed_by_keyboard_alone(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(reduced_motion="reduce")
    page = explorer.page
    explorer.example.focus()
    page.keyboard.press("Enter")
    expect(explorer.examples.get_by_role("menuitemradio").first).to_be_focused()
    for key in ("ArrowDown", "End", "ArrowDown", "x"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(explorer.example).to_have_accessible_name("Example: XOR and its complement")
    expect(explorer.example).to_be_focused()
    page.get_by_role("tab", name="Experiment").press("Enter")
    expect(page.locator("#story")).to_contain_text("stay near 0.25?")
    cell(explorer, "x₁", 1).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    expect(explorer.part("i1")).to_have_accessible_name(re.compile("input 0.5"))
    for _ in range(3):  # past the example's first cell and its Remove
        page.keyboard.press("Shift+Tab")
    expect(explorer.button("Show example 1 on the diagram")).to_be_focused()
    assert number(explorer.status.inner_text()) == 0
