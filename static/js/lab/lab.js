/** The lab beside the diagram: each tab looks closer at the experiment that is on screen. */

import { byId } from "../ui/dom.js";
import { createTabs } from "../ui/tabs.js";

/** @typedef {import("../types").Parts} Parts */

/** @typedef {{create: (parts: Parts) => import("../types").View}} LabModule */

/**
 * Loads the modules of the views.
 *
 * @param {string[]} names
 * @returns {Promise<Map<string, LabModule>>}
 */
async function loadLab(names) {
  const modules = await Promise.all(names.map((name) => import(`./${name}.js`)));
  return new Map(names.map((name, index) => [name, modules[index]]));
}

/** @type {import("../types").Problem} */
const AWAY = { kind: "problem", message: "The lab could not be loaded. Nothing is lost." };

/**
 * @param {Parts} parts
 * @returns {import("../types").View}
 */
export function createLab(parts) {
  const { store, actions, initial } = parts;
  const showTab = createTabs(byId("lab-tabs", HTMLElement), parts.actions.openLab);
  const empty = byId("lab-empty", HTMLElement);
  /** Each view is made when it is first opened. @type {Map<string, import("../types").View>} */
  const views = new Map();
  /** They come when the lab is first opened. @type {Map<string, LabModule> | null} */
  let modules = null;
  let asked = false;

  function open() {
    asked = true;
    loadLab(initial.lab).then(
      (loaded) => {
        modules = loaded;
        draw(store.get());
      },
      () => actions.say("page", { ...AWAY, retry: open }),
    );
  }

  /** @type {import("../types").View} */
  function draw(state) {
    showTab(state.lab);
    empty.hidden = initial.lab.includes(state.lab);
    if (state.panel !== "lab") return;
    if (!asked) open();
    const view = views.get(state.lab) ?? modules?.get(state.lab)?.create(parts);
    if (!view) return;
    views.set(state.lab, view);
    view(state);
  }
  return draw;
}
