/** The lab under the diagram: each tab looks closer at the experiment that is on screen. */

import { byId } from "../ui/dom.js";
import { createTabs } from "../ui/tabs.js";

/**
 * What every view of the lab is made with.
 *
 * @typedef {object} LabParts
 * @property {import("../types").Store<import("../types").State>} store
 * @property {import("../model/explorer.js").Explorer} explorer
 * @property {import("../model/timeline.js").Timeline} timeline
 * @property {import("../types").Initial} initial
 * @property {() => void} seeAgain  asks once more what the neurons see
 *
 * @typedef {{create: (parts: LabParts) => import("../types").View}} LabModule
 */

/**
 * @param {LabParts} parts
 * @returns {import("../types").View}
 */
export function createLab(parts) {
  const { store, explorer, initial } = parts;
  const showTab = createTabs(byId("lab-tabs", HTMLElement), explorer.openLab);
  const empty = byId("lab-empty", HTMLElement);
  /** Made when they are first opened. @type {Map<string, import("../types").View>} */
  const views = new Map();

  /** @param {string} name */
  async function make(name) {
    // The page has loaded it already, so this asks nothing of the server.
    const /** @type {LabModule} */ { create } = await import(`./${name}.js`);
    views.set(name, create(parts));
    const state = store.get();
    if (state.lab === name) views.get(name)?.(state);
  }

  return (state) => {
    showTab(state.lab);
    empty.hidden = state.lab !== "";
    const view = views.get(state.lab);
    if (view) view(state);
    else if (initial.lab.includes(state.lab)) {
      views.set(state.lab, () => {});
      void make(state.lab);
    }
  };
}
