/**
 * Whether the neurons of a layer have one bias between them, which is shown and changed as one.
 * Where each neuron trains its own, they may just happen to be equal.
 *
 * @param {import("../types").Experiment} experiment
 * @param {number} layer  of weights
 */
export function isShared({ network, train_biases }, layer) {
  return train_biases !== true && new Set(network.biases[layer]).size === 1;
}
