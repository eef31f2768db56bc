"""axe-core in the page: barriers for screen readers and keyboards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import OpenExplorer, Scheme
from tests.browser.explorer import Explorer

# Contrast is a matter of the scheme, room of the width: two looks show both of each.
in_each_look = pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])

AXE = Path("node_modules/axe-core/axe.min.js")
# What is hidden is not examined, but read, and that takes as long; most of the page is hidden.
RUN = """async (include) => {
  const context = include.length ? { include: include.map((part) => [part]) } : document;
  const hidden = [...document.querySelectorAll("[role=tabpanel][hidden], .lesson[hidden]")];
  const kept = hidden.map((part) => [part, [...part.childNodes]]);
  for (const part of hidden) part.replaceChildren();
  try {
    const { violations } = await axe.run(context, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
  } finally {
    for (const [part, nodes] of kept) part.replaceChildren(...nodes);
  }
}"""


def open_for_axe(open_explorer: OpenExplorer, scheme: Scheme, width: int) -> Explorer:
    """A page before its first visit, in a colour scheme and a width for axe."""
    return open_explorer(
        visit=False,
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )


def violations(explorer: Explorer, *parts: str) -> list[str]:
    """The violations that axe finds in the page or in these parts of it."""
    if not explorer.page.evaluate("() => 'axe' in window"):
        explorer.page.evaluate(AXE.read_text())
    found: list[str] = explorer.page.evaluate(RUN, list(parts))
    return found
