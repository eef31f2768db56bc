/**
 * Which part of the diagram has which value that a person may change, and the one way in which every
 * kind of editing changes it.
 */

import * as edits from "../model/edits.js";
import { MEAN, isUpdated } from "../model/state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Part} Part
 */

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {number} value  on screen
 * @property {(value: number) => edits.Edit} edit
 */

/**
 * The editable value of a part, as on screen; nothing, if its value is computed.
 *
 * @param {State} state
 * @param {string} part
 * @returns {Parameter | null}
 */
export function parameterOf(state, part) {
  if (reasonAgainst(state, part) !== "") return null;
  const found = state.outline.parts.find(({ name }) => name === part);
  return found ? given(found, state) : null;
}

/**
 * Why a value that is given cannot be changed just now, in a sentence.
 *
 * @param {State} state
 * @param {string} part
 */
export function reasonAgainst(state, part) {
  const found = state.outline.parts.find(({ name }) => name === part);
  const name = found && cellOf(found)?.name;
  if (!name || state.example !== MEAN) return "";
  return `This is the mean over all examples: show one of them to change its ${name}.`;
}

/**
 * What is given of a part.
 *
 * @param {Part} part
 * @param {State} state
 * @returns {Parameter | null}
 */
function given(part, state) {
  const { name, kind, place } = part;
  const experiment = shownExperiment(state);
  const { network, examples } = experiment;
  const [layer = 0, row = 0, column = 0] = place;
  if (kind === "weight")
    return {
      name,
      value: at(network.weights[layer]?.[row], column),
      edit: (value) => edits.weight(name, layer, row, column, value),
    };
  if (kind === "bias") {
    const shared = edits.isShared(experiment, layer - 1);
    const called = shared ? `b${layer}` : `b${layer} of ${state.outline.nameAt("neuron", ...place)}`;
    return {
      name: called,
      value: at(network.biases[layer - 1], row),
      edit: (value) => edits.bias(called, layer - 1, shared ? null : row, value),
    };
  }
  const cell = cellOf(part);
  if (!cell) return null;
  return {
    name: cell.name,
    value: at(examples[cell.side][state.example], row),
    edit: (value) => edits.cell(cell.name, cell.side, state.example, row, value),
  };
}

/**
 * The cell in the table of the examples that a part shows: an input or a target of one of them.
 *
 * @param {Part} part
 * @returns {{name: string, side: "inputs" | "targets"} | null}
 */
function cellOf({ kind, place: [layer = 0, index = 0] }) {
  if (kind === "target") return { name: `y${index + 1}`, side: "targets" };
  return kind === "neuron" && layer === 0 ? { name: `x${index + 1}`, side: "inputs" } : null;
}

/**
 * In the update phase the weights on screen are those of the next iteration.
 *
 * @param {State} state
 */
function shownExperiment(state) {
  const { experiment, next } = state.frame;
  return isUpdated(state) ? next : experiment;
}

/**
 * @param {number[] | undefined} values
 * @param {number} index
 */
function at(values, index) {
  return /** @type {number} */ (values?.[index]);
}

/**
 * @typedef {ReturnType<typeof createChanges>} Changes
 *
 * @typedef {object} Change  one value after the other, undone together
 * @property {string} part
 * @property {number} value  the last one given, or that before
 * @property {(value: number) => void} to
 * @property {() => void} takeBack
 */

/**
 * @param {object} parts
 * @param {import("../types").Watched<import("../types").State>} parts.store
 * @param {Pick<import("../model/explorer.js").Explorer, "edit" | "takeBack">} parts.actions
 */
export function createChanges({ store, actions }) {
  /** Asked for, but not on screen yet. @type {{part: string, value: number} | null} */
  let wanted = null;

  return {
    /**
     * Begins to change the value of a part, if it has one that can be changed.
     *
     * @param {string} part
     * @returns {Change | null}
     */
    begin(part) {
      // Stays the same one while it is changed: biases that meet on the way do not go on together.
      const parameter = parameterOf(store.get(), part);
      if (!parameter) return null;
      /** @type {Change} */
      const change = {
        part,
        value: wanted?.part === part ? wanted.value : parameter.value,
        async to(value) {
          if (value === change.value || !Number.isFinite(value)) return;
          change.value = value;
          const mine = { part, value };
          wanted = mine;
          await actions.edit({ ...parameter.edit(value), gesture: change });
          if (wanted === mine) wanted = null;
        },
        takeBack: () => void actions.takeBack(change),
      };
      return change;
    },
  };
}
