/** Whether what comes from elsewhere (a memory, an address, a file) can be what it says it is. */

import { phasesIn } from "./outline.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} RunAndPlace
 * @property {Experiment[]} changed  see `Timeline`
 * @property {number} known  iterations
 * @property {number} iteration
 * @property {number} phase
 * @property {string} preset  or nothing
 * @property {number} seed  or -1
 * @property {number} example  or `MEAN`
 * @property {string} selected  a part, or nothing
 * @property {import("../types").Notation} notation
 */

/** Whoever claims to know more iterations is not us: it would take hours to get there. */
const MOST_KNOWN = 10_000_000;

/**
 * Whether a value is built as an example is: the same fields, finite numbers where it has
 * numbers, and lists of at least one such entry where it has lists. Where the example has a
 * boolean there may be a word, as in `train_biases`.
 *
 * @param {unknown} value
 * @param {unknown} example
 * @returns {boolean}
 */
export function hasShape(value, example) {
  if (typeof example === "number") return Number.isFinite(value);
  if (typeof example === "boolean") return ["boolean", "string"].includes(typeof value);
  if (Array.isArray(example))
    return (
      Array.isArray(value) &&
      value.length >= example.length &&
      value.every((entry, index) => hasShape(entry, example[Math.min(index, example.length - 1)]))
    );
  if (typeof example === "object" && example !== null)
    return (
      typeof value === "object" &&
      value !== null &&
      Object.entries(example).every(([key, part]) =>
        hasShape(/** @type {Record<string, unknown>} */ (value)[key], part),
      )
    );
  return typeof value === typeof example;
}

/**
 * Whether there can be such a run, and such a place in it. What the experiments hold is for the
 * server to judge.
 *
 * @param {RunAndPlace} claim  of the right shape
 */
export function isPossible({ changed, known, iteration, phase, seed, example, notation }) {
  const here = changed.findLast((experiment) => experiment.iteration <= iteration);
  return (
    isWhole(known, 1, MOST_KNOWN) &&
    isWhole(iteration, 0, known - 1) &&
    changed.every((now, i) => isWhole(now.iteration, ...spanOf(changed[i - 1], known))) &&
    isWhole(phase, 0, here ? phasesIn(here.network) - 1 : 0) &&
    isWhole(seed, -1, Number.MAX_SAFE_INTEGER) &&
    isWhole(example, -1, (here?.examples.inputs.length ?? 0) - 1) &&
    ["short", "article", "general"].includes(notation)
  );
}

/**
 * Where a change may lie: after the one before it, the first at the start.
 *
 * @param {Experiment | undefined} before
 * @param {number} known
 * @returns {[number, number]}
 */
function spanOf(before, known) {
  return before ? [before.iteration + 1, known - 1] : [0, 0];
}

/**
 * Whether two networks have the same layers, so that one diagram shows both.
 *
 * @param {Experiment} one
 * @param {Experiment} other
 */
export function sameLayers(one, other) {
  return layersOf(one) === layersOf(other);
}

/** @param {Experiment} experiment */
function layersOf({ network: { weights, biases, activations } }) {
  const rows = weights.map((matrix) => matrix.map((row) => row.length));
  return JSON.stringify([rows, biases.map((row) => row.length), activations.length]);
}

/**
 * @param {number} value
 * @param {number} lowest
 * @param {number} highest
 */
export function isWhole(value, lowest, highest) {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}
