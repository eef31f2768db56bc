/** Running many iterations, so that the screen follows and one can stop. */

import { isRefusal } from "../server/api.js";
import { grouped } from "../text/format.js";
import { limits } from "./limits.js";
import { shown } from "./moments.js";
import { solved } from "./problems.js";
import { remembered } from "./undo.js";

/** @typedef {import("./model.js").Model} Model */

/** A run is asked for in about so many requests, so that the screen can follow it. */
const REQUESTS = 40;

/**
 * A run of as many iterations as are set. Tried again, it goes on to where it was going.
 *
 * @param {Model} model
 * @returns {import("./queue.js").Action}
 */
export function runOf(model) {
  const { get, set } = model;
  const count = get().iterationsToRun;
  const stride = Math.min(limits.steps - 1, Math.ceil(count / REQUESTS));
  /** @type {number | undefined} */
  let to;
  return async (signal) => {
    if (signal.aborted) return;
    if (to === undefined) {
      set(remembered(get(), `run of ${grouped(count)}`));
      to = get().frame.iteration + count;
    }
    await runTo(model, to, stride, signal);
  };
}

/**
 * @param {Model} model
 * @param {number} to
 * @param {number} stride  iterations a request
 * @param {AbortSignal} signal
 */
async function runTo({ get, set, frames }, to, stride, signal) {
  const from = get().frame.iteration;
  set({ ...solved(get(), "page"), progress: { of: "run", from, to, at: from } });
  try {
    for (let at = from; at < to && !signal.aborted; ) {
      const { timeline, frame: here } = get();
      const next = Math.min(at + stride, to, timeline.limit(at));
      try {
        const { frame, facts } = await frames.open(timeline, next, { here, signal });
        at = next;
        set({ ...shown(get(), frame, facts), progress: { of: "run", from, to, at } });
      } catch (error) {
        // Somewhere in this stride the numbers leave the finite range: go as far as they do not.
        if (!isRefusal(error) || next === at + 1) throw error;
        stride = Math.max(1, (next - at) >> 1);
      }
    }
  } finally {
    set({ progress: null });
  }
}
