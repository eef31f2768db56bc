/** The opened iterations of a run: cached, or computed again from an earlier experiment. */

import { limits } from "./settings.js";

/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").StepAnswer} StepAnswer
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Fact} Fact
 */

/**
 * The last iteration in an answer.
 *
 * @param {StepAnswer} answer
 * @returns {Frame}
 */
export function frameFrom(answer) {
  const pass = answer.passes.at(-1);
  if (!pass || !answer.details) throw new TypeError("the answer opened no iteration");
  const { iteration, network } = pass;
  return {
    iteration,
    experiment: { ...answer.experiment, iteration, network },
    pass,
    outputLosses: answer.details.output_losses,
    sums: answer.details.sums,
    means: answer.details.means,
    next: answer.experiment,
    nextLoss: answer.forward.loss,
  };
}

/** @typedef {ReturnType<typeof createFrames>} Frames */

/** The size of the cache. Stepping back and forth within it sends no request. */
const KEPT = 256;

/** @param {typeof import("../server/api.js").step} step */
export function createFrames(step) {
  /** The cache, by iteration: all of the run with these changes. @type {Map<number, Frame>} */
  const ready = new Map();
  /** @type {Timeline["changed"]} */
  let changed = [];

  /**
   * @param {Timeline} timeline  its run
   * @param {Frame} frame
   */
  function remember(timeline, frame) {
    if (timeline.changed !== changed) ready.clear();
    changed = timeline.changed;
    ready.delete(frame.iteration);
    ready.set(frame.iteration, frame);
    for (const oldest of ready.keys()) {
      if (ready.size <= KEPT) break;
      ready.delete(oldest);
    }
  }

  return {
    /**
     * Opens an iteration of a run. Also returns the facts learned on the way.
     *
     * @param {Timeline} timeline
     * @param {number} iteration
     * @param {object} [options]
     * @param {Frame} [options.here]  another iteration of the run, perhaps nearer than the cached ones
     * @param {AbortSignal} [options.signal]
     * @param {number} [options.stride]  iterations per request
     * @param {(iteration: number) => void} [options.reached]  receives the progress
     * @returns {Promise<{frame: Frame, facts: Fact[]}>}
     */
    async open(timeline, iteration, { here, signal, stride = limits.steps, reached } = {}) {
      if (here) remember(timeline, here);
      const known = timeline.changed === changed ? ready.get(iteration) : undefined;
      if (known) return { frame: known, facts: [] };
      let start = timeline.before(iteration);
      const next = here?.next;
      if (next && next.iteration > start.iteration && next.iteration <= iteration) start = next;
      /** @type {Fact[]} */
      const facts = [];
      for (;;) {
        const steps = Math.min(iteration - start.iteration + 1, stride);
        const answer = await step(start, steps, signal);
        signal?.throwIfAborted();
        const frame = frameFrom(answer);
        facts.push({ from: start.iteration, losses: answer.losses.slice(0, -1), experiment: frame.experiment });
        reached?.(frame.iteration);
        if (frame.iteration === iteration) {
          remember(timeline, frame);
          return { frame, facts };
        }
        start = answer.experiment;
      }
    },
  };
}
