"""The page as a person uses it: what can be pressed and read."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from playwright.sync_api import Locator, Page, expect

from core.check.digits import read
from core.run.presets import PRESETS

EDGES = ("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8")
NEURONS = ("i1", "i2", "h1", "h2", "o1", "o2")
OUTPUTS = ("y1", "y2")
BIASES = ("b1", "b2")
PHASES = (
    "Input",
    "Net input, hidden",
    "Activation, hidden",
    "Net input, output",
    "Activation, output",
    "Loss",
    "Delta, output",
    "Gradient, output",
    "Delta, hidden",
    "Gradient, hidden",
    "Update",
)
UPDATE = len(PHASES) - 1
MINUS = "\N{MINUS SIGN}"
# 5,000, −0.0190 or 3.51 × 10⁻⁵
NUMBER = re.compile(
    rf"[+{MINUS}]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: ?× ?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
)
STATUS = re.compile(
    rf"Iteration ([\d,]+)(?:, (.+))?\. Loss ({NUMBER.pattern})(?: to {NUMBER.pattern})?"
)
SAID = re.compile(rf"(?:(.*) )?({NUMBER.pattern})")

# What each part is said to have: {"w5": {"value": 0.4}, "h1": {"activation": 0.593269992}}
Spoken: TypeAlias = dict[str, dict[str, float]]

READ = """() => {
  const parts = () => [...document.querySelectorAll("#diagram [aria-label]")];
  const labelOf = (part) => part.getAttribute("aria-label");
  const nameOf = (part) => labelOf(part).replace("Target of o", "y").split(",")[0];
  const texts = (selector, root = document) => [...root.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => element.textContent.trim());
  return {
    status: document.querySelector("#status").textContent,
    place: texts(".place strong"),
    names: Object.fromEntries(parts().map((part) => [nameOf(part), labelOf(part)])),
    diagram: Object.fromEntries(parts().map((part) => [nameOf(part), texts("text", part)])),
    table: texts("#examples td"),
    phase: texts("#phases [aria-current=step]"),
    rate: document.querySelector("#learning-rate").value,
  };
}"""
# Looks at every frame until all reads so, for at most ten seconds.
SAME = f"""(texts) => new Promise((resolve) => {{
  const until = performance.now() + 10_000;
  const look = () => {{
    const same = JSON.stringify(({READ})()) === JSON.stringify(texts);
    if (same || performance.now() > until) resolve(same);
    else requestAnimationFrame(look);
  }};
  look();
}})"""


def number(text: str) -> float:
    """The number in a text."""
    found = NUMBER.search(text)
    assert found, f"no number in {text!r}"
    return read(found[0].replace(",", "")).value


def numbers_said(name: str) -> dict[str, float]:
    """What an accessible name says: ``w5, h1 to o1, 0.4, gradient 0.08`` has value and gradient."""
    said: dict[str, float] = {}
    for part in name.split(", ")[1:]:
        if found := SAID.fullmatch(part):
            said[found[1] or "value"] = number(found[2])
    return said


class Explorer:
    """An open page, driven by its accessible names."""

    def __init__(self, page: Page, url: str) -> None:
        page.set_default_timeout(10_000)
        self.page = page
        self.url = url
        self.status = page.get_by_role("status")
        self.notice = page.locator("#notice")
        self.message = page.locator("#notice-message")
        self.rate = page.get_by_role("spinbutton", name="Learning rate", exact=True)
        self.to_run = page.get_by_role("spinbutton", name="Iterations to run", exact=True)
        self.go_to = page.get_by_role("spinbutton", name="Go to iteration", exact=True)
        self.progress = page.get_by_role("progressbar")
        self.curve = page.locator("#loss-curve")
        self.example = page.get_by_role("button", name=re.compile("^Example: "))
        self.examples = page.get_by_role("menu", name="Examples", exact=True)

    def open(self) -> Explorer:
        self.page.goto(self.url)
        expect(self.status).to_have_text(STATUS)
        return self

    def reload(self) -> None:
        self.page.reload()
        expect(self.status).to_have_text(STATUS)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def edge_line(self, edge: str) -> Locator:
        return self.page.locator(f'.edge-line[data-part="{edge}"] .line')

    def open_panel(self, name: str) -> Locator:
        """Opens what stands beside the diagram: Explain, Experiment, Lab, Check, Figures, Learn."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        panel = self.page.get_by_role("tabpanel", name=name, exact=True)
        expect(panel).to_be_visible()
        return panel

    def setting(self, label: str) -> Locator:
        """A choice of the experiment, which is open then."""
        return self.open_panel("Experiment").get_by_label(label, exact=True)

    def choose_example(self, preset: str) -> None:
        """Opens a preset, named by its id, from the list that its name in the header opens."""
        self.example.click()
        self.examples.locator(f'[data-preset="{preset}"]').click()
        expect(self.examples).to_be_hidden()
        expect(self.example).to_have_accessible_name(f"Example: {PRESETS[preset].title}")

    def menu(self) -> Locator:
        """The menu of the page, open."""
        menu = self.page.locator("#menu")
        if menu.is_hidden():
            self.press("Menu")
        return menu

    def set_notation(self, notation: str) -> None:
        self.menu().get_by_label("Names").select_option(notation)
        self.page.keyboard.press("Escape")

    def in_menu(self, name: str) -> Locator:
        return self.menu().get_by_role("button", name=name, exact=True)

    def press(self, name: str, times: int = 1) -> None:
        for _ in range(times):
            self.button(name).click()

    def press_in_vain(self, name: str) -> None:
        """Presses a button marked as disabled."""
        expect(self.button(name)).to_be_disabled()
        self.button(name).click(force=True)

    def phase_button(self, phase: int) -> Locator:
        return self.page.locator("#phases").get_by_role("button", name=PHASES[phase], exact=True)

    def go_to_phase(self, phase: int) -> None:
        self.phase_button(phase).click()

    def travel(self, iteration: int) -> None:
        self.go_to.fill(str(iteration))
        self.go_to.press("Enter")

    def run(self, iterations: int) -> None:
        self.to_run.fill(str(iterations))
        self.press("Run")

    def set_rate(self, rate: float | str) -> None:
        self.rate.fill(rate if isinstance(rate, str) else f"{rate:g}")
        self.rate.press("Enter")

    def expect_at(self, iteration: int, phase: int, *, timeout: float = 10_000) -> None:
        """Waits until the status says so."""
        sentence = f"Iteration {iteration:,}, {PHASES[phase].lower()}. Loss "
        expect(self.status).to_contain_text(sentence, timeout=timeout)

    def expect_undo(self, what: str) -> None:
        """Waits until Undo names this change, so it has been made."""
        expect(self.button("Undo")).to_have_attribute("title", re.compile(f"Undo: .*{what}"))

    def expect_read(self, texts: dict[str, Any]) -> None:
        """Waits until everything reads as it did before."""
        same = self.page.evaluate(SAME, texts)
        assert same or self.read() == texts, "it reads otherwise"

    def expect_curve(self, known: int) -> None:
        """Waits until the curve has the losses of this many iterations."""
        said = re.compile(rf"^Loss curve, iterations 0 to {known - 1:,}, ")
        expect(self.curve).to_have_accessible_name(said, timeout=15_000)

    def line(self, curve: str = "correct") -> Locator:
        """A line of the loss curve. It exists while it is drawn."""
        return self.curve.locator(f'[data-curve="{curve}"]')

    def beside(self) -> list[tuple[str, int]]:
        """The other curves named in the description, and their last iterations."""
        said = self.curve.get_attribute("aria-label") or ""
        others = re.search(r"Beside it: (.*?)\. Type", said)
        found = re.findall(r"(?:^|; )(.*?) up to iteration ([\d,]+)", others[1] if others else "")
        return [(name, int(last.replace(",", ""))) for name, last in found]

    def part(self, name: str) -> Locator:
        spoken = name.replace("y", "Target of o")
        return self.page.locator(
            f'#diagram [aria-label="{spoken}"], #diagram [aria-label^="{spoken}, "]'
        )

    def said(self) -> Spoken:
        """All numbers in the accessible names of the diagram."""
        return {part: numbers_said(name) for part, name in self.read()["names"].items()}

    def read(self) -> dict[str, Any]:
        """All visible or spoken text about the current place, by parts of the page."""
        read: dict[str, Any] = self.page.evaluate(READ)
        return read

    def stored(self) -> dict[str, Any]:
        """The content of the browser's storage, with all digits."""
        stored: dict[str, Any] = self.page.evaluate(
            "() => JSON.parse(localStorage.getItem('backprop-explorer'))"
        )
        return stored

    def store(self, text: str, key: str = "backprop-explorer") -> None:
        """Puts a text into the page's storage, for the next visit."""
        # The page keeps where one is when it is left, so it must be gone by then.
        self.page.goto(f"{self.url}/static/icon.svg")
        self.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
