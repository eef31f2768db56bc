/** Opening a run that was described elsewhere: by a link, a file, a preset. */

import { frameFrom } from "./frame.js";
import { replaced } from "./kept-runs.js";
import { stride } from "./limits.js";
import { looking } from "./look.js";
import { beginning } from "./moments.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("./model.js").Model} Model
 *
 * @typedef {object} Place  where in a run to go
 * @property {number} [iteration]
 * @property {number} [known]  iterations
 * @property {number} [phase]
 * @property {string} [preset]
 * @property {number} [seed]
 *
 * @typedef {Place & Partial<import("./look.js").Look>} Opening  with how to look at it
 */

/**
 * Opens a run by the experiments at which something was changed (the first of them is its start), at
 * a place in it. Nothing changes before all of it is there.
 *
 * @param {Model} model
 * @param {readonly Experiment[]} changed
 * @param {Opening} opening
 * @param {AbortSignal} signal
 */
export async function openRun(model, changed, opening, signal) {
  const { get, set, frames, step, labels } = model;
  const { iteration = 0, known = iteration + 1, phase = 0 } = opening;
  const timeline = Timeline.of(changed, known);
  const from = timeline.before(iteration).iteration;
  const long = iteration - from > stride();
  /** @param {number} at */
  const reached = (at) => long && set({ progress: { of: "opening", from, to: iteration, at } });
  try {
    reached(from);
    // Each of them is tried, so that what the server refuses is found before anything changes.
    /** @type {Frame[]} */
    const begun = [];
    for (const experiment of changed) {
      begun.push(frameFrom(await step(experiment, 1, signal)));
      signal.throwIfAborted();
    }
    const origin = /** @type {Frame} */ (begun[0]);
    const { frame, facts } = await frames.open(timeline, iteration, { signal, stride: stride(), reached });
    const preset = labels.titles.has(opening.preset ?? "") ? (opening.preset ?? "") : "";
    const { runs, left } = get();
    const place = { frame, phase, origin, preset, seed: opening.seed ?? -1, runs, left };
    const moment = { timeline: timeline.learning(facts), ...place };
    set({ ...replaced({ ...get(), example: 0 }, moment, "opening", labels), ...looking(get(), opening), progress: null });
  } finally {
    if (get().progress) set({ progress: null });
  }
}

/**
 * An experiment at its beginning in place of the run on screen.
 *
 * @param {Model} model
 * @param {Frame} origin
 * @param {string} preset
 * @param {number} seed
 * @param {string} what
 */
export function openBeginning({ get, set, labels }, origin, preset, seed, what) {
  set(replaced(get(), beginning(get(), origin, preset, seed), what, labels));
}
