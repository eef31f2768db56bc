"""An address carries the run and the place in it. A damaged one is reported."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenBrowser, OpenExplorer, Scheme
from tests.browser.expected import assert_shows, opened
from tests.browser.explorer import Explorer

Carried = dict[str, Any]

FRESH = "Iteration 0, input. Loss 0.298371109"


def shared(explorer: Explorer) -> str:
    """The address that the dialog shows."""
    explorer.press("Share")
    field = explorer.page.get_by_role("textbox", name="Address")
    expect(field).to_have_value(re.compile("#run="))
    address = field.input_value()
    explorer.press("Close")
    return address


def unpacked(address: str) -> Carried:
    """The content of an address."""
    text = address.partition("#run=")[2]
    carried: Carried = json.loads(
        zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), wbits=-15)
    )
    return carried


def packed(content: bytes) -> str:
    """Bytes as the fragment of an address."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = compressor.compress(content) + compressor.flush()
    return "#run=" + base64.urlsafe_b64encode(deflated).decode().rstrip("=")


def in_another_browser(open_explorer: OpenExplorer, address: str) -> Explorer:
    """The page at an address, in another person's browser."""
    explorer = open_explorer(visit=False, reduced_motion="reduce")
    explorer.page.goto(address)
    return explorer


def expect_dropped(page: Page) -> None:
    """Waits until the address is empty."""
    expect(page).to_have_url(re.compile(r"^[^#]*$"))


def test_an_address_opens_the_run_in_the_middle_with_its_changed_rate(
    explorer: Explorer, open_explorer: OpenExplorer, ask: Ask
) -> None:
    start = ask("reset")["experiment"]
    changed = ask("step", steps=40)["experiment"] | {"learning_rate": 4.0}
    explorer.run(40)
    explorer.expect_at(40, 0)
    explorer.set_rate(4)
    expect(explorer.rate).to_have_value("4")
    explorer.run(60)
    explorer.expect_at(100, 0)
    explorer.travel(70)
    explorer.expect_at(70, 0)
    explorer.go_to_phase(7)
    explorer.set_notation("article")
    address = shared(explorer)

    assert address.startswith(explorer.url)
    carried = unpacked(address)
    assert carried["changed"] == [start, changed]
    assert (carried["iteration"], carried["known"], carried["phase"]) == (70, 101, 7)

    other = in_another_browser(open_explorer, address)
    other.expect_at(70, 7)
    other.expect_curve(101)
    expect_dropped(other.page)
    expect(other.notice).to_be_hidden()
    expect(other.rate).to_have_value("4")
    other.expect_read(explorer.read())
    for iteration, experiment in ((40, changed), (39, start), (100, changed)):
        other.travel(iteration)
        other.expect_at(iteration, 7)
        assert_shows(other, opened(ask, experiment, iteration), 7)
    other.reload()
    other.expect_at(100, 7)


def test_an_address_carries_what_is_selected(
    explorer: Explorer, open_explorer: OpenExplorer
) -> None:
    explorer.page.locator("#loss").click()
    address = shared(explorer)
    assert unpacked(address)["selected"] == "loss"
    other = in_another_browser(open_explorer, address)
    expect(other.page.locator("#panel-explain")).to_contain_text("0.298371109")


def test_an_address_can_be_opened_on_an_open_page_and_undone(explorer: Explorer) -> None:
    explorer.run(10)
    explorer.expect_at(10, 0)
    address = shared(explorer)
    explorer.press("Next iteration")
    explorer.expect_at(11, 0)
    explorer.page.evaluate("(hash) => { location.hash = hash; }", f"#{address.partition('#')[2]}")
    explorer.expect_at(10, 0)
    expect_dropped(explorer.page)
    explorer.press("Undo")
    explorer.expect_at(11, 0)


def test_an_address_and_a_step_of_the_derivation_do_not_interfere(explorer: Explorer) -> None:
    address = shared(explorer)
    explorer.press("Next phase")
    explorer.open_panel("Learn")
    expect(explorer.page).to_have_url(re.compile("#learn/loss$"))
    explorer.page.evaluate("(hash) => { location.hash = hash; }", f"#{address.partition('#')[2]}")
    explorer.expect_at(0, 0)
    expect_dropped(explorer.page)
    explorer.open_panel("Learn")
    expect(explorer.page).to_have_url(re.compile("#learn/loss$"))


def carried() -> Carried:
    """The content of the address of a fresh page."""
    network = {
        "weights": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        "biases": [[0.35, 0.35], [0.60, 0.60]],
        "activations": ["sigmoid", "sigmoid"],
    }
    experiment = {
        "network": network,
        "loss": "half_squared_error",
        "examples": {"inputs": [[0.05, 0.10]], "targets": [[0.01, 0.99]]},
        "learning_rate": 0.5,
        "train_biases": False,
        "iteration": 0,
    }
    place = {"known": 1, "iteration": 0, "phase": 0, "preset": "", "seed": -1, "example": 0}
    return {
        "version": 1,
        "changed": [experiment],
        **place,
        "selected": "",
        "notation": "short",
    }


