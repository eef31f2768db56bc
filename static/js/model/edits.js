/**
 * Everything that can be changed in an experiment: each edit says what it sets, what it is called,
 * and what it makes of an experiment.
 */

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Edit
 * @property {"parameters" | "settings" | "examples"} sets
 * @property {string} what  is changed, in words
 * @property {(experiment: Experiment) => Experiment} apply
 * @property {object} [gesture]  edits of one gesture (a drag) continue one another
 */

/**
 * @param {number} rate
 * @returns {Edit}
 */
export const learningRate = (rate) => setting("learning rate", { learning_rate: rate });

/**
 * @param {string} loss
 * @returns {Edit}
 */
export const loss = (loss) => setting("loss", { loss });

/**
 * @param {Experiment["train_biases"]} biases
 * @returns {Edit}
 */
export const trainBiases = (biases) => setting("biases", { train_biases: biases });

/**
 * @param {string} what
 * @param {number} layer  of weights
 * @param {string} name
 * @returns {Edit}
 */
export const activation = (what, layer, name) => ({
  sets: "settings",
  what,
  apply: network(({ activations }) => ({ activations: replaced(activations, layer, () => name) })),
});

/**
 * @param {string} what
 * @param {number} layer
 * @param {number} to
 * @param {number} from
 * @param {number} value
 * @returns {Edit}
 */
export const weight = (what, layer, to, from, value) => ({
  sets: "parameters",
  what,
  apply: network(({ weights }) => ({
    weights: replaced(weights, layer, (rows) =>
      replaced(rows, to, (row) => replaced(row, from, () => value)),
    ),
  })),
});

/**
 * The biases of a layer's neurons, all of them or one.
 *
 * @param {string} what
 * @param {number} layer
 * @param {number | null} index
 * @param {number} value
 * @returns {Edit}
 */
export const bias = (what, layer, index, value) => ({
  sets: "parameters",
  what,
  apply: network(({ biases }) => ({
    biases: replaced(biases, layer, (row) =>
      row.map((old, i) => (index === null || i === index ? value : old)),
    ),
  })),
});

/**
 * @param {string} what
 * @param {"inputs" | "targets"} side
 * @param {number} row
 * @param {number} column
 * @param {number} value
 * @returns {Edit}
 */
export const cell = (what, side, row, column, value) => ({
  sets: "examples",
  what,
  apply: (experiment) => ({
    ...experiment,
    examples: {
      ...experiment.examples,
      [side]: replaced(experiment.examples[side], row, (cells) => replaced(cells, column, () => value)),
    },
  }),
});

/**
 * All examples anew.
 *
 * @param {string} what
 * @param {Experiment["examples"]} examples
 * @returns {Edit}
 */
export const examples = (what, examples) => ({
  sets: "examples",
  what,
  apply: (experiment) => ({ ...experiment, examples }),
});

/**
 * @param {string} what
 * @param {Partial<Experiment>} fields
 * @returns {Edit}
 */
function setting(what, fields) {
  return { sets: "settings", what, apply: (experiment) => ({ ...experiment, ...fields }) };
}

/**
 * @param {(network: Experiment["network"]) => Partial<Experiment["network"]>} change
 * @returns {Edit["apply"]}
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
