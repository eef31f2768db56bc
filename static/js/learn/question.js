/** Judges the answers to the questions. The core computes the numbers; this module only compares them. */

import { directionOf } from "../text/describe.js";
import { numberIn } from "../text/numbers.js";
import { liveValue } from "./live.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./steps.js").Question} Question
 */

/**
 * The verdict on a selected part: "right", or the part's name, which may have a hint.
 *
 * @param {Question} question
 * @param {string} part
 * @param {State} state
 */
export function judgePart(question, part, state) {
  if (question.kind === "select") return part === question.part ? "right" : part;
  if (question.kind !== "largest") return null;
  const values = new Map(
    Object.entries(question.of).map(([name, quantity]) => [name, liveValue(state, quantity)]),
  );
  const sizes = [...values.values()].map((value) => Math.abs(value ?? NaN));
  if (sizes.some(Number.isNaN)) return null;
  return Math.abs(values.get(part) ?? 0) === Math.max(...sizes) ? "right" : part;
}

/**
 * @param {Question} question
 * @param {string} id  of the phase
 */
export function judgePhase(question, id) {
  if (question.kind !== "phase") return null;
  return id === question.phase ? "right" : id;
}

/**
 * @param {Question} question
 * @param {string} answer  "up", "down" or "none"
 * @param {State} state
 */
export function judgeDirection(question, answer, state) {
  if (question.kind !== "direction") return null;
  const gradient = liveValue(state, question.quantity, question.change);
  if (gradient === undefined) return null;
  // Gradient descent moves against the gradient.
  return directionOf(-gradient).name === answer ? "right" : answer;
}

/**
 * @param {Question} question
 * @param {string} text
 * @param {State} state
 */
export function judgeNumber(question, text, state) {
  if (question.kind !== "number") return null;
  const value = liveValue(state, question.quantity, question.change);
  return value === undefined ? null : compare(numberIn(text), value);
}

/**
 * Whether two numbers agree to three digits, or how they differ.
 *
 * @param {number} typed
 * @param {number} value
 */
export function compare(typed, value) {
  if (Number.isNaN(typed)) return "unreadable";
  const size = Math.abs(value);
  // Half a unit of the third digit, plus a little for the rounding of floats.
  const tolerance = size === 0 ? 0 : 0.5001 * 10 ** (Math.floor(Math.log10(size)) - 2);
  if (Math.abs(typed - value) <= tolerance) return "right";
  if (Math.abs(typed + value) <= tolerance) return "sign";
  return Math.abs(typed - value) <= 0.03 * size ? "near" : "wrong";
}
