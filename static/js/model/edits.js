/** Everything that can be changed in an experiment, each change as a function of it. */

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {(experiment: Experiment) => Experiment} Edit
 */

/**
 * Whether an edit sets weights or biases.
 *
 * @param {Edit} edit
 * @param {Experiment} experiment
 */
export function setsParameters(edit, experiment) {
  const { weights, biases } = edit(experiment).network;
  return weights !== experiment.network.weights || biases !== experiment.network.biases;
}

/**
 * @param {number} rate
 * @returns {Edit}
 */
export const learningRate = (rate) => (experiment) => ({ ...experiment, learning_rate: rate });

/**
 * @param {number} layer
 * @param {number} to
 * @param {number} from
 * @param {number} value
 * @returns {Edit}
 */
export const weight = (layer, to, from, value) =>
  network((before) => ({
    weights: replaced(before.weights, layer, (rows) =>
      replaced(rows, to, (row) => replaced(row, from, () => value)),
    ),
  }));

/**
 * The biases of a layer's neurons, all of them or one.
 *
 * @param {number} layer
 * @param {number | null} index
 * @param {number} value
 * @returns {Edit}
 */
export const bias = (layer, index, value) =>
  network((before) => ({
    biases: replaced(before.biases, layer, (row) =>
      row.map((old, i) => (index === null || i === index ? value : old)),
    ),
  }));

/**
 * @param {number} layer
 * @param {string} name
 * @returns {Edit}
 */
export const activation = (layer, name) =>
  network((before) => ({ activations: replaced(before.activations, layer, () => name) }));

/**
 * @param {string} loss
 * @returns {Edit}
 */
export const loss = (loss) => (experiment) => ({ ...experiment, loss });

/**
 * @param {Experiment["train_biases"]} biases
 * @returns {Edit}
 */
export const trainBiases = (biases) => (experiment) => ({ ...experiment, train_biases: biases });

/**
 * @param {"inputs" | "targets"} side
 * @param {number} row
 * @param {number} column
 * @param {number} value
 * @returns {Edit}
 */
export const cell = (side, row, column, value) => (experiment) => ({
  ...experiment,
  examples: {
    ...experiment.examples,
    [side]: replaced(experiment.examples[side], row, (cells) => replaced(cells, column, () => value)),
  },
});

/**
 * All examples anew.
 *
 * @param {Experiment["examples"]} examples
 * @returns {Edit}
 */
export const examples = (examples) => (experiment) => ({ ...experiment, examples });

/**
 * @param {(network: Experiment["network"]) => Partial<Experiment["network"]>} change
 * @returns {Edit}
 */
function network(change) {
  return (experiment) => ({
    ...experiment,
    network: { ...experiment.network, ...change(experiment.network) },
  });
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} index
 * @param {(old: T) => T} change
 */
function replaced(list, index, change) {
  return list.map((entry, i) => (i === index ? change(entry) : entry));
}
