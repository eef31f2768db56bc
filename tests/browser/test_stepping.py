"""Stepping: phase by phase, iteration by iteration, forwards and backwards."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Ask, Guard, OpenExplorer
from tests.browser.expected import LOSS, assert_shows, opened
from tests.browser.explorer import BIASES, EDGES, PHASES, UPDATE, Explorer

PUBLISHED = Path("core/published/published_figures.json")

# Where on the page each of the article's figures is: the phase from which it is known, the part
# and what its accessible name calls it.
PLACES = {
    "net_h1": (1, "h1", "net input"),
    "out_h1": (2, "h1", "activation"),
    "out_h2": (2, "h2", "activation"),
    "net_o1": (3, "o1", "net input"),
    "out_o1": (4, "o1", "activation"),
    "out_o2": (4, "o2", "activation"),
    "E_o1": (5, "y1", "share of the loss"),
    "E_o2": (5, "y2", "share of the loss"),
    "delta_o1": (6, "o1", "delta"),
    "dE_dw5": (7, "w5", "gradient"),
    "dE_dw1": (9, "w1", "gradient"),
    **{f"{edge}_1": (10, edge, "value") for edge in EDGES},
}
ENDS = {
    "w1": "i1 to h1",
    "w2": "i2 to h1",
    "w3": "i1 to h2",
    "w4": "i2 to h2",
    "w5": "h1 to o1",
    "w6": "h2 to o1",
    "w7": "h1 to o2",
    "w8": "h2 to o2",
}


def printed_figures() -> dict[str, str]:
    figures = json.loads(PUBLISHED.read_text())["figures"]
    return {figure["id"]: figure["printed"] for figure in figures if figure["reproduced"]}


def agrees_with_print(value: float, printed: str) -> bool:
    """Whether the page's nine digits and the article's agree, as far as both go."""
    ours, theirs = Decimal(str(value)), Decimal(printed)
    coarser = max(ours, theirs, key=lambda digits: digits.as_tuple().exponent)
    return ours.quantize(coarser) == theirs.quantize(coarser)


def test_the_first_visit_shows_iteration_0_before_any_request(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    explorer.expect_curve(1)
    expect(explorer.status).to_have_text("Iteration 0, input. Loss 0.298371109")
    experiment = ask("reset")["experiment"]
    assert_shows(explorer, opened(ask, experiment, 0), 0)
    assert guard.calls == []


def test_pressing_only_the_main_button_walks_through_the_iteration(
    explorer: Explorer,
) -> None:
    for phase in range(1, len(PHASES)):
        explorer.page.locator("#controls button.primary").click()
        explorer.expect_at(0, phase)


def test_the_first_iteration_agrees_with_the_article_phase_by_phase(explorer: Explorer) -> None:
    printed = printed_figures()
    checked = set()
    for phase in range(len(PHASES)):
        explorer.expect_at(0, phase)
        said = explorer.said()
        for figure, (known_from, part, words) in PLACES.items():
            if phase == known_from:
                value = said[part][words]
                assert agrees_with_print(value, printed[figure]), f"{figure} is {value}"
                checked.add(figure)
            elif phase < known_from and words != "value":
                assert words not in said[part], f"{words} of {part} in {PHASES[phase]}"
        explorer.press("Next phase")
    assert checked == set(PLACES)
    # The total is the loss that the status says until the update.
    explorer.press("Previous iteration")
    explorer.go_to_phase(5)
    expect(explorer.status).to_have_text(f"Iteration 0, loss. Loss {printed['E_total_0']}")


def test_every_reproduced_figure_that_the_page_can_show_has_a_place() -> None:
    # These stand between the numbers of the diagram: factors of the chain rule, and a percentage.
    between = {
        "E_total_0",
        "dE_dout_o1",
        "dout_dnet_o1",
        "dEo1_douth1",
        "dE_douth1",
        "douth1_dneth1",
        "error_decrease",
    }
    assert set(printed_figures()) == set(PLACES) | between


@pytest.mark.parametrize("iteration", [0, 1, 137])
def test_every_number_in_every_phase_agrees_with_the_api(
    explorer: Explorer, ask: Ask, iteration: int
) -> None:
    if iteration:
        explorer.run(iteration)
        explorer.expect_at(iteration, 0)
    expected = opened(ask, ask("reset")["experiment"], iteration)
    # The first phase last: a run ends in it, with more to see.
    for phase in (*range(1, len(PHASES)), 0):
        explorer.go_to_phase(phase)
        explorer.expect_at(iteration, phase)
        assert_shows(explorer, expected, phase)


def test_gliding_numbers_arrive_at_the_same_digits(
    open_explorer: OpenExplorer, explorer: Explorer
) -> None:
    gliding = open_explorer()
    for page in (gliding, explorer):
        page.press("Next iteration")
        page.go_to_phase(UPDATE)
        page.expect_at(1, UPDATE)
    for part, texts in explorer.read()["diagram"].items():
        expect(gliding.part(part).locator("text:visible")).to_have_text(texts)


def test_a_phase_hides_numbers_not_known_yet(explorer: Explorer) -> None:
    hidden = explorer.page.locator
    checks = {
        1: explorer.part("h1").locator(".net"),
        2: explorer.part("h1").locator(".value"),
        3: explorer.part("o2").locator(".net"),
        4: explorer.part("o2").locator(".value"),
        5: explorer.part("y1").locator(".share"),
        6: explorer.part("o1").locator(".badge text"),
        7: explorer.part("w5").locator(".second"),
        8: explorer.part("h2").locator(".badge text"),
        9: explorer.part("w1").locator(".second"),
    }
    for phase in range(len(PHASES)):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        for known_from, text in checks.items():
            if phase < known_from:
                expect(text).to_be_hidden()
            else:
                expect(text).to_be_visible()
    expect(hidden("#phases [aria-current=step]")).to_have_count(1)


def test_a_phase_dims_inactive_edges(explorer: Explorer) -> None:
    explorer.go_to_phase(3)
    for edge in EDGES:
        playing = edge in ("w5", "w6", "w7", "w8")
        line, value = explorer.edge_line(edge), explorer.part(edge).locator(".value")
        opacity = line.evaluate("(line) => Number(getComputedStyle(line).opacity)")
        assert (opacity > 0.5) == playing, edge
        ink = value.evaluate("(value) => getComputedStyle(value).fill")
        assert (
            ink == explorer.page.evaluate("() => getComputedStyle(document.body).color")
        ) == playing


def test_edges_and_biases_say_what_they_connect(explorer: Explorer) -> None:
    for edge in EDGES:
        name = explorer.part(edge).get_attribute("aria-label") or ""
        assert name.startswith(f"{edge}, {ENDS[edge]}, "), name
    for bias in BIASES:
        name = explorer.part(bias).get_attribute("aria-label") or ""
        assert name.startswith(f"{bias}, bias of "), name


def test_a_gradient_says_which_way_its_weight_will_move(explorer: Explorer) -> None:
    explorer.go_to_phase(7)
    explorer.expect_at(0, 7)
    w5, w7 = explorer.part("w5"), explorer.part("w7")
    expect(w5).to_have_attribute(
        "aria-label", "w5, h1 to o1, 0.4, gradient 0.0821670406, goes down"
    )
    expect(w7).to_have_attribute(
        "aria-label", "w7, h1 to o2, 0.5, gradient \N{MINUS SIGN}0.0226025405, goes up"
    )
    expect(w5.locator(".second")).to_contain_text("+0.08217 ▼")
    expect(w7.locator(".second")).to_contain_text("\N{MINUS SIGN}0.02260 ▲")


def test_the_update_phase_says_the_loss_before_and_after(explorer: Explorer) -> None:
    explorer.go_to_phase(UPDATE)
    expect(explorer.status).to_have_text("Iteration 0, update. Loss 0.298371109 to 0.291027774")


def test_after_update_comes_input_of_the_next_iteration(explorer: Explorer) -> None:
    explorer.go_to_phase(UPDATE)
    explorer.press("Next phase")
    expect(explorer.status).to_have_text("Iteration 1, input. Loss 0.291027774")


def test_before_input_comes_update_of_the_previous_iteration(
    explorer: Explorer,
) -> None:
    explorer.press("Next iteration")
    explorer.press("Previous phase")
    expect(explorer.status).to_have_text("Iteration 0, update. Loss 0.298371109 to 0.291027774")


def test_next_and_previous_iteration_keep_the_phase(explorer: Explorer) -> None:
    explorer.go_to_phase(7)
    explorer.press("Next iteration", times=3)
    explorer.expect_at(3, 7)
    explorer.press("Previous iteration", times=2)
    explorer.expect_at(1, 7)


def test_there_is_nothing_before_the_beginning(explorer: Explorer, guard: Guard) -> None:
    for name in ("Previous phase", "Previous iteration"):
        explorer.press_in_vain(name)
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
    explorer.press_in_vain("Previous iteration")
    explorer.press("Next phase")
    explorer.expect_at(0, 2)
    assert set(guard.calls) <= {"/api/phase"}


def test_stepping_back_shows_the_same_text_as_stepping_forward(explorer: Explorer) -> None:
    seen = []
    for _ in range(25):
        seen.append(explorer.read())
        explorer.press("Next phase")
        expect(explorer.status).not_to_have_text(seen[-1]["status"])
    for before in reversed(seen):
        explorer.press("Previous phase")
        expect(explorer.status).to_have_text(before["status"])
        assert explorer.read() == before


def test_stepping_back_through_a_run_shows_the_same_text_as_stepping_through_it(
    explorer: Explorer,
) -> None:
    explorer.go_to_phase(UPDATE)
    seen = {}
    for iteration in range(5):
        explorer.expect_at(iteration, UPDATE)
        seen[iteration] = explorer.read()
        explorer.press("Next iteration")
    explorer.expect_at(5, UPDATE)
    explorer.run(2_000)
    explorer.expect_at(2_005, UPDATE)
    explorer.press("Previous iteration")
    explorer.expect_at(2_004, UPDATE)
    for iteration in (3, 1, 4, 0, 2):
        explorer.travel(iteration)
        explorer.expect_at(iteration, UPDATE)
        assert explorer.read() == seen[iteration]


def test_reset_goes_back_to_the_beginning(explorer: Explorer) -> None:
    beginning = explorer.read()
    explorer.set_rate(0.9)
    explorer.run(50)
    explorer.expect_at(50, 0)
    explorer.go_to_phase(4)
    explorer.press("Reset")
    expect(explorer.status).to_have_text("Iteration 0, input. Loss 0.298371109")
    assert explorer.read() == beginning
    explorer.expect_curve(1)


def test_many_quick_clicks_all_take_effect_in_order(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer()
    explorer.page.evaluate(
        """() => { for (let i = 0; i < 40; i++) document.querySelector("#next-iteration").click();
                   for (let i = 0; i < 15; i++) document.querySelector("#next-phase").click(); }"""
    )
    explorer.expect_at(41, 4)


def test_a_new_learning_rate_applies_from_here_on_and_stepping_back_over_it_is_exact(
    explorer: Explorer, ask: Ask
) -> None:
    start = ask("reset")["experiment"]
    third = ask("step", experiment=start, steps=3)["experiment"]
    changed = third | {"learning_rate": 2.5}
    explorer.press("Next iteration", times=3)
    explorer.set_rate(2.5)
    expect(explorer.rate).to_have_value("2.5")
    explorer.press("Next iteration", times=2)
    explorer.expect_at(5, 0)
    assert_shows(explorer, opened(ask, changed, 5), 0, known=LOSS)
    forward = explorer.read()
    for iteration, experiment in ((4, changed), (3, changed), (2, start), (1, start), (0, start)):
        explorer.press("Previous iteration")
        explorer.expect_at(iteration, 0)
        assert_shows(explorer, opened(ask, experiment, iteration), 0, known=LOSS)
        expect(explorer.rate).to_have_value(str(experiment["learning_rate"]))
    explorer.press("Next iteration", times=5)
    explorer.expect_at(5, 0)
    assert explorer.read() == forward
    kept = explorer.stored()["frame"]["pass"]
    assert kept == ask("step", experiment=changed, steps=3)["passes"][0]


def test_a_new_learning_rate_drops_the_later_iterations(explorer: Explorer) -> None:
    explorer.run(200)
    explorer.expect_curve(201)
    explorer.travel(100)
    explorer.expect_at(100, 0)
    explorer.set_rate(0.1)
    explorer.expect_curve(101)


def test_a_learning_rate_in_the_update_phase_changes_the_update_at_once(
    explorer: Explorer, ask: Ask
) -> None:
    explorer.go_to_phase(UPDATE)
    explorer.set_rate(0)
    expect(explorer.status).to_have_text("Iteration 0, update. Loss 0.298371109 to 0.298371109")
    experiment = ask("reset")["experiment"] | {"learning_rate": 0}
    assert_shows(explorer, opened(ask, experiment, 0), UPDATE)


def test_a_random_walk_always_agrees_with_the_api(explorer: Explorer, ask: Ask) -> None:
    walk = random.Random(2015)
    changes = [ask("reset")["experiment"]]
    at, phase, known, shown = 0, 0, 1, 0
    for _ in range(30):
        action = walk.choice(
            ["phase", "back", "next", "previous", "travel", "run", "strip", "rate"]
        )
        if action == "phase":
            explorer.press("Next phase")
            at, phase = (at, phase + 1) if phase < UPDATE else (at + 1, 0)
            shown = 0
        elif action == "back" and (at, phase) != (0, 0):
            explorer.press("Previous phase")
            at, phase = (at, phase - 1) if phase > 0 else (at - 1, UPDATE)
            shown = 0
        elif action == "next":
            explorer.press("Next iteration")
            at, shown = at + 1, LOSS
        elif action == "previous" and at > 0:
            explorer.press("Previous iteration")
            at, shown = at - 1, LOSS
        elif action == "travel":
            at, shown = walk.randrange(known), LOSS
            explorer.travel(at)
        elif action == "run":
            count = walk.choice([1, 7, 99, 100, 101, 433])
            explorer.run(count)
            at, shown = at + count, LOSS
        elif action == "strip":
            phase = walk.randrange(len(PHASES))
            explorer.go_to_phase(phase)
            shown = 0
        elif action == "rate" and walk.random() < 0.5:
            here = opened(ask, start_of(changes, at), at)
            rate = walk.choice([0.1, 0.5, 1.0, 3.0])
            explorer.set_rate(rate)
            changes = [change for change in changes if change["iteration"] < at]
            changes.append(
                here.after
                | {"network": here.opened["network"], "iteration": at, "learning_rate": rate}
            )
            known = at + 1
            shown = LOSS if rate != here.after["learning_rate"] else shown
            expect(explorer.rate).to_have_value(f"{rate:g}")
        known = max(known, at + 1)
        explorer.expect_at(at, phase)
        expect(explorer.button("Stop")).to_be_disabled()
        assert_shows(explorer, opened(ask, start_of(changes, at), at), phase, shown)


def start_of(changes: list[dict[str, object]], iteration: int) -> dict[str, object]:
    """The last change at or before an iteration."""
    return [change for change in changes if int(str(change["iteration"])) <= iteration][-1]


def test_two_browsers_do_not_affect_each_other(open_explorer: OpenExplorer) -> None:
    one, other = open_explorer(), open_explorer()
    one.set_rate(0.1)
    one.run(500)
    other.press("Next phase")
    one.expect_at(500, 0)
    other.expect_at(0, 1)
    expect(other.rate).to_have_value("0.5")
    other.reload()
    other.expect_at(0, 1)
    one.reload()
    one.expect_at(500, 0)
