/** The lab beside the diagram: each tab looks closer at the experiment that is on screen. */

import { byId } from "../ui/dom.js";
import { createTabs } from "../ui/tabs.js";

/** @typedef {import("../types").Parts} Parts */

/** @typedef {{create: (parts: Parts) => import("../types").View}} LabModule */

/**
 * Loads the modules of the views. The page preloads their files.
 *
 * @param {string[]} names
 * @returns {Promise<Map<string, LabModule>>}
 */
export async function loadLab(names) {
  const modules = await Promise.all(names.map((name) => import(`./${name}.js`)));
  return new Map(names.map((name, index) => [name, modules[index]]));
}

/**
 * @param {Parts & {modules: Map<string, LabModule>}} parts
 * @returns {import("../types").View}
 */
export function createLab({ modules, ...parts }) {
  const showTab = createTabs(byId("lab-tabs", HTMLElement), parts.actions.openLab);
  const empty = byId("lab-empty", HTMLElement);
  /** Each view is made when it is first opened. @type {Map<string, import("../types").View>} */
  const views = new Map();

  return (state) => {
    showTab(state.lab);
    empty.hidden = modules.has(state.lab);
    if (state.panel !== "lab") return;
    const view = views.get(state.lab) ?? modules.get(state.lab)?.create(parts);
    if (!view) return;
    views.set(state.lab, view);
    view(state);
  };
}
