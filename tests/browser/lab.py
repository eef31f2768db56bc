"""The lab beside the diagram, as a person uses it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.explorer import Explorer

# The colours in three corners of a picture, and those of the ramp from 0 to 1.
PIXELS = """async (image) => {
  const { colourAt } = await import("/static/js/lab/ramp.js");
  const picture = new Image();
  picture.src = image.getAttribute("href");
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
  return {
    width: picture.width,
    height: picture.height,
    lowLeft: at(0, picture.height - 1),
    lowRight: at(picture.width - 1, picture.height - 1),
    highLeft: at(0, 0),
    ramp: Array.from({ length: 1001 }, (_, i) => colourAt(i / 1000)),
  };
}"""


class Lab:
    """One tab of the lab. It opens the tab."""

    def __init__(self, explorer: Explorer, tab: str) -> None:
        self.explorer = explorer
        self.page = explorer.page
        explorer.open_panel("Lab")
        explorer.page.get_by_role("tab", name=tab, exact=True).click()
        self.panel = explorer.page.get_by_role("tabpanel", name=tab, exact=True)
        expect(self.panel).to_be_visible()
        self.problem = self.panel.get_by_role("alert").filter(has_text="The server does not answer")
        self.retry = self.panel.get_by_role("button", name="Retry", exact=True)

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)

    def field(self, name: str) -> Locator:
        return self.panel.get_by_role("spinbutton", name=name, exact=True)


def experiment_on_screen(explorer: Explorer) -> dict[str, Any]:
    """The experiment at the iteration on screen, with all digits."""
    experiment: dict[str, Any] = explorer.stored()["frame"]["experiment"]
    return experiment


def sent(body: str | None) -> dict[str, Any]:
    """The body of a request."""
    assert body
    request: dict[str, Any] = json.loads(body)
    return request
