/**
 * Numbers as colours, from dark to bright, and the drawings in these colours: grids, and the examples
 * on a neuron's picture. The colours are Viridis. Their lightness rises evenly, so they read the same
 * with any colour blindness, in print, on light and on dark.
 */

import { svg } from "../ui/dom.js";

/** @typedef {[number, number, number]} Colour  red, green, blue, 0 to 255 */

/** @type {Colour[]} */
const STOPS = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

/**
 * @param {number} t  0 is dark, 1 is bright; values beyond count as the end
 * @returns {Colour}
 */
export function colourAt(t) {
  const place = Math.min(1, Math.max(0, t)) * (STOPS.length - 1);
  const below = Math.min(Math.floor(place), STOPS.length - 2);
  const [from, to] = /** @type {[Colour, Colour]} */ (STOPS.slice(below, below + 2));
  return /** @type {Colour} */ (from.map((part, i) => Math.round(part + ((to[i] ?? 0) - part) * (place - below))));
}

/** @param {Colour} colour */
export function css([red, green, blue]) {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The ramp as a CSS background, dark on the left. */
export const GRADIENT = `linear-gradient(to right, ${STOPS.map(css).join(", ")})`;

/**
 * A picture of a grid, a pixel for each number, as a data URL. The first row is the lowest.
 *
 * @param {(number | undefined)[][]} rows  transparent where a number is missing
 * @param {(value: number) => number} place  of a value on the ramp, 0 to 1
 */
export function pictureOf(rows, place) {
  const canvas = document.createElement("canvas");
  const width = Math.max(1, ...rows.map((row) => row.length));
  Object.assign(canvas, { width, height: rows.length });
  const context = canvas.getContext("2d");
  if (!context) return "";
  const pixels = context.createImageData(width, rows.length);
  for (const [j, row] of rows.entries())
    for (const [i, value] of row.entries())
      if (value !== undefined) {
        const at = 4 * ((rows.length - 1 - j) * width + i);
        pixels.data.set([...colourAt(place(value)), 255], at);
      }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

/** The least range of a neuron with constant activation, relative to 1 or to a larger activation. */
const LEAST_RANGE = 1e-9;

/**
 * The range of the colours, and the activation at which the neuron turns from no to yes: the middle of
 * the range of its function, or 1/2 if that range is unbounded.
 *
 * @param {import("../types").SeenNeuron} neuron
 * @returns {{range: [number, number], middle: number}}
 */
export function scaleOf({ range: [least, most], activations }) {
  const low = least ?? Math.min(...activations.flat());
  const distance = LEAST_RANGE * Math.max(1, Math.abs(low));
  const high = most ?? Math.max(...activations.flat(), low + distance);
  return { range: [low, high], middle: least === null || most === null ? 0.5 : (least + most) / 2 };
}

/** With more examples than this the marks are half as large. */
const FEW = 40;

/**
 * The examples on a neuron's picture: a circle for a high target, a diamond for a low one, in the
 * colour of the target. Hidden neurons have no target, so they show that of the first output.
 *
 * @param {object} parts
 * @param {import("../types").Experiment["examples"]} parts.examples
 * @param {number} parts.output  whose target
 * @param {number} parts.size    of a mark when there are few
 * @param {(value: number) => number} parts.ramp  a target's place on the ramp, 0 to 1
 * @param {(inputs: number[], example: number) => [number, number]} parts.at  their place in the picture
 */
export function exampleMarks({ examples, output, size, ramp, at }) {
  const { inputs, targets } = examples;
  const r = inputs.length > FEW ? size / 2 : size;
  return inputs.map((row, m) => {
    const target = targets[m]?.[output] ?? 0;
    const [x, y] = at(row, m);
    const high = target >= 0.5;
    return svg("path", {
      d: high ? disc(x, y, r) : diamond(x, y, r * 1.2),
      class: high ? "high" : "low",
      fill: css(colourAt(ramp(target))),
    });
  });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function disc(x, y, r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function diamond(x, y, r) {
  return `M${x - r} ${y}l${r} ${-r}l${r} ${r}l${-r} ${r}Z`;
}
