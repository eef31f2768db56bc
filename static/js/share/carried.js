/**
 * The content of links and files, and of the storage between visits: the whole run (given by the
 * experiments at which something was changed), the place in it, and the reader's view.
 */

import { limits } from "../model/settings.js";
import { examplesFit, layersIn, sameLayers, zerosOf } from "../model/layers.js";
import { lookChecks, lookOf } from "../model/look.js";
import { phasesIn } from "../model/outline.js";
import { boolean, like, objectIn, setOf, text, whole } from "../model/validation.js";
import { grouped } from "../text/format.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Run  and the place in it
 * @property {number} version
 * @property {readonly Experiment[]} changed  see `Timeline`
 * @property {number} known  iterations
 * @property {number} iteration
 * @property {number} phase
 * @property {boolean} revealed  whether the outputs and the loss are shown before their phases
 * @property {string} preset  or nothing
 * @property {number} seed  or -1
 *
 * @typedef {Run & import("../model/look.js").Look} Carried
 */

/** The first version had fewer fields of the view, and "" when nothing was selected. @type {unknown[]} */
const VERSIONS = [1, 2];
const VERSION = 2;

/** A link or a file can hold as many iterations as the page runs at once. */
export const mostKnown = () => limits.iterations + 1;

/**
 * @param {State} state
 * @returns {Carried}
 */
export function toCarry(state) {
  const { timeline, frame, phase, revealed, preset, seed } = state;
  const { changed, known } = timeline;
  const place = { known, iteration: frame.iteration, phase, revealed, preset, seed };
  return { version: VERSION, changed, ...place, ...lookOf(state) };
}

/**
 * The content of a link or a file. Iterations beyond the limit are left out, and a note says so. Throws
 * an error with a sentence if the current place is beyond the limit.
 *
 * @param {State} state
 * @returns {{carried: Carried, note: string}}
 */
export function toShare(state) {
  const carried = toCarry(state);
  const { changed, known, iteration } = carried;
  if (known <= mostKnown()) return { carried, note: "" };
  const last = grouped(limits.iterations);
  if (Math.max(iteration, changed.at(-1)?.iteration ?? 0) >= mostKnown())
    throw new RangeError(`This is too long to be opened: at most ${last} iterations can be. Share an earlier one.`);
  return { carried: { ...carried, known: mostKnown() }, note: `It goes up to iteration ${last}; what comes after that is left out.` };
}

/**
 * The carried content, checked. Missing fields are as on a fresh page, and the place is the last
 * change. Throws an error with half a sentence if it cannot be opened.
 *
 * @param {unknown} value
 * @param {State} fresh  the state of a fresh page, the model for the shape of the experiments
 * @param {number} [most]  the most iterations allowed
 * @returns {Carried}
 */
export function judge(value, fresh, most = mostKnown()) {
  const given = isObject(value) ? objectIn(value, "it") : {};
  if (!VERSIONS.includes(given.version ?? VERSION)) throw new TypeError("it is of another version");
  const changed = experimentsIn(given.changed, fresh.frame.experiment);
  const start = /** @type {Experiment} */ (changed[0]);
  const last = /** @type {Experiment} */ (changed.at(-1)).iteration;
  const carried = toCarry(fresh);
  /** @type {Record<string, unknown>} */
  const claim = { ...carried, iteration: last, ...given, changed, version: VERSION };
  const iteration = numberIn(claim.iteration);
  claim.known = given.known ?? iteration + 1;
  if (claim.selected === "") claim.selected = null;
  // An earlier version had fewer choices in the lab.
  if (isObject(given.labs)) claim.labs = { ...carried.labs, ...objectIn(given.labs, "labs") };
  const known = numberIn(claim.known);
  if (known > most) throw new RangeError(tooLong(known, most));
  const { examples } = changed.findLast((one) => one.iteration <= iteration) ?? start;
  /** @type {Record<string, import("../model/validation.js").Check>} */
  const checks = {
    known: whole(last + 1, most),
    iteration: whole(0, known - 1),
    phase: whole(0, phasesIn(start.network) - 1),
    revealed: boolean,
    preset: text,
    seed: whole(-1, Number.MAX_SAFE_INTEGER),
    ...lookChecks(),
    example: whole(-1, examples.inputs.length - 1),
  };
  for (const [name, check] of Object.entries(checks)) check(claim[name], name);
  return /** @type {Carried} */ (Object.fromEntries(Object.keys(carried).map((name) => [name, claim[name]])));
}

/**
 * The experiments at which something was changed, beginning with the start. All of a run has the same
 * layers. The server checks the values.
 *
 * @param {unknown} value
 * @param {Experiment} example
 * @returns {readonly Experiment[]}
 */
function experimentsIn(value, example) {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError("it holds no experiment");
  const network = like(SOME_NETWORK);
  const { frozen: _, ...others } = example;
  const names = setOf(text);
  const changed = value.map(completed);
  for (const [index, experiment] of changed.entries()) {
    const name = `changed[${index}]`;
    network(objectIn(experiment, name).network, `${name}.network`);
    const sizes = layersIn(experiment.network, `${name}.network`);
    const { inputs, outputs } = zerosOf(sizes);
    if (!sameLayers(experiment.network, changed[0].network)) throw new TypeError("its layers change in the middle of the run");
    like({ ...others, network: SOME_NETWORK, examples: { inputs: [inputs], targets: [outputs] } })(experiment, name);
    names(experiment.frozen, `${name}.frozen`);
    examplesFit(experiment.examples, sizes, `${name}.examples`);
    const least = index === 0 ? 0 : changed[index - 1].iteration + 1;
    const greatest = index === 0 ? 0 : Infinity;
    whole(least, greatest)(experiment.iteration, `${name}.iteration`);
  }
  return changed;
}

/**
 * An experiment with what an earlier version did not write: that nothing is frozen.
 *
 * @param {any} experiment
 */
export function completed(experiment) {
  return isObject(experiment) ? { ...experiment, frozen: experiment.frozen ?? [] } : experiment;
}

const SOME_NETWORK = { weights: [[[0]]], biases: [[0]], activations: [""] };

/** @param {unknown} value */
function numberIn(value) {
  return typeof value === "number" ? value : NaN;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {number} known
 * @param {number} most
 */
function tooLong(known, most) {
  return `its run has ${grouped(known - 1)} iterations, and at most ${grouped(most - 1)} can be opened`;
}
