import { byId } from "./dom.js";
import { createTabs } from "./tabs.js";

/**
 * The panels beside the diagram, one of them open.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPanels({ actions }) {
  const show = createTabs(byId("panel-tabs", HTMLElement), actions.openPanel);
  return (state) => show(state.panel);
}
