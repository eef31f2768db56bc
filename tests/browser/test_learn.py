"""The derivation: its steps, their effect on the diagram, their numbers and their questions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import in_each_look, open_for_axe, violations
from tests.browser.conftest import Ask, Guard, OpenExplorer, Scheme
from tests.browser.explorer import EDGES, NEURONS, OUTPUTS, Explorer, number
from tests.browser.learning import ANSWERS, STEPS, Learn

# The panel and what belongs to it: the rest of the page has its own test.
PARTS = ("#panel-learn", "#panel-tabs", "#learn-bar")
NOTATIONS = ("short", "article", "general")


@pytest.fixture
def learn(explorer: Explorer) -> Learn:
    return Learn(explorer)


IN_PANEL = """(question) => {
  const panel = question.closest("[role=tabpanel]").getBoundingClientRect();
  return question.getBoundingClientRect().bottom <= panel.bottom;
}"""


def changed(experiment: dict[str, Any], change: str) -> dict[str, Any]:
    """An experiment as a step shows it."""
    match change:
        case "":
            return experiment
        case "two-examples":
            both = {"inputs": [[0.05, 0.1], [0.1, 0.05]], "targets": [[0.01, 0.99], [0.99, 0.01]]}
            return experiment | {"examples": both}
        case "squared-error" | "cross-entropy":
            losses = {
                "squared-error": "half_squared_error",
                "cross-entropy": "binary_cross_entropy",
            }
            return experiment | {"loss": losses[change]}
        case _:
            biases = {"biases-stay": False, "biases-own": True, "biases-shared": "per_layer"}
            return experiment | {"train_biases": biases[change]}


def wait_for_result(page: Page) -> None:
    """Waits until the requested numbers have arrived."""
    page.wait_for_load_state("networkidle")


def test_every_step_is_reached_by_next_and_previous_from_the_keyboard(learn: Learn) -> None:
    learn.page.get_by_role("tab", name="Learn", exact=True).press("Enter")
    for step in STEPS:
        learn.expect_at(step)
        learn.next.press("Enter")
    learn.expect_at(STEPS[-1])
    expect(learn.next).to_be_disabled()
    for step in reversed(STEPS):
        learn.expect_at(step)
        learn.previous.press("Space")
    learn.expect_at(STEPS[0])
    expect(learn.previous).to_be_disabled()


def test_n_and_p_walk_through_the_steps_and_arrows_through_the_phases(learn: Learn) -> None:
    learn.page.keyboard.press("n")
    learn.expect_at("loss")
    learn.page.keyboard.press("n")
    learn.expect_at("net-input")
    learn.next.focus()
    learn.page.keyboard.press("ArrowRight")
    learn.explorer.expect_at(0, 2)
    learn.expect_at("net-input")
    learn.page.keyboard.press("p")
    learn.expect_at("loss")
    learn.explorer.in_menu("Keys").click()
    expect(learn.page.get_by_role("dialog")).to_contain_text("Next step of the derivation")


@pytest.mark.parametrize("step", ["weights", "recursion"])
def test_a_link_opens_its_step(learn: Learn, step: str) -> None:
    learn.visit(step)
    expect(learn.page.get_by_role("tab", name="Learn", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    heading = learn.lesson.get_by_role("heading", level=3)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_a_link_without_a_known_step_opens_the_current_one(learn: Learn) -> None:
    learn.page.goto(f"{learn.explorer.url}/?1#learn/nothing")
    expect(learn.page.get_by_role("tab", name="Explain")).to_have_attribute("aria-selected", "true")
    learn.page.goto(f"{learn.explorer.url}/?2#learn")
    learn.expect_at("loss")


def test_the_list_has_a_link_to_every_step(learn: Learn) -> None:
    learn.visit("weights")
    contents = learn.page.locator("#learn-contents")
    contents.locator("summary").click()
    links = contents.get_by_role("link")
    expect(links).to_have_count(len(STEPS))
    links.nth(STEPS.index("recursion")).click()
    learn.expect_at("recursion")
    expect(contents).not_to_have_attribute("open", "")
    expect(learn.lesson.get_by_role("heading", level=3)).to_be_focused()


def test_the_browsers_back_and_forward_walk_through_the_steps_read(learn: Learn) -> None:
    learn.explorer.open_panel("Learn")
    learn.expect_at("loss")
    learn.next.click()
    learn.expect_at("net-input")
    learn.page.get_by_role("tab", name="Explain").click()
    expect(learn.panel).to_be_hidden()
    assert "#" not in learn.page.url
    learn.page.go_back()
    learn.expect_at("net-input")
    learn.page.go_back()
    learn.expect_at("loss")
    learn.page.go_back()
    expect(learn.panel).to_be_hidden()
    learn.page.go_forward()
    learn.expect_at("loss")


def test_a_reload_keeps_the_step_and_the_answered_questions(learn: Learn) -> None:
    learn.visit("recursion")
    ANSWERS["recursion"].right(learn)
    expect(learn.feedback).to_contain_text("Right.")
    learn.page.reload()
    learn.expect_at("recursion")
    expect(learn.question).to_contain_text("✓ answered")
    # And Learn goes on where one was, without the address.
    learn.page.goto(f"{learn.explorer.url}/?again")
    learn.explorer.open_panel("Learn")
    learn.expect_at("recursion")
    expect(learn.panel).to_contain_text("1 answered")


PATHS = {"h1", "w5", "w7", "o1", "o2"}


def test_the_diagram_follows_the_step_and_is_normal_again_afterwards(learn: Learn) -> None:
    learn.visit("paths")
    learn.explorer.expect_at(0, 8)
    assert learn.lit() == PATHS
    learn.page.get_by_role("tab", name="Explain").click()
    learn.explorer.expect_at(0, 8)
    everything = {"h1", "h2", "w5", "w6", "w7", "w8", "b2", "o1", "o2"}
    expect(learn.page.locator("#diagram")).to_have_attribute("data-spotlight", "off")
    assert learn.lit() == everything
    # The tab goes back to the step, wherever the diagram is meanwhile.
    learn.explorer.go_to_phase(0)
    learn.page.get_by_role("tab", name="Learn", exact=True).click()
    learn.explorer.expect_at(0, 8)
    assert learn.lit() == PATHS


def test_no_step_changes_the_iteration_and_each_lights_some_parts(learn: Learn) -> None:
    learn.explorer.run(3)
    learn.explorer.expect_at(3, 0)
    learn.explorer.open_panel("Learn")
    for step in STEPS:
        learn.expect_at(step)
        expect(learn.explorer.status).to_contain_text("Iteration 3, ")
        expect(learn.page.locator("#diagram")).to_have_attribute("data-spotlight", "on")
        assert 2 <= len(learn.lit()) < len((*EDGES, *NEURONS, *OUTPUTS)) + 2, step
        learn.go_on()


def test_on_another_network_the_steps_say_so_and_offer_the_articles(learn: Learn) -> None:
    learn.visit("paths")
    explorer, told = learn.explorer, learn.page.locator("#learn-other")
    expect(told).to_be_hidden()
    field = explorer.setting("Layers")
    field.fill("3-2-2")
    field.press("Enter")
    explorer.expect_undo("layers")
    explorer.open_panel("Learn")
    expect(told).to_contain_text("Yours is 3-2-2")
    expect(learn.lesson).to_have_count(0)
    expect(learn.page.locator("#diagram")).to_have_attribute("data-spotlight", "off")
    learn.go_on()
    learn.panel.get_by_role("button", name="Open the article’s network").click()
    learn.expect_at("local-slope")
    expect(told).to_be_hidden()
    expect(learn.page.locator("#diagram")).to_have_attribute("data-spotlight", "on")
    explorer.press("Undo")
    expect(told).to_contain_text("Yours is 3-2-2")


def test_stepping_on_shows_that_phase_and_a_way_back(learn: Learn) -> None:
    learn.visit("net-input")
    expect(learn.page.locator("#learn-away")).to_be_hidden()
    learn.explorer.press("Next phase")
    learn.explorer.expect_at(0, 2)
    assert learn.lit() == {"h1", "h2"}
    learn.explorer.press("Back to this step’s phase")
    learn.explorer.expect_at(0, 1)
    assert learn.lit() == {"i1", "i2", "w1", "w2", "b1", "h1"}


@pytest.mark.parametrize("iteration", [0, 7])
def test_every_number_of_every_step_agrees_with_the_api(
    learn: Learn, ask: Ask, iteration: int
) -> None:
    experiment = ask("reset")["experiment"]
    if iteration:
        experiment = ask("step", experiment=experiment, steps=iteration)["experiment"]
        learn.explorer.run(iteration)
        learn.explorer.expect_at(iteration, 0)
    learn.explorer.open_panel("Learn")
    for step in STEPS:
        learn.expect_at(step)
        wait_for_result(learn.page)
        assert learn.live()
        for live in learn.live():
            quantity = (live.get_attribute("data-live") or "").replace("{neuron}", "h1")
            change = live.get_attribute("data-change") or ""
            explanation = ask("explain", experiment=changed(experiment, change), quantity=quantity)[
                "explanation"
            ]
            match live.get_attribute("data-view"):
                case "matrices":
                    shown = live.locator(".numbers [data-value]").evaluate_all(
                        "all => all.map(one => Number(one.getAttribute('data-value')))"
                    )
                    assert explanation["matrices"]["numbers"].count("data-value") == len(shown)
                    assert explanation["value"] in shown, (step, quantity)
                case "meaning":
                    expect(live).to_have_text(explanation["meaning"])
                case "value":
                    text = live.text_content() or ""
                    assert number(text) == pytest.approx(explanation["value"], rel=1e-8)
                case view:
                    lines = live.locator(".step")
                    expect(lines).to_have_count(len(explanation["chain"]) if view == "chain" else 2)
                    result = live.locator(".step.result [data-value]").last
                    value = float(result.get_attribute("data-value") or "nan")
                    assert value == explanation["value"], (step, quantity)
        learn.go_on()


def test_the_numbers_follow_the_iteration(learn: Learn, ask: Ask) -> None:
    learn.visit("recursion")
    learn.explorer.press("Next iteration")
    learn.explorer.expect_at(1, 8)
    experiment = ask("step")["experiment"]
    value = ask("explain", experiment=experiment, quantity="delta.h1")["explanation"]["value"]
    expect(learn.lesson.locator(f'.result [data-value="{value}"]')).to_have_count(1)


def test_each_kind_of_question_takes_a_wrong_and_a_right_answer(learn: Learn) -> None:
    """The verdict on each answer is tested in ``tests/js/question.test.js``."""
    learn.visit("weights")
    for step in ("weights", "activation", "forward", "net-input", "descent"):
        answers = ANSWERS[step]
        learn.page.evaluate("step => { location.hash = `#learn/${step}`; }", step)
        learn.expect_at(step)
        wait_for_result(learn.page)
        answers.wrong(learn)
        expect(learn.feedback).to_contain_text("Not yet.")
        expect(learn.feedback).to_contain_text(answers.hint)
        expect(learn.question.locator(".tick")).to_be_hidden()
        answers.right(learn)
        expect(learn.feedback).to_contain_text("Right.")
        expect(learn.question.locator(".tick")).to_be_visible()
        # What is answered stays so, and nothing is in the way of going on.
        learn.page.locator("#learn-contents summary").click()
        expect(learn.page.locator(f"#learn-contents [data-goes-to={step}] .tick")).to_be_visible()
        learn.page.locator("#learn-contents summary").click()


def test_the_question_can_be_answered_beside_the_diagram_on_a_phone(
    open_explorer: OpenExplorer,
) -> None:
    learn = Learn(open_explorer(viewport={"width": 390, "height": 844}, reduced_motion="reduce"))
    learn.visit("weights")
    bar = learn.page.locator("#learn-bar")
    expect(bar).to_contain_text("Select, in the diagram")
    learn.explorer.part("w7").click()
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("Not yet. That is the other way across")
    learn.explorer.press("Back to the step")
    expect(learn.question).to_be_in_viewport()


def test_every_formula_is_shown_only_in_the_chosen_notation(learn: Learn) -> None:
    learn.explorer.open_panel("Learn")
    learn.expect_at(STEPS[0])
    lessons = learn.panel.locator(".lesson")
    lessons.evaluate_all("lessons => lessons.forEach(lesson => { lesson.hidden = false; })")
    for notation in NOTATIONS:
        learn.explorer.set_notation(notation)
        others = [f".in-{other}" for other in NOTATIONS if other != notation]
        expect(lessons.locator(", ".join(others)).filter(visible=True)).to_have_count(0)
        shown = lessons.evaluate_all(
            """lessons => lessons.flatMap(lesson =>
                 [...lesson.querySelectorAll(".formula")].map((formula) => [
                   lesson.dataset.step,
                   [...formula.querySelectorAll("math")]
                     .filter((math) => math.checkVisibility()).length]))"""
        )
        assert {step for step, _ in shown} == set(STEPS), notation
        assert [step for step, count in shown if count > 1] == [], notation


def test_the_numbers_have_the_names_of_the_chosen_notation(learn: Learn) -> None:
    learn.visit("net-input")
    net = learn.lesson.locator(".live mi", has_text=re.compile("^net$"))
    expect(net).to_have_count(0)
    learn.explorer.set_notation("article")
    expect(net.first).to_be_visible()
    learn.explorer.set_notation("general")
    expect(net).to_have_count(0)
    expect(learn.lesson.locator(".live mi", has_text="θ").first).to_be_visible()


def test_pointing_at_a_formula_lights_up_the_diagram(learn: Learn) -> None:
    learn.visit("net-input")
    learn.lesson.locator('.formula .in-short [data-quantities="w2"]').hover()
    expect(learn.explorer.part("w2")).to_have_attribute("data-lit", "")
    expect(learn.explorer.part("w1")).not_to_have_attribute("data-lit", "")


def test_the_curve_shows_the_point_of_the_selected_neuron(learn: Learn, ask: Ask) -> None:
    learn.visit("activation")
    words = learn.page.locator("#curve-words")
    curve = learn.page.get_by_role("img", name="The sigmoid function.")
    [opened] = ask("step")["passes"]
    positions = []
    for part, z, a in (
        ("o1", opened["z"][1][0][0], opened["a"][2][0][0]),
        ("h2", opened["z"][0][0][1], opened["a"][1][0][1]),
    ):
        learn.explorer.part(part).press("Enter")
        slope = ask("explain", quantity=f"slope.{part}")["explanation"]["value"]
        name = part.translate(str.maketrans("12", "₁₂"))
        expect(words).to_contain_text(
            f"{name}: at z = {z:.6g} it answers {a:.6g}, with slope {slope:.6g}."
        )
        expect(curve).to_have_count(1)
        positions.append(curve.locator(".point").get_attribute("cx"))
    assert positions[0] != positions[1]
    learn.page.get_by_role("combobox", name="Neuron").select_option("h1")
    expect(learn.explorer.part("h1")).to_have_attribute("data-selected", "true")
    expect(words).to_contain_text("h₁: at z = 0.3775")


def test_a_missing_server_is_reported_and_the_steps_still_work(learn: Learn, guard: Guard) -> None:
    guard.provoke("/api/explain")
    learn.page.route("**/api/explain", lambda route: route.abort())
    learn.explorer.open_panel("Learn")
    alert = learn.panel.get_by_role("alert").filter(has_text="The server does not answer.")
    expect(alert).to_be_visible()
    learn.page.unroute("**/api/explain")
    alert.get_by_role("button", name="Retry").click()
    expect(learn.panel.get_by_role("alert").filter(has_text="answer")).to_be_hidden()
    learn.next.click()
    learn.expect_at("net-input")
    expect(learn.lesson.locator(".live .result")).to_have_count(1)


def test_a_step_does_not_print_the_answer_to_its_question(learn: Learn) -> None:
    learn.visit("net-input")
    expect(learn.lesson.locator(".live")).to_contain_text("0.25")
    expect(learn.lesson.locator('.live [data-value="0.02"]')).to_have_count(0)
    expect(learn.lesson.locator('.live [data-quantities="w2"]')).to_have_count(0)


def test_each_step_and_its_question_are_in_view_on_a_laptop(learn: Learn) -> None:
    learn.page.set_viewport_size({"width": 1366, "height": 641})
    learn.visit("loss")
    for step in STEPS:
        learn.expect_at(step)
        assert learn.question.evaluate(IN_PANEL), step
        learn.go_on()


@pytest.mark.parametrize("size", [(1366, 641), (1280, 600)])
def test_the_verdict_is_seen_where_one_answers(learn: Learn, size: tuple[int, int]) -> None:
    learn.page.set_viewport_size({"width": size[0], "height": size[1]})
    learn.visit("loss")
    for step in STEPS:
        learn.expect_at(step)
        ANSWERS[step].wrong(learn)
        expect(learn.feedback).to_contain_text("Not yet.")
        expect(learn.feedback).to_be_in_viewport(ratio=0.9)
        learn.go_on()


def test_the_last_step_says_so_and_leads_on(learn: Learn) -> None:
    learn.visit(STEPS[-1])
    expect(learn.lesson.get_by_role("heading", name="This was the last step")).to_be_visible()
    learn.explorer.press("Check your own calculation")
    expect(learn.page.get_by_role("tabpanel", name="Check", exact=True)).to_be_visible()


@in_each_look
def test_axe_finds_nothing_in_any_step(
    open_explorer: OpenExplorer, scheme: Scheme, width: int
) -> None:
    explorer = open_for_axe(open_explorer, scheme, width)
    explorer.open()
    learn = Learn(explorer)
    explorer.open_panel("Learn")
    found = {}
    for step in STEPS:
        learn.expect_at(step)
        ANSWERS[step].wrong(learn)
        expect(learn.feedback).to_contain_text("Not yet.")
        for asked in learn.lesson.locator(".asked summary").all():
            asked.click()
        wide = explorer.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{step} is wider than the screen"
        if step == STEPS[0]:
            found["the first step alone"] = violations(explorer, *PARTS)
        learn.go_on()
    # A step stays as it was left, so axe need look only once: at all of them.
    lessons = learn.panel.locator(".lesson")
    lessons.evaluate_all("lessons => lessons.forEach(lesson => { lesson.hidden = false; })")
    expect(lessons.get_by_text("Not yet.").filter(visible=True)).to_have_count(len(STEPS))
    found["all steps"] = violations(explorer, *PARTS)
    assert {state: what for state, what in found.items() if what} == {}
