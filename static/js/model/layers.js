/** The layers of networks: their sizes, whether they fit together, and which of them a page shows. */

import { grouped } from "../text/format.js";
import { limits } from "./settings.js";
import { NotAllowed } from "./validation.js";

/** @typedef {import("../types").Network} Network */

/**
 * The number of neurons in each layer, inputs first: 2, 2, 2.
 *
 * @param {Pick<Network, "weights">} network
 */
export function sizesOf({ weights }) {
  return [weights[0]?.[0]?.length ?? 0, ...weights.map((rows) => rows.length)];
}

/**
 * Whether two networks have layers of the same sizes, and so the same parts and phases.
 *
 * @param {Network} one
 * @param {Network} other
 */
export function sameLayers(one, other) {
  return sizesOf(one).join() === sizesOf(other).join();
}

/**
 * The sizes as they are written: 2-3-1.
 *
 * @param {number[]} sizes
 */
export const written = (sizes) => sizes.join("-");

/**
 * The sizes of the layers of a network that a page can show. Throws an error with half a sentence for
 * any other: its matrices have to fit together, and every number of it needs a place.
 *
 * @param {Network} network
 * @param {string} name  of the field
 */
export function layersIn(network, name) {
  const sizes = sizesOf(network);
  const { weights, biases, activations } = network;
  for (const [layer, units] of sizes.slice(1).entries()) {
    for (const [row, values] of (weights[layer] ?? []).entries())
      lengthIs(sizes[layer] ?? 0, values, `${name}.weights[${layer}][${row}]`);
    lengthIs(units, biases[layer], `${name}.biases[${layer}]`);
  }
  for (const [field, list] of Object.entries({ biases, activations })) lengthIs(weights.length, list, `${name}.${field}`);
  const { neurons, hidden_layers: hidden } = limits;
  if (sizes.length > hidden + 2 || sizes.some((units) => units < 1 || units > neurons))
    throw new TypeError(`its network is ${shortened(sizes)}, and a page shows up to ${hidden} hidden layers of up to ${neurons} neurons, inputs and outputs likewise`);
  return sizes;
}

/**
 * Throws an error with half a sentence unless examples have the numbers that a network takes.
 *
 * @param {import("../types").Experiment["examples"]} examples
 * @param {number[]} sizes
 * @param {string} name  of the field
 */
export function examplesFit({ inputs, targets }, sizes, name) {
  for (const [row, values] of inputs.entries()) lengthIs(sizes[0] ?? 0, values, `${name}.inputs[${row}]`);
  for (const [row, values] of targets.entries()) lengthIs(sizes.at(-1) ?? 0, values, `${name}.targets[${row}]`);
}

/**
 * @param {number} length
 * @param {unknown[] | undefined} list
 * @param {string} name
 */
function lengthIs(length, list, name) {
  if (list?.length !== length) throw new NotAllowed(name, list, `a list of ${length}`);
}

/** So many layers are written out. */
const WRITTEN = 6;

/** @param {number[]} sizes */
function shortened(sizes) {
  return sizes.length > WRITTEN ? `of ${grouped(sizes.length)} layers` : written(sizes);
}

/**
 * Lists of zeros for the numbers of a network, to check others against: what a layer has, and what
 * an example has.
 *
 * @param {number[]} sizes
 */
export function zerosOf(sizes) {
  const units = sizes.slice(1);
  const vectors = units.map(vectorOf);
  const weights = units.map((count, layer) => Array.from({ length: count }, () => vectorOf(sizes[layer] ?? 0)));
  return { weights, biases: vectors, inputs: vectorOf(sizes[0] ?? 0), outputs: vectorOf(sizes.at(-1) ?? 0), layers: vectors };
}

/** @param {number} length */
function vectorOf(length) {
  return Array.from({ length }, () => 0);
}
