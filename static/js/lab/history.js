/**
 * The numbers of a run, sampled over its known iterations. They are requested piece by piece: during
 * a run, only the newest stretch.
 */

import { openLabView } from "../model/state.js";
import { limits } from "../model/settings.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Samples
 * @property {number[]} iterations
 * @property {Record<string, number[]>} values  by name, one for each iteration
 *
 * @typedef {object} History
 * @property {readonly Experiment[]} changed  the run, see `Timeline`
 * @property {number} example  the example of the activations and deltas
 * @property {Experiment} end  the last experiment sampled so far
 * @property {number} spacing  iterations between two samples
 * @property {Samples} samples
 *
 * @typedef {{experiment: Experiment, steps: number, points: number, example: number}} Question
 * @typedef {Samples & {experiment: Experiment}} Answer  of `/api/history`
 */

/** @type {Samples} */
const EMPTY = { iterations: [], values: {} };

/** The most samples in one request. */
const SAMPLES_A_REQUEST = 200;

/** Beyond this many samples, every other one is dropped. */
const MOST_SAMPLES = 400;

/**
 * The known history of the run on screen.
 *
 * @param {State} state
 */
export function samplesOf(state) {
  return current(state).samples;
}

/**
 * The points of the run. A single point is not a path.
 *
 * @param {State} state
 */
export function pathOf(state) {
  const walked = samplesOf(state);
  return walked.iterations.length > 1 ? walked : EMPTY;
}

/**
 * The request for the next missing piece; null if no tab shows it.
 *
 * @param {State} state
 * @returns {Question | null}
 */
export function historyAsked(state) {
  if (!["histories", "surface"].includes(openLabView(state))) return null;
  const { end, spacing, samples, example } = current(state);
  const { timeline } = state;
  const to = Math.min(timeline.known - 1, timeline.limit(end.iteration), end.iteration + limits.steps);
  const steps = to - end.iteration;
  if (steps < 0 || (steps === 0 && samples.iterations.at(-1) === end.iteration)) return null;
  const points = Math.max(2, Math.ceil(steps / spacingFor(steps, spacing)) + 1);
  return { experiment: end, steps, points, example };
}

/**
 * The history with another piece. A piece of a run that is no longer on screen changes nothing.
 *
 * @param {State} state
 * @param {Answer} answer
 * @param {Question} question
 */
export function historyGrown(state, answer, { experiment, steps, example }) {
  const before = current(state);
  if (before.end !== experiment || before.example !== example) return before;
  const { changed } = state.timeline;
  let samples = joined(before.samples, answer, changed.includes(experiment));
  let spacing = spacingFor(steps, before.spacing);
  while (samples.iterations.length > MOST_SAMPLES) {
    spacing *= 2;
    samples = thinned(samples);
  }
  // Without a step the end is the answer's own experiment, so iteration 0 is not sampled twice.
  const to = experiment.iteration + steps;
  const end = (steps > 0 && changed.find(({ iteration }) => iteration === to)) || answer.experiment;
  return { ...before, end, spacing, samples };
}

/**
 * The part of the history that the run on screen shares with the run before it.
 *
 * @param {State} state
 * @returns {History}
 */
function current({ history, timeline, example: shown }) {
  const { changed } = timeline;
  // Means have no history, so the first example takes their place.
  const example = Math.max(0, shown);
  const none = { changed, example, end: timeline.start, spacing: 1, samples: EMPTY };
  if (!history || history.example !== example || history.changed[0] !== changed[0]) return none;
  const last = timeline.known - 1;
  if (history.changed === changed && history.end.iteration <= last) return history;
  const other = changed.findIndex((experiment, at) => experiment !== history.changed[at]);
  const parts = [history.changed, changed].map((all) => all[other < 0 ? changed.length : other]?.iteration ?? Infinity);
  const end = timeline.before(Math.min(...parts, history.end.iteration, last));
  return { ...history, changed, end, samples: upTo(history.samples, end.iteration) };
}

/**
 * @param {number} steps
 * @param {number} spacing  so far
 */
function spacingFor(steps, spacing) {
  return Math.max(spacing, Math.ceil(steps / (SAMPLES_A_REQUEST - 1)));
}

/**
 * A history and its next stretch, which begins where the history ends. That iteration keeps two
 * samples only if something was changed there: the network before the change and the one after.
 *
 * @param {Samples} history
 * @param {Samples} stretch
 * @param {boolean} afterChange
 * @returns {Samples}
 */
function joined(history, stretch, afterChange) {
  const again = !afterChange && history.iterations.at(-1) === stretch.iterations[0] ? 1 : 0;
  return {
    iterations: [...history.iterations, ...stretch.iterations.slice(again)],
    values: mapped(stretch.values, (more, name) => [...(history.values[name] ?? []), ...more.slice(again)]),
  };
}

/**
 * A history up to an iteration, without a change made there.
 *
 * @param {Samples} history
 * @param {number} iteration
 * @returns {Samples}
 */
function upTo({ iterations, values }, iteration) {
  const before = iterations.filter((one) => one < iteration).length;
  const count = iterations[before] === iteration ? before + 1 : before;
  return { iterations: iterations.slice(0, count), values: mapped(values, (list) => list.slice(0, count)) };
}

/**
 * Every other sample; the last one stays.
 *
 * @param {Samples} history
 * @returns {Samples}
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
