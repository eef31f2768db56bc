/**
 * The values in the diagram that a person may change, and the one function that changes them,
 * whatever the kind of editing.
 */

import * as edits from "../model/edits.js";
import { isPractising } from "../model/practising.js";
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
 * The editable value of a part, as on screen; undefined if its value is computed.
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
 * Why a given value cannot be changed now, in a sentence.
 *
 * @param {State} state
 * @param {string} part
 */
export function reasonAgainst(state, part) {
  const found = state.outline.parts.find(({ name }) => name === part);
  const name = found && cellOf(found)?.name;
  if (name && isPractising(state)) return "In Practise the numbers stay as they are.";
  if (!name || state.example !== MEAN) return "";
  return `This is the mean over all examples: show one of them to change its ${name}.`;
}

/**
 * The given value of a part.
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
 * The cell of the table of examples that a part shows: an input or a target.
 *
 * @param {Part} part
 * @returns {{name: string, side: "inputs" | "targets"} | null}
 */
function cellOf({ kind, place: [layer = 0, index = 0] }) {
  if (kind === "target") return { name: `y${index + 1}`, side: "targets" };
  return kind === "neuron" && layer === 0 ? { name: `x${index + 1}`, side: "inputs" } : null;
}

/**
 * In the update phase the screen shows the weights of the next iteration.
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
 * @typedef {object} Change  several values in turn, undone together
 * @property {string} part
 * @property {number} value  the last value given, or the one before the change
 * @property {(value: number) => void} to
 * @property {() => void} takeBack
 */

/**
 * @param {object} parts
 * @param {import("../types").Watched<import("../types").State>} parts.store
 * @param {Pick<import("../model/explorer.js").Explorer, "edit" | "takeBack">} parts.actions
 */
export function createChanges({ store, actions }) {
  /** Requested, but not on screen yet. @type {{part: string, value: number} | null} */
  let wanted = null;

  return {
    /**
     * Begins to change the value of a part, if it can be changed.
     *
     * @param {string} part
     * @returns {Change | null}
     */
    begin(part) {
      // Found once, at the start: biases that become equal during the change do not merge.
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
