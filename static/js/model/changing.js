/** Changing the experiment from the iteration on screen on. */

import { differences } from "./differences.js";
import { frameFrom } from "./frame.js";
import { longest, withRun } from "./kept-runs.js";
import { momentOf, shown } from "./moments.js";
import { continues, remembered } from "./undo.js";

/**
 * In the update phase the parameters on screen are already those of the next iteration, so there it
 * is the next one's that change. Edits of one gesture are undone together.
 *
 * @param {import("./model.js").Model} model
 * @param {import("./edits.js").Edit} edit
 */
export async function change({ get, set, step, labels: { settings } }, edit) {
  const { frame, phase, outline } = get();
  const updated = phase === outline.last && edit.sets === "parameters";
  const before = updated ? frame.next : frame.experiment;
  const experiment = edit.apply(before);
  const changed = frameFrom(await step(experiment, 1));
  const name = differences(before, experiment, { settings, outline });
  const state = continues(get(), edit.gesture) ? get() : setAside(get(), edit, before.iteration, name);
  const timeline = state.timeline.change(experiment);
  set(shown({ ...state, timeline, phase: updated ? 0 : phase }, changed));
}

/**
 * What was known of the run beyond the change is set aside, with a way back to it.
 *
 * @param {import("../types").State} state
 * @param {import("./edits.js").Edit} edit
 * @param {number} iteration  of the change
 * @param {string} name  what the run had that it has no longer; nothing, if it is the same
 */
function setAside(state, { what, gesture }, iteration, name) {
  const run = longest(momentOf(state));
  const goesOn = run.timeline.known - 1 > iteration;
  return {
    ...remembered(state, what, gesture),
    runs: goesOn ? withRun(state.runs, run, name) : state.runs,
    left: name === "" ? state.left : null,
  };
}
