/** The parts of the diagram in words, with the numbers known so far. */

import { grouped, precise } from "./format.js";
import { conceals } from "../model/practising.js";
import { MEAN, isUpdated, shownLoss, shownPhase, wholeIterations } from "../model/state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../model/outline.js").Edge} Edge
 */

/**
 * The weight on screen; in the update phase, the updated one.
 *
 * @param {State} state
 * @param {Edge} edge
 */
function weightOf(state, { name, layer, to, from }) {
  const { network } = hasNew(state, name) ? state.frame.next : state.frame.pass;
  return at(network.weights, layer, to, from);
}

/**
 * Whether a weight or a bias is shown as it is after the update.
 *
 * @param {State} state
 * @param {string} part
 */
export function hasNew(state, part) {
  return isUpdated(state) && !conceals(state, `new.${part}`);
}

/**
 * The known numbers of an edge.
 *
 * @param {State} state
 * @param {Edge} edge
 */
export function edgeValues(state, edge) {
  const { layer, to, from } = edge;
  const { pass, next } = state.frame;
  const before = at(pass.network.weights, layer, to, from);
  const after = at(next.network.weights, layer, to, from);
  const hasGradient = isKnown(state, `gradient.${edge.name}`);
  return {
    weight: weightOf(state, edge),
    gradient: hasGradient ? at(pass.gradients.weights, layer, to, from) : undefined,
    // Which way it will move may be what is asked.
    direction: hasGradient && !conceals(state, `new.${edge.name}`) ? directionOf(after - before) : undefined,
    before: hasNew(state, edge.name) ? before : undefined,
    frozen: state.frame.experiment.frozen.includes(edge.name),
  };
}

/**
 * The known numbers of a neuron, for the example on the diagram.
 *
 * @param {State} state
 * @param {number} layer
 * @param {number} index
 */
export function neuronValues(state, layer, index) {
  const { values, row } = onDiagram(state);
  const name = state.outline.nameAt("neuron", layer, index);
  const isInput = layer === 0;
  return {
    z: isKnown(state, `z.${name}`) ? at(values.z, layer - 1, row, index) : undefined,
    a: isKnown(state, `${isInput ? "x" : "a"}.${name}`) ? at(values.a, layer, row, index) : undefined,
    delta: isKnown(state, `delta.${name}`) ? at(values.deltas, layer - 1, row, index) : undefined,
  };
}

/**
 * The numbers beside an output. The mean over all examples has no target.
 *
 * @param {State} state
 * @param {number} index
 */
export function outputValues(state, index) {
  const { values, row } = onDiagram(state);
  const output = state.outline.nameAt("neuron", state.outline.sizes.length - 1, index);
  const known = hasLoss(state) && !conceals(state, `loss.${output}`);
  /** @type {number | undefined} */
  const target = state.frame.experiment.examples.targets[state.example]?.[index];
  return { target, loss: known ? at([values.outputLosses], 0, row, index) : undefined };
}

/**
 * What an edge carries back to its sender in the phase on screen, if that is the sender's delta.
 *
 * @param {State} state
 * @param {Edge} edge
 */
export function pathOf(state, { layer, to, from }) {
  if (layer === 0 || !isComputedNow(state, `delta.${state.outline.nameAt("neuron", layer, from)}`)) return undefined;
  const { values, row } = onDiagram(state);
  return values.sums?.paths[layer - 1]?.[row]?.[to]?.[from];
}

/**
 * What is added up at a neuron while its delta is computed: the paths back through each receiver, and
 * their sum.
 *
 * @param {State} state
 * @param {number} layer
 * @param {number} index
 */
export function pathsInto(state, layer, index) {
  const { values, row } = onDiagram(state);
  const terms = values.sums?.paths[layer - 1]?.[row]?.map((into) => into[index] ?? 0);
  const sum = values.sums?.activations[layer - 1]?.[row]?.[index];
  const name = state.outline.nameAt("neuron", layer, index);
  if (!terms || sum === undefined || !isComputedNow(state, `delta.${name}`)) return undefined;
  return { terms, sum };
}

