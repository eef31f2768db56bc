/** What a step asks the core besides what is on screen: the same experiment with one thing changed. */

/** @typedef {import("../types").Experiment} Experiment */

/** The example that stands beside a lonely one. */
const SECOND = { inputs: [0.1, 0.05], targets: [0.99, 0.01] };

/** @type {Record<string, (experiment: Experiment) => Experiment>} */
const CHANGES = {
  "squared-error": (experiment) => ({ ...experiment, loss: "half_squared_error" }),
  "cross-entropy": (experiment) => ({ ...experiment, loss: "binary_cross_entropy" }),
  "biases-stay": (experiment) => ({ ...experiment, train_biases: false }),
  "biases-own": (experiment) => ({ ...experiment, train_biases: true }),
  "biases-shared": (experiment) => ({ ...experiment, train_biases: "per_layer" }),
  "two-examples"(experiment) {
    const { inputs, targets } = experiment.examples;
    if (inputs.length > 1) return experiment;
    const examples = { inputs: [...inputs, SECOND.inputs], targets: [...targets, SECOND.targets] };
    return { ...experiment, examples };
  },
};

/**
 * @param {Experiment} experiment
 * @param {string} change
 * @returns {Experiment}
 */
export function changed(experiment, change) {
  return CHANGES[change]?.(experiment) ?? experiment;
}
