/** The lab under the diagram: each tab looks closer at the experiment that is on screen. */

import { byId } from "../ui/dom.js";
import { createTabs } from "../ui/tabs.js";
import { createGradients } from "./gradients.js";
import { createHistories } from "./histories.js";
import { createNeurons } from "./neurons.js";
import { createSlice } from "./slice.js";
import { createSurface } from "./surface.js";
import { createSweep } from "./sweep.js";

/**
 * What every view of the lab is made with.
 *
 * @typedef {object} LabParts
 * @property {import("../types").Store<import("../types").State>} store
 * @property {import("../model/explorer.js").Explorer} explorer
 * @property {import("../model/timeline.js").Timeline} timeline
 * @property {import("../types").Initial} initial
 * @property {() => void} seeAgain  asks once more what the neurons see
 */

/** By the `data-tab` of its tab in `templates/lab.html`. @type {Record<string, (parts: LabParts) => import("../types").View>} */
const VIEWS = {
  neurons: createNeurons,
  slice: createSlice,
  surface: createSurface,
  sweep: createSweep,
  gradients: createGradients,
  histories: createHistories,
};

/**
 * @param {LabParts} parts
 * @returns {import("../types").View}
 */
export function createLab(parts) {
  const showTab = createTabs(byId("lab-tabs", HTMLElement), parts.explorer.openLab);
  const empty = byId("lab-empty", HTMLElement);
  /** Made when they are first opened. @type {Map<string, import("../types").View>} */
  const views = new Map();

  return (state) => {
    showTab(state.lab);
    empty.hidden = state.lab !== "";
    const make = VIEWS[state.lab];
    if (!make) return;
    const view = views.get(state.lab) ?? make(parts);
    views.set(state.lab, view);
    view(state);
  };
}
