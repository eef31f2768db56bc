/** How what a neuron sees is coloured. */

/** Of a neuron that answers the same everywhere; beside 1, or beside its answer if that is more. */
const LEAST_RANGE = 1e-9;

/**
 * From which activation to which the colours go, and at which the neuron turns from no to yes: in
 * the middle of what its function can answer, or at 1/2 if that has no end.
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
