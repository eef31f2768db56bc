/** Tabs, and the panels that they open. */

import { byId, setAttributes } from "./dom.js";

/**
 * A tab list after the ARIA practices: one tab is in the tab order, arrows move between tabs.
 *
 * @param {HTMLElement} list  holds the tabs; each names its panel in aria-controls
 * @param {(name: string) => void} choose  receives the `data-tab` of the chosen tab
 * @returns {(chosen: string) => void} shows the chosen tab
 */
export function createTabs(list, choose) {
  const tabs = [...list.querySelectorAll("button")];
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab.dataset.tab ?? ""));
  list.addEventListener("keydown", (event) => {
    const here = tabs.findIndex((tab) => tab === event.target);
    /** @type {Record<string, number>} */
    const goals = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 };
    const goal = goals[event.key];
    if (goal === undefined || here < 0) return;
    event.preventDefault();
    const tab = tabs.at(goal % tabs.length);
    tab?.focus();
    tab?.click();
  });
  return (chosen) => {
    const none = tabs.every((tab) => tab.dataset.tab !== chosen);
    for (const [index, tab] of tabs.entries()) {
      const selected = tab.dataset.tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      // If none is chosen, the first is in the tab order.
      tab.tabIndex = selected || (none && index === 0) ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !selected;
    }
  };
}

/**
 * The panels beside the diagram, one of them open.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPanels({ actions }) {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  const show = createTabs(byId("panel-tabs", HTMLElement), actions.openPanel);
  return ({ panel }) => {
    show(panel);
    // Some need more room beside the diagram than others.
    setAttributes(main, { "data-panel": panel });
  };
}
