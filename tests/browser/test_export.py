"""The run leaves the page as files, and comes back from one."""

from __future__ import annotations

import csv
import json
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Ask, Guard, OpenExplorer
from tests.browser.explorer import Explorer

Json = dict[str, Any]

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
    """The dialog, opened if it is not."""
    found = explorer.page.get_by_role("dialog", name="Export")
    if not found.is_visible():
        explorer.press("Export")
    expect(found).to_be_visible()
    return found


def download(explorer: Explorer, name: str) -> tuple[str, Path]:
    """The suggested name of a file that the dialog offers, and where it is."""
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
    """Opens a file by the dialog."""
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
def test_an_experiment_goes_out_and_comes_back(
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


def test_an_experiment_of_the_api_begins_a_run(explorer: Explorer, ask: Ask) -> None:
    answer = ask("step", steps=3)
    drop(explorer, "answer.json", json.dumps(answer))
    expect(explorer.status).to_have_text(f"Iteration 0, input. Loss {answer['losses'][-1]:.9f}")
    plain = ask("reset")["experiment"] | {"train_biases": "per_layer"}
    drop(explorer, "plain.json", json.dumps(plain))
    expect(explorer.status).to_have_text("Iteration 0, input. Loss 0.298371109")
    expect(explorer.notice).to_be_hidden()
    assert explorer.stored()["changed"] == [plain]


def with_changes(ask: Ask, **changes: Any) -> str:
    """The worked example as a file, with changes."""
    return json.dumps(ask("reset")["experiment"] | changes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("null", "it holds no experiment"),
        ("[1, 2]", "it holds no experiment"),
        ('{"a": 1}', "it holds no experiment"),
        ('{"changed": [{}]}', "it holds no experiment"),
        (" " * (2**20 + 1), "it is longer than 1 MiB"),
    ],
)
def test_a_file_that_holds_no_experiment_says_so(
    explorer: Explorer, content: str, said: str
) -> None:
    explorer.run(5)
    explorer.expect_at(5, 0)
    drop(explorer, "some.json", content)
    expect(explorer.message).to_have_text(
        f"“some.json” cannot be opened: {said}. Nothing has changed."
    )
    explorer.expect_at(5, 0)


def test_what_the_server_refuses_is_said_in_its_words(
    explorer: Explorer, guard: Guard, ask: Ask
) -> None:
    guard.provoke("/api/step")
    explorer.run(5)
    explorer.expect_at(5, 0)
    choose(explorer, "wrong.json", with_changes(ask, loss="mse"))
    expect(explorer.message).to_contain_text('binary_cross_entropy\'; got "mse".')
    explorer.expect_at(5, 0)
    drop(explorer, "more.json", with_changes(ask, rate=1))
    expect(explorer.message).to_contain_text('Got the unknown field "rate"')
    explorer.expect_at(5, 0)


@pytest.mark.parametrize("sizes", [(2, 3, 2), (2, 2, 1), (2, 2), (2, 2, 2, 2)])
def test_a_network_that_the_diagram_cannot_show_is_refused(
    explorer: Explorer, ask: Ask, sizes: tuple[int, ...]
) -> None:
    layers = list(pairwise(sizes))
    network = {
        "weights": [[[1] * before] * units for before, units in layers],
        "biases": [[0] * units for _, units in layers],
        "activations": ["tanh"] * len(layers),
    }
    drop(explorer, "other.json", with_changes(ask, network=network))
    expect(explorer.message).to_contain_text("its network has other layers")


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


def test_one_chooses_how_many_iterations_go_out(explorer: Explorer, guard: Guard) -> None:
    until = dialog(explorer).get_by_role("spinbutton", name="Iterations up to")
    expect(until).to_have_value("10000")
    until.fill("7")
    _, path = download(explorer, "CSV")
    assert len(path.read_text().splitlines()) == 9
    until.fill("-1")
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    alert = explorer.page.get_by_role("alert")
    expect(alert.filter(has_text="a whole number, 0 or more")).to_be_visible()
    guard.provoke("/api/export")
    until.fill("100001")
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    expect(alert.filter(has_text="Got 100001 iterations")).to_be_visible()


def test_the_report_opens_from_the_file_system_and_asks_for_nothing(
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
def test_the_diagram_as_svg_looks_the_same_alone(
    open_explorer: OpenExplorer, browser: Browser, scheme: str
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


def test_a_server_that_is_away_is_said_in_the_dialog(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/export")
    explorer.page.route("**/api/export", lambda route: route.abort())
    dialog(explorer).get_by_role("button", name="Download CSV").click()
    alert = explorer.page.get_by_role("alert")
    expect(alert.filter(has_text="The server does not answer")).to_be_visible()
