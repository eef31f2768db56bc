"""What each engine can do with a tab, and what a person does with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

ENTER = "\ue007"  # as WebDriver writes it

# The one thing that is called so: by its label or its text, or by the first words of its label.
FIND = """(name) => {
  const spoken = (element) => {
    const source = (element.labels?.[0] ?? element).cloneNode(true);
    source.querySelectorAll("[aria-hidden]").forEach((hidden) => hidden.remove());
    return source.textContent.replace(/\\s+/g, " ").trim();
  };
  const named = [...document.querySelectorAll("[aria-label], button, input")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const label = element.getAttribute("aria-label") ?? spoken(element);
      return label === name || label.startsWith(`${name}, `);
    });
  return named[0];
}"""
# Waits for ten seconds at most, a frame at a time, until something is so.
UNTIL = """(look) => new Promise((resolve) => {
  const end = performance.now() + 10_000;
  const frame = () => {
    const seen = look();
    if (seen || performance.now() > end) resolve(seen);
    else requestAnimationFrame(frame);
  };
  frame();
})"""
# The middle of something, once it rests there and nothing lies over it. Of an edge it is the middle
# of its number, since edges cross.
REACH = f"""(name) => {{
  let before = "";
  return ({UNTIL})(() => {{
    const found = ({FIND})(name);
    if (!found || found.matches(":disabled, [aria-disabled=true]")) return null;
    found.scrollIntoView({{ block: "center", behavior: "instant" }});
    const face = found.querySelector(".box") ?? found;
    const {{ left, top, width, height }} = face.getBoundingClientRect();
    const at = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const rests = String(at) === before;
    before = String(at);
    return rests && found.contains(document.elementFromPoint(...at)) ? at : null;
  }});
}}"""
# That an observer of sizes is called a frame later is no fault, though engines tell it as one.
LISTEN = """() => {
  globalThis.complaints = [];
  const note = (text) => globalThis.complaints.push(text);
  addEventListener("error", (event) => {
    if (!event.message.startsWith("ResizeObserver loop")) note(`page error: ${event.message}`);
  });
  addEventListener("unhandledrejection", (event) => note(`page error: ${event.reason}`));
  addEventListener("securitypolicyviolation", (event) => note(`refused: ${event.blockedURI}`));
}"""
SIDEWAYS = """() => {
  const { scrollWidth } = document.documentElement;
  const wider = [...document.querySelectorAll("body *")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right
      > innerWidth + 1);
  return scrollWidth > innerWidth ? [scrollWidth, ...wider.map((element) => element.id)] : [];
}"""

BOX = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom, innerWidth, innerHeight];
}"""
ACROSS = f"""(selector) => {{
  const [left, top, right, bottom, width, height] = ({BOX})(selector);
  return left >= 0 && left < 30 && right > width - 30 && right <= width
    && top >= 0 && top < bottom && bottom <= height;
}}"""


class Tab(Protocol):
    """A tab of one engine."""

    complaints: list[str]  # of the engine itself, as far as it tells

    def open(self, url: str) -> None: ...

    def reload(self) -> None: ...

    def resize(self, width: int, height: int) -> None:
        """Gives the page this size."""

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """What a function in the page returns, or its promise."""

    def click(self, x: int, y: int) -> None: ...

    def type(self, text: str) -> None:
        """Presses the keys of a text, one after the other."""

    def picture(self) -> bytes:
        """The page as a PNG."""


class OpenTab(Protocol):
    """Starts an engine, with one tab."""

    def __call__(self) -> AbstractContextManager[Tab]: ...


def presses(x: int, y: int) -> list[dict[str, Any]]:
    """WebDriver's actions for a press of the mouse."""
    return [
        {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [
                {"type": "pointerMove", "x": x, "y": y},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        }
    ]


def keys(text: str) -> list[dict[str, Any]]:
    """WebDriver's actions for the keys of a text."""

    def strokes() -> Iterator[dict[str, str]]:
        for key in text:
            yield {"type": "keyDown", "value": key}
            yield {"type": "keyUp", "value": key}

    return [{"type": "key", "id": "keyboard", "actions": list(strokes())}]


def as_text(function: str) -> str:
    """The function, with a text of JSON for its arguments and another for what it returns."""
    return f"async (text) => JSON.stringify(await ({function})(...JSON.parse(text)) ?? null)"


class Visitor:
    """A person at a tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def open(self, url: str) -> None:
        self.tab.open(url)
        self._arrive()

    def reload(self) -> None:
        self.expect_no_complaint()
        self.tab.reload()
        self._arrive()

    def press(self, name: str, times: int = 1) -> None:
        """Presses what is called so."""
        for _ in range(times):
            at = self.tab.evaluate(REACH, name)
            assert at, f"{name!r} cannot be pressed"
            self.tab.click(*at)

    def fill(self, name: str, text: str) -> None:
        """Types into a field, over what is there, and Enter."""
        self.press(name)
        self.tab.evaluate(f"(name) => ({FIND})(name).select()", name)
        self.tab.type(text + ENTER)

    def expect_text(self, selector: str, text: str) -> None:
        """Waits until a part of the page has this text in it."""
        read = "document.querySelector(selector)?.textContent.includes(text)"
        seen = self.tab.evaluate(f"(selector, text) => ({UNTIL})(() => {read})", selector, text)
        assert seen, f"{self.text(selector)!r} has no {text!r}"

    def expect_named(self, start: str) -> None:
        """Waits until something in the diagram has a name that begins so."""
        read = "document.querySelector(`#diagram [aria-label^='${start}']`) !== null"
        assert self.tab.evaluate(f"(start) => ({UNTIL})(() => {read})", start), f"no {start!r}"

    def expect_no_complaint(self) -> None:
        complaints = [*self.tab.complaints, *self.tab.evaluate("() => globalThis.complaints")]
        assert not complaints, complaints

    def expect_nothing_sideways(self) -> None:
        wide = self.tab.evaluate(SIDEWAYS)
        assert not wide, wide

    def text(self, selector: str) -> str | None:
        text: str | None = self.tab.evaluate(
            "(selector) => document.querySelector(selector)?.textContent", selector
        )
        return text

    def expect_across(self, selector: str) -> None:
        """Waits until a part of the page is in view, as wide as the window but for a margin."""
        box = self.tab.evaluate(f"(selector) => ({UNTIL})(() => ({ACROSS})(selector))", selector)
        assert box, f"{selector} is not across: {self.tab.evaluate(BOX, selector)}"

    def _arrive(self) -> None:
        self.tab.evaluate(LISTEN)
        self.expect_text("#status", "Loss")
