/**
 * The numbers of a step, in the iteration and the notation on screen. They belong to the experiment,
 * or to the same experiment with one thing changed.
 */

import { sentenceOf } from "../model/problems.js";
import { explainedExample, wholeIterations } from "../model/state.js";
import { isRefusal, post } from "../server/api.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Live} Live
 * @typedef {import("../types").Experiment} Experiment
 */

/**
 * @typedef {object} Wanted
 * @property {string} quantity
 * @property {string} change   see `CHANGES`; empty for the unchanged experiment
 * @property {number} example
 *
 * @typedef {object} Question
 * @property {State["frame"]["experiment"]} experiment
 * @property {Wanted[]} wanted
 * @property {number} onDiagram  the example on the diagram
 * @property {import("../types").Notation} notation
 */

/**
 * The key of a number in the state.
 *
 * @param {Wanted} wanted
 */
export function keyOf({ quantity, change, example }) {
  return `${quantity}|${change}|${example}`;
}

/**
 * @param {State} state
 * @param {string} quantity
 * @param {string} [change]
 * @returns {number | undefined}
 */
export function liveValue(state, quantity, change = "") {
  return state.answers.live?.[keyOf({ quantity, change, example: 0 })]?.explanation?.value;
}

/**
 * @param {State} state
 * @param {Wanted[]} all  that the step on screen needs
 * @returns {Question | null}
 */
export function liveAsked(state, all) {
  if (state.panel !== "learn" || wholeIterations(state)) return null;
  const wanted = [...new Map(all.map((one) => [keyOf(one), one])).values()];
  const { notation, frame } = state;
  return { experiment: frame.experiment, wanted, onDiagram: explainedExample(state), notation };
}

/**
 * If the server refuses a changed experiment, its reason takes the place of the number.
 *
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, Live>>}
 */
export async function askLive({ experiment, wanted, onDiagram, notation }, signal) {
  const answers = await Promise.all(
    wanted.map(async (one) => {
      const { quantity, change } = one;
      // A step that changes the experiment names its example.
      const example = change ? one.example : onDiagram;
      const body = { experiment: changed(experiment, change), quantity, example, notation };
      /** @type {Live} */
      const live = await post("/api/explain", body, signal).then(
        ({ explanation }) => ({ explanation, problem: null }),
        (error) => {
          if (!isRefusal(error)) throw error;
          return { explanation: null, problem: sentenceOf(error) };
        },
      );
      return [keyOf(one), live];
    }),
  );
  return Object.fromEntries(answers);
}

/** The second example, added to an experiment that has only one. */
const SECOND = { inputs: [0.1, 0.05], targets: [0.99, 0.01] };

/** The cross-entropy that goes with the outputs. @param {Experiment} experiment */
function crossEntropyOf({ network }) {
  return network.activations.at(-1) === "softmax" ? "categorical_cross_entropy" : "binary_cross_entropy";
}

/** @type {Record<string, (experiment: Experiment) => Experiment>} */
const CHANGES = {
  "squared-error": (experiment) => ({ ...experiment, loss: "half_squared_error" }),
  "cross-entropy": (experiment) => ({ ...experiment, loss: crossEntropyOf(experiment) }),
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
