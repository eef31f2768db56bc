"""The first minute of a visit, in Chromium, Firefox and WebKit."""

from __future__ import annotations

from tests.browser.explorer import PHASES
from tests.engines.tab import Visitor

LAPTOP = (1366, 641)
PHONE = (390, 844)


def test_a_first_minute_works_in_every_engine(visitor: Visitor, server: str) -> None:
    visitor.tab.resize(*LAPTOP)
    visitor.open(server)
    visitor.expect_text("#status", "Iteration 0, input. Loss 0.298371109")

    # Step: a whole iteration.
    for phase in PHASES[1:]:
        visitor.press("Next phase")
        visitor.expect_text("#status", f"Iteration 0, {phase.lower()}. Loss ")
    visitor.expect_text("#status", "Loss 0.298371109 to 0.291027774")
    visitor.press("Next phase")
    visitor.expect_text("#status", "Iteration 1, input. Loss 0.291027774")

    # Run.
    visitor.fill("Iterations to run", "99")
    visitor.press("Run")
    visitor.expect_text("#status", "Iteration 100")

    # Travel.
    visitor.fill("Go to iteration", "1")
    visitor.expect_text("#status", "Iteration 1, ")
    visitor.expect_named("w5, h1 to o1, 0.3589")
    visitor.fill("Go to iteration", "0")

    # Explain: the number that the article works out.
    visitor.press("Gradient, output")
    visitor.press("w5")
    visitor.expect_text("#panel-explain", "0.0821670406")
    visitor.expect_text("#chain math", "∂E")

    # Edit.
    visitor.press("w6")
    visitor.fill("Value of w6", "0.7")
    visitor.expect_named("w6, h2 to o1, 0.7, ")
    edited = visitor.text("#status")

    # A reload keeps it.
    visitor.reload()
    visitor.expect_named("w6, h2 to o1, 0.7, ")
    assert visitor.text("#status") == edited

    # A phone: the diagram is as wide as the window, and the steps are under the thumb.
    visitor.tab.resize(*PHONE)
    visitor.expect_nothing_sideways()
    visitor.expect_across("#diagram")
    visitor.expect_across(".steps")
    visitor.press("Next phase")
    visitor.expect_text("#status", "Iteration 0, delta, hidden. Loss ")