def test_a_damaged_address_says_so_and_opens_the_example(open_explorer: OpenExplorer) -> None:
    """Every kind of damage has its test in ``tests/js/address.test.js``."""
    explorer = open_explorer(visit=False, reduced_motion="reduce")
    explorer.page.goto(f"{explorer.url}/{packed(json.dumps(carried()).encode())[:-20]}")
    expect(explorer.message).to_contain_text("This link is damaged")
    expect(explorer.status).to_have_text(FRESH)
    expect_dropped(explorer.page)
    explorer.press("Next iteration")
    expect(explorer.status).to_have_text("Iteration 1, input. Loss 0.291027774")
    expect(explorer.notice).to_be_hidden()


def test_a_link_to_a_long_run_shows_its_progress_and_can_be_stopped(explorer: Explorer) -> None:
    held: list[Route] = []

    def hold_the_fourth(route: Route) -> None:
        held.append(route)
        if len(held) != 4:
            route.continue_()

    explorer.page.route("**/api/step", hold_the_fourth)
    fragment = packed(json.dumps(carried() | {"known": 90_001, "iteration": 80_000}).encode())
    explorer.page.evaluate("(hash) => { location.hash = hash; }", fragment)
    expect(explorer.page.get_by_text(re.compile("Opening: [0-9,]+ of 80,000"))).to_be_visible()
    expect(explorer.progress).to_be_visible()
    explorer.press("Stop")
    expect(explorer.message).to_have_text("The opening was stopped. Nothing has changed.")
    expect(explorer.progress).to_be_hidden()
    explorer.expect_at(0, 0)


def test_a_link_to_a_run_that_is_too_long_says_so(explorer: Explorer, guard: Guard) -> None:
    fragment = packed(json.dumps(carried() | {"known": 10_000_001}).encode())
    explorer.page.evaluate("(hash) => { location.hash = hash; }", fragment)
    expect(explorer.message).to_contain_text("10,000,000 iterations, and at most 100,000")
    assert guard.calls == []


def test_a_link_can_be_retried_after_the_server_was_away(explorer: Explorer, guard: Guard) -> None:
    explorer.run(5)
    explorer.expect_at(5, 0)
    address = shared(explorer)
    explorer.press("Reset")
    explorer.expect_at(0, 0)
    guard.provoke("/api/step")
    explorer.page.route("**/api/step", lambda route: route.abort())
    explorer.page.evaluate("(hash) => { location.hash = hash; }", f"#{address.partition('#')[2]}")
    expect(explorer.message).to_contain_text("The server does not answer")
    explorer.page.unroute("**/api/step")
    explorer.press("Retry")
    explorer.expect_at(5, 0)


def test_the_dialog_shows_a_qr_code_and_copies_the_address(
    open_browser: OpenBrowser, guard: Guard
) -> None:
    explorer = open_browser(permissions=["clipboard-read", "clipboard-write"])
    explorer.press("Share")
    code = explorer.page.get_by_role("img", name="QR code of the address")
    expect(code).to_be_visible()
    assert code.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    assert "/api/qr" in guard.calls
    explorer.press("Copy")
    expect(explorer.page.get_by_text("Copied.")).to_be_visible()
    address = explorer.page.get_by_role("textbox", name="Address").input_value()
    assert explorer.page.evaluate("() => navigator.clipboard.readText()") == address


def test_without_a_clipboard_the_address_is_copied_the_old_way(
    explorer: Explorer,
) -> None:
    explorer.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    explorer.press("Share")
    explorer.press("Copy")
    expect(explorer.page.get_by_text("Copied.")).to_be_visible()


def test_an_address_too_long_for_a_qr_code_still_works(
    open_explorer: OpenExplorer, guard: Guard
) -> None:
    guard.provoke("/api/qr")
    value = carried()
    # Numbers that do not compress.
    value["changed"][0]["examples"] = {
        "inputs": [[(k * 0.618034) % 1, (k * 0.754878) % 1] for k in range(150)],
        "targets": [[(k * 0.324718) % 1, (k * 0.220744) % 1] for k in range(150)],
    }
    explorer = open_explorer(visit=False, reduced_motion="reduce")
    explorer.page.goto(f"{explorer.url}/{packed(json.dumps(value).encode())}")
    explorer.open_panel("Experiment")
    expect(explorer.page.get_by_text("m = 150")).to_be_visible()
    explorer.press("Share")
    expect(
        explorer.page.get_by_role("alert").filter(has_text="too long for a QR code")
    ).to_be_visible()
    expect(explorer.page.get_by_role("img", name="QR code of the address")).to_be_hidden()
    address = explorer.page.get_by_role("textbox", name="Address").input_value()
    other = in_another_browser(open_explorer, address)
    expect_dropped(other.page)
    other.open_panel("Experiment")
    expect(other.page.get_by_text("m = 150")).to_be_visible()
    expect(other.notice).to_be_hidden()
    # The address is of a version that could not freeze anything.
    assert other.stored()["changed"] == [{**value["changed"][0], "frozen": []}]


@in_each_look
def test_axe_finds_nothing_in_the_dialogs(
    open_explorer: OpenExplorer, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    for name in ("Share", "Export"):
        explorer.press(name)
        dialog = explorer.page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        if name == "Share":
            expect(dialog.get_by_role("img")).to_be_visible()
        assert violations(explorer) == [], name
        box = dialog.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        explorer.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(explorer.button(name)).to_be_focused()
