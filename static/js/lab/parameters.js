/** The parameters of the network: its weights and biases, and their names. */

import { html, setText } from "../ui/dom.js";

/**
 * @typedef {object} Parameter
 * @property {string} name    w5, b.h1
 * @property {number} layer   of weights and biases: 0 leads from the inputs
 * @property {number} to      the receiving neuron
 * @property {number} [from]  the sending neuron, of a weight
 */

/**
 * All weights, then all biases.
 *
 * @param {import("../model/outline.js").Outline} outline
 * @returns {Parameter[]}
 */
export function parametersOf(outline) {
  return [
    ...outline.edges,
    ...outline.of("bias").map(({ name, place: [layer = 0, to = 0] }) => ({ name, layer: layer - 1, to })),
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
 * A list of all parameters to choose from.
 *
 * @param {HTMLSelectElement} select
 * @returns {(outline: import("../model/outline.js").Outline) => void} writes their names
 */
export function listParameters(select) {
  /** @type {HTMLOptionElement[]} */
  let options = [];
  return (outline) => {
    const names = parametersOf(outline).map(({ name }) => name);
    if (names.join() !== options.map(({ value }) => value).join()) {
      options = names.map((value) => html("option", { value }));
      select.replaceChildren(...options);
    }
    for (const option of options) setText(option, outline.labelOf(option.value));
  };
}
