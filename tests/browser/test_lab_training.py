"""What training does: the sweep over learning rates, and the histories of all numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenExplorer, Scheme
from tests.browser.explorer import NUMBER, Explorer, number
from tests.browser.lab import Lab, experiment_on_screen, sent
from tests.browser.test_looks import problems

SWEEP = "Learning-rate sweep"
HISTORIES = "Histories"
SENTENCE = re.compile(r"Of ([\d,]+) rates, (\S+) ends lowest: loss (.+) after ([\d,]+) steps?")


def press_sweep(lab: Lab, **fields: str) -> dict[str, Any]:
    """Presses Sweep and returns the request of the page."""
    for name, value in fields.items():
        lab.field(name.replace("_", " ").capitalize()).fill(value)
    with lab.page.expect_request("**/api/sweep") as asked:
        lab.button("Sweep").click()
    return sent(asked.value.post_data)


def sentence(lab: Lab) -> Locator:
    return lab.panel.locator("#sweep-sentence")


def with_identity(explorer: Explorer) -> None:
    """A network with identity activations, whose numbers grow without bounds."""
    for name in ("Hidden activation", "Output activation"):
        explorer.setting(name).select_option("identity")
    expect(explorer.status).to_contain_text("Iteration 0")


def test_nothing_is_requested_until_sweep_is_pressed(explorer: Explorer, guard: Guard) -> None:
    Lab(explorer, SWEEP)
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
    assert guard.calls == []


def test_the_sweep_names_the_best_rate_of_the_api(explorer: Explorer, ask: Ask) -> None:
    lab = Lab(explorer, SWEEP)
    body = press_sweep(lab, number_of_rates="21", steps="50")
    assert [body["rates"][0], body["rates"][-1]] == [0.01, 100]
    factors = [b / a for a, b in zip(body["rates"], body["rates"][1:], strict=False)]
    assert factors == pytest.approx([10 ** (4 / 20)] * 20, rel=1e-4)
    answer = ask("sweep", **body)
    best = answer["best"]
    expect(sentence(lab)).to_have_text(SENTENCE)
    found = SENTENCE.search(sentence(lab).inner_text())
    assert found
    assert [number(text) for text in found.groups()] == [
        21,
        float(f"{answer['rates'][best]:.6g}"),
        float(f"{answer['losses'][best][-1]:.6g}"),
        50,
    ]
    picture = lab.panel.get_by_role("img", name=re.compile("Loss over 21 rates from 0.01 to 100"))
    expect(picture).to_be_visible()
    rate = lab.panel.get_by_role("slider", name="Rate to look at")
    for index in (0, 20, best):
        rate.fill(str(index))
        first, last = (f"{answer['losses'][index][at]:.6g}" for at in (0, -1))
        assert number(first) == pytest.approx(explorer_loss(explorer))
        words = lab.panel.locator("#sweep-picked").inner_text()
        said = [number(text) for text in NUMBER.findall(words)]
        expected = [answer["rates"][index], float(first), float(last)]
        assert said == pytest.approx(expected, rel=1e-5)


def explorer_loss(explorer: Explorer) -> float:
    return float(f"{explorer.stored()['frame']['pass']['loss']:.6g}")


def test_a_rate_can_be_picked_by_click_or_arrow_keys_and_used(
    explorer: Explorer,
) -> None:
    lab = Lab(explorer, SWEEP)
    body = press_sweep(lab, lowest_rate="0.1", highest_rate="10", number_of_rates="5", steps="20")
    slider = lab.panel.get_by_role("slider", name="Rate to look at")
    expect(slider).to_be_visible()
    for picture in lab.panel.locator(".plane").all():
        for column in (0, 3):
            picture.locator(".frame").scroll_into_view_if_needed()
            box = picture.locator(".frame").bounding_box()
            assert box
            x, y = box["width"] * (column + 0.4) / 5, box["height"] / 2
            explorer.page.mouse.move(box["x"] + x, box["y"] + y)
            explorer.page.mouse.down()
            explorer.page.mouse.up()
            expect(slider).to_have_value(str(column))
            expect(lab.panel.locator("#sweep-readout")).to_contain_text(
                f"Rate {body['rates'][column]:.6g}, iteration "
            )
    slider.press("ArrowLeft")
    expect(slider).to_have_value("2")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"Rate 1: the loss falls from"))
    explorer.expect_at(0, 0)
    lab.button("Use rate 1").click()
    expect(explorer.rate).to_have_value("1")
    expect(lab.panel).to_contain_text("the rate set, 1")


def test_rates_that_diverge_are_marked_and_hatched(explorer: Explorer, ask: Ask) -> None:
    # Where there is less room, signs that are close stand for one another.
    explorer.page.set_viewport_size({"width": 1920, "height": 1080})
    with_identity(explorer)
    lab = Lab(explorer, SWEEP)
    body = press_sweep(lab, number_of_rates="9", steps="2000")
    answer = ask("sweep", **body)
    diverging = answer["verdicts"].count("diverges")
    assert 0 < diverging < 9
    expect(sentence(lab)).to_contain_text(f"{diverging} diverge")
    for picture in lab.panel.locator(".plane").all():
        expect(picture.locator(".signs .diverges")).to_have_count(diverging)
    hatched = lab.panel.locator(".hatch").get_attribute("d") or ""
    assert hatched.count("M") == diverging
    slider = lab.panel.get_by_role("slider", name="Rate to look at")
    slider.fill("8")
    at = next(one["iteration"] for one in answer["diverged_at"] if one["rate_index"] == 8)
    expect(lab.panel.locator("#sweep-picked")).to_contain_text(f"diverges at iteration {at:,}")


def test_if_all_rates_diverge_the_sweep_says_so(explorer: Explorer) -> None:
    with_identity(explorer)
    lab = Lab(explorer, SWEEP)
    press_sweep(lab, lowest_rate="50", highest_rate="100", number_of_rates="3", steps="2000")
    expect(sentence(lab)).to_have_text("All 3 rates diverge.")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("Lowest rate", "0", "above 0"),
        ("Highest rate", "0.001", "above the lowest"),
        ("Number of rates", "1001", "2 to 1,000"),
        ("Number of rates", "", "2 to 1,000"),
        ("Steps", "1.5", "1 to 10,000"),
    ],
)
def test_a_field_says_what_is_allowed(
    explorer: Explorer, guard: Guard, field: str, value: str, said: str
) -> None:
    lab = Lab(explorer, SWEEP)
    lab.field(field).fill(value)
    lab.field(field).press("Enter")
    expect(lab.panel.get_by_role("alert").filter(has_text=said)).to_be_visible()
    expect(lab.field(field)).to_have_attribute("aria-invalid", "true")
    expect(lab.field(field)).to_have_accessible_description(re.compile(said))
    assert guard.calls == []


def test_a_refusal_or_a_missing_answer_is_reported_and_can_be_retried(
    explorer: Explorer, guard: Guard
) -> None:
    guard.provoke("/api/sweep")
    explorer.page.route("**/api/sweep", lambda route: route.abort())
    lab = Lab(explorer, SWEEP)
    press_sweep(lab, number_of_rates="5", steps="5")
    expect(lab.problem).to_be_visible()
    explorer.page.unroute("**/api/sweep")
    lab.retry.click()
    expect(lab.problem).to_be_hidden()
    expect(sentence(lab)).to_have_text(SENTENCE)
    explorer.choose_example("xor")
    expect(explorer.page.locator("#examples tr")).to_have_count(4)
    lab = Lab(explorer, SWEEP)
    press_sweep(lab, number_of_rates="1000", steps="10000")
    expect(lab.panel.get_by_role("alert").filter(has_text="at most")).to_be_visible()
    # It would be refused again.
    expect(lab.retry).to_be_hidden()


def picture(lab: Lab, quantity: str) -> Locator:
    return lab.panel.locator(f'[data-history="{quantity}"]')


def open_histories(explorer: Explorer, last: int) -> Lab:
    lab = Lab(explorer, HISTORIES)
    expect_last(lab, last)
    return lab


def expect_last(lab: Lab, last: int) -> None:
    said = "Iteration 0 is all there is so far" if last == 0 else f"Iterations 0 to {last:,},"
    expect(lab.panel.locator("#histories-sentence")).to_contain_text(said, timeout=30_000)


def said_of(lab: Lab, quantity: str) -> tuple[str, list[float]]:
    """The words of a history without its numbers, and the numbers."""
    label = picture(lab, quantity).get_attribute("aria-label") or ""
    course = label.partition(": ")[2]
    return NUMBER.sub("#", course), [number(text) for text in NUMBER.findall(course)]


def test_every_number_has_a_history_that_agrees_with_the_api(explorer: Explorer, ask: Ask) -> None:
    explorer.run(150)
    explorer.expect_at(150, 0)
    lab = open_histories(explorer, 150)
    values = ask("history", steps=150)["values"]
    assert lab.panel.locator("[data-history]").count() == len(values) - 1 == 20
    for quantity, course in values.items():
        if quantity == "loss":
            continue
        words, numbers = said_of(lab, quantity)
        constant = len(set(course)) == 1
        expected = course[:1] if constant else [course[0], course[-1], min(course), max(course)]
        assert words == ("# in all of them" if constant else "from # to #, lowest #, highest #")
        assert numbers == pytest.approx(expected, rel=1e-8), quantity


def test_histories_grow_with_steps_and_runs_and_shrink_on_undo(
    explorer: Explorer,
) -> None:
    lab = open_histories(explorer, 0)
    explorer.press("Next iteration", times=2)
    expect_last(lab, 2)
    assert (picture(lab, "w5").locator(".line").get_attribute("d") or "").count("L") == 2
    explorer.run(12_000)
    explorer.expect_at(12_002, 0, timeout=60_000)
    expect_last(lab, 12_002)
    points = picture(lab, "w5").locator(".line").get_attribute("d") or ""
    assert 100 < points.count("L") < 400
    explorer.travel(100)
    explorer.expect_at(100, 0)
    explorer.set_rate(5)
    expect_last(lab, 100)
    explorer.run(50)
    explorer.expect_at(150, 0)
    expect_last(lab, 150)
    now = experiment_on_screen(explorer)["network"]["weights"][1][0][0]
    _, (first, last, *_) = said_of(lab, "w5")
    assert [first, last] == pytest.approx([0.4, now], rel=1e-8)
    explorer.press("Reset")
    expect_last(lab, 0)


def test_pointing_reads_all_numbers_of_that_iteration_and_clicking_travels_there(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.run(100)
    explorer.expect_at(100, 0)
    lab = open_histories(explorer, 100)
    drawing = picture(lab, "w5").locator("svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box
    # A click is at a whole pixel.
    explorer.page.mouse.move(round(box["x"] + 0.4 * box["width"]), round(box["y"] + 20))
    readout = lab.panel.locator("#histories-readout")
    expect(readout).to_have_text(re.compile("Numbers of iteration (39|40|41)$"))
    at = int(number(readout.inner_text()))
    expect(explorer.part("w5")).to_have_attribute("data-lit", "")
    values = ask("history", steps=100, points=101)["values"]
    for quantity in ("w5", "b.h1", "a.o1", "delta.h2"):
        shown = number(picture(lab, quantity).locator(".value").inner_text())
        assert shown == pytest.approx(values[quantity][at], rel=1e-3)
    explorer.page.mouse.down()
    explorer.page.mouse.up()
    explorer.expect_at(at, 0)
    explorer.page.mouse.move(0, 0)
    expect(readout).to_contain_text(f"iteration {at}, on screen")


def test_the_histories_can_be_read_and_travelled_by_keyboard(explorer: Explorer) -> None:
    explorer.run(10)
    explorer.expect_at(10, 0)
    lab = open_histories(explorer, 10)
    assert lab.panel.locator("[data-history][tabindex='0']").count() == 1
    picture(lab, "w1").focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowDown"):
        explorer.page.keyboard.press(key)
    expect(picture(lab, "w2")).to_be_focused()
    said = lab.panel.locator("#histories-readout")
    expect(said).to_contain_text(re.compile(r"Numbers of iteration 7: w2 0\.\d+"))
    explorer.expect_at(10, 0)
    explorer.page.keyboard.press("Enter")
    explorer.expect_at(7, 0)
    explorer.page.keyboard.press("ArrowUp")
    explorer.page.keyboard.press("ArrowUp")
    expect(picture(lab, "delta.o2")).to_be_focused()


def test_a_group_of_histories_can_be_shown_alone(explorer: Explorer) -> None:
    lab = open_histories(explorer, 0)
    for group, count in {"Weights": 8, "Biases": 4, "Activations": 4, "Deltas": 4}.items():
        lab.button(group).click()
        expect(lab.button(group)).to_have_attribute("aria-pressed", "true")
        expect(lab.panel.locator("[data-history]:visible")).to_have_count(count)
        expect(lab.panel.locator("[data-history][tabindex='0']:visible")).to_have_count(1)
    lab.button("All").click()
    expect(lab.panel.locator("[data-history]:visible")).to_have_count(20)


def test_histories_are_those_of_the_example_on_the_diagram(explorer: Explorer, ask: Ask) -> None:
    explorer.choose_example("xor")
    expect(explorer.page.locator("#examples tr")).to_have_count(4)
    explorer.run(20)
    explorer.expect_at(20, 0)
    lab = open_histories(explorer, 20)
    start = explorer.stored()["changed"][0]
    for example in (0, 3):
        rows = explorer.open_panel("Experiment").locator("#examples").get_by_role("button")
        rows.filter(has_text=str(example + 1)).click()
        explorer.open_panel("Lab")
        expect(lab.panel.locator("#histories-sentence")).to_contain_text(f"example {example + 1}.")
        course = ask("history", experiment=start, steps=20, example=example)["values"]["a.h1"]
        words = re.compile(f"{course[-1]:.6g}"[:7])
        expect(picture(lab, "a.h1")).to_have_attribute("aria-label", words)


def test_missing_histories_are_reported_and_can_be_retried(
    explorer: Explorer, guard: Guard
) -> None:
    guard.provoke("/api/history")
    explorer.page.route("**/api/history", lambda route: route.abort())
    lab = Lab(explorer, HISTORIES)
    expect(lab.problem).to_be_visible()
    asked = len(guard.calls)
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
    assert len(guard.calls) == asked
    explorer.page.unroute("**/api/history")
    lab.retry.click()
    expect(lab.problem).to_be_hidden()
    expect_last(lab, 0)


def test_nothing_is_requested_while_the_tab_is_closed(explorer: Explorer, guard: Guard) -> None:
    open_histories(explorer, 0)
    Lab(explorer, SWEEP)
    asked = guard.calls.count("/api/history")
    explorer.run(30)
    explorer.expect_at(30, 0)
    assert guard.calls.count("/api/history") == asked


@in_each_look
def test_axe_finds_nothing(open_explorer: OpenExplorer, scheme: Scheme, width: int) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    explorer.run(50)
    explorer.expect_at(50, 0)
    open_histories(explorer, 50)
    assert violations(explorer) == []
    assert problems(explorer) == []
    lab = Lab(explorer, SWEEP)
    press_sweep(lab, number_of_rates="9", steps="20")
    expect(sentence(lab)).to_have_text(SENTENCE)
    assert violations(explorer) == []
    assert problems(explorer) == []
