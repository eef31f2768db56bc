/**
 * The steps of the derivation, in order. Their text is in `templates/learn/<id>.html`. This table
 * holds the rest: the phase that the diagram goes to, the parts that light up, and how the question
 * at the end is judged.
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {string} phase
 * @property {string[]} spotlight  groups and names of the diagram's parts (`diagram/diagram.js`)
 * @property {Question} question
 *
 * @typedef {Select | GoTo | Largest | Type | Direction} Question
 *
 * @typedef {object} Select     a part is to be selected
 * @property {"select"} kind
 * @property {string} part
 *
 * @typedef {object} GoTo       the reader goes to a phase other than the step's own
 * @property {"phase"} kind
 * @property {string} phase
 *
 * @typedef {object} Largest    the part with the largest number in magnitude is to be selected
 * @property {"largest"} kind
 * @property {Record<string, string>} of  the quantity of each part
 *
 * @typedef {object} Type       a number is to be typed, to three digits
 * @property {"number"} kind
 * @property {string} quantity
 * @property {string} [change]  see `live.js`
 *
 * @typedef {object} Direction  whether a weight with this gradient goes up or down
 * @property {"direction"} kind
 * @property {string} quantity
 * @property {string} [change]
 */

import { written } from "../model/layers.js";

/** The layers of the network whose parts the steps name, as they are written. */
const LAYERS = "2-2-2";

/**
 * Whether the steps are about a network with these layers: in any other, w5 is another weight.
 *
 * @param {import("../model/outline.js").Outline} outline
 */
export const isAbout = ({ sizes }) => written(sizes) === LAYERS;

const FIRST = ["w1", "w2", "w3", "w4"];
const SECOND = ["w5", "w6", "w7", "w8"];
const WEIGHTS = [...FIRST, ...SECOND];

/** @type {readonly Step[]} */
export const STEPS = [
  {
    id: "loss",
    phase: "loss",
    spotlight: ["neurons:2", "targets"],
    question: {
      kind: "largest",
      of: { o1: "loss.o1", y1: "loss.o1", o2: "loss.o2", y2: "loss.o2" },
    },
  },
  {
    id: "net-input",
    phase: "net-hidden",
    spotlight: ["i1", "i2", "w1", "w2", "b1", "h1"],
    question: { kind: "number", quantity: "term.w2" },
  },
  {
    id: "activation",
    phase: "activation-output",
    spotlight: ["neurons:1", "neurons:2"],
    question: {
      kind: "largest",
      of: { h1: "slope.h1", h2: "slope.h2", o1: "slope.o1", o2: "slope.o2" },
    },
  },
  {
    id: "descent",
    phase: "gradient-output",
    spotlight: SECOND,
    question: { kind: "direction", quantity: "gradient.w7" },
  },
  {
    id: "goal",
    phase: "loss",
    spotlight: [...WEIGHTS, "targets"],
    question: { kind: "phase", phase: "gradient-hidden" },
  },
  {
    id: "chain-rule",
    phase: "gradient-output",
    spotlight: ["neurons:1", "w5", "w8", "neurons:2", "targets"],
    question: { kind: "select", part: "o2" },
  },
  {
    id: "one-term",
    phase: "gradient-output",
    spotlight: ["neurons:1", "w5", "w6", "b2", "o1"],
    question: { kind: "number", quantity: "a.h2" },
  },
  {
    id: "delta",
    phase: "delta-output",
    spotlight: ["neurons:2", "targets"],
    question: { kind: "largest", of: { o1: "delta.o1", o2: "delta.o2" } },
  },
  {
    id: "paths",
    phase: "delta-hidden",
    spotlight: ["h1", "w5", "w7", "neurons:2"],
    question: { kind: "number", quantity: "path.o2.h2" },
  },
  {
    id: "local-slope",
    phase: "delta-hidden",
    spotlight: ["h1", "w5", "w7", "neurons:2"],
    question: { kind: "select", part: "w7" },
  },
  {
    id: "recursion",
    phase: "delta-hidden",
    spotlight: ["neurons:1", ...SECOND, "neurons:2"],
    question: { kind: "select", part: "w6" },
  },
  {
    id: "output-delta",
    phase: "delta-output",
    spotlight: ["neurons:2", "targets"],
    question: { kind: "number", quantity: "delta.o2", change: "cross-entropy" },
  },
  {
    id: "update",
    phase: "update",
    spotlight: WEIGHTS,
    question: { kind: "number", quantity: "step.w6" },
  },
  {
    id: "weights",
    phase: "input",
    spotlight: ["neurons:0", "neurons:1", "neurons:2", ...WEIGHTS],
    question: { kind: "select", part: "w6" },
  },
  {
    id: "forward",
    phase: "net-output",
    spotlight: ["neurons:1", "edges:1", "neurons:2"],
    question: { kind: "phase", phase: "activation-output" },
  },
  {
    id: "vector-deltas",
    phase: "delta-hidden",
    spotlight: ["neurons:1", ...SECOND, "neurons:2"],
    question: { kind: "select", part: "w7" },
  },
  {
    id: "outer-product",
    phase: "gradient-hidden",
    spotlight: ["neurons:0", ...FIRST, "neurons:1"],
    question: { kind: "select", part: "w3" },
  },
  {
    id: "examples",
    phase: "gradient-output",
    spotlight: ["neurons:1", ...SECOND, "neurons:2", "targets"],
    question: { kind: "direction", quantity: "gradient.w7", change: "two-examples" },
  },
];

/**
 * The step with this id, or else the first.
 *
 * @param {string} id
 */
export function stepCalled(id) {
  return STEPS.find((step) => step.id === id) ?? /** @type {Step} */ (STEPS[0]);
}

/**
 * The step `by` steps further on; none beyond the ends.
 *
 * @param {string} id
 * @param {number} by
 */
export function stepBeside(id, by) {
  return STEPS[STEPS.indexOf(stepCalled(id)) + by];
}
