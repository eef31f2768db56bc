/**
 * The numbers of a run over its iterations: a sample of them, as far as the run is known. It is asked
 * for piece by piece: while a run goes on that is only its newest stretch.
 */

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
 * @property {readonly Experiment[]} changed  of which run, see `Timeline`
 * @property {number} example  whose activations and deltas
 * @property {Experiment} end  up to here
 * @property {number} spacing  iterations between two samples
 * @property {Samples} samples
 *
 * @typedef {{experiment: Experiment, steps: number, points: number, example: number}} Question
 * @typedef {Samples & {experiment: Experiment}} Answer  of `/api/history`
 */

/** @type {Samples} */
const EMPTY = { iterations: [], values: {} };

/** Samples that one request asks for at most. */
const SAMPLES_A_REQUEST = 200;

/** With more samples than this, every other one is left out. */
const MOST_SAMPLES = 400;

/**
 * As much of the history as is known of the run on screen.
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
 * What is missing, as far as one request goes; nothing, if nobody looks at it.
 *
 * @param {State} state
 * @returns {Question | null}
 */
export function historyAsked(state) {
  if (state.lab !== "histories" && state.lab !== "surface") return null;
  const { end, spacing, samples, example } = current(state);
  const { timeline } = state;
  const to = Math.min(timeline.known - 1, timeline.limit(end.iteration), end.iteration + limits.steps);
  const steps = to - end.iteration;
  if (steps < 0 || (steps === 0 && samples.iterations.at(-1) === end.iteration)) return null;
  const points = Math.max(2, Math.ceil(steps / spacingFor(steps, spacing)) + 1);
  return { experiment: end, steps, points, example };
}

/**
 * The history with another piece of it; as it was, if that is of another run by now.
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
  // Without a step it is the answer's too: so iteration 0 is known, and not sampled twice.
  const to = experiment.iteration + steps;
  const end = (steps > 0 && changed.find(({ iteration }) => iteration === to)) || answer.experiment;
  return { ...before, end, spacing, samples };
}

/**
 * What the history of a run before has in common with the run on screen.
 *
 * @param {State} state
 * @returns {History}
 */
function current({ history, timeline, example: shown }) {
  const { changed } = timeline;
  // Means have no history: then it is that of the first example.
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
 * A history and its next stretch, which begins where it ends: there it has two samples
 * only if something was changed, and so one of the network before the change and one after it.
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
 * A history as far as an iteration, before a change there.
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
