/**
 * The one channel for what went wrong: a problem is a sentence, the place of the page where it is
 * said, and perhaps a way to try again.
 */

import { isRefusal } from "../server/api.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Problem} Problem
 */

/**
 * What an error says, as a sentence.
 *
 * @param {unknown} error
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * An error as a problem. What the server refuses it would refuse again.
 *
 * @param {unknown} error
 * @param {() => unknown} [retry]
 * @returns {Problem}
 */
export function problemOf(error, retry) {
  return { kind: "problem", message: sentenceOf(error), ...(retry && !isRefusal(error) && { retry }) };
}

/**
 * @param {State} state
 * @param {string} place
 * @param {Problem} problem
 */
export function said(state, place, problem) {
  return { problems: { ...state.problems, [place]: problem } };
}

/**
 * @param {State} state
 * @param {string[]} places
 */
export function solved(state, ...places) {
  if (!places.some((place) => place in state.problems)) return {};
  const others = Object.entries(state.problems).filter(([place]) => !places.includes(place));
  return { problems: Object.fromEntries(others) };
}

/**
 * The places whose problems one Retry mends: its own, and all that failed.
 *
 * @param {State} state
 * @param {string} place
 */
export function retried({ problems }, place) {
  return Object.keys(problems).filter((at) => problems[at]?.retry && (at === place || problems[at].kind === "problem"));
}
