/** Checks a number that was calculated by hand. */

import { post } from "../server/api.js";
import { isSame } from "./presets.js";
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
 * @param {{quantity: string, text: string, value: number | undefined}} typed  an expression has no
 *   value until the server has answered
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
 * The place of the mistake lights up until the pointer moves to another number. What is right of a sheet
 * stays marked.
 *
 * @param {State} state
 * @param {string} quantity  that was asked for
 * @param {Check} check
 * @returns {Partial<State>}
 */
export function checked(state, quantity, check) {
  const checks = [check, ...state.checks].slice(0, KEPT);
  const pointed = state.outline.placesOf(check.where);
  const sheet = sheetOf(state);
  const marked = sheet && check.verdict === "right" ? { ...sheet, right: [...sheet.right, quantity] } : state.sheet;
  return { ...solved(state, "check"), checks, pointed, sheet: marked };
}

/**
 * The printed sheet whose iteration is on screen.
 *
 * @param {State} state
 */
export function sheetOf({ sheet, frame }) {
  return sheet !== null && isSame(sheet.experiment, frame.experiment) ? sheet : null;
}
