/** The path of the run through its parameters, as far as the run is known. */

import { MOST_STEPS, post } from "../api.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Path
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values  by name: the parameters and the loss, of each iteration
 *
 * @typedef {object} HistoryAnswer  of `/api/history`
 * @property {Experiment} experiment
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values
 */

/** @type {Path} */
const EMPTY = { iterations: [], values: {} };

/** Points that one request asks for at most. */
const POINTS_A_REQUEST = 200;

/** With more points than this, every other one is left out. */
const MOST_POINTS = 400;

/**
 * Asks for what is missing of the path, one piece after the other: while a run goes on that is
 * only its newest stretch. All parameters come at once, so any two can be drawn.
 *
 * @param {object} parts
 * @param {import("../timeline.js").Timeline} parts.timeline
 * @param {import("./problem.js").Problem} parts.problem
 * @param {() => void} parts.grown
 */
export function createPath({ timeline, problem, grown }) {
  let { changed } = timeline;
  let end = startOf(changed);
  let busy = false;
  /** Iterations between two points. */
  let spacing = 1;
  let path = EMPTY;

  /** Keeps what the run of now has in common with the one whose path this is. */
  function turnOff() {
    const { changed: now } = timeline;
    const last = timeline.known - 1;
    if (now === changed && end.iteration <= last) return;
    const index = now.findIndex((experiment, at) => experiment !== changed[at]);
    const parts = [changed, now].map((all) => all[index < 0 ? now.length : index]?.iteration ?? Infinity);
    changed = now;
    if (index === 0) {
      [end, path, spacing] = [startOf(now), EMPTY, 1];
      return;
    }
    end = timeline.before(Math.min(...parts, end.iteration, last));
    path = upTo(path, end.iteration);
  }

  /** One request nearer to the whole path. Returns whether there was something to do. */
  async function advance() {
    turnOff();
    const [asOf, start] = [changed, end];
    const { iteration } = start;
    const to = Math.min(timeline.known - 1, timeline.limit(iteration), iteration + MOST_STEPS);
    const steps = to - iteration;
    if (steps <= 0) return false;
    spacing = Math.max(spacing, Math.ceil(steps / (POINTS_A_REQUEST - 1)));
    const points = Math.max(2, Math.ceil(steps / spacing) + 1);
    /** @type {HistoryAnswer} */
    const answer = await post("/api/history", { experiment: start, steps, points });
    if (timeline.changed !== asOf || end !== start) return true;
    path = joined(path, answer, asOf.includes(start));
    while (path.iterations.length > MOST_POINTS) {
      spacing *= 2;
      path = thinned(path);
    }
    end = asOf.find((experiment) => experiment.iteration === to) ?? answer.experiment;
    grown();
    return true;
  }

  async function follow() {
    if (busy) return;
    busy = true;
    try {
      while (await advance());
      problem.clear();
    } catch (error) {
      problem.say(error, () => void follow());
    } finally {
      busy = false;
    }
  }

  return {
    follow: () => void follow(),

    get() {
      turnOff();
      return path;
    },
  };
}

/** @param {Experiment[]} changed */
function startOf([start]) {
  return /** @type {Experiment} */ (start);
}

/**
 * A path and its next stretch, which begins where the path ends: there the path has two points
 * only if something was changed, and so one of the network before the change and one after it.
 *
 * @param {Path} path
 * @param {Path} stretch
 * @param {boolean} afterChange
 * @returns {Path}
 */
function joined(path, stretch, afterChange) {
  const again = !afterChange && path.iterations.at(-1) === stretch.iterations[0] ? 1 : 0;
  return {
    iterations: [...path.iterations, ...stretch.iterations.slice(again)],
    values: mapped(stretch.values, (more, name) => [...(path.values[name] ?? []), ...more.slice(again)]),
  };
}

/**
 * A path as far as an iteration, before a change there.
 *
 * @param {Path} path
 * @param {number} iteration
 * @returns {Path}
 */
function upTo({ iterations, values }, iteration) {
  const before = iterations.filter((one) => one < iteration).length;
  const count = iterations[before] === iteration ? before + 1 : before;
  return { iterations: iterations.slice(0, count), values: mapped(values, (list) => list.slice(0, count)) };
}

/**
 * Every other point; the last one stays.
 *
 * @param {Path} path
 * @returns {Path}
 */
function thinned({ iterations, values }) {
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
