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
 * @param {import("../types").Store<import("../types").State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 */
export function createChanges({ store, explorer }) {
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
      let begun = false;
      /** @type {Change} */
      const change = {
        part,
        value: wanted?.part === part ? wanted.value : parameter.value,
        async to(value) {
          if (value === change.value || !Number.isFinite(value)) return;
          change.value = value;
          const mine = { part, value };
          wanted = mine;
          const done = explorer.edit(parameter.edit(value), parameter.name, begun);
          begun = true;
          await done;
          if (wanted === mine) wanted = null;
        },
        takeBack() {
          if (begun) void explorer.takeBack();
        },
      };
      return change;
    },
  };
}
