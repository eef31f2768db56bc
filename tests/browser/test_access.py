"""Accessibility, checked by axe and by hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Guard, OpenExplorer, Scheme
from tests.browser.explorer import EDGES, PHASES, UPDATE, Explorer


@in_each_look
def test_axe_finds_nothing(open_explorer: OpenExplorer, scheme: Scheme, width: int) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.store("garbage")
    explorer.open()
    explorer.expect_curve(1)
    expect(explorer.notice).to_be_visible()
    found = {"with a note": violations(explorer)}
    for phase in (0, 5, 8, UPDATE):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        found[PHASES[phase]] = violations(explorer)
    explorer.set_rate("-1")
    expect(explorer.rate).to_have_attribute("aria-invalid", "true")
    found["with an invalid field"] = violations(explorer)
    explorer.in_menu("Keys").click()
    expect(explorer.page.get_by_role("dialog")).to_be_visible()
    found["with the dialog"] = violations(explorer)
    assert {state: what for state, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_problem_and_a_run(
    open_explorer: OpenExplorer, guard: Guard, scheme: Scheme
) -> None:
    guard.provoke("/api/step")
    explorer = open_for_axe(open_explorer, scheme, 1440)
    explorer.open()
    explorer.page.route("**/api/step", lambda route: route.abort())
    explorer.press("Next iteration")
    expect(explorer.notice).to_be_visible()
    assert violations(explorer) == []
    explorer.page.unroute("**/api/step")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    explorer.page.route("**/api/step", hold)
    explorer.press("Run")
    expect(explorer.progress).to_be_visible()
    assert violations(explorer) == []
    explorer.press("Stop")
    held[-1].abort()


def test_the_controls_have_the_names_that_people_rely_on(explorer: Explorer) -> None:
    for name in (
        *("Reset", "Previous phase", "Next phase", "Previous iteration", "Next iteration"),
        *("Play", "Run", "Stop"),
    ):
        expect(explorer.button(name)).to_have_count(1)
    for field in (explorer.rate, explorer.to_run, explorer.go_to):
        expect(field).to_have_count(1)
    expect(explorer.rate).to_have_value("0.5")
    expect(explorer.to_run).to_have_value("10000")
    explorer.press("Play")
    expect(explorer.button("Pause")).to_have_count(1)
    expect(explorer.button("Play")).to_have_count(0)


def test_each_phase_is_a_button_and_the_current_one_is_marked(explorer: Explorer) -> None:
    phases = explorer.page.get_by_role("list", name="Phases of the iteration")
    expect(phases.get_by_role("button")).to_have_count(len(PHASES))
    for phase in range(len(PHASES)):
        explorer.go_to_phase(phase)
        expect(phases.locator("[aria-current=step]")).to_have_accessible_name(PHASES[phase])


def test_each_phase_is_said_in_one_sentence(explorer: Explorer) -> None:
    expect(explorer.status).to_have_count(1)
    for phase, name in enumerate(PHASES):
        explorer.go_to_phase(phase)
        loss = "0.298371109 to 0.291027774" if phase == UPDATE else "0.298371109"
        expect(explorer.status).to_have_text(f"Iteration 0, {name.lower()}. Loss {loss}")


def test_every_edge_can_be_focused_and_says_its_value(explorer: Explorer) -> None:
    for edge in EDGES:
        part = explorer.part(edge)
        part.focus()
        expect(part).to_be_focused()
        expect(part).to_have_accessible_name(re.compile(rf"{edge}, [ih][12] to [ho][12], 0\.\d+$"))
    explorer.go_to_phase(UPDATE)
    expect(explorer.part("w5")).to_have_accessible_name(re.compile(r"w5, h1 to o1, 0\.35891648\b"))


def test_a_problem_interrupts_and_a_note_waits(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    explorer.page.route("**/api/step", lambda route: route.abort())
    explorer.press("Next iteration")
    alert = explorer.page.get_by_role("alert").filter(has_text="The server does not answer")
    expect(alert).to_be_visible()
    expect(alert.get_by_role("button", name="Retry")).to_be_visible()


def test_a_run_is_not_announced_frame_by_frame(explorer: Explorer) -> None:
    explorer.page.evaluate(
        """() => { window.said = 0; new MutationObserver(() => said++)
          .observe(document.querySelector("#status"), { subtree: true, childList: true }); }"""
    )
    explorer.run(10_000)
    explorer.expect_at(10_000, 0, timeout=60_000)
    said = explorer.page.evaluate("() => window.said")
    assert 1 <= said <= 15


def test_the_page_has_one_heading_landmarks_and_a_language(explorer: Explorer) -> None:
    page = explorer.page
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Backprop Explorer"))
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title(re.compile("Backprop Explorer"))


def test_the_network_is_visible_in_forced_colours(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(forced_colors="active")
    explorer.go_to_phase(7)
    expect(explorer.part("w5").locator(".second")).to_be_visible()
