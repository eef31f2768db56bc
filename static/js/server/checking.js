/** Asks the server whether a number that was calculated by hand is right. */

import { post } from "./api.js";
import { explainedExample } from "../model/state.js";

/** How many answers are kept to look back at. */
const KEPT = 6;

/**
 * @param {import("../types").Store<import("../types").State>} store
 */
export function createChecking(store) {
  /**
   * @param {string} quantity
   * @param {string} text  as it was typed
   * @param {number} value
   */
  return async function check(quantity, text, value) {
    const state = store.get();
    const { experiment, iteration } = state.frame;
    try {
      const body = { experiment, quantity, value, text, example: explainedExample(state) };
      const answer = await post("/api/check", body);
      const { experiment: _, ...found } = answer;
      const checks = [{ quantity, text, iteration, ...found }, ...store.get().checks];
      // Where it went wrong lights up, until something else is pointed at.
      const pointed = state.outline.placesOf(found.where);
      store.set({ checks: checks.slice(0, KEPT), checkProblem: "", pointed });
    } catch (error) {
      store.set({ checkProblem: error instanceof Error ? error.message : String(error) });
    }
  };
}
