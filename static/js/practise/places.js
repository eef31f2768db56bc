/** Where in the diagram a number stands, so that it can be typed there. Pure: numbers in, numbers out. */

import { neuronAt, pointAlong, ringFraction, sideOf } from "../diagram/geometry.js";
import { split } from "./mistaken.js";

/**
 * @typedef {import("../diagram/geometry.js").Layout} Layout
 * @typedef {import("../diagram/geometry.js").Point} Point
 * @typedef {import("../model/outline.js").Outline} Outline
 */

/** A number beside a gauge begins so far from it, and a field over it has its middle here. */
const BESIDE = 52;

/** From the weight on a chip to a field below it. */
const BELOW = 17;

/** From a bias node to the middle of the values beside it. */
const BESIDE_BIAS = 58;

/**
 * The place of a quantity, in units of the diagram.
 *
 * @param {string} quantity
 * @param {Layout} layout
 * @param {Outline} outline
 * @param {(number | undefined)[]} targets  of the example on screen
 * @returns {Point}
 */
export function placeOf(quantity, layout, outline, targets) {
  const [prefix, name] = split(quantity);
  if (quantity === "loss" && outline.sizes.at(-1) !== 1) return lossAt(layout);
  const found = outline.parts.find((part) => part.name === (quantity === "loss" ? outline.nameAt("neuron", outline.sizes.length - 1, 0) : name));
  const [layer = 0, row = 0, column = 0] = found?.place ?? [];
  if (prefix === "loss") return shareAt(layout, layer, row, targets[row]);
  if (found?.kind === "weight") return chipAt(layout, layer, row, column);
  if (found?.kind === "bias") return biasAt(layout, layer - 1);
  const { x, y } = neuronAt(layout, layer, row);
  const side = sideOf(layout, row);
  const away = { z: layout.net ? side * layout.net : layout.radius * 0.4, delta: side * layout.badge.away }[prefix] ?? 0;
  return { x, y: y + away };
}

/** @param {Layout} layout @returns {Point} */
function lossAt({ sum, gauge }) {
  return { x: sum.x + (gauge || sum.half > 0 ? Math.min(sum.room / 2, 60) + 16 : 0), y: sum.y };
}

/**
 * The share of an output, as `output.js` places it.
 *
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @param {number | undefined} target
 * @returns {Point}
 */
function shareAt(layout, layer, index, target) {
  const { x, y } = neuronAt(layout, layer, index);
  if (!layout.gauge) {
    const side = sideOf(layout, index);
    const away = layout.badge.away + layout.labels.target[side < 0 ? 0 : 1];
    return { x, y: y + side * away + layout.labels.line };
  }
  const { dx, half } = layout.gauge;
  const level = half - 2 * half * ringFraction(target ?? 0);
  const beside = Math.min(24, half * 0.6);
  return { x: x + dx + BESIDE, y: y + (level > 0 ? level - beside : level + beside) };
}

/**
 * Below the weight on its chip.
 *
 * @param {Layout} layout
 * @param {number} layer  of weights
 * @param {number} to
 * @param {number} from
 * @returns {Point}
 */
function chipAt(layout, layer, to, from) {
  const gap = layout.gaps[layer];
  const { x, y } = pointAlong(neuronAt(layout, layer, from), neuronAt(layout, layer + 1, to), gap?.along[to]?.[from] ?? 0.5);
  return { x, y: y + (gap?.form.line ?? 16) / 2 + BELOW };
}

/**
 * @param {Layout} layout
 * @param {number} layer  of weights
 * @returns {Point}
 */
function biasAt({ biases, biasRadius }, layer) {
  const { x, y } = biases[layer] ?? { x: 0, y: 0 };
  return { x: x + biasRadius + BESIDE_BIAS, y };
}
