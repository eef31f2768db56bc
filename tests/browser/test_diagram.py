"""The diagram: what it draws, how it moves, and that all of it can be read and pressed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser, OpenExplorer
from tests.browser.explorer import BIASES, EDGES, MINUS, NEURONS, OUTPUTS, PHASES, UPDATE, Explorer

# The contrast of each text with what it stands on: the card, or the well of a bias. A colour is
# read as a canvas paints it, whatever it is written as.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const card = getComputedStyle(document.querySelector(".explorer")).backgroundColor;
  const opacity = (element) => element.id === "diagram" ? 1
    : Number(getComputedStyle(element).opacity) * opacity(element.parentElement);
  return [...document.querySelectorAll("#diagram text, #diagram tspan")]
    .filter((text) => text.checkVisibility({ visibilityProperty: true }))
    .filter((text) => [...text.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((text) => {
      const disc = text.matches(".one") ? text.parentElement.querySelector(".disc") : null;
      const ground = disc ? getComputedStyle(disc).fill : card;
      return { text: text.textContent, opacity: opacity(text),
               contrast: contrast(getComputedStyle(text).fill, ground) };
    });
}"""


def test_every_number_of_every_phase_can_be_read_in_both_themes(explorer: Explorer) -> None:
    dimmed = 0
    for theme in ("light", "dark"):
        explorer.page.emulate_media(color_scheme=theme)
        expect(explorer.page.locator("html")).to_have_attribute("data-theme", theme)
        explorer.page.mouse.move(0, 0)
        for phase in range(len(PHASES)):
            explorer.go_to_phase(phase)
            explorer.expect_at(0, phase)
            measured = explorer.page.evaluate(CONTRASTS)
            assert len(measured) > 20
            poor = [one for one in measured if one["contrast"] < 4.5 or one["opacity"] < 1]
            assert poor == [], (theme, PHASES[phase])
            dimmed += len({round(one["contrast"], 3) for one in measured}) > 2
    assert dimmed > len(PHASES)


SIZES = """() => {
  const scale = document.querySelector("#diagram").getScreenCTM().a;
  return [...document.querySelectorAll("#diagram text, #diagram tspan")]
    .filter((text) => text.checkVisibility({ visibilityProperty: true }) && text.textContent.trim())
    .map((text) => [Number.parseFloat(getComputedStyle(text).fontSize) * scale, text.textContent])
    .sort(([one], [other]) => one - other)[0];
}"""


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [(1280, 600, 11), (1366, 641, 11), (1024, 768, 11), (390, 844, 11), (1920, 950, 18)],
)
def test_no_number_is_too_small(explorer: Explorer, width: int, height: int, least: float) -> None:
    explorer.page.set_viewport_size({"width": width, "height": height})
    for phase in (0, 5, 8, UPDATE):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        size, text = explorer.page.evaluate(SIZES)
        assert size >= least, (text, PHASES[phase])
    board, diagram = (explorer.page.locator(part).bounding_box() for part in ("#board", "#diagram"))
    assert board
    assert diagram
    box = explorer.page.locator("#diagram").evaluate(
        "(svg) => svg.viewBox.baseVal.width / svg.viewBox.baseVal.height"
    )
    assert box == pytest.approx(diagram["width"] / diagram["height"], rel=0.01)


def shown(explorer: Explorer, part: str) -> str:
    """All that a part shows, in a line."""
    return " ".join(explorer.read()["diagram"][part])


def test_what_is_added_up_and_multiplied_is_drawn(explorer: Explorer) -> None:
    explorer.go_to_phase(5)
    explorer.expect_at(0, 5)
    assert shown(explorer, "Loss") == "E₁ + E₂ = E 0.2984"
    explorer.go_to_phase(7)
    explorer.expect_at(0, 7)
    assert shown(explorer, "w5") == "w₅0.4000 ∂E/∂w₅ +0.08217 ▼"
    explorer.go_to_phase(8)
    explorer.expect_at(0, 8)
    assert shown(explorer, "w5") == "w₅0.4000 δ·w₅ ◀ +0.05540"
    assert shown(explorer, "w7") == f"w₇0.5000 δ·w₇ ◀ {MINUS}0.01905"
    assert f"0.05540 {MINUS} 0.01905 = 0.03635" in shown(explorer, "h1")
    explorer.go_to_phase(UPDATE)
    explorer.expect_at(0, UPDATE)
    assert shown(explorer, "w5") == f"w₅0.4 →0.3589 ▼ {MINUS}0.5 × 0.08217"
    explorer.set_notation("general")
    explorer.go_to_phase(7)
    expect(explorer.part("w5").locator(".symbol")).to_have_text("∇²₁₁ ")


