"""Practise, as a learner uses it: by keyboard, by touch, and over a reload."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, OpenBrowser, OpenExplorer, Scheme
from tests.browser.explorer import PHASES, Explorer

KINDS = {"predict": "Predict", "fill-in": "Fill in", "find-the-mistake": "Find the mistake"}
TASKS = 10


class Practise:
    """The panel of Practise."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.page = explorer.page
        self.panel = self.page.get_by_role("region", name="Practise", exact=True)
        self.level = self.page.locator("#practise-level")
        self.place = self.page.locator("#practise-place")
        self.question = self.page.locator("#practise-question")
        self.answers = self.page.locator("#practise-choices").get_by_role("button")
        self.verdict = self.page.locator("#practise-verdict")
        self.helped = self.page.locator("#practise-helped")
        self.number = self.page.locator("#practise-number")
        self.next = self.panel.get_by_role("button", name="Next", exact=True)
        self.help = self.page.locator("#practise-help")
        self.score = self.page.locator("#practise-score")

    def start(self, kind: str, level: int = 5) -> Practise:
        """Opens Practise by its button, and begins a round."""
        self.explorer.press("Practise")
        self.panel.get_by_role("radio", name=re.compile(f"^{KINDS[kind]}")).check()
        self.level.select_option(str(level))
        self.panel.get_by_role("button", name="Start", exact=True).click()
        self.expect_at(1)
        return self

    def expect_at(self, task: int) -> None:
        expect(self.place).to_have_text(re.compile(rf": {task} of {TASKS}$"))

    def number_of(self, name: str) -> Locator:
        """The answer that is a number of the phase on screen."""
        return self.page.locator(f'#practise-choices [data-answer="{name}"]')


def asked(kind: str, level: int = 5) -> dict[str, Any]:
    """A round of a fresh page."""
    return {"kind": kind, "level": level, "seed": 0}


def solutions(ask: Ask, kind: str, level: int = 5) -> list[dict[str, str]]:
    """The answers to the tasks of a round of a fresh page, by their fields."""
    items = ask("practice", **asked(kind, level))["items"]
    told = [ask("practice/answer", **asked(kind, level), item=i, help=3) for i in range(len(items))]
    return [{one["field"]: one["value"] for one in answer["solution"]} for answer in told]


