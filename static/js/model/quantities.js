/**
 * The numbers of an iteration by name (`delta.o1`, `gradient.w5`: see `core/explain/quantities.py`), and
 * which of a part's numbers is the one to ask for in a phase.
 */

import { edgesBetween, neuronName } from "../text/names.js";
import { phaseIndex } from "./phases.js";

const NET = [phaseIndex("net-hidden"), phaseIndex("net-output")];
const ACTIVATION = [phaseIndex("activation-hidden"), phaseIndex("activation-output")];
const DELTA = [phaseIndex("delta-hidden"), phaseIndex("delta-output")];
const GRADIENT = [phaseIndex("gradient-hidden"), phaseIndex("gradient-output")];
const LOSS = phaseIndex("loss");
const UPDATE = phaseIndex("update");

/** Layer sizes of the network on the page. */
const SIZES = [2, 2, 2];

/**
 * @typedef {object} Known
 * @property {string} quantity
 * @property {number} from    the phase that computes it
 * @property {number} [until] it is what one would ask for up to this phase; always, if absent
 */

/**
 * The numbers of each part, in the order in which an iteration comes to know them.
 *
 * @type {Map<string, Known[]>}
 */
const OF_PART = new Map([
  ["loss", [{ quantity: "loss", from: 0 }, { quantity: "new.loss", from: UPDATE }]],
]);

for (const { name, layer, to, from } of edgesBetween(SIZES)) {
  /** @type {Known[]} */
  const known = [
    { quantity: name, from: 0 },
    { quantity: `term.${name}`, from: at(NET, layer), until: at(NET, layer) },
    { quantity: `gradient.${name}`, from: at(GRADIENT, layer) },
    { quantity: `new.${name}`, from: UPDATE },
  ];
  if (layer > 0) {
    const path = `path.${neuronName(layer + 1, to)}.${neuronName(layer, from)}`;
    known.splice(3, 0, { quantity: path, from: at(DELTA, layer - 1), until: at(DELTA, layer - 1) });
  }
  OF_PART.set(name, known);
}

for (const [layer, units] of SIZES.entries())
  for (let index = 0; index < units; index++) {
    const name = neuronName(layer, index);
    if (layer === 0) {
      OF_PART.set(name, [{ quantity: `x.${name}`, from: 0 }]);
      continue;
    }
    OF_PART.set(name, [
      { quantity: `z.${name}`, from: at(NET, layer - 1) },
      { quantity: `a.${name}`, from: at(ACTIVATION, layer - 1) },
      { quantity: `delta.${name}`, from: at(DELTA, layer - 1) },
    ]);
    OF_PART.set(`b.${name}`, [
      { quantity: `b.${name}`, from: 0 },
      { quantity: `gradient.b.${name}`, from: at(GRADIENT, layer - 1) },
      { quantity: `new.b.${name}`, from: UPDATE },
    ]);
    if (layer === SIZES.length - 1)
      OF_PART.set(`y${index + 1}`, [
        { quantity: `y.${name}`, from: 0 },
        { quantity: `loss.${name}`, from: LOSS },
        { quantity: `error.${name}`, from: at(DELTA, layer - 1), until: at(DELTA, layer - 1) },
      ]);
  }

/** Every number that a part of the diagram stands for, by name. */
export const ALL_QUANTITIES = [...OF_PART.values()].flat().map(({ quantity }) => quantity);

/**
 * The number of a part that the phase is about: of an edge its gradient in a gradient phase. Of
 * a part that nothing is known of yet, the first number that will be.
 *
 * @param {string} part
 * @param {number} phase
 */
export function quantityOf(part, phase) {
  const known = OF_PART.get(part) ?? [];
  const now = known.filter(({ from, until = Infinity }) => from <= phase && phase <= until);
  return (now.at(-1) ?? known[0])?.quantity;
}

/**
 * The names of the numbers of a part that are known in a phase.
 *
 * @param {string} part
 * @param {number} phase
 */
export function knownOf(part, phase) {
  return (OF_PART.get(part) ?? [])
    .filter(({ from }) => from <= phase)
    .map(({ quantity }) => quantity);
}

/**
 * The part of the diagram that shows a number: of `slope.h1` the neuron h1, of `path.o1.h1` the
 * neuron that the path leads back to.
 *
 * @param {string} quantity
 */
export function partOf(quantity) {
  for (const [part, known] of OF_PART)
    if (known.some((k) => k.quantity === quantity)) return part;
  return quantity.split(".").at(-1) ?? quantity;
}

/**
 * All numbers that light up the places of the diagram where these numbers are, or were made.
 *
 * @param {string[]} quantities
 */
export function placesOf(quantities) {
  const parts = quantities.map(partOf);
  return [...new Set([...quantities, ...parts.flatMap((part) => knownOf(part, UPDATE))])];
}

/**
 * @param {number[]} phases
 * @param {number} layer
 */
function at(phases, layer) {
  return /** @type {number} */ (phases[layer]);
}