def test_one_code_tells_every_sign(explorer: Explorer) -> None:
    ink = "(text) => getComputedStyle(text).fill"
    for phase in (7, 8):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        signs: dict[bool, set[str]] = {True: set(), False: set()}
        for edge in ("w5", "w6", "w7", "w8"):
            change = explorer.part(edge).locator(".change")
            negative = MINUS in (change.text_content() or "")
            signs[negative].add(change.evaluate(ink))
        for neuron in ("o1", "o2"):
            badge = explorer.part(neuron).locator(".badge text")
            signs[MINUS in (badge.text_content() or "")].add(badge.evaluate(ink))
        assert [len(inks) for inks in signs.values()] == [1, 1]
        assert signs[True].isdisjoint(signs[False])


WIDTHS = """([part, selector]) => {
  const text = document.querySelector(`#diagram [data-part="${part}"] ${selector}`);
  const natural = text.cloneNode(true);
  natural.removeAttribute("textLength");
  text.after(natural);
  const widths = [text, natural].map((one) => one.getComputedTextLength());
  natural.remove();
  return widths;
}"""


@pytest.mark.parametrize("moving", [False, True])
def test_a_number_is_drawn_as_wide_as_it_is_after_a_longer_one(
    open_explorer: OpenExplorer, moving: bool
) -> None:
    explorer = open_explorer(reduced_motion="no-preference" if moving else "reduce")
    value = explorer.part("i1").locator(".value")
    for text, read in ((f"{MINUS}12.34567", f"{MINUS}12.3457"), ("0", "0"), ("1e-300", None)):
        explorer.part("i1").focus()
        explorer.page.keyboard.type(text.replace(MINUS, "-"))
        explorer.page.keyboard.press("Enter")
        if read:
            expect(value).to_have_text(read)
        else:
            expect(value).to_contain_text("10")
        drawn, natural = explorer.page.evaluate(WIDTHS, ["i1", ".value"])
        room = 80
        assert drawn == pytest.approx(min(natural, room), abs=1), text


def test_parts_have_the_role_of_what_can_be_done_with_them(explorer: Explorer) -> None:
    explorer.go_to_phase(5)
    explorer.expect_at(0, 5)
    roles = {
        part: explorer.part(part).get_attribute("role")
        for part in (*EDGES, *NEURONS, *OUTPUTS, *BIASES)
    }
    given = {*EDGES, "i1", "i2", *OUTPUTS, *BIASES}
    assert roles == {part: "spinbutton" if part in given else "img" for part in roles}
    w5 = explorer.page.get_by_role("spinbutton", name="w5, h1 to o1, 0.4", exact=True)
    expect(w5).to_have_attribute("aria-valuenow", "0.4")
    w5.press("ArrowUp")
    expect(explorer.part("w5")).to_have_attribute("aria-valuenow", "0.41")
    explorer.part("Loss").press("Enter")
    expect(explorer.part("Loss")).to_have_attribute("data-selected", "true")


# What moves a phase after it was pressed: for each number on its way, how far it goes to the right.
MOVES = """(presses) => new Promise((resolve) => {
  const root = document.querySelector("#diagram");
  const drawn = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const numbers = (place) => Number.parseFloat(place.translate);
  (async () => {
    for (let press = 0; press < presses; press++) {
      document.querySelector("#next-phase").click();
      await drawn();
    }
    const moving = root.getAnimations({ subtree: true })
      .filter((one) => one instanceof Animation && !(one instanceof CSSTransition));
    const effects = (kind) => moving.map(({ effect }) => effect)
      .filter(({ target }) => target.matches(kind));
    const carried = effects(".token").map((effect) => {
      const [first, last] = effect.getKeyframes();
      return numbers(last) - numbers(first);
    });
    const down = ({ translate }) => Number.parseFloat(translate.split(" ")[1]);
    const nudged = Object.fromEntries(effects(".chip").map((effect) =>
      [effect.target.closest(".edge").dataset.part, down(effect.getKeyframes()[1])]));
    const longest = Math.max(0, ...moving.map(({ effect }) => effect.getComputedTiming().endTime));
    await Promise.allSettled(moving.map(({ finished }) => finished));
    await drawn();
    const seen = [...root.querySelectorAll(".token")]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }));
    const left = root.getAnimations({ subtree: true }).length + seen.length;
    resolve({ moving: moving.length, carried, nudged, longest, left });
  })();
})"""


