/** Every change of an experiment. It takes effect from the iteration on screen. */

import { frameFrom } from "./frames.js";
import { differences, longest, replaced as runReplaced, withRun } from "./kept-runs.js";
import { sameLayers } from "./layers.js";
import { beginning, continues, momentOf, remembered, shown } from "./moments.js";
import { outlineFor } from "./outline.js";

/** @typedef {import("../types").Experiment} Experiment */

/**
 * @typedef {object} Edit
 * @property {"parameters" | "settings" | "examples" | "layers"} sets
 * @property {string} what  is changed, in words
 * @property {(experiment: Experiment) => Experiment} apply
 * @property {object} [gesture]  edits of one gesture (a drag) count as one change
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
 * Weights and biases that the update leaves from now on, or no longer.
 *
 * @param {string} what
 * @param {string[]} names
 * @param {boolean} frozen
 * @returns {Edit}
 */
export const freezing = (what, names, frozen) => ({
  sets: "settings",
  what,
  apply: (experiment) => {
    const others = experiment.frozen.filter((name) => !names.includes(name));
    return { ...experiment, frozen: frozen ? [...others, ...names] : others };
  },
});

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
 * Replaces all examples.
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

/**
 * Whether the neurons of a layer share one bias, shown and changed as one. If each neuron trains its
 * own bias, equal values are a coincidence.
 *
 * @param {import("../types").Experiment} experiment
 * @param {number} layer  of weights
 */
export function isShared({ network, train_biases }, layer) {
  return train_biases !== true && new Set(network.biases[layer]).size === 1;
}

/**
 * Puts a network with other layers, and examples that fit it, in place of the one on screen.
 *
 * @param {string} what
 * @param {Pick<Experiment, "network" | "examples">} others
 * @returns {Edit}
 */
export const layers = (what, { network, examples }) => ({
  sets: "layers",
  what,
  apply: (experiment) => ({ ...experiment, network, examples }),
});

/**
 * In the update phase the screen shows the parameters of the next iteration, so an edit there changes
 * the next iteration's. Edits of one gesture are undone together. A run has the same layers throughout,
 * so a network with other layers begins another.
 *
 * @param {import("./store.js").Model} model
 * @param {Edit} edit
 */
export async function change(model, edit) {
  const { get, set, step, labels: { settings } } = model;
  const { frame, phase, outline } = get();
  const updated = phase === outline.last && (edit.sets === "parameters" || edit.sets === "layers");
  const before = updated ? frame.next : frame.experiment;
  const experiment = edit.apply(before);
  if (!sameLayers(before.network, experiment.network)) return begin(model, { ...experiment, iteration: 0 }, edit.what);
  const changed = frameFrom(await step(experiment, 1));
  const name = differences(before, experiment, { settings, outline });
  const state = continues(get(), edit.gesture) ? get() : setAside(get(), edit, before.iteration, name);
  const timeline = state.timeline.change(experiment);
  set(shown({ ...state, timeline, phase: updated ? 0 : phase, revealed: true }, changed));
}

/**
 * Begins a run of another network, which Reset leads back to: of the example on screen, edited, or of
 * one of the reader's own.
 *
 * @param {import("./store.js").Model} model
 * @param {Experiment} start
 * @param {string} what
 * @param {boolean} [own]
 */
export async function begin(model, start, what, own = false) {
  const { get, set, step, labels } = model;
  const [answer, outline] = await Promise.all([step(start, 1), outlineFor(model, start)]);
  const state = get();
  const { preset, seed } = own ? { preset: "", seed: -1 } : state;
  set(runReplaced(state, beginning(state, { outline }, frameFrom(answer), preset, seed, preset !== ""), what, labels));
}

/**
 * Sets aside the run with what comes after the change, if the reader keeps runs.
 *
 * @param {import("../types").State} state
 * @param {Edit} edit
 * @param {number} iteration  of the change
 * @param {string} name  how the old run differs from the new one; empty if it does not
 */
function setAside(state, { what, gesture }, iteration, name) {
  const run = longest(momentOf(state));
  const goesOn = run.timeline.known - 1 > iteration;
  return {
    ...remembered(state, what, gesture),
    runs: goesOn && state.keepsRuns ? withRun(state.runs, run, name) : state.runs,
    left: name === "" ? state.left : null,
  };
}
