/** Names of numbers in a sentence, as the page writes them. */

/** A name: w5, h1, o2. Not a function's, such as tanh, nor a matrix's. */
const NAME = /\b[a-z]\d+\b/g;

/**
 * A sentence of the server with the parts' names in the notation on screen: `w₅` or `θ²₁₁` for w5. A
 * neuron's name is a single symbol, also where the notation puts a word before it.
 *
 * @param {string} sentence
 * @param {Pick<import("../model/outline.js").Outline, "has" | "labelOf">} outline
 */
export function inNotation(sentence, outline) {
  return sentence.replace(NAME, (name) => (outline.has(name) ? (outline.labelOf(name).split(" ").at(-1) ?? name) : name));
}
