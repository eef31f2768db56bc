"""The derivation as a reader uses it, with a right and a wrong answer to each question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.explorer import PHASES, Explorer

STEPS = (
    "loss",
    "net-input",
    "activation",
    "descent",
    "goal",
    "chain-rule",
    "one-term",
    "delta",
    "paths",
    "local-slope",
    "recursion",
    "output-delta",
    "update",
    "weights",
    "forward",
    "vector-deltas",
    "outer-product",
    "examples",
)


class Learn:
    """The panel of the derivation."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.page = explorer.page
        self.panel = self.page.locator("#panel-learn")
        self.next = self.panel.get_by_role("button", name="Next step")
        self.previous = self.panel.get_by_role("button", name="Previous step")
        self.lesson = self.panel.locator(".lesson:not([hidden])")
        self.question = self.lesson.locator(".question")
        self.feedback = self.question.locator(".feedback")
        self.notation = self.page.get_by_role("combobox", name="Names")

    def visit(self, step: str) -> Learn:
        """Opens the page by a link to a step."""
        self.page.goto(f"{self.explorer.url}/?{step}#learn/{step}")
        self.expect_at(step)
        return self

    def expect_at(self, step: str) -> None:
        """Waits until the step is open, with its numbers."""
        expect(self.lesson).to_have_attribute("data-step", step)
        expect(self.panel).to_contain_text(f"Step {STEPS.index(step) + 1} of {len(STEPS)}")
        expect(self.page).to_have_url(re.compile(f"#learn/{step}$"))
        for live in self.lesson.locator("[data-live]").all():
            expect(live).not_to_be_empty()

    def go_on(self) -> None:
        """Goes to the next step, if there is one."""
        if self.next.get_attribute("aria-disabled") != "true":
            self.next.click()

    def lit(self) -> set[str]:
        """The parts of the diagram that are not dimmed."""
        names = self.page.locator("#diagram .active[aria-label]").evaluate_all(
            "parts => parts.map(part => part.getAttribute('aria-label').split(',')[0])"
        )
        return {name.replace("Target of o", "y") for name in names}

    def live(self) -> list[Locator]:
        """The places in the step with numbers of the core."""
        return self.lesson.locator("[data-live]").all()


Answer = Callable[[Learn], None]


def selects(part: str) -> Answer:
    """The reader selects a part of the diagram."""
    return lambda learn: learn.explorer.part(part).press("Enter")


def goes_to(phase: str) -> Answer:
    """The reader goes to a phase."""
    return lambda learn: learn.explorer.go_to_phase(PHASES.index(phase))


def types(text: str) -> Answer:
    """The reader types a number."""

    def answer(learn: Learn) -> None:
        learn.question.get_by_role("textbox").fill(text)
        learn.question.get_by_role("textbox").press("Enter")

    return answer


def presses(words: str) -> Answer:
    """The reader presses one of the answers offered."""
    return lambda learn: learn.question.get_by_role("button", name=words, exact=True).click()


@dataclass(frozen=True)
class Answers:
    """A right answer, a wrong answer, and its hint."""

    right: Answer
    wrong: Answer
    hint: str


# By hand, from the worked example at iteration 0.
ANSWERS = {
    "loss": Answers(selects("y1"), selects("o2"), "Compare how far"),
    "net-input": Answers(types("0.02"), types("0.3775"), "Only one line is meant"),
    "activation": Answers(selects("h1"), selects("o2"), "nearest to 0.5"),
    "descent": Answers(presses("Up"), presses("Down"), "go the other way"),
    "goal": Answers(goes_to("Gradient, hidden"), goes_to("Gradient, output"), "Half of them"),
    "chain-rule": Answers(selects("o2"), selects("h2"), "That is where"),
    "one-term": Answers(types("0.597"), types("0.596"), "check the third digit"),
    "delta": Answers(selects("o1"), selects("o2"), "Compare the sizes"),
    "paths": Answers(types("-0.0210"), types("0,0210"), "the sign is not"),
    "local-slope": Answers(selects("w7"), selects("w6"), "crosses over"),
    "recursion": Answers(selects("w6"), selects("w7"), "easily swapped"),
    "output-delta": Answers(types("−0.217"), types("-0.0381"), "so do not multiply"),
    "update": Answers(types("0.0413"), types("hello"), "Type a plain number"),
    "weights": Answers(selects("w6"), selects("w7"), "the other way across"),
    "forward": Answers(goes_to("Activation, output"), goes_to("Loss"), "One too far"),
    "vector-deltas": Answers(selects("w7"), selects("w6"), "before transposing"),
    "outer-product": Answers(selects("w3"), selects("w2"), "Transposed!"),
    "examples": Answers(presses("Down"), presses("Up"), "Look at the mean below"),
}
