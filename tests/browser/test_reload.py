"""What a reload keeps, and what becomes of a memory that cannot be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Ask, OpenExplorer
from tests.browser.expected import assert_shows, opened
from tests.browser.explorer import Explorer


def test_a_reload_keeps_the_place_the_numbers_and_the_settings(explorer: Explorer) -> None:
    explorer.go_to_phase(7)
    explorer.run(321)
    explorer.expect_at(321, 7)
    explorer.button("Log").click()
    explorer.page.get_by_label("Speed").select_option("3 phases a second")
    expect(explorer.button("Log")).to_have_attribute("aria-pressed", "true")
    before = explorer.read()
    explorer.reload()
    explorer.expect_at(321, 7)
    assert explorer.read() == before
    explorer.expect_curve(322)
    expect(explorer.to_run).to_have_value("321")
    expect(explorer.button("Log")).to_have_attribute("aria-pressed", "true")
    expect(explorer.page.locator("#speed option:checked")).to_have_text("3 phases a second")
    expect(explorer.notice).to_be_hidden()


def test_after_a_reload_one_steps_back_to_the_same_digits(explorer: Explorer, ask: Ask) -> None:
    explorer.run(250)
    explorer.expect_at(250, 0)
    explorer.reload()
    explorer.press("Previous iteration")
    explorer.expect_at(249, 0)
    expected = opened(ask, ask("reset")["experiment"], 249)
    assert_shows(explorer, expected, 0)
    assert explorer.stored()["frame"]["pass"] == expected.opened
    explorer.travel(3)
    explorer.expect_at(3, 0)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], 3), 0)


def test_a_reload_keeps_a_changed_rate_and_what_was_before_it(explorer: Explorer, ask: Ask) -> None:
    start = ask("reset")["experiment"]
    changed = ask("step", steps=40)["experiment"] | {"learning_rate": 4.0}
    explorer.run(40)
    explorer.expect_at(40, 0)
    explorer.set_rate(4)
    explorer.run(60)
    explorer.expect_at(100, 0)
    explorer.reload()
    explorer.expect_at(100, 0)
    explorer.expect_curve(101)
    expect(explorer.rate).to_have_value("4")
    assert_shows(explorer, opened(ask, changed, 100), 0)
    for iteration, experiment in ((99, changed), (40, changed), (39, start), (0, start)):
        explorer.travel(iteration)
        explorer.expect_at(iteration, 0)
        assert_shows(explorer, opened(ask, experiment, iteration), 0)
        expect(explorer.rate).to_have_value(f"{experiment['learning_rate']:g}")
    explorer.travel(100)
    explorer.expect_at(100, 0)
    assert_shows(explorer, opened(ask, changed, 100), 0)


def test_a_reload_in_an_earlier_iteration_keeps_the_later_ones(explorer: Explorer) -> None:
    explorer.run(10_000)
    explorer.expect_at(10_000, 0, timeout=60_000)
    explorer.travel(20)
    explorer.expect_at(20, 0)
    explorer.reload()
    explorer.expect_at(20, 0)
    explorer.expect_curve(10_001)
    explorer.travel(10_000)
    expect(explorer.status).to_have_text("Iteration 10000, input. Loss 0.0000351018778")


def test_a_reload_at_once_after_a_reload_forgets_nothing(explorer: Explorer) -> None:
    explorer.run(5_000)
    explorer.expect_at(5_000, 0, timeout=60_000)
    explorer.travel(10)
    explorer.expect_at(10, 0)
    explorer.reload()
    explorer.press("Next iteration")
    explorer.expect_at(11, 0)
    explorer.reload()
    explorer.expect_at(11, 0)
    explorer.expect_curve(5_001)


def test_a_reload_in_the_middle_of_a_run_keeps_how_far_it_was(explorer: Explorer, ask: Ask) -> None:
    explorer.run(100_000)
    expect(explorer.page.locator("#iteration")).not_to_have_text("0")
    explorer.page.reload()
    expect(explorer.progress).to_be_hidden()
    expect(explorer.status).to_contain_text(", input. Loss")
    at = explorer.stored()["frame"]["iteration"]
    assert at > 0
    explorer.expect_at(at, 0)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], at), 0)


def test_a_reset_is_kept_too(explorer: Explorer) -> None:
    explorer.run(10)
    explorer.expect_at(10, 0)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    explorer.reload()
    explorer.expect_at(0, 0)
    explorer.expect_curve(1)


def test_another_tab_of_the_same_browser_begins_where_this_one_is(explorer: Explorer) -> None:
    explorer.run(10)
    explorer.expect_at(10, 0)
    tab = Explorer(explorer.page.context.new_page(), explorer.url).open()
    tab.expect_at(10, 0)


def test_a_memory_that_cannot_be_read_is_dropped_with_a_note(explorer: Explorer) -> None:
    """Everything that can spoil it has its test in ``tests/js/persistence.test.js``."""
    explorer.store("not JSON")
    explorer.open()
    expect(explorer.notice).to_be_visible()
    expect(explorer.message).to_contain_text("could not be read")
    expect(explorer.status).to_have_text("Iteration 0, input. Loss 0.298371109")
    explorer.press("Next iteration")
    expect(explorer.status).to_have_text("Iteration 1, input. Loss 0.291027774")
    expect(explorer.notice).to_be_hidden()
    explorer.reload()
    explorer.expect_at(1, 0)
    expect(explorer.notice).to_be_hidden()


def test_the_note_can_be_dismissed(explorer: Explorer) -> None:
    explorer.store("garbage")
    explorer.open()
    expect(explorer.button("Retry")).to_be_hidden()
    explorer.press("Dismiss")
    expect(explorer.notice).to_be_hidden()


FORBID_STORAGE = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""

FULL_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize("storage", [FORBID_STORAGE, FULL_STORAGE], ids=["forbidden", "full"])
def test_the_page_works_where_nothing_can_be_stored(
    open_explorer: OpenExplorer, storage: str
) -> None:
    explorer = open_explorer(visit=False)
    explorer.page.add_init_script(storage)
    explorer.open()
    explorer.press("Next iteration")
    explorer.press("Next phase")
    explorer.expect_at(1, 1)
    explorer.button("Dark").click()
    expect(explorer.page.locator("html")).to_have_attribute("data-theme", "dark")