def test_numbers_move_the_way_they_are_computed_and_then_nothing_moves(
    open_explorer: OpenExplorer,
) -> None:
    explorer = open_explorer(reduced_motion="no-preference")
    explorer.expect_curve(1)
    for phase in range(1, len(PHASES)):
        # Somebody who reads a phase presses again long after it has moved.
        explorer.page.wait_for_timeout(400)
        told: dict[str, Any] = explorer.page.evaluate(MOVES, 1)
        explorer.expect_at(0, phase)
        assert 0 < told["longest"] < 400, PHASES[phase]
        assert told["left"] == 0, PHASES[phase]
        if phase in (1, 3):
            assert len(told["carried"]) == 4
            assert min(told["carried"]) > 0
        elif phase in (7, 8, 9):
            assert len(told["carried"]) == 4
            assert max(told["carried"]) < 0
        else:
            assert told["carried"] == []
    ways = {edge: explorer.part(edge).get_attribute("data-moves") for edge in EDGES}
    assert {edge: "down" if by > 0 else "up" for edge, by in told["nudged"].items()} == ways


def test_pressing_fast_shows_the_result_at_once(
    open_explorer: OpenExplorer, explorer: Explorer
) -> None:
    fast = open_explorer(reduced_motion="no-preference")
    fast.expect_curve(1)
    told = fast.page.evaluate(MOVES, 4)
    assert (told["moving"], told["left"]) == (0, 0)
    fast.expect_at(0, 4)
    explorer.go_to_phase(4)
    explorer.expect_at(0, 4)
    assert fast.read()["diagram"] == explorer.read()["diagram"]


def test_on_a_phone_what_is_pressed_is_as_large_as_a_thumb_needs(open_browser: OpenBrowser) -> None:
    explorer = open_browser(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    explorer.go_to_phase(5)
    explorer.expect_at(0, 5)
    sizes = explorer.page.evaluate(
        """() => [...document.querySelector("#diagram").querySelectorAll(
             ".neuron, .output, .bias > g, .chip, .total")]
           .map((part) => { const { width, height } = part.getBoundingClientRect();
             return [part.textContent, Math.min(width, height)]; })"""
    )
    assert len(sizes) == 6 + 2 + 2 + 8 + 1
    assert [one for one in sizes if one[1] < 28] == []


def test_the_wheel_scrolls_and_changes_no_number(explorer: Explorer) -> None:
    explorer.page.set_viewport_size({"width": 700, "height": 500})
    for field in (explorer.rate, explorer.to_run):
        field.focus()
        value = field.input_value()
        field.hover()
        before = explorer.page.evaluate("() => scrollY")
        explorer.page.mouse.wheel(0, 30)
        explorer.page.mouse.wheel(0, 30)
        expect(field).to_have_value(value)
        explorer.page.evaluate("() => new Promise(requestAnimationFrame)")
        assert explorer.page.evaluate("() => scrollY") >= before
    said = explorer.said()
    explorer.part("w5").focus()
    explorer.part("w5").locator(".chip").hover()
    explorer.page.mouse.wheel(0, 50)
    assert explorer.said() == said


def test_forced_colours_keep_the_phase_and_the_button_to_press(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(forced_colors="active")
    explorer.go_to_phase(3)
    explorer.expect_at(0, 3)
    ground = "(button) => getComputedStyle(button).backgroundColor"
    others = {
        explorer.phase_button(phase).evaluate(ground) for phase in range(len(PHASES)) if phase != 3
    }
    assert explorer.phase_button(3).evaluate(ground) not in others
    primary = explorer.button("Next phase").evaluate(ground)
    assert primary != explorer.button("Reset").evaluate(ground)
