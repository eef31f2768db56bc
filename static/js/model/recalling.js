/** Computing the losses of iterations that are known but were not kept, in the background. */

import { isAbort, isRefusal } from "../server/api.js";
import { grouped } from "../text/format.js";
import { stride } from "./limits.js";
import { problemOf } from "./problems.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../types").Problem} Problem
 */

/** Why it stops, if nobody told it to. */
const ANOTHER = "the losses of another run are wanted";

/**
 * @param {object} parts
 * @param {Model} parts.model
 * @param {(problem: Problem) => void} parts.say
 * @param {(unreadable: Problem) => unknown} parts.refused  is told when the server refuses the run
 */
export function createRecalling({ model, say, refused }) {
  let stop = new AbortController();

  /**
   * Computes what is missing of the run on screen.
   *
   * @param {Problem} [unreadable]  is said if the server refuses the run
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
 * Goes on until no loss is missing, the run is another one, or it is told to stop.
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
      // Something was done meanwhile that made another run of it.
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
