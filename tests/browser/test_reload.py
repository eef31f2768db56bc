"""What a reload keeps, and what happens to unreadable storage.

That every number is kept is proven in ``tests/js/persistence.test.js``.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Ask, OpenBrowser
from tests.browser.expected import LOSS, assert_shows, opened
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


def test_a_reload_keeps_the_view(explorer: Explorer) -> None:
    page = explorer.page
    explorer.part("w1").click()
    page.get_by_role("tab", name="Matrices", exact=True).click()
    explorer.open_panel("Lab")
    page.get_by_role("tab", name="Histories", exact=True).click()
    page.get_by_role("button", name="Deltas", exact=True).click()
    page.get_by_role("tab", name="Loss along a parameter", exact=True).click()
    page.get_by_label("To either side").select_option("± 1")
    explorer.reload()
    for tab in ("Lab", "Loss along a parameter"):
        expect(page.get_by_role("tab", name=tab, exact=True)).to_have_attribute(
            "aria-selected", "true"
        )
    expect(page.get_by_label("To either side")).to_have_value("1")
    parameter = page.get_by_role("combobox", name="Parameter", exact=True)
    expect(parameter).to_have_value("w1")
    page.get_by_role("tab", name="Histories", exact=True).click()
    expect(page.get_by_role("button", name="Deltas", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("tab", name="Explain", exact=True).click()
    expect(page.get_by_role("tab", name="Matrices", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_reload_in_the_middle_of_a_run_keeps_its_progress(explorer: Explorer, ask: Ask) -> None:
    explorer.run(100_000)
    expect(explorer.page.locator("#iteration")).not_to_have_text("0")
    explorer.page.reload()
    expect(explorer.progress).to_be_hidden()
    expect(explorer.status).to_contain_text(", input. Loss")
    at = explorer.stored()["frame"]["iteration"]
    assert at > 0
    explorer.expect_at(at, 0)
    assert_shows(explorer, opened(ask, ask("reset")["experiment"], at), 0, known=LOSS)


def test_unreadable_storage_is_dropped_with_a_note(explorer: Explorer) -> None:
    """Every kind of damage has its test in ``tests/js/persistence.test.js``."""
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
def test_the_page_works_without_storage(open_browser: OpenBrowser, storage: str) -> None:
    explorer = open_browser(visit=False)
    explorer.page.add_init_script(storage)
    explorer.open()
    explorer.press("Next iteration")
    explorer.press("Next phase")
    explorer.expect_at(1, 1)
    explorer.in_menu("Dark").click()
    expect(explorer.page.locator("html")).to_have_attribute("data-theme", "dark")
