import { byId } from "./dom.js";
import { createTabs } from "./tabs.js";

/**
 * The panels beside the diagram, one of them open.
 *
 * @param {(panel: string) => void} openPanel
 * @returns {import("../types").View}
 */
export function createPanels(openPanel) {
  const show = createTabs(byId("panel-tabs", HTMLElement), openPanel);
  return (state) => show(state.panel);
}
