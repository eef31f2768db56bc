/** The numbers of a run over its iterations, a sample of them, kept up while the run grows. */

import { post } from "../api.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} HistoryAnswer  of `/api/history`
 * @property {Experiment} experiment
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values
 *
 * @typedef {object} Samples
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values  by name, one for each iteration
 */

/** More cannot be told apart in a small picture. */
export const MOST_SAMPLES = 200;

/** The API takes at most so many steps in one request. */
const MOST_STEPS = 10_000;

/**
 * @param {object} parts
 * @param {import("../timeline.js").Timeline} parts.timeline
 * @param {() => void} parts.sampled  is told when there are more
 * @param {(error: unknown) => void} parts.failed  and then nothing is asked until `retry`
 */
export function createHistory({ timeline, sampled, failed }) {
  let wanted = { known: 0, example: 0 };
  let run = begin();
  let busy = false;
  let stopped = false;

  function begin() {
    const { changed } = timeline;
    /** @type {Samples} */
    const samples = { iterations: [], values: {} };
    return { changed, example: wanted.example, samples, end: /** @type {Experiment} */ (changed[0]) };
  }

  /**
   * Whether a run is that of the timeline, and of the example wanted.
   *
   * @param {typeof run} one
   */
  function isOf({ changed, example }) {
    return changed === timeline.changed && example === wanted.example;
  }

  /** One request nearer to what is wanted. Returns whether there was something to do. */
  async function advance() {
    const last = wanted.known - 1;
    if (!isOf(run) || run.end.iteration > last) run = begin();
    const here = run;
    const { iteration } = here.end;
    if ((here.samples.iterations.at(-1) ?? -1) >= last) return false;
    const change = timeline.limit(iteration);
    const to = Math.min(last, change, iteration + MOST_STEPS);
    const steps = to - iteration;
    const points = Math.ceil((steps * MOST_SAMPLES) / (last + 1)) + 1;
    const answer = await post("/api/history", {
      experiment: here.end,
      steps,
      points: Math.min(MOST_SAMPLES, Math.max(2, points)),
      example: here.example,
    });
    // Something was done meanwhile that made another run of it.
    if (!isOf(here)) return true;
    // At a change the numbers of the changed experiment count, which come next.
    here.samples = thinned(joined(here.samples, answer, to === change ? to - 1 : to), MOST_SAMPLES);
    here.end = here.changed.find((experiment) => experiment.iteration === to && to > iteration) ?? answer.experiment;
    sampled();
    return true;
  }

  async function follow() {
    if (busy || stopped) return;
    busy = true;
    try {
      while (await advance());
    } catch (error) {
      stopped = true;
      failed(error);
    } finally {
      busy = false;
    }
  }

  return {
    /** What is known by now. */
    samples: () => run.samples,

    /**
     * @param {number} known    how many iterations
     * @param {number} example  whose activations and deltas
     */
    follow(known, example) {
      if (run.changed !== timeline.changed) stopped = false;
      wanted = { known, example };
      void follow();
    },

    retry() {
      stopped = false;
      void follow();
    },
  };
}

/**
 * @param {Samples} samples
 * @param {HistoryAnswer} answer  begins where the samples end
 * @param {number} last           iteration that is taken over
 * @returns {Samples}
 */
function joined({ iterations, values }, answer, last) {
  const end = iterations.at(-1) ?? -1;
  const fresh = answer.iterations.flatMap((iteration, i) => (end < iteration && iteration <= last ? [i] : []));
  /** @param {number[]} all */
  const pick = (all) => fresh.map((i) => all[i] ?? NaN);
  return {
    iterations: [...iterations, ...pick(answer.iterations)],
    values: Object.fromEntries(
      Object.entries(answer.values).map(([name, all]) => [name, [...(values[name] ?? []), ...pick(all)]]),
    ),
  };
}

/**
 * If there are too many samples, the first, the last, and between them those that are far enough
 * from one another.
 *
 * @param {Samples} samples
 * @param {number} most
 * @returns {Samples}
 */
export function thinned({ iterations, values }, most) {
  if (iterations.length <= most) return { iterations, values };
  const last = iterations.at(-1) ?? 0;
  const stride = (last - (iterations[0] ?? 0)) / (most - 1);
  let next = -Infinity;
  const kept = iterations.flatMap((iteration, i) => {
    if (i < iterations.length - 1 && (iteration < next || iteration > last - stride)) return [];
    next = iteration + stride;
    return [i];
  });
  /** @param {number[]} all */
  const pick = (all) => kept.map((i) => all[i] ?? NaN);
  return {
    iterations: pick(iterations),
    values: Object.fromEntries(Object.entries(values).map(([name, all]) => [name, pick(all)])),
  };
}
