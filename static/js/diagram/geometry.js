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
 * @property {Point[][]} neurons  of each layer
 * @property {number} radius     of a neuron
 * @property {number} net        distance of the net input from the neuron; 0 if it fits inside
 * @property {{away: number, width: number, sum: number}} badge  of the delta; `sum` is its width with the paths
 * @property {{width: number, line: number}} chip  a weight's label, and the height of a line of its text
 * @property {number} along      place of the chip along a crossing edge, 0 to 1
 * @property {Point[]} biases    the bias node of each layer of weights
 * @property {number} biasRadius
 * @property {number} titleY     baseline of the layers' titles
 * @property {{dx: number, half: number} | null} gauge  beside an output; null in the narrow layout
 * @property {Point} sum         where the outputs' shares of the loss are added up
 * @property {{size: number, dx: number[], dy: number}} picture  of what a neuron sees: the
 *   distance of its middle from the neuron, to the side in each layer, and up or down
 */

/** The least size of the wide layout, in units of its text of 15; whatever room there is beyond, spreads it. */
const WIDE = { width: 760, height: 440, text: 15 };
const NARROW = { width: 356, height: 476, text: 13 };

/** From this size in pixels on, the wide layout's text is large enough. */
const READABLE = 12;

/** So much larger must the narrow layout's text be to take the place of a readable wide one. */
const MUCH = 1.5;

/**
 * The layout that fills a board: the wide one, or the narrow one where its text is larger and the wide
 * one's is small, or the board is a tall one.
 *
 * @param {number[]} sizes  of the layers
 * @param {number} width  of the available space, in pixels
 * @param {number} height
 * @returns {Layout}
 */
export function layoutFor(sizes, width, height) {
  const across = textSize(WIDE, width, height);
  const upright = textSize(NARROW, width, height);
  return across * (across < READABLE ? 1 : MUCH) >= upright
    ? spread(sizes, wide(...roomFor(WIDE, width, height)))
    : spread(sizes, narrow(...roomFor(NARROW, width, height)));
}

/**
 * @param {number[]} sizes
 * @param {Layout} layout
 * @returns {Layout}
 */
function spread(sizes, layout) {
  const [left = 0, , right = 0] = layout.columns;
  const [top = 0, bottom = 0] = layout.rows;
  const columns = sizes.map((_, layer) => round(left + ((right - left) * layer) / (sizes.length - 1)));
  const most = Math.max(...sizes);
  const neurons = sizes.map((units, layer) =>
    Array.from({ length: units }, (_, index) => ({
      x: columns[layer] ?? 0,
      y: round(units === 1 ? (top + bottom) / 2 : top + ((bottom - top) * index) / (units - 1)),
    })),
  );
  const biases = sizes.slice(1).map((_, layer) => ({
    x: round((columns[layer] ?? 0) + 0.6 * ((columns[layer + 1] ?? 0) - (columns[layer] ?? 0))),
    y: layout.biases[0]?.y ?? 0,
  }));
  const radius = Math.min(layout.radius, most > 2 ? (bottom - top) / (most - 1) / 2.6 : layout.radius);
  return { ...layout, columns, neurons, biases, radius };
}

/**
 * The room of a layout in its own units, of which one side is the least.
 *
 * @param {{width: number, height: number}} least
 * @param {number} width   in pixels
 * @param {number} height
 * @returns {[number, number]}
 */
function roomFor(least, width, height) {
  const scale = scaleOf(least, width, height);
  return [Math.max(least.width, width / scale), Math.max(least.height, height / scale)];
}

/**
 * @param {{width: number, height: number}} least
 * @param {number} width
 * @param {number} height
 */
function scaleOf(least, width, height) {
  return Math.max(0.01, Math.min(width / least.width, height / least.height));
}

/**
 * @param {{width: number, height: number, text: number}} least
 * @param {number} width
 * @param {number} height
 */
function textSize(least, width, height) {
  return least.text * scaleOf(least, width, height);
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {Layout}
 */
function wide(width, height) {
  const [across, down] = [width - WIDE.width, height - WIDE.height];
  const radius = 46;
  const gap = 250 + 0.36 * across;
  const left = 56 + 0.08 * across;
  const columns = [left, left + gap, left + 2 * gap].map(round);
  const rows = [121 + 0.2 * down, 305 + 0.8 * down].map(round);
  const dx = round(66 + 0.08 * across);
  return {
    name: "wide",
    width: Math.round(width),
    height: Math.round(height),
    columns,
    rows,
    neurons: [],
    radius,
    net: 0,
    badge: { away: 64, width: 128, sum: 212 },
    chip: { width: round(Math.min(160, gap - 2 * radius - 18)), line: 19 },
    along: 0.355,
    biases: [0, 1].map((layer) => ({ x: round(left + (layer + 0.6) * gap), y: round(height - 20) })),
    biasRadius: 17,
    titleY: 20,
    gauge: { dx, half: 45 },
    sum: { x: round((columns[2] ?? 0) + dx), y: round(((rows[0] ?? 0) + (rows[1] ?? 0)) / 2) },
    // Beyond the delta's badge. An output's target never stands there.
    picture: { size: 44, dx: [0, 126, 91], dy: 76 },
  };
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {Layout}
 */
function narrow(width, height) {
  const [across, down] = [width - NARROW.width, height - NARROW.height];
  const radius = 30;
  const gap = 137 + 0.4 * across;
  const left = 33 + 0.1 * across;
  const columns = [left, left + gap, left + 2 * gap].map(round);
  const rows = [144 + 0.2 * down, 304 + 0.8 * down].map(round);
  return {
    name: "narrow",
    width: Math.round(width),
    height: Math.round(height),
    columns,
    rows,
    neurons: [],
    radius,
    net: 43,
    badge: { away: 64, width: 92, sum: 152 },
    chip: { width: round(gap - 2 * radius), line: 14 },
    along: 0.345,
    biases: [0, 1].map((layer) => ({ x: round(left + (layer + 0.6) * gap), y: round(height - 26) })),
    biasRadius: 14,
    titleY: 19,
    gauge: null,
    sum: { x: columns[2] ?? 0, y: round(((rows[0] ?? 0) + (rows[1] ?? 0)) / 2) },
    // Beyond the delta's badge; at an output, beside its target.
    picture: { size: 36, dx: [0, 0, -72], dy: 97 },
  };
}

/**
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @returns {Point}
 */
export function neuronAt(layout, layer, index) {
  return layout.neurons[layer]?.[index] ?? { x: 0, y: 0 };
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
  return { x: x + (dx[Math.min(layer, 1) + Number(layer === layout.columns.length - 1)] ?? 0), y: y + (index === 0 ? -dy : dy) };
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
