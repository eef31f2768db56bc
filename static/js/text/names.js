/** What the parts of the network are called: i1, h1, o1; w1 to w8; b1, b2. */

const LAYER_LETTERS = ["i", "h", "o"];

/**
 * @param {number} layer
 * @param {number} index
 */
export function neuronName(layer, index) {
  return `${LAYER_LETTERS[layer]}${index + 1}`;
}

/**
 * @typedef {object} Edge
 * @property {string} name   w5
 * @property {number} layer  of weights: 0 leads to the hidden layer
 * @property {number} to     row of the weight matrix: the receiving neuron
 * @property {number} from   column: the sending neuron
 */

/**
 * The edges between layers of these sizes, numbered layer by layer and row by row, so that
 * w1 and w2 enter h1.
 *
 * @param {number[]} sizes
 * @returns {Edge[]}
 */
export function edgesBetween(sizes) {
  const edges = [];
  for (let layer = 0; layer + 1 < sizes.length; layer++)
    for (let to = 0; to < (sizes[layer + 1] ?? 0); to++)
      for (let from = 0; from < (sizes[layer] ?? 0); from++)
        edges.push({ name: `w${edges.length + 1}`, layer, to, from });
  return edges;
}
