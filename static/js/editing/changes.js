/** The one way in which every kind of editing changes a value. */

import { parameterOf } from "./parameters.js";

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
