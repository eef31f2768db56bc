"""The run is exported as files, and opened from one."""

from __future__ import annotations

import csv
import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Ask, Guard, OpenExplorer, Scheme
from tests.browser.explorer import Explorer

SVG = "{http://www.w3.org/2000/svg}"

# A drop, as if a file were dragged onto the page from elsewhere.
DROP = """([name, content]) => {
  const files = new DataTransfer();
  files.items.add(new File([content], name, { type: "application/json" }));
  const at = { dataTransfer: files, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("dragover", at));
  if (document.documentElement.dataset.dropping === undefined) throw Error("no invitation");
  document.body.dispatchEvent(new DragEvent("drop", at));
}"""


def dialog(explorer: Explorer) -> Locator:
    """The dialog, opened if necessary."""
    found = explorer.page.get_by_role("dialog", name="Export")
    if not found.is_visible():
        explorer.press("Export")
    expect(found).to_be_visible()
    return found


def download(explorer: Explorer, name: str) -> tuple[str, Path]:
    """The suggested name of a downloaded file, and its path."""
    with explorer.page.expect_download() as found:
        dialog(explorer).get_by_role("button", name=f"Download {name}", exact=True).click()
    return found.value.suggested_filename, found.value.path()


def run_with_a_change(explorer: Explorer) -> None:
    """40 iterations, then 20 at another rate."""
    explorer.run(40)
    explorer.expect_at(40, 0)
    explorer.set_rate(4)
    expect(explorer.rate).to_have_value("4")
    explorer.run(20)
    explorer.expect_at(60, 0)


def losses(ask: Ask) -> list[float]:
    """The losses of `run_with_a_change`."""
    before = ask("step", steps=40)
    changed = before["experiment"] | {"learning_rate": 4.0}
    after: list[float] = ask("step", experiment=changed, steps=20)["losses"]
    return [*before["losses"][:40], *after]


def choose(explorer: Explorer, name: str, content: str) -> None:
    """Opens a file with the dialog."""
    field = dialog(explorer).get_by_label("Open an experiment from a file")
    field.set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(dialog_of(explorer)).to_be_hidden()


def dialog_of(explorer: Explorer) -> Locator:
    return explorer.page.locator("#export")


def drop(explorer: Explorer, name: str, content: str) -> None:
    """Drops a file on the page."""
    explorer.page.evaluate(DROP, [name, content])


@pytest.mark.parametrize("bring", [choose, drop], ids=["chosen", "dropped"])
def test_an_exported_experiment_can_be_opened(
    explorer: Explorer, open_explorer: OpenExplorer, bring: Any
) -> None:
    run_with_a_change(explorer)
    explorer.travel(50)
    explorer.expect_at(50, 0)
    name, path = download(explorer, "JSON")
    assert name == "experiment.json"
    content = path.read_text()
    assert [experiment["learning_rate"] for experiment in json.loads(content)["changed"]] == [
        0.5,
        4.0,
    ]
    dialog(explorer).get_by_role("button", name="Close").click()
    other = open_explorer(reduced_motion="reduce")
    bring(other, name, content)
    other.expect_at(50, 0)
    other.expect_curve(61)
    expect(other.notice).to_be_hidden()
    assert other.read() == explorer.read()


def test_a_file_that_cannot_be_opened_says_why_and_changes_nothing(explorer: Explorer) -> None:
    """The allowed files, and the messages about others, are in ``tests/js/files.test.js``."""
    explorer.run(5)
    explorer.expect_at(5, 0)
    for bring in (choose, drop):
        bring(explorer, f"{bring.__name__}.json", "{")
        expect(explorer.message).to_have_text(
            f"“{bring.__name__}.json” cannot be opened: it is not JSON. Nothing has changed."
        )
    explorer.expect_at(5, 0)


def test_the_history_is_a_table(explorer: Explorer, ask: Ask) -> None:
    run_with_a_change(explorer)
    name, path = download(explorer, "CSV")
    assert name == "history.csv"
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [float(row["loss"]) for row in rows] == losses(ask)


