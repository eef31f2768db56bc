/** Which part of the diagram has which value that a person may change. */

import { isShared } from "../model/biases.js";
import * as edits from "../model/edits.js";
import { edgesBetween, neuronName } from "../text/names.js";
import { LAST_PHASE } from "../model/phases.js";
import { MEAN, shownPhase } from "../model/state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {number} value  on screen
 * @property {(value: number) => edits.Edit} edit
 */

/** Layer sizes of the network on the page. */
const SIZES = [2, 2, 2];

/** @type {Map<string, (experiment: Experiment, example: number) => Parameter>} */
const OF_PART = new Map();

/** The parts whose value is one example's: x1 is shown by the part i1. @type {Map<string, string>} */
const CELLS = new Map();

for (const { name, layer, to, from } of edgesBetween(SIZES))
  OF_PART.set(name, ({ network }) => ({
    name,
    value: at(network.weights[layer]?.[to], from),
    edit: (value) => edits.weight(layer, to, from, value),
  }));

for (const [layer, units] of SIZES.slice(1).entries())
  for (let index = 0; index < units; index++) {
    const neuron = neuronName(layer + 1, index);
    OF_PART.set(`b.${neuron}`, (experiment) => {
      const shared = isShared(experiment, layer);
      return {
        name: shared ? `b${layer + 1}` : `b${layer + 1} of ${neuron}`,
        value: at(experiment.network.biases[layer], index),
        edit: (value) => edits.bias(layer, shared ? null : index, value),
      };
    });
  }

addCells("inputs", "i", "x", SIZES[0]);
addCells("targets", "y", "y", SIZES.at(-1));

/**
 * What can be changed about a part, as it is on screen; nothing, if its value is computed.
 *
 * @param {State} state
 * @param {string} part
 * @returns {Parameter | null}
 */
export function parameterOf(state, part) {
  if (reasonAgainst(state, part) !== "") return null;
  return OF_PART.get(part)?.(shownExperiment(state), state.example) ?? null;
}

/**
 * Why a value that is given cannot be changed just now, in a sentence.
 *
 * @param {State} state
 * @param {string} part
 */
export function reasonAgainst(state, part) {
  const name = CELLS.get(part);
  if (!name || state.example !== MEAN) return "";
  return `This is the mean over all examples: show one of them to change its ${name}.`;
}

/**
 * In the update phase the weights on screen are those of the next iteration.
 *
 * @param {State} state
 */
function shownExperiment(state) {
  const { experiment, next } = state.frame;
  return shownPhase(state) === LAST_PHASE ? next : experiment;
}

/**
 * @param {"inputs" | "targets"} side
 * @param {string} letter  of the part
 * @param {string} symbol
 * @param {number} [count]
 */
function addCells(side, letter, symbol, count = 0) {
  for (let index = 0; index < count; index++) {
    const name = `${symbol}${index + 1}`;
    CELLS.set(`${letter}${index + 1}`, name);
    OF_PART.set(`${letter}${index + 1}`, ({ examples }, example) => ({
      name,
      value: at(examples[side][example], index),
      edit: (value) => edits.cell(side, example, index, value),
    }));
  }
}

/**
 * @param {number[] | undefined} values
 * @param {number} index
 */
function at(values, index) {
  return /** @type {number} */ (values?.[index]);
}
