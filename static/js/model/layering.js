/** Other layers for the network on screen: reading them, stepping them, and the change itself. */

import { grouped } from "../text/format.js";
import { begin } from "./edits.js";
import { sizesOf } from "./layers.js";
import { limits } from "./settings.js";

/** What a text may have between two sizes: 2-3-1, 2 3 1, 2,3,1, with any dash, arrow or times. */
const BETWEEN = /[\s,;x×>→−\u2010-\u2015-]+/u;

/**
 * The sizes of the layers in a text, inputs first; or what is wrong with it, as a sentence.
 *
 * @param {string} text
 * @returns {{sizes: number[]} | {problem: string}}
 */
export function readLayers(text) {
  const words = text.trim().split(BETWEEN);
  if (!words.every((word) => /^\d{1,9}$/.test(word)))
    return { problem: "Layers are whole numbers such as 2-3-1: inputs, hidden neurons, outputs." };
  const sizes = words.map(Number);
  const problem = problemWith(sizes);
  return problem === "" ? { sizes } : { problem };
}

/**
 * Why the page does not show a network with these layers, as a sentence; empty if it does.
 *
 * @param {number[]} sizes
 */
export function problemWith(sizes) {
  const { neurons, hidden_layers: most } = limits;
  if (sizes.length < 2) return "A network has inputs and outputs at least, such as 2-1.";
  const hidden = sizes.length - 2;
  if (hidden > most) return `The page has room for ${most} hidden layers, not for ${grouped(hidden)}.`;
  const outside = sizes.find((units) => units < 1 || units > neurons);
  return outside === undefined ? "" : `A layer has 1 to ${neurons} neurons here, not ${grouped(outside)}.`;
}

/**
 * One layer larger or smaller.
 *
 * @param {number[]} sizes
 * @param {number} layer
 * @param {number} by
 */
export function resized(sizes, layer, by) {
  return sizes.map((units, index) => (index === layer ? units + by : units));
}

/**
 * A hidden layer more, before the outputs and as wide as the layer before it, so that all weights into
 * the outputs keep their values; or the last hidden layer less.
 *
 * @param {number[]} sizes
 * @param {number} by
 */
export function deepened(sizes, by) {
  const [before, outputs] = [sizes.slice(0, -1), sizes.slice(-1)];
  return by > 0 ? [...before, ...before.slice(-1), ...outputs] : [...before.slice(0, -1), ...outputs];
}

/**
 * @typedef {object} Change
 * @property {(sizes: number[]) => number[]} change  of the sizes of the layers, inputs first
 * @property {string} scheme  that draws the new weights and biases
 * @property {number} seed
 * @property {boolean} redraw  whether all are drawn anew
 *
 * @typedef {object} Begun  the run that begins with a change of the layers
 * @property {import("../types").Frame} origin
 * @property {string[]} notes  what one would have to look for, as sentences
 * @property {Omit<Change, "change">} drawn
 */

/**
 * Gives the network on screen other layers, or the same layers and other numbers; another run begins.
 * In the update phase the screen shows the parameters of the next iteration, so those remain.
 *
 * @param {import("./store.js").Model} model
 * @param {Change} asked
 * @returns {Promise<Begun | null>}  null for layers that the page does not show: nothing changes
 */
export async function changeLayers(model, { change, ...drawn }) {
  const { frame, phase, outline } = model.get();
  const experiment = phase === outline.last ? frame.next : frame.experiment;
  const sizes = change(sizesOf(experiment.network));
  if (problemWith(sizes) !== "") return null;
  const answer = await model.layers({ experiment, layers: sizes, ...drawn });
  await begin(model, answer.experiment, drawn.redraw ? "drawing all anew" : "layers");
  return { origin: model.get().origin, notes: answer.notes, drawn };
}