def test_the_numpy_script_runs_on_its_own_and_has_every_digit(explorer: Explorer, ask: Ask) -> None:
    run_with_a_change(explorer)
    name, path = download(explorer, "numpy")
    assert name == "in_numpy.py"
    done = subprocess.run([sys.executable, "-I", path], capture_output=True, text=True, check=True)
    printed = [line.split() for line in done.stdout.splitlines() if line[0].isdigit()]
    assert [float(loss) for _, loss in printed] == losses(ask)


def test_the_pytorch_script_is_python(explorer: Explorer) -> None:
    name, path = download(explorer, "PyTorch")
    assert name == "in_pytorch.py"
    compile(path.read_text(), name, "exec")


def test_the_number_of_exported_iterations_can_be_chosen(explorer: Explorer, guard: Guard) -> None:
    until = dialog(explorer).get_by_role("spinbutton", name="Iterations up to")
    expect(until).to_have_value("10000")
    until.fill("7")
    _, path = download(explorer, "CSV")
    assert len(path.read_text().splitlines()) == 9
    until.fill("-1")
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    alert = explorer.page.get_by_role("alert")
    expect(alert.filter(has_text="A whole number, 0 or more")).to_be_visible()
    guard.provoke("/api/export")
    until.fill("100001")
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    expect(alert.filter(has_text="Got 100001 iterations")).to_be_visible()


def test_the_report_opens_from_the_file_system_without_any_request(
    explorer: Explorer, browser: Browser
) -> None:
    run_with_a_change(explorer)
    name, path = download(explorer, "HTML")
    assert name == "report.html"
    saved = path.rename(path.with_suffix(".html"))
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(saved.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Iterations 0 to 60 of a 2-2-2 network"
    )
    expect(page.locator("#curve .scatterlayer .js-line")).to_be_visible()
    page.locator("#curve .nsewdrag").first.hover()
    expect(page.locator("#curve .hoverlayer")).to_contain_text("iteration")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_diagram_as_svg_looks_the_same_on_its_own(
    open_explorer: OpenExplorer, browser: Browser, scheme: Scheme
) -> None:
    explorer = open_explorer(color_scheme=scheme, reduced_motion="reduce")
    explorer.go_to_phase(7)
    explorer.expect_at(0, 7)
    name, path = download(explorer, "SVG")
    assert name == "network.svg"
    drawn = ElementTree.parse(path).getroot()
    texts = "".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text"))
    for shown in ("0.7514", "0.4000", "+0.08217", "target 0.01"):
        assert shown in texts
    # Nothing is frozen, so of the pins that would say so none is in the picture.
    pins = [circle for circle in drawn.iter(f"{SVG}circle") if circle.attrib.get("r") == "8"]
    assert pins == []
    assert "var(" not in path.read_text()
    assert "class=" not in path.read_text()
    ground = drawn.find(f"{SVG}rect")
    assert ground is not None
    fill = {"light": "rgb(255, 255, 255)", "dark": "rgb(19, 28, 46)"}[scheme]
    assert ground.attrib["fill"] == fill
    page = browser.new_page()
    page.goto(path.rename(path.with_suffix(".svg")).as_uri())
    value = page.locator("text", has_text="0.7514")
    here = explorer.part("o1").locator(".value")
    for look in ("fill", "fontSize", "fontWeight", "textAnchor", "opacity"):
        read = f"(element) => getComputedStyle(element).{look}"
        assert value.evaluate(read) == here.evaluate(read), look
    page.close()


def test_the_diagram_as_png_has_twice_the_pixels(explorer: Explorer) -> None:
    name, path = download(explorer, "PNG")
    assert name == "network.png"
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    box = explorer.page.locator("#diagram").get_attribute("viewBox")
    assert box
    width, height = (float(part) for part in box.split()[2:])
    assert struct.unpack(">II", content[16:24]) == (2 * width, 2 * height)
    assert len(content) > 20_000


def test_a_missing_server_is_reported_in_the_dialog(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/export")
    explorer.page.route("**/api/export", lambda route: route.abort())
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    alert = explorer.page.get_by_role("alert")
    expect(alert.filter(has_text="The server does not answer")).to_be_visible()