def test_a_round_of_predictions_by_keyboard_alone(explorer: Explorer, ask: Ask) -> None:
    items = ask("practice", **asked("predict"))["items"]
    page = explorer.page
    page.keyboard.press("q")
    practise = Practise(explorer)
    expect(page.locator("#practise-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(practise.level).to_have_value("5")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    practise.expect_at(1)
    for index, (item, right) in enumerate(zip(items, solutions(ask, "predict"), strict=True)):
        practise.expect_at(index + 1)
        expect(practise.question).to_be_focused()
        phase = explorer.page.locator("#phases [aria-current=step]")
        expect(phase).to_contain_text(PHASES[index])
        values = [choice["value"] for choice in item["choices"]]
        chosen = values.index(right["choice"])
        # One is answered wrongly.
        page.keyboard.press(str(1 + (chosen if index else (chosen + 1) % len(values))))
        expect(practise.verdict).to_contain_text("Right." if index else "Not so.")
        expect(phase).to_contain_text(PHASES[index + 1])
        expect(practise.next).to_be_focused()
        page.keyboard.press("Enter")
    expect(practise.score).to_have_text("9 of 10 right at once.")
    expect(practise.score).to_be_focused()
    expect(practise.panel).to_contain_text("To look at")
    practise.panel.get_by_role("button", name="Learn: The net input is a weighted sum").click()
    expect(page.locator("#panel-learn")).to_contain_text("The net input is a weighted sum")


def test_a_round_of_blanks_by_keyboard_alone(explorer: Explorer, ask: Ask) -> None:
    page = explorer.page
    practise = Practise(explorer).start("fill-in")
    right = solutions(ask, "fill-in")
    expect(practise.number).to_be_focused()
    expect(practise.panel).to_contain_text("Three digits do")
    # The field stands where the number belongs.
    field, neuron = practise.number.bounding_box(), explorer.part("h1").bounding_box()
    assert field
    assert neuron
    assert neuron["x"] <= field["x"] + field["width"] / 2 <= neuron["x"] + neuron["width"]
    for wrong, says in (
        ("0,0275", "A bias left out"),
        ("1", "0.15"),
        ("2", "It comes again with other numbers"),
    ):
        page.keyboard.type(wrong)
        page.keyboard.press("Enter")
        shown = practise.helped if wrong == "1" else practise.verdict
        expect(shown).to_contain_text(says)
    expect(explorer.part("h1")).to_have_accessible_name(re.compile("net input 0.3775"))
    for index, one in enumerate(right[1:], start=2):
        expect(practise.next).to_be_focused()
        page.keyboard.press("Enter")
        practise.expect_at(index)
        expect(practise.number).to_be_focused()
        page.keyboard.type(f"{float(one['text']):.3g}".replace(".", ","))
        page.keyboard.press("Enter")
        expect(practise.verdict).to_contain_text("ight")
    expect(practise.next).to_be_focused()
    page.keyboard.press("Enter")
    expect(practise.place).to_contain_text("again, 1 of 1")
    expect(practise.panel).to_contain_text("The diagram shows other numbers now.")
    expect(practise.question).to_have_text("What is the net input of h₁?")
    for _ in range(3):
        page.keyboard.press("h")
    expect(practise.next).to_be_focused()
    page.keyboard.press("Enter")
    expect(practise.score).to_have_text("9 of 10 right at once, with 3 presses for help.")
    expect(practise.panel).to_contain_text("A bias left out once")


def test_a_mistake_is_found_by_keyboard_and_in_the_diagram(explorer: Explorer, ask: Ask) -> None:
    page = explorer.page
    practise = Practise(explorer).start("find-the-mistake")
    [item, *_] = ask("practice", **asked("find-the-mistake"))["items"]
    [right, *_] = solutions(ask, "find-the-mistake")
    # Here it is in the share of an output, two phases after the outputs.
    assert right["quantity"] == "loss.o2"
    page.keyboard.press("1")
    expect(practise.verdict).to_contain_text("Not so. The net input of h₁ is right")
    for _ in range(PHASES.index("Loss") - 1):
        page.keyboard.press("ArrowRight")
    expect(practise.number_of("loss.o2")).to_be_visible()
    page.locator("#diagram .share[data-quantities='loss.o2']").click()
    expect(practise.panel).to_contain_text("This is the first wrong number.")
    values = [choice["value"] for choice in item["choices"]]
    page.keyboard.press(str(1 + values.index(right["choice"])))
    expect(practise.verdict).to_contain_text("Found.")
    expect(practise.next).to_be_focused()
    page.keyboard.press("ArrowRight")
    practise.expect_at(2)
    expect(practise.panel).to_contain_text("The diagram shows other numbers now.")


def test_the_experiment_waits_and_comes_back(explorer: Explorer) -> None:
    explorer.set_rate("0.7")
    explorer.travel(3)
    explorer.go_to_phase(PHASES.index("Loss"))
    before = explorer.read()
    practise = Practise(explorer).start("predict")
    for key in ("r", " ", "Shift+ArrowRight", "Control+z", "ArrowRight", "ArrowLeft"):
        explorer.page.keyboard.press(key)
    explorer.part("w5").focus()
    explorer.page.keyboard.press("ArrowUp")
    explorer.press_in_vain("Reset")
    practise.expect_at(1)
    expect(explorer.page.locator("#loss")).to_have_text("?")
    explorer.open_panel("Explain")
    explorer.expect_read(before)


def test_a_round_is_where_it_was_after_a_reload(explorer: Explorer) -> None:
    practise = Practise(explorer).start("fill-in", 1)
    practise.number.fill("0.0275")
    practise.number.press("Enter")
    expect(practise.verdict).to_contain_text("A bias left out")
    for _ in range(2):
        explorer.page.reload()
        practise.expect_at(1)
        expect(practise.verdict).to_contain_text("A bias left out")
    practise.number.fill("0.3775")
    practise.number.press("Enter")
    practise.next.click()
    practise.expect_at(2)
    explorer.page.reload()
    practise.expect_at(2)
    expect(practise.verdict).to_be_empty()
    # Another example is opened with a panel of its own; the round is still about the first.
    explorer.choose_example("xor-with-three")
    expect(explorer.part("h3")).to_have_count(1)
    explorer.press("Practise")
    practise.expect_at(2)
    expect(explorer.part("h3")).to_have_count(0)
    explorer.press("Leave the round")
    expect(explorer.part("h3")).to_have_count(1)
    explorer.press("Go on: Fill in, task 2 of 10")
    practise.expect_at(2)
    expect(explorer.part("h3")).to_have_count(0)


def test_a_phone_is_enough(open_browser: OpenBrowser, ask: Ask) -> None:
    explorer = open_browser(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="de-DE"
    )
    page = explorer.page
    practise = Practise(explorer)
    explorer.button("Practise").tap()
    practise.panel.get_by_text("Predict", exact=True).tap()
    practise.panel.get_by_role("button", name="Start", exact=True).tap()
    expect(practise.question).to_be_in_viewport()
    [first, *_] = ask("practice", **asked("predict", 1))["items"]
    assert [choice["part"] for choice in first["choices"]] == ["w1", "w2", "b.h1"]
    page.locator("#diagram .bias .one").first.tap()
    expect(practise.verdict).to_contain_text("Right. The bias of h₁ adds 0,35")
    page.get_by_role("button", name="Leave the round").tap()
    practise.panel.get_by_text("Fill in", exact=True).tap()
    practise.panel.get_by_role("button", name="Start", exact=True).tap()
    # The field is in the panel; its place is marked.
    expect(page.locator(".blank-mark")).to_be_visible()
    expect(practise.panel.locator("#practise-number")).to_be_in_viewport()
    practise.number.fill("0,3775")
    page.get_by_role("button", name="Check", exact=True).tap()
    expect(practise.verdict).to_contain_text("0,3775")
    practise.next.tap()
    practise.expect_at(2)


@pytest.mark.parametrize("preset", ["xor", "classes", "xor-with-three", "autoencoder"])
def test_any_network_can_be_practised_on(explorer: Explorer, preset: str) -> None:
    explorer.choose_example(preset)
    practise = Practise(explorer)
    explorer.press("Practise")
    for kind in KINDS.values():
        practise.panel.get_by_role("radio", name=re.compile(f"^{kind}")).check()
        practise.level.select_option("5")
        practise.panel.get_by_role("button", name="Start", exact=True).click()
        practise.expect_at(1)
        for _ in range(3):
            practise.help.click()
        practise.next.click()
        practise.expect_at(2)
        explorer.press("Leave the round")


def test_a_level_that_a_network_lacks_says_why(explorer: Explorer) -> None:
    explorer.choose_example("neuron")
    explorer.press("Practise")
    practise = Practise(explorer)
    practise.level.select_option("4")
    practise.panel.get_by_role("button", name="Start", exact=True).click()
    expect(practise.panel).to_contain_text("This network has no hidden layer")


@in_each_look
def test_axe_finds_nothing_in_practise(
    open_explorer: OpenExplorer, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    practise = Practise(explorer)
    found: dict[str, list[str]] = {}
    explorer.press("Practise")
    for kind, name in KINDS.items():
        practise.panel.get_by_role("radio", name=re.compile(f"^{name}")).check()
        practise.level.select_option("3")
        found[f"start of {kind}"] = violations(explorer)
        practise.panel.get_by_role("button", name="Start", exact=True).click()
        practise.expect_at(1)
        found[f"{kind}, asked"] = violations(explorer)
        for _ in range(3):
            practise.help.click()
        expect(practise.next).to_be_visible()
        found[f"{kind}, told"] = violations(explorer)
        explorer.press("Leave the round")
    assert {state: what for state, what in found.items() if what} == {}
