"""A network is pasted: how it was read is shown, and it is taken only when one says so."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, OpenExplorer, Scheme
from tests.browser.explorer import Explorer

XOR = """\
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
weights_input_hidden = np.array([[0.1, 0.2, 0.3], [0.4, -0.5, 0.6]])
weights_hidden_output = np.array([[0.7], [0.8], [0.9]])
bias_hidden = np.random.randn(3)
lr = 0.1
"""


def dialog(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("dialog", name="Paste a network", exact=True)


def summary(explorer: Explorer) -> Locator:
    return dialog(explorer).get_by_role("status")


def paste(explorer: Explorer, text: str) -> None:
    """The text in the dialog, which is opened if necessary."""
    if not dialog(explorer).is_visible():
        explorer.open_panel("Experiment")
        explorer.button("Paste a network").click()
    field = dialog(explorer).get_by_role("textbox", name="Text of the network", exact=True)
    expect(field).to_be_focused()
    field.fill(text)


def rows(explorer: Explorer, caption: str) -> list[str]:
    """The rows of a table of the preview, each as text."""
    table = dialog(explorer).get_by_role("table", name=caption, exact=True)
    expect(table).to_be_visible()
    return [" ".join(row.split()) for row in table.get_by_role("row").all_inner_texts()]


def test_what_was_read_is_shown_taken_on_request_and_undone(explorer: Explorer, ask: Ask) -> None:
    paste(explorer, XOR)
    expect(summary(explorer)).to_have_text(
        "A 2-3-1 network with 4 examples. 1 piece could not be read."
    )
    assert rows(explorer, "Weights into hidden") == [
        "i₁ i₂ bias", "h₁ 0.1 0.4 0", "h₂ 0.2 −0.5 0", "h₃ 0.3 0.6 0"
    ]  # fmt: skip
    assert rows(explorer, "Examples")[:3] == ["x1 x2 y1", "1 0 0 0", "2 0 1 1"]
    expect(dialog(explorer).locator("#paste-unread li")).to_have_text(
        "Line 5: bias_hidden = np.random.randn(3) np.random.randn(...) is not read: paste the "
        "numbers that it gave."
    )
    expect(explorer.part("o2")).to_be_visible()  # nothing is taken yet
    dialog(explorer).get_by_role("button", name="Use it", exact=True).click()
    expect(dialog(explorer)).to_be_hidden()
    expect(explorer.part("h3")).to_be_visible()
    expect(explorer.example).to_have_accessible_name("Example: Your own experiment")
    assert explorer.stored()["frame"]["experiment"] == ask("read", text=XOR)["experiment"]
    explorer.press("Undo")
    expect(explorer.part("o2")).to_be_visible()
    expect(explorer.example).to_have_accessible_name("Example: The article's example")


def test_one_press_turns_the_weights_where_both_ways_fit(explorer: Explorer) -> None:
    paste(explorer, "W1 = [[1, 2], [3, 4]]\nW2 = [[5, 6], [7, 8]]")
    turn = dialog(explorer).get_by_role("button", name="Each column is a neuron", exact=True)
    expect(turn).to_have_attribute("aria-pressed", "false")
    assert rows(explorer, "Weights into hidden")[1] == "h₁ 1 2 0"
    turn.press("Enter")
    expect(turn).to_have_attribute("aria-pressed", "true")
    assert rows(explorer, "Weights into hidden")[1] == "h₁ 1 3 0"
    dialog(explorer).get_by_role("textbox").fill("W1 = [[1, 2], [3, 4], [5, 6]]\nW2 = [[1, 2, 3]]")
    expect(summary(explorer)).to_have_text("A 2-3-1 network with 1 example.")
    expect(turn).to_be_hidden()


def test_what_cannot_be_taken_says_why(explorer: Explorer) -> None:
    use = explorer.page.get_by_role("button", name="Use it", exact=True)
    paste(explorer, "hello")
    expect(summary(explorer)).to_have_text("No network was found in this text.")
    expect(use).to_be_disabled()
    dialog(explorer).get_by_role("textbox").fill(f"W1 = {[[0.5] * 2] * 5}\nW2 = {[[0.5] * 5]}")
    expect(summary(explorer)).to_have_text("A 2-5-1 network with 1 example.")
    expect(dialog(explorer).locator("#paste-too-large")).to_have_text(
        "A layer has 1 to 4 neurons here, not 5."
    )
    expect(use).to_be_disabled()
    use.click(force=True)
    expect(dialog(explorer)).to_be_visible()
    explorer.page.keyboard.press("Escape")
    expect(dialog(explorer)).to_be_hidden()
    expect(explorer.button("Paste a network")).to_be_focused()
    expect(explorer.button("Undo")).to_be_disabled()


def test_it_works_by_keyboard_alone(explorer: Explorer) -> None:
    explorer.open_panel("Experiment")
    explorer.button("Paste a network").press("Enter")
    state_dict = {"0.weight": [[0.5, -1.5]], "0.bias": [0.25]}
    explorer.page.keyboard.insert_text(json.dumps(state_dict))
    expect(summary(explorer)).to_have_text("A 2-1 network with 1 example.")
    use = explorer.page.get_by_role("button", name="Use it", exact=True)
    for _ in range(2):  # over the preview
        explorer.page.keyboard.press("Tab")
    expect(use).to_be_focused()
    use.press("Enter")
    expect(dialog(explorer)).to_be_hidden()
    expect(explorer.part("w2")).to_be_visible()
    expect(explorer.part("h1")).to_have_count(0)


def test_it_fits_a_phone(open_explorer: OpenExplorer) -> None:
    explorer = open_explorer(viewport={"width": 390, "height": 844})
    explorer.open_panel("Experiment")
    explorer.button("Paste a network").click()
    dialog(explorer).get_by_role("textbox").fill(XOR)
    expect(summary(explorer)).to_contain_text("2-3-1")
    expect(dialog(explorer)).to_be_in_viewport(ratio=1)
    expect(explorer.page.get_by_role("button", name="Use it", exact=True)).to_be_in_viewport()
    explorer.page.get_by_role("button", name="Use it", exact=True).click()
    expect(explorer.part("h3")).to_be_attached()


@in_each_look
def test_axe_finds_nothing_to_mend(open_explorer: OpenExplorer, scheme: Scheme, width: int) -> None:
    explorer = open_for_axe(open_explorer, scheme, width).open()
    paste(explorer, XOR.replace("hidden_output = np.array([[0.7], [0.8], [0.9]])", "x = [1]"))
    expect(summary(explorer)).to_contain_text("could not be read")
    assert violations(explorer) == []
