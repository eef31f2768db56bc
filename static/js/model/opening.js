/**
 * Opens a run described by a link, a file or a preset. Missing losses are computed in the background.
 */

import { isAbort, isRefusal } from "../server/api.js";
import { grouped } from "../text/format.js";
import { frameFrom } from "./frames.js";
import { replaced } from "./kept-runs.js";
import { looking } from "./look.js";
import { beginning } from "./moments.js";
import { outlineFor } from "./outline.js";
import { isSame } from "./presets.js";
import { problemOf } from "./problems.js";
import { stride } from "./settings.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("./store.js").Model} Model
 * @typedef {import("../types").Problem} Problem
 */

/**
 * @typedef {object} Place  where in a run to go
 * @property {number} [iteration]
 * @property {number} [known]  iterations
 * @property {number} [phase]
 * @property {boolean} [revealed]  whether the outputs and the loss are shown before their phases
 * @property {string} [preset]
 * @property {number} [seed]
 *
 * @typedef {Place & Partial<import("./look.js").Look>} Opening  and the view of it
 */

/**
 * Opens a run at a place in it. The run is given by the experiments at which something was changed;
 * the first of them is its start. The state changes only when everything has arrived.
 *
 * @param {Model} model
 * @param {readonly Experiment[]} changed
 * @param {Opening} opening
 * @param {AbortSignal} signal
 */
export async function openRun(model, changed, opening, signal) {
  const { get, set, frames, step, reset, labels } = model;
  const { iteration = 0, known = iteration + 1, phase = 0, revealed = false } = opening;
  const timeline = Timeline.of(changed, known);
  const told = outlineFor(model, timeline.start, signal);
  // A refusal of the run comes first.
  told.catch(() => {});
  const from = timeline.before(iteration).iteration;
  const long = iteration - from > stride();
  /** @param {number} at */
  const reached = (at) => long && set({ progress: { of: "opening", from, to: iteration, at } });
  try {
    reached(from);
    // Each experiment takes a step, so a refusal is found before the state changes.
    /** @type {Frame[]} */
    const begun = [];
    for (const experiment of changed) {
      begun.push(frameFrom(await step(experiment, 1, signal)));
      signal.throwIfAborted();
    }
    const origin = /** @type {Frame} */ (begun[0]);
    const { frame, facts } = await frames.open(timeline, iteration, { signal, stride: stride(), reached });
    const preset = labels.titles.has(opening.preset ?? "") ? (opening.preset ?? "") : "";
    const seed = opening.seed ?? -1;
    // A link may carry what somebody has made of a preset.
    const originEdited = preset !== "" && !isSame(origin.experiment, (await reset(preset, seed)).experiment);
    const outline = await told;
    signal.throwIfAborted();
    const { runs, left } = get();
    const place = { frame, outline, phase, revealed, origin, preset, seed, originEdited, runs, left };
    const moment = { timeline: timeline.learning(facts), ...place };
    const there = replaced({ ...get(), example: 0 }, moment, "opening", labels);
    set({ ...there, ...looking(there, opening), progress: null });
  } finally {
    if (get().progress) set({ progress: null });
  }
}

/**
 * Opens an experiment at its beginning.
 *
 * @param {Model} model
 * @param {Frame} origin
 * @param {string} preset
 * @param {number} seed
 * @param {string} what
 * @param {Partial<import("./look.js").Look>} [look]  that comes with it
 */
export async function openBeginning(model, origin, preset, seed, what, look = {}) {
  const { get, set, labels } = model;
  const outline = await outlineFor(model, origin.experiment);
  const there = replaced(get(), beginning(get(), { outline }, origin, preset, seed), what, labels);
  set({ ...there, ...looking(there, look) });
}

/** The reason to stop when the run has changed. */
const ANOTHER = "the losses of another run are wanted";

/**
 * @param {object} parts
 * @param {Model} parts.model
 * @param {(problem: Problem) => void} parts.say
 * @param {(unreadable: Problem) => unknown} parts.refused  called when the server refuses the run
 */
export function createRecalling({ model, say, refused }) {
  let stop = new AbortController();

  /**
   * Computes the missing losses of the run on screen.
   *
   * @param {Problem} [unreadable]  shown if the server refuses the run
   * @returns {Promise<void>}
   */
  async function recall(unreadable) {
    stop.abort(ANOTHER);
    stop = new AbortController();
    const { signal } = stop;
    const again = () => recall(unreadable);
    try {
      await recallAll(model, signal);
    } catch (error) {
      if (signal.reason === ANOTHER) return;
      if (unreadable && isRefusal(error)) await refused(unreadable);
      else say(isAbort(error) ? stopped(model, again) : problemOf(error, again));
    }
  }

  return { recall, stop: () => stop.abort() };
}

/**
 * Goes on until no loss is missing, the run has changed, or the signal stops it.
 *
 * @param {Model} model
 * @param {AbortSignal} signal
 */
async function recallAll({ get, set, step }, signal) {
  const { changed, known } = get().timeline;
  const here = () => get().timeline;
  const from = here().firstHole();
  try {
    for (let hole = from; hole >= 0; hole = here().firstHole()) {
      set({ recalling: { of: "losses", from, to: known - 1, at: hole } });
      const start = here().before(hole);
      const steps = Math.min(here().limit(start.iteration), here().known, start.iteration + stride()) - start.iteration;
      const { experiment, losses } = await step(start, steps, signal);
      signal.throwIfAborted();
      // Meanwhile an action has changed the run.
      if (here().changed !== changed) return;
      set({ timeline: here().learning([{ from: start.iteration, losses: losses.slice(0, -1), experiment }]) });
    }
  } finally {
    set({ recalling: null });
  }
}

/**
 * @param {Model} model
 * @param {() => unknown} retry
 * @returns {Problem}
 */
function stopped({ get }, retry) {
  const from = grouped(get().timeline.firstHole());
  return {
    kind: "note",
    message: `Stopped: the losses from iteration ${from} on are not computed. Retry computes them.`,
    retry,
  };
}
