"""axe-core in the page: what a screen reader or a keyboard would stumble over."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import OpenExplorer
from tests.browser.explorer import Explorer

AXE = Path("node_modules/axe-core/axe.min.js")
RUN = """async (include) => {
  const context = include.length ? { include: include.map((part) => [part]) } : document;
  const { violations } = await axe.run(context, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}"""


def open_for_axe(open_explorer: OpenExplorer, scheme: str, width: int) -> Explorer:
    """A page that is not visited yet, into which axe is put past its policy: only a test may."""
    explorer = open_explorer(
        visit=False,
        bypass_csp=True,
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )
    explorer.page.add_init_script(AXE.read_text())
    return explorer


def violations(explorer: Explorer, *parts: str) -> list[str]:
    """What axe finds, in the whole page or in these parts of it."""
    found: list[str] = explorer.page.evaluate(RUN, list(parts))
    return found
