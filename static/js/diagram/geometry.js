/** The positions of everything in the diagram. Pure: numbers in, numbers out. */

/**
 * @typedef {{x: number, y: number}} Point
 *
 * @typedef {object} Layout
 * @property {string} name
 * @property {number} width    of the view box
 * @property {number} height
 * @property {number[]} columns  x of each layer
 * @property {number[]} rows     y of the first and second neuron of a layer
 * @property {number} radius     of a neuron
 * @property {number} net        distance of the net input from the neuron; 0 if it fits inside
 * @property {{away: number, width: number}} badge  of the delta
 * @property {{width: number, line: number}} chip  a weight's label, and the height of a line of its text
 * @property {number} along      place of the chip along a crossing edge, 0 to 1
 * @property {Point[]} biases    the bias node of each layer of weights
 * @property {number} biasRadius
 * @property {number} titleY     baseline of the layers' titles
 * @property {{dx: number, half: number} | null} gauge  beside an output; null in the narrow layout
 * @property {{size: number, dx: number[], dy: number}} picture  of what a neuron sees: the
 *   distance of its middle from the neuron, to the side in each layer, and up or down
 */

/** @type {Layout} */
const WIDE = {
  name: "wide",
  width: 900,
  height: 432,
  columns: [84, 395, 690],
  rows: [118, 302],
  radius: 43,
  net: 0,
  badge: { away: 61, width: 128 },
  chip: { width: 128, line: 19 },
  along: 0.325,
  biases: [
    { x: 290, y: 406 },
    { x: 585, y: 406 },
  ],
  biasRadius: 17,
  titleY: 23,
  gauge: { dx: 84, half: 42 },
  // Beyond the delta's badge. An output's target never stands there.
  picture: { size: 44, dx: [0, 91, 91], dy: 74 },
};

/** @type {Layout} */
const NARROW = {
  name: "narrow",
  width: 356,
  height: 476,
  columns: [31, 170, 309],
  rows: [146, 302],
  radius: 30,
  net: 43,
  badge: { away: 64, width: 94 },
  chip: { width: 79, line: 16 },
  along: 0.31,
  biases: [
    { x: 108, y: 448 },
    { x: 247, y: 448 },
  ],
  biasRadius: 13,
  titleY: 19,
  gauge: null,
  // Beyond the delta's badge; at an output, beside its target.
  picture: { size: 36, dx: [0, 0, -72], dy: 97 },
};

/** The least width in pixels at which the numbers of the wide layout are readable. */
const WIDE_FROM = 640;

/** @param {number} width  of the available space, in pixels */
export function layoutFor(width) {
  return width < WIDE_FROM ? NARROW : WIDE;
}

/**
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @returns {Point}
 */
export function neuronAt(layout, layer, index) {
  return { x: layout.columns[layer] ?? 0, y: layout.rows[index] ?? 0 };
}

/**
 * The middle of a neuron's picture: above the upper neuron, below the lower one.
 *
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @returns {Point}
 */
export function pictureAt(layout, layer, index) {
  const { x, y } = neuronAt(layout, layer, index);
  const { dx, dy } = layout.picture;
  return { x: x + (dx[layer] ?? 0), y: y + (index === 0 ? -dy : dy) };
}

/**
 * The part of the line between two circles' centres that lies outside both.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} fromRadius
 * @param {number} toRadius
 * @returns {[Point, Point]}
 */
export function lineBetween(from, to, fromRadius, toRadius) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return [pointAlong(from, to, fromRadius / length), pointAlong(from, to, 1 - toRadius / length)];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} t  0 at `from`, 1 at `to`
 * @returns {Point}
 */
export function pointAlong(from, to, t) {
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}

/** @param {[Point, Point]} line */
export function pathOf([from, to]) {
  return `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
}

/**
 * The width of an edge. It grows with the weight's magnitude, between two limits.
 *
 * @param {number} weight
 */
export function strokeWidth(weight) {
  return round(1.5 + 8 * (1 - Math.exp(-Math.abs(weight) / 1.5)));
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * The share of the ring that an activation fills.
 *
 * @param {number} activation
 */
export function ringFraction(activation) {
  return Math.min(1, Math.max(0, activation));
}
