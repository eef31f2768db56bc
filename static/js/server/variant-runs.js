/** Keeps the runs of the chosen variants up with the run on screen. */

import { post } from "./api.js";
import { limits } from "../model/limits.js";
import { wholeIterations } from "../model/state.js";
import { Timeline } from "../model/timeline.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} VariantAnswer  of `/api/variant`
 * @property {Experiment} experiment
 * @property {number[]} losses
 * @property {Record<string, number>} values
 *
 * @typedef {object} Run
 * @property {Timeline} timeline  of the variant's own networks, with the same changes
 * @property {Experiment} end     as far as its losses are known
 *
 * @typedef {ReturnType<typeof keepVariants>} Variants
 */

/**
 * Asks for what is missing, one thing after the other: of each chosen variant the losses of all
 * iterations that are known, and the numbers of the iteration on screen beside the right ones.
 *
 * @param {object} parts
 * @param {import("../types").Store<State>} parts.store
 * @param {Timeline} parts.timeline
 */
export function keepVariants({ store, timeline }) {
  /** @type {Map<string, Run>} */
  const runs = new Map();
  let { changed } = timeline;
  let busy = false;
  let changedMeanwhile = false;

  /**
   * @param {string} variant
   * @param {Experiment} experiment
   * @param {number} steps
   * @param {string[]} [asked]
   * @returns {Promise<VariantAnswer>}
   */
  function take(variant, experiment, steps, asked = []) {
    return post("/api/variant", { experiment, variant, steps, quantities: asked });
  }

  /** @param {string} id */
  function runOf(id) {
    const start = /** @type {Experiment} */ (timeline.changed[0]);
    const run = runs.get(id) ?? { timeline: new Timeline(start), end: start };
    runs.set(id, run);
    return run;
  }

  /**
   * One request nearer to what is wanted. Returns whether there was something to do.
   *
   * @param {State} state
   */
  async function advance(state) {
    if (timeline.changed !== changed) {
      runs.clear();
      changed = timeline.changed;
      // After a reset, what was computed of another run is no longer shown.
      if (state.partings) store.set({ partings: null, variantsDrawn: state.variantsDrawn + 1 });
    }
    const asOf = changed;
    for (const id of state.variants) {
      const run = runOf(id);
      if (run.timeline.known >= state.known) continue;
      const { end } = run;
      const { iteration } = end;
      const to = Math.min(state.known - 1, timeline.limit(iteration), iteration + limits.steps);
      const answer = await take(id, end, to - iteration);
      if (timeline.changed !== asOf) return true;
      run.timeline.record(iteration, answer.losses);
      run.end = answer.experiment;
      const change = asOf.find((experiment) => experiment.iteration === to);
      if (change && to > 0) {
        run.end = { ...change, network: answer.experiment.network };
        run.timeline.change(run.end);
      } else run.timeline.keep(run.end);
      store.set({ variantsDrawn: store.get().variantsDrawn + 1 });
      return true;
    }
    return compare(state);
  }

  /** @param {State} state */
  async function compare(state) {
    const { frame, outline, variants, partings } = state;
    if (wholeIterations(state) || variants.length === 0) return false;
    const shown = Object.keys(partings?.values ?? {}).filter((id) => id !== "correct");
    if (partings?.frame === frame && shown.join() === variants.join()) return false;
    const asOf = changed;
    const quantities = outline.computed;
    /** @type {Record<string, Record<string, number>>} */
    const values = {};
    values.correct = (await take("correct", frame.experiment, 0, quantities)).values;
    for (const id of variants) {
      if (timeline.changed !== asOf) return true;
      const run = runOf(id);
      const start = run.timeline.before(frame.iteration);
      const answer = await take(id, start, frame.iteration - start.iteration, quantities);
      values[id] = answer.values;
      run.timeline.keep(answer.experiment);
    }
    if (timeline.changed === asOf) store.set({ partings: { frame, values } });
    return true;
  }

  async function follow() {
    // What changes while something is computed is looked at after that.
    changedMeanwhile = true;
    if (busy || store.get().variantProblem !== "") return;
    busy = true;
    try {
      while (changedMeanwhile) {
        changedMeanwhile = false;
        while (await advance(store.get()));
      }
    } catch (error) {
      store.set({ variantProblem: error instanceof Error ? error.message : String(error) });
    } finally {
      busy = false;
    }
  }

  store.subscribe(() => void follow());

  return {
    /**
     * The losses of a variant, one for each iteration that is known of it by now.
     *
     * @param {string} id
     * @returns {number[]}
     */
    losses: (id) => (timeline.changed === changed ? (runs.get(id)?.timeline.losses ?? []) : []),
    retry: () => store.set({ variantProblem: "" }),
  };
}
