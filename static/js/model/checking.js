/** Checks a number that was calculated by hand. */

import { post } from "../server/api.js";
import { solved } from "./problems.js";
import { explainedExample } from "./state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Check} Check
 */

/** How many earlier answers are kept. */
const KEPT = 6;

/**
 * @param {State} state
 * @param {{quantity: string, text: string, value: number}} typed
 * @returns {Promise<Check>}
 */
export async function askCheck(state, { quantity, text, value }) {
  const { experiment, iteration } = state.frame;
  const body = { experiment, quantity, value, text, example: explainedExample(state) };
  const { experiment: _, ...found } = await post("/api/check", body);
  // A later experiment may have no number of this name.
  return { asked: state.outline.titleOf(quantity), text, iteration, ...found };
}

/**
 * The place of the mistake lights up until the pointer moves to another number.
 *
 * @param {State} state
 * @param {Check} check
 * @returns {Partial<State>}
 */
export function checked(state, check) {
  const checks = [check, ...state.checks].slice(0, KEPT);
  return { ...solved(state, "check"), checks, pointed: state.outline.placesOf(check.where) };
}
