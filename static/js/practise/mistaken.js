/** An iteration with a mistake in it, in the form in which the diagram shows iterations. Pure. */

/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../model/outline.js").Outline} Outline
 */

/**
 * The iteration with these numbers in place of its own. The paths back are left out: they are not among
 * the numbers, and would be those without the mistake.
 *
 * @param {Frame} frame
 * @param {{quantity: string, value: number}[]} numbers
 * @param {Outline} outline
 * @param {number} example  that they are about
 * @returns {Frame}
 */
export function mistaken(frame, numbers, outline, example) {
  const { sums: _, ...shown } = structuredClone(frame);
  const places = new Map(outline.parts.map(({ name, kind, place }) => [name, { kind, place }]));
  for (const { quantity, value } of numbers) {
    const [prefix, part] = split(quantity);
    const { kind, place } = places.get(part) ?? { kind: "loss", place: [] };
    const [layer = 0, row = 0, column = 0] = place;
    const isWeight = kind === "weight";
    /** @type {Record<string, (number[] | undefined)[]>} */
    const rows = {
      z: [shown.pass.z[layer - 1]?.[example]],
      a: [shown.pass.a[layer]?.[example]],
      delta: [shown.pass.deltas[layer - 1]?.[example]],
      loss: [shown.outputLosses[example]],
      gradient: [isWeight ? shown.pass.gradients.weights[layer]?.[row] : shown.pass.gradients.biases[layer - 1]],
      new: [isWeight ? shown.next.network.weights[layer]?.[row] : shown.next.network.biases[layer - 1]],
    };
    if (quantity === "loss") shown.pass.loss = value;
    for (const values of rows[prefix] ?? []) if (values && part !== "") values[isWeight ? column : row] = value;
  }
  return shown;
}

/**
 * The kind of a quantity and its part: `gradient.b.h1` is the gradient of `b.h1`.
 *
 * @param {string} quantity
 * @returns {[string, string]}
 */
export function split(quantity) {
  const dot = quantity.indexOf(".");
  return dot < 0 ? [quantity, ""] : [quantity.slice(0, dot), quantity.slice(dot + 1)];
}
