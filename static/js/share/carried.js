/**
 * What is carried from one browser to another, in an address or a file: the whole run, by the
 * experiments at which something was changed, and the place in it where one is.
 */

import { hasShape, isPossible, sameLayers } from "../model/validation.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../model/validation.js").RunAndPlace & {version: number}} Carried
 */

const VERSION = 1;

/**
 * @param {import("../types").State} state
 * @param {Experiment[]} changed  see `Timeline`
 * @returns {Carried}
 */
export function toCarry(state, changed) {
  const { known, frame, phase, preset, seed, example, notation } = state;
  const selected = state.selected ?? "";
  const place = { known, iteration: frame.iteration, phase, preset, seed, example, selected };
  return { version: VERSION, changed, ...place, notation };
}

/**
 * What was carried. Fields that a file leaves out are as in the example, which begins the run.
 * Throws an error with half a sentence for what cannot be opened.
 *
 * @param {unknown} value
 * @param {Carried} example  what is carried has this shape
 * @returns {Carried}
 */
export function judge(value, example) {
  const [first] = example.changed;
  const given = Object(value);
  /** @type {unknown[]} */
  const changed = Array.isArray(given.changed) ? given.changed : [];
  const { iteration } = Object(changed.at(-1));
  const known = Number.isInteger(iteration) ? iteration + 1 : NaN;
  const claim = { ...example, changed, iteration, known, ...given };
  if (claim.version !== VERSION) throw new TypeError("it is of another version");
  if (changed.some((experiment) => first && hasOtherLayers(experiment, first)))
    throw new TypeError("its network has other layers than the one that this page draws");
  if (!hasShape(claim, example)) throw new TypeError("it holds no experiment");
  if (!isPossible(claim)) throw new RangeError("its numbers contradict one another");
  return claim;
}

const SOME_NETWORK = { network: { weights: [[[0]]], biases: [[0]], activations: [""] } };

/**
 * @param {any} value
 * @param {Experiment} experiment
 */
function hasOtherLayers(value, experiment) {
  return hasShape(value, SOME_NETWORK) && !sameLayers(value, experiment);
}
