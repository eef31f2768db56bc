/** What an experiment's settings are called on the page. */

/** @type {Record<string, string>} */
export const ACTIVATION_NAMES = {
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  identity: "identity",
};

/** @type {Record<string, string>} */
export const LOSS_NAMES = {
  half_squared_error: "half squared error",
  binary_cross_entropy: "cross-entropy",
};

/** By `String(train_biases)`. @type {Record<string, string>} */
export const BIAS_NAMES = {
  false: "stay as they are",
  true: "learn, one per neuron",
  per_layer: "learn, one shared by a layer",
};
