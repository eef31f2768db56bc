"""Check my calculation, as a learner uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Ask, Guard
from tests.browser.explorer import PHASES, Explorer

ANSWER = "#check-answer"


def panel(explorer: Explorer) -> Locator:
    explorer.page.get_by_role("tab", name="Check", exact=True).click()
    found = explorer.page.get_by_role("tabpanel", name="Check", exact=True)
    expect(found).to_be_visible()
    return found


def check(explorer: Explorer, quantity: str, text: str) -> Locator:
    """Checks a number in the open panel, by keyboard."""
    page = explorer.page
    page.get_by_role("combobox", name="Number").select_option(label=quantity)
    field = page.get_by_role("textbox", name="What you got")
    field.fill(text)
    field.press("Enter")
    answer = page.locator(ANSWER)
    expect(answer).to_contain_text(f"{quantity} = {text}")
    return answer


def test_a_right_number_is_right_to_its_number_of_digits(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Gradient of w₅", "0.0822")
    expect(answer).to_contain_text("Right, to 3 digits")
    expect(explorer.page.get_by_role("button", name="Show where")).to_have_count(0)


def test_a_mistake_is_named_lit_up_and_shown_where_it_happened(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Loss after the update", "0.291027924")
    expect(answer).to_contain_text("Weights after their update")
    expect(answer).to_contain_text("You used w₅, w₆, w₇ and w₈ after the update")
    for weight in ("w5", "w6", "w7", "w8"):
        expect(explorer.part(weight)).to_have_attribute("data-lit", "")
    expect(explorer.part("w1")).not_to_have_attribute("data-lit", "")
    explorer.press("Show where")
    explorer.expect_at(0, PHASES.index("Delta, hidden"))
    expect(explorer.page.get_by_role("tabpanel", name="Explain", exact=True)).to_be_visible()
    expect(explorer.page.locator("#inspector-title")).to_have_text("Path back from o1 to h1")


def test_rounding_on_the_way_is_told_with_how_far_it_leads(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Gradient of w₁", "0.000365")
    expect(answer.locator(".heading")).to_have_text("≈ Rounded on the way")
    expect(answer).to_contain_text("can lead anywhere from 0.00031 to")
    expect(answer).to_contain_text("“Weights after their update” could lead here, too.")


def test_an_expression_is_calculated_and_its_wrong_factor_is_named(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Gradient of w₅", "0.7414*0.1868*0.45")
    expect(answer).to_contain_text("0.7414*0.1868*0.45 = 0.062322084")
    expect(answer.locator(".heading")).to_have_text("? One part differs")
    expect(answer).to_contain_text(
        "Your third factor, 0.45, is w₆; here belongs the activation of h₁"
    )


def test_the_right_value_is_shown_only_on_request(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Delta of h₁", "0.5")
    expect(answer).to_contain_text("none of the mistakes that Check knows")
    value = answer.get_by_text("0.00877135468", exact=False)
    expect(value).to_be_hidden()
    summary = answer.get_by_text("Show the right value")
    summary.focus()
    explorer.page.keyboard.press("Enter")
    expect(value).to_be_visible()


def test_minus_signs_and_commas_are_understood(explorer: Explorer) -> None:
    panel(explorer)
    expect(check(explorer, "Delta of o₂", "−0.0381")).to_contain_text("Right, to 3 digits")
    expect(check(explorer, "Delta of o₂", "−0,03810")).to_contain_text("Right, to 4 digits")


def test_bad_text_is_reported_and_not_sent(explorer: Explorer, guard: Guard) -> None:
    panel(explorer)
    field = explorer.page.get_by_role("textbox", name="What you got")
    for text in ("", "one half", "0x10", "1.2.3"):
        field.fill(text)
        field.press("Enter")
        expect(explorer.page.locator("#check-problem")).to_contain_text("Type a number")
        expect(field).to_have_attribute("aria-invalid", "true")
        assert "/api/check" not in guard.calls
        field.fill("1")
        expect(field).to_have_attribute("aria-invalid", "false")


def test_a_number_without_a_verdict_sets_the_last_one_aside(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Gradient of w₅", "0.0822")
    field = explorer.page.get_by_role("textbox", name="What you got")
    field.fill("one half")
    field.press("Enter")
    expect(answer).to_be_empty()
    earlier = explorer.page.get_by_role("region", name="Checked before").get_by_role("listitem")
    expect(earlier).to_have_text(["✓ Gradient of w₅ = 0.0822: right, 3 digits, iteration 0"])
    # Also in another notation, which names the numbers.
    explorer.set_notation("general")
    expect(earlier).to_have_text(["✓ Gradient of θ²₁₁ = 0.0822: right, 3 digits, iteration 0"])
    expect(answer).to_be_empty()
    expect(check(explorer, "Gradient of θ²₁₁", "0.5")).to_contain_text("Not explained")


def test_a_number_right_so_far_says_so(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Net input of h₁", "0.38")
    expect(answer.locator(".heading")).to_have_text("… Right so far")
    expect(answer).not_to_contain_text("Not explained")


def test_the_names_in_a_verdict_are_those_of_the_notation(explorer: Explorer) -> None:
    panel(explorer)
    answer = check(explorer, "Net input of h₁", "0.0275")
    expect(answer).to_contain_text("You left out the bias of h₁ (0.35)")
    explorer.set_notation("general")
    expect(answer).to_contain_text("Net input of a¹₁ = 0.0275")
    expect(answer).to_contain_text("You left out the bias of a¹₁ (0.35)")


def test_the_selected_number_in_the_diagram_is_chosen(explorer: Explorer) -> None:
    chosen = explorer.page.get_by_role("combobox", name="Number")
    panel(explorer)
    explorer.go_to_phase(PHASES.index("Gradient, output"))
    explorer.part("w6").press("Enter")
    expect(chosen).to_have_value("gradient.w6")
    explorer.go_to_phase(PHASES.index("Update"))
    expect(chosen).to_have_value("new.w6")
    explorer.part("o1").press("Enter")
    expect(chosen).to_have_value("delta.o1")


def test_the_iteration_on_screen_is_checked(explorer: Explorer, ask: Ask) -> None:
    panel(explorer)
    explorer.press("Next iteration", times=3)
    explorer.expect_at(3, 0)
    loss = ask("step", steps=3)["forward"]["loss"]
    expect(check(explorer, "Loss", f"{loss:.7g}")).to_contain_text("Right, to 7 digits")
    expect(explorer.page.locator(ANSWER)).to_contain_text("iteration 3")


def test_answers_are_announced_and_kept(explorer: Explorer) -> None:
    panel(explorer)
    expect(explorer.page.locator(ANSWER)).to_have_attribute("aria-live", "polite")
    expect(explorer.page.get_by_role("status")).to_have_count(1)
    check(explorer, "Net input of h₁", "0.0275")
    check(explorer, "Net input of h₁", "0.3775")
    earlier = explorer.page.get_by_role("region", name="Checked before")
    expect(earlier.get_by_role("listitem")).to_have_text(
        ["✗ Net input of h₁ = 0.0275: A bias left out, iteration 0"]
    )


def test_a_refusal_is_shown(explorer: Explorer, guard: Guard) -> None:
    guard.provoke("/api/check")
    explorer.page.route("**/api/check", lambda route: route.abort())
    panel(explorer)
    field = explorer.page.get_by_role("textbox", name="What you got")
    field.fill("0.5")
    explorer.page.get_by_role("button", name="Check", exact=True).click()
    expect(explorer.page.locator("#check-problem")).to_contain_text("does not answer")
