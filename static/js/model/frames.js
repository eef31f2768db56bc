/**
 * The iterations of a run, opened: kept ready, or computed anew from the experiment before them.
 */

import { limits } from "./limits.js";
import { frameFrom } from "./frame.js";

/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("./timeline.js").Timeline} Timeline
 */

/** So many are kept ready, so that stepping back and forth asks the server for nothing. */
const KEPT = 256;

/**
 * @param {object} parts
 * @param {Timeline} parts.timeline
 * @param {typeof import("../server/api.js").step} parts.step
 * @param {() => Frame} parts.current  what is on screen
 */
export function createFrames({ timeline, step, current }) {
  /** @type {Map<number, Frame>} */
  const frames = new Map();

  /** @param {Frame} frame */
  function remember(frame) {
    frames.delete(frame.iteration);
    frames.set(frame.iteration, frame);
    for (const oldest of frames.keys()) {
      if (frames.size <= KEPT) break;
      frames.delete(oldest);
    }
  }

  /**
   * The experiment nearest before an iteration: kept, or just computed.
   *
   * @param {number} iteration
   */
  function nearest(iteration) {
    const kept = timeline.before(iteration);
    const { next } = current();
    return next.iteration > kept.iteration && next.iteration <= iteration ? next : kept;
  }

  /**
   * Opens an iteration of the run on screen.
   *
   * @param {number} iteration
   * @param {AbortSignal} [signal]
   * @returns {Promise<Frame>}
   */
  async function at(iteration, signal) {
    const ready = frames.get(iteration);
    if (ready) return ready;
    const { changed } = timeline;
    let start = nearest(iteration);
    for (;;) {
      const steps = Math.min(iteration - start.iteration + 1, limits.steps);
      const answer = await step(start, steps, signal);
      if (timeline.changed !== changed) throw new DOMException("outdated", "AbortError");
      const frame = frameFrom(answer);
      timeline.record(start.iteration, answer.losses.slice(0, -1));
      timeline.keep(frame.experiment);
      if (frame.iteration === iteration) {
        remember(frame);
        return frame;
      }
      start = answer.experiment;
    }
  }

  /**
   * The experiment at an iteration of a run that is not on screen yet.
   *
   * @param {Timeline} run
   * @param {number} iteration
   */
  async function experimentAt(run, iteration) {
    let experiment = run.before(iteration);
    while (experiment.iteration < iteration) {
      const steps = Math.min(iteration - experiment.iteration, limits.steps);
      ({ experiment } = await step(experiment, steps));
    }
    return experiment;
  }

  /**
   * Computes the losses that are known but were not kept.
   *
   * @param {number} known
   * @param {(iteration: number) => void} recalled  is told how far it is
   */
  async function recall(known, recalled) {
    const { changed } = timeline;
    for (const start of changed) {
      let experiment = start;
      const end = Math.min(timeline.limit(start.iteration), known - 1);
      while (experiment.iteration < end) {
        const answer = await step(experiment, Math.min(end - experiment.iteration, limits.steps));
        // Something was done meanwhile that made another timeline of it.
        if (timeline.changed !== changed) return;
        timeline.record(experiment.iteration, answer.losses);
        experiment = answer.experiment;
        if (experiment.iteration < timeline.limit(start.iteration)) timeline.keep(experiment);
        recalled(experiment.iteration);
      }
    }
  }

  return {
    remember,
    at,
    experimentAt,
    recall,

    /**
     * Another run begins with this one; what was kept belongs to the run before.
     *
     * @param {Frame} frame
     */
    begin(frame) {
      frames.clear();
      remember(frame);
    },
  };
}
