"""Messages about failures, and the ways to continue."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.conftest import Ask, Guard, OpenExplorer
from tests.browser.expected import LOSS, assert_shows, opened
from tests.browser.explorer import PHASES, UPDATE, Explorer, number

SENTENCE = re.compile(r"[A-Z].+\.")


def away(route: Route) -> None:
    route.abort("connectionrefused")


def test_a_failed_step_is_reported_and_retry_takes_it(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    """The messages of other failures are in ``tests/js/api.test.js``."""
    guard.provoke("/api/step")
    explorer.press("Next phase", times=2)
    explorer.expect_at(0, 2)
    before = explorer.read()
    explorer.page.route("**/api/step", away)
    explorer.press("Next iteration")
    expect(explorer.notice).to_be_visible()
    expect(explorer.message).to_have_text(SENTENCE)
    assert "JSON" not in explorer.message.inner_text()
    assert explorer.read() == before
    # What is known already needs no server.
    explorer.press("Retry")
    expect(explorer.notice).to_be_visible()
    assert explorer.read() == before
    explorer.page.unroute("**/api/step")
    explorer.press("Retry")
    explorer.expect_at(1, 2)
    expect(explorer.notice).to_be_hidden()
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], 1), 2, known=LOSS)


def test_a_run_that_fails_in_the_middle_keeps_its_iterations_and_retry_finishes_it(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    guard.provoke("/api/step")
    asked: list[Route] = []

    def five_and_no_more(route: Route) -> None:
        asked.append(route)
        route.continue_() if len(asked) <= 5 else route.abort("connectionrefused")

    explorer.page.route("**/api/step", five_and_no_more)
    explorer.run(1_200)
    expect(explorer.notice).to_be_visible()
    expect(explorer.message).to_have_text(SENTENCE)
    expect(explorer.progress).to_be_hidden()
    expect(explorer.button("Stop")).to_be_disabled()
    explorer.expect_at(500, 0)
    start = ask("reset")["experiment"]
    assert_shows(explorer, opened(ask, start, 500), 0, known=LOSS)
    explorer.expect_curve(501)
    explorer.page.unroute("**/api/step")
    explorer.press("Retry")
    explorer.expect_at(1_200, 0)
    expect(explorer.notice).to_be_hidden()
    assert_shows(explorer, opened(ask, start, 1_200), 0, known=LOSS)
    explorer.expect_curve(1_201)


def test_a_learning_rate_that_fails_is_retried(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    explorer.page.route("**/api/step", away)
    explorer.set_rate(0.9)
    expect(explorer.notice).to_be_visible()
    expect(explorer.rate).to_have_value("0.5")
    explorer.page.unroute("**/api/step")
    explorer.press("Retry")
    expect(explorer.rate).to_have_value("0.9")
    expect(explorer.notice).to_be_hidden()
    assert explorer.stored()["frame"]["experiment"]["learning_rate"] == 0.9


def test_known_iterations_are_available_while_the_server_is_away(
    explorer: Explorer, guard: Guard
) -> None:
    guard.provoke("/api/step")
    explorer.press("Next iteration", times=4)
    explorer.expect_at(4, 0)
    explorer.page.route("**/api/step", away)
    for _ in range(4):
        explorer.press("Previous iteration")
    explorer.expect_at(0, 0)
    for phase in range(1, len(PHASES)):
        explorer.press("Next phase")
        explorer.expect_at(0, phase)
    expect(explorer.notice).to_be_hidden()


def test_play_pauses_when_the_server_is_away(open_explorer: OpenExplorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    explorer = open_explorer()
    explorer.page.route("**/api/step", away)
    explorer.page.get_by_label("Speed").select_option("20 iterations a second")
    explorer.press("Play")
    expect(explorer.notice).to_be_visible()
    expect(explorer.button("Play")).to_be_visible()


def test_a_reload_without_the_api_shows_the_last_place(explorer: Explorer, guard: Guard) -> None:
    """The page is there, from the browser's cache or a proxy's, but the API is not."""
    guard.provoke("/api/step")
    explorer.run(50)
    explorer.expect_at(50, 0)
    before = explorer.read()
    explorer.page.route("**/api/step", away)
    explorer.reload()
    explorer.expect_at(50, 0)
    assert explorer.read() == before
    expect(explorer.notice).to_be_visible()
    expect(explorer.message).to_have_text(SENTENCE)
    explorer.page.unroute("**/api/step")
    explorer.press("Retry")
    expect(explorer.notice).to_be_hidden()
    explorer.expect_curve(51)
    explorer.travel(7)
    explorer.expect_at(7, 0)


def test_the_diagram_with_all_its_numbers_needs_neither_the_api_nor_plotly(
    open_explorer: OpenExplorer, guard: Guard, ask: Ask
) -> None:
    guard.provoke("/api/")
    explorer = open_explorer(visit=False, reduced_motion="reduce")
    explorer.page.route("**/api/**", away)
    asked: list[str] = []
    explorer.page.on("request", lambda request: asked.append(request.url))
    explorer.open()
    expected = opened(ask, ask("reset")["experiment"], 0)
    for phase in range(len(PHASES)):
        explorer.go_to_phase(phase)
        explorer.expect_at(0, phase)
        assert_shows(explorer, expected, phase)
    explorer.expect_curve(1)
    assert not any("/assets/plotly" in url for url in asked)
    explorer.page.unroute("**/api/**")
    explorer.press("Next iteration")
    explorer.expect_at(1, UPDATE)
    explorer.reload()
    explorer.expect_at(1, UPDATE)


def test_an_invalid_learning_rate_is_answered_with_what_is_allowed(explorer: Explorer) -> None:
    allowed = "A number, 0 or more, such as"
    problem = explorer.page.get_by_role("alert").filter(has_text=allowed)
    before = 0.5
    for iteration, rate in enumerate(["-1", "-0.001", "", "1e999"], start=1):
        explorer.set_rate(rate)
        expect(problem).to_be_visible()
        expect(explorer.rate).to_have_attribute("aria-invalid", "true")
        expect(explorer.rate).to_have_accessible_description(re.compile(allowed))
        explorer.press("Next iteration")
        explorer.expect_at(iteration, 0)
        assert explorer.stored()["frame"]["experiment"]["learning_rate"] == before
        before /= 2
        explorer.set_rate(before)
        expect(explorer.rate).to_have_attribute("aria-invalid", "false")
        expect(problem).to_be_hidden()


def test_an_invalid_number_of_iterations_runs_nothing_and_names_the_limits(
    explorer: Explorer, guard: Guard
) -> None:
    problem = explorer.page.get_by_role("alert").filter(has_text="1 to 100,000")
    for tried, count in enumerate(["0", "-3", "2.5", "100001", "", "1e6"]):
        asked = guard.calls.count("/api/step")
        explorer.to_run.fill(count)
        explorer.press("Run")
        expect(problem).to_be_visible()
        expect(explorer.to_run).to_have_attribute("aria-invalid", "true")
        expect(explorer.to_run).to_have_accessible_description(re.compile("1 to 100,000"))
        assert guard.calls.count("/api/step") == asked
        explorer.run(5)
        explorer.expect_at(5 * tried + 5, 0)
        expect(problem).to_be_hidden()
        expect(explorer.progress).to_be_hidden()


def test_an_invalid_iteration_to_go_to_names_the_limits(explorer: Explorer) -> None:
    explorer.run(5)
    explorer.expect_at(5, 0)
    for valid, iteration in enumerate(["-1", "6", "1.5", "1e9"]):
        explorer.go_to.fill(iteration)
        explorer.go_to.press("Enter")
        expect(explorer.go_to).to_have_attribute("aria-invalid", "true")
        expect(explorer.go_to).to_have_accessible_description(re.compile(r"0 to 5"))
        explorer.travel(valid)
        explorer.expect_at(valid, 0)
        expect(explorer.go_to).to_have_attribute("aria-invalid", "false")


def test_every_numeric_learning_rate_can_be_used_for_a_step(explorer: Explorer) -> None:
    for rate in ("1e308", "1e-308", "0", "1000"):
        explorer.press("Reset")
        explorer.set_rate(rate)
        expect(explorer.rate).to_have_value(rate)
        explorer.press("Next iteration", times=2)
        explorer.expect_at(2, 0)
        expect(explorer.notice).to_be_hidden()


def with_identity(ask: Ask, rate: float) -> dict[str, Any]:
    """The storage of an experiment whose numbers grow without bounds."""
    experiment = ask("reset")["experiment"]
    experiment["network"]["activations"] = ["identity", "identity"]
    experiment["learning_rate"] = rate
    answer = ask("step", experiment=experiment, detailed=True)
    frame = {
        "iteration": 0,
        "experiment": experiment,
        "pass": answer["passes"][0],
        "outputLosses": answer["details"]["output_losses"],
        "sums": answer["details"]["sums"],
        "means": answer["details"]["means"],
        "next": answer["experiment"],
        "nextLoss": answer["forward"]["loss"],
    }
    return {"changed": [experiment], "frame": frame, "known": 1, "phase": 0}


def test_a_diverging_run_goes_as_far_as_it_can_and_names_the_iteration(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    guard.provoke("/api/step")
    explorer.press("Next phase")
    explorer.expect_at(0, 1)
    saved = explorer.stored() | with_identity(ask, rate=100.0)
    explorer.store(json.dumps(saved))
    explorer.open()
    explorer.run(1_000)
    expect(explorer.notice).to_be_visible()
    expect(explorer.message).to_have_text(re.compile(r"[A-Z].*diverge.*iteration \d+.*\.", re.I))
    expect(explorer.progress).to_be_hidden()
    expect(explorer.button("Retry")).to_be_hidden()
    last = int(number(explorer.status.inner_text()))
    named = number(explorer.message.inner_text())
    assert 0 < last <= named <= last + 2
    expected = opened(ask, saved["changed"][0], last)
    assert_shows(explorer, expected, 0, known=LOSS)
    # Back from there is as it was, and a smaller rate goes on.
    explorer.press("Previous iteration")
    explorer.expect_at(last - 1, 0)
    expect(explorer.notice).to_be_hidden()
    explorer.travel(0)
    explorer.set_rate(0.1)
    explorer.run(100)
    explorer.expect_at(100, 0)
    expect(explorer.notice).to_be_hidden()


def test_a_problem_disappears_after_the_next_success(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    explorer.page.route("**/api/step", away)
    explorer.press("Next iteration")
    expect(explorer.notice).to_be_visible()
    explorer.press("Next phase")
    expect(explorer.notice).to_be_hidden()


def test_two_clicks_on_retry_take_one_step(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/step")
    explorer.page.route("**/api/step", away)
    explorer.press("Next iteration")
    expect(explorer.button("Retry")).to_be_visible()
    explorer.page.unroute("**/api/step")
    explorer.button("Retry").dblclick()
    explorer.expect_at(1, 0)
    explorer.press("Next phase")
    explorer.expect_at(1, 1)
