/** The parameters of the network: its weights and biases, and what they are called. */

import { html, setText } from "../ui/dom.js";
import { edgesBetween, neuronName } from "../text/names.js";
import { biasLabel, weightLabel } from "../text/notation.js";

/**
 * @typedef {object} Parameter
 * @property {string} name    w5, b.h1
 * @property {number} layer   of weights and biases: 0 leads to the hidden layer
 * @property {number} to      the receiving neuron
 * @property {number} [from]  the sending neuron, of a weight
 */

/**
 * All weights, then all biases.
 *
 * @param {import("../types").Network} network
 * @returns {Parameter[]}
 */
export function parametersOf({ weights, biases }) {
  const inputs = weights[0]?.[0]?.length ?? 0;
  const layers = biases.map((layer) => layer.length);
  return [
    ...edgesBetween([inputs, ...layers]),
    ...biases.flatMap((units, layer) =>
      units.map((_, to) => ({ name: `b.${neuronName(layer + 1, to)}`, layer, to })),
    ),
  ];
}

/**
 * @param {import("../types").Network} network
 * @param {Parameter} parameter
 */
export function valueOf({ weights, biases }, { layer, to, from }) {
  const value = from === undefined ? biases[layer]?.[to] : weights[layer]?.[to]?.[from];
  return /** @type {number} */ (value);
}

/**
 * w₅ or bₕ₁; θ²₁₁ or b¹₁ in general.
 *
 * @param {import("../types").Notation} notation
 * @param {Parameter} parameter
 */
export function parameterLabel(notation, { name, layer, to, from }) {
  if (from !== undefined) return weightLabel(notation, { name, layer, to, from });
  return biasLabel(notation, layer, to);
}

/**
 * Fills a list to choose a parameter from.
 *
 * @param {HTMLSelectElement} select
 * @param {Parameter[]} parameters
 * @param {string} chosen
 * @returns {(notation: import("../types").Notation) => void} writes what they are called
 */
export function listParameters(select, parameters, chosen) {
  const options = parameters.map((parameter) => ({
    parameter,
    option: html("option", { value: parameter.name }),
  }));
  select.replaceChildren(...options.map(({ option }) => option));
  select.value = chosen;
  return (notation) => {
    for (const { parameter, option } of options)
      setText(option, parameterLabel(notation, parameter));
  };
}