/**
 * The loss of the example on the diagram, which the outputs' shares add up to, and how many examples
 * the loss is the mean of.
 *
 * @param {State} state
 */
export function lossValues(state) {
  const { values, row } = onDiagram(state);
  if (!isKnown(state, "loss")) return undefined;
  const { pass, experiment } = state.frame;
  return { sum: values.sums?.losses[row], loss: pass.loss, examples: experiment.examples.inputs.length };
}

/**
 * The numbers of all examples or their means, and the row that the diagram shows.
 *
 * @param {State} state
 */
function onDiagram({ frame: { pass, outputLosses, sums, means }, example }) {
  if (example !== MEAN) return { values: { ...pass, outputLosses, sums }, row: example };
  return { values: { ...means, outputLosses: means.output_losses }, row: 0 };
}

/**
 * `w5, h1 to o1, 0.4, gradient 0.0821670406, goes down`
 *
 * @param {State} state
 * @param {Edge} edge
 */
export function edgeInWords(state, edge) {
  const { name, layer, from, to } = edge;
  const { weight, gradient, direction, before, frozen } = edgeValues(state, edge);
  const { outline } = state;
  const ends = `${outline.nameAt("neuron", layer, from)} to ${outline.nameAt("neuron", layer + 1, to)}`;
  const parts = [name, ends, precise(weight), ...(frozen ? ["frozen"] : [])];
  if (gradient !== undefined) parts.push(`gradient ${precise(gradient)}`);
  if (direction !== undefined) parts.push(direction.words);
  if (before !== undefined) parts.push(`before the update ${precise(before)}`);
  return parts.join(", ");
}

/**
 * @param {State} state
 * @param {number} layer
 * @param {number} index
 */
export function neuronInWords(state, layer, index) {
  const { z, a, delta } = neuronValues(state, layer, index);
  const parts = [state.outline.nameAt("neuron", layer, index)];
  if (z !== undefined) parts.push(`net input ${precise(z)}`);
  if (a !== undefined) parts.push(`${layer === 0 ? "input" : "activation"} ${precise(a)}`);
  if (delta !== undefined) parts.push(`delta ${precise(delta)}`);
  return parts.join(", ");
}

/**
 * The direction in which a parameter moves.
 *
 * @param {number} change
 */
export function directionOf(change) {
  if (change < 0) return { glyph: "▼", words: "goes down", name: "down" };
  if (change > 0) return { glyph: "▲", words: "goes up", name: "up" };
  return { glyph: "■", words: "stays", name: "none" };
}

/**
 * `Iteration 5,000, input. Loss 0.0000721`; in the update phase the loss before the update, too.
 *
 * @param {State} state
 */
export function statusSentence(state) {
  const { frame, phase, outline } = state;
  const place = wholeIterations(state) ? "" : `, ${outline.phases[phase]?.name.toLowerCase()}`;
  const before = isUpdated(state) ? `${precise(frame.pass.loss)} to ` : "";
  return `Iteration ${grouped(frame.iteration)}${place}. Loss ${before}${precise(shownLoss(state))}`;
}

/**
 * Whether the screen shows a quantity by now.
 *
 * @param {State} state
 * @param {string} quantity
 */
export function isKnown(state, quantity) {
  return state.outline.knownFrom(quantity) <= shownPhase(state) && !conceals(state, quantity);
}

/**
 * Whether the phase of the loss is reached.
 *
 * @param {State} state
 */
function hasLoss(state) {
  return state.outline.knownFrom("loss") <= shownPhase(state);
}

/**
 * Whether a quantity is computed in the phase on screen.
 *
 * @param {State} state
 * @param {string} quantity
 */
function isComputedNow(state, quantity) {
  return !wholeIterations(state) && !conceals(state, quantity) && state.outline.knownFrom(quantity) === shownPhase(state);
}

/**
 * @param {number[][][]} values
 * @param {number} layer
 * @param {number} row
 * @param {number} column
 */
function at(values, layer, row, column) {
  return /** @type {number} */ (values[layer]?.[row]?.[column]);
}
