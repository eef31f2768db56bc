/** The numbers of a run over its iterations: a sample of them, as far as the run is known. */

import { limits } from "../model/limits.js";
import { post } from "../server/api.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} History
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values  by name, one for each iteration
 *
 * @typedef {object} HistoryAnswer  of `/api/history`
 * @property {Experiment} experiment
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values
 */

/** @type {History} */
const EMPTY = { iterations: [], values: {} };

/** Samples that one request asks for at most. */
const SAMPLES_A_REQUEST = 200;

/** With more samples than this, every other one is left out. */
const MOST_SAMPLES = 400;

/**
 * Asks for what is missing, one piece after the other: while a run goes on that is only its newest
 * stretch. All numbers come at once: the parameters and the loss, and those of one example.
 *
 * @param {object} parts
 * @param {import("../model/timeline.js").Timeline} parts.timeline
 * @param {import("./problem.js").Problem} parts.problem
 * @param {() => void} parts.grown
 */
export function createHistory({ timeline, problem, grown }) {
  let { changed } = timeline;
  let end = startOf(changed);
  let busy = false;
  /** Iterations between two samples. */
  let spacing = 1;
  let history = EMPTY;
  let example = 0;
  /** After a failure nothing is asked, until it is tried again or the run is another. */
  let failed = false;

  function begin() {
    [changed, end, history, spacing, failed] = [timeline.changed, startOf(timeline.changed), EMPTY, 1, false];
  }

  /** Keeps what the run of now has in common with the one whose history this is. */
  function turnOff() {
    const { changed: now } = timeline;
    const last = timeline.known - 1;
    if (now === changed && end.iteration <= last) return;
    const index = now.findIndex((experiment, at) => experiment !== changed[at]);
    const parts = [changed, now].map((all) => all[index < 0 ? now.length : index]?.iteration ?? Infinity);
    if (index === 0) return begin();
    [changed, failed] = [now, false];
    end = timeline.before(Math.min(...parts, end.iteration, last));
    history = upTo(history, end.iteration);
  }

  /** One request nearer to the whole history. Returns whether there was something to do. */
  async function advance() {
    turnOff();
    const [asOf, start, of] = [changed, end, example];
    const { iteration } = start;
    const to = Math.min(timeline.known - 1, timeline.limit(iteration), iteration + limits.steps);
    const steps = to - iteration;
    if (steps < 0 || (steps === 0 && history.iterations.at(-1) === iteration)) return false;
    spacing = Math.max(spacing, Math.ceil(steps / (SAMPLES_A_REQUEST - 1)));
    const points = Math.max(2, Math.ceil(steps / spacing) + 1);
    /** @type {HistoryAnswer} */
    const answer = await post("/api/history", { experiment: start, steps, points, example });
    if (timeline.changed !== asOf || end !== start || example !== of) return true;
    history = joined(history, answer, asOf.includes(start));
    while (history.iterations.length > MOST_SAMPLES) {
      spacing *= 2;
      history = thinned(history);
    }
    // Without a step it is the answer's too: so iteration 0 is known, and not sampled twice.
    end = (steps > 0 && asOf.find((experiment) => experiment.iteration === to)) || answer.experiment;
    grown();
    return true;
  }

  async function followOn() {
    if (busy || failed) return;
    busy = true;
    try {
      while (await advance());
      problem.clear();
    } catch (error) {
      failed = true;
      problem.say(error, () => {
        failed = false;
        void followOn();
      });
    } finally {
      busy = false;
    }
  }

  return {
    /** @param {number} [of]  the example whose activations and deltas are wanted */
    follow(of = 0) {
      if (of !== example) {
        example = of;
        begin();
      }
      turnOff();
      void followOn();
    },

    get() {
      turnOff();
      return history;
    },
  };
}

/** @param {Experiment[]} changed */
function startOf([start]) {
  return /** @type {Experiment} */ (start);
}

/**
 * A history and its next stretch, which begins where it ends: there it has two samples
 * only if something was changed, and so one of the network before the change and one after it.
 *
 * @param {History} history
 * @param {History} stretch
 * @param {boolean} afterChange
 * @returns {History}
 */
function joined(history, stretch, afterChange) {
  const again = !afterChange && history.iterations.at(-1) === stretch.iterations[0] ? 1 : 0;
  return {
    iterations: [...history.iterations, ...stretch.iterations.slice(again)],
    values: mapped(stretch.values, (more, name) => [...(history.values[name] ?? []), ...more.slice(again)]),
  };
}

/**
 * A history as far as an iteration, before a change there.
 *
 * @param {History} history
 * @param {number} iteration
 * @returns {History}
 */
function upTo({ iterations, values }, iteration) {
  const before = iterations.filter((one) => one < iteration).length;
  const count = iterations[before] === iteration ? before + 1 : before;
  return { iterations: iterations.slice(0, count), values: mapped(values, (list) => list.slice(0, count)) };
}

/**
 * Every other sample; the last one stays.
 *
 * @param {History} history
 * @returns {History}
 */
export function thinned({ iterations, values }) {
  /** @type {(list: number[]) => number[]} */
  const keep = (list) => list.filter((_, index) => index % 2 === 0 || index === list.length - 1);
  return { iterations: keep(iterations), values: mapped(values, keep) };
}

/**
 * @param {Record<string, number[]>} values
 * @param {(list: number[], name: string) => number[]} change
 */
function mapped(values, change) {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, change(list, name)]));
}
