/** What the numbers are called on the diagram, in the notation that the reader has set. */

import { subscripted } from "./format.js";

/** @typedef {import("../types").Notation} Notation */

/** h, o */
const SUBSCRIPT_LETTERS = ["ₕ", "ₒ"];

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * w₅, or θ²₁₁.
 *
 * @param {Notation} notation
 * @param {import("./names.js").Edge} edge
 */
export function weightLabel(notation, { name, layer, to, from }) {
  if (notation !== "general") return subscripted(name);
  return subscripted(`θ${raised(layer + 1)}${to + 1}${from + 1}`);
}

/**
 * A neuron's own bias: bₕ₁, or b¹₁.
 *
 * @param {Notation} notation
 * @param {number} layer  of biases: 0 are those of the hidden layer
 * @param {number} index
 */
export function biasLabel(notation, layer, index) {
  const where = notation === "general" ? raised(layer + 1) : SUBSCRIPT_LETTERS[layer];
  return subscripted(`b${where}${index + 1}`);
}

/**
 * ∂E, or ∇.
 *
 * @param {Notation} notation
 */
export function gradientLabel(notation) {
  return notation === "general" ? "∇" : "∂E";
}

/**
 * The neuron's name: h₁, out h₁, or a¹₁.
 *
 * @param {Notation} notation
 * @param {string} name
 * @param {number} layer
 * @param {number} index
 */
export function neuronLabel(notation, name, layer, index) {
  if (notation === "general") return subscripted(`a${raised(layer)}${index + 1}`);
  return subscripted(notation === "article" && layer > 0 ? `out ${name}` : name);
}

/**
 * z, or net.
 *
 * @param {Notation} notation
 */
export function netLabel(notation) {
  return notation === "article" ? "net" : "z";
}

/** @param {number} layer */
function raised(layer) {
  return SUPERSCRIPTS.charAt(layer);
}
