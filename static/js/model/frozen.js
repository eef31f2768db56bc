/** Which weights and biases the update leaves as they are. */

import { isShared } from "./edits.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Part} Part
 * @typedef {import("./outline.js").Outline} Outline
 */

/**
 * The names under which a weight or bias is frozen. A bias that a layer shares, or that is shown as one,
 * has those of all its neurons.
 *
 * @param {Experiment} experiment
 * @param {Part} part
 * @param {Outline} outline
 * @returns {string[]}
 */
export function namesOf(experiment, { name, kind, place: [layer = 0] }, outline) {
  if (kind !== "bias" || !(experiment.train_biases === "per_layer" || isShared(experiment, layer - 1))) return [name];
  return outline.of("bias").flatMap((bias) => (bias.place[0] === layer ? [bias.name] : []));
}

/**
 * @param {Experiment} experiment
 * @param {Part} part
 * @param {Outline} outline
 */
export function isFrozen(experiment, part, outline) {
  return experiment.frozen.length > 0 && namesOf(experiment, part, outline).some((name) => experiment.frozen.includes(name));
}
