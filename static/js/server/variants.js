/**
 * The runs of the chosen variants beside the run on screen: the requests to the server, and how the
 * answers are kept.
 */

import { limits } from "../model/settings.js";
import { wholeIterations } from "../model/state.js";
import { Timeline } from "../model/timeline.js";
import { post } from "./api.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").VariantRun} VariantRun
 * @typedef {import("../types").VariantRuns} VariantRuns
 *
 * @typedef {object} VariantAnswer  of `/api/variant`
 * @property {Experiment} experiment
 * @property {number[]} losses
 * @property {Record<string, number>} values
 *
 * @typedef {{experiment: Experiment, variant: string, steps: number}} Stretch
 *
 * @typedef {{frame: State["frame"], variants: string[]}} Comparison
 */

/**
 * The known losses of a variant, one for each iteration.
 *
 * @param {State} state
 * @param {string} variant
 */
export function lossesOf(state, variant) {
  return runOf(state, variant).timeline.losses;
}

/**
 * The request for the next missing losses of a chosen variant.
 *
 * @param {State} state
 * @returns {Stretch | null}
 */
export function stretchAsked(state) {
  const { timeline } = state;
  const variant = state.variants.find((id) => lengthOf(state, id) < timeline.known);
  if (variant === undefined) return null;
  const { end: experiment } = runOf(state, variant);
  const { iteration } = experiment;
  const to = Math.min(timeline.known - 1, timeline.limit(iteration), iteration + limits.steps);
  return { experiment, variant, steps: to - iteration };
}

/**
 * @param {Stretch} stretch
 * @param {AbortSignal} signal
 * @returns {Promise<VariantAnswer>}
 */
export function askStretch(stretch, signal) {
  return post("/api/variant", { ...stretch, quantities: [] }, signal);
}

/**
 * Adds another stretch to the run of a variant.
 *
 * @param {State} state
 * @param {VariantAnswer} answer
 * @param {Stretch} stretch
 * @returns {VariantRuns}
 */
export function stretchAdded(state, { experiment, losses }, { experiment: from, variant, steps }) {
  const run = runOf(state, variant);
  if (run.end !== from) return runsOf(state);
  const to = from.iteration + steps;
  const known = run.timeline.learning([{ from: from.iteration, losses, experiment }]);
  const change = to > 0 && state.timeline.changed.find(({ iteration }) => iteration === to);
  const end = change ? { ...change, network: experiment.network } : experiment;
  const timeline = change ? known.change(end) : known;
  const { changed, runs } = runsOf(state);
  return { changed, runs: { ...runs, [variant]: { timeline, end } } };
}

/**
 * The comparison of the iteration on screen with each variant, once the variants have reached it.
 *
 * @param {State} state
 * @returns {Comparison | null}
 */
export function comparisonAsked(state) {
  const { frame, variants } = state;
  if (variants.length === 0 || wholeIterations(state)) return null;
  if (variants.some((variant) => lengthOf(state, variant) <= frame.iteration)) return null;
  return { frame, variants };
}

/**
 * @param {State} state
 * @param {Comparison} comparison
 * @param {AbortSignal} signal
 * @returns {Promise<State["partings"]>}
 */
export async function askComparison(state, { frame, variants }, signal) {
  /** @type {(readonly [string, Experiment])[]} */
  const all = [
    ["correct", frame.experiment],
    ...variants.map(
      (variant) => /** @type {const} */ ([variant, runOf(state, variant).timeline.before(frame.iteration)]),
    ),
  ];
  const values = await Promise.all(
    all.map(async ([variant, experiment]) => {
      const steps = frame.iteration - experiment.iteration;
      const answer = await post("/api/variant", { experiment, variant, steps, quantities: state.outline.computed }, signal);
      return [variant, answer.values];
    }),
  );
  return { frame, values: Object.fromEntries(values) };
}

/**
 * The runs of the variants, if they belong to the run on screen.
 *
 * @param {State} state
 * @returns {VariantRuns}
 */
function runsOf({ variantRuns, timeline: { changed } }) {
  return variantRuns.changed === changed ? variantRuns : { changed, runs: {} };
}

/**
 * @param {State} state
 * @param {string} variant
 * @returns {VariantRun}
 */
function runOf(state, variant) {
  const { start } = state.timeline;
  return runsOf(state).runs[variant] ?? { timeline: Timeline.of([start], 0), end: start };
}

/**
 * @param {State} state
 * @param {string} variant
 */
function lengthOf(state, variant) {
  return runOf(state, variant).timeline.known;
}
