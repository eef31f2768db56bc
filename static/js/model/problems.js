/**
 * The one channel for errors. A problem is a sentence, its place on the page, and perhaps a way to
 * try again.
 */

import { isRefusal } from "../server/api.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Problem} Problem
 */

/**
 * The message of an error, as a sentence.
 *
 * @param {unknown} error
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * An error as a problem. A refusal has no retry, since the server would refuse again.
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
 * The places that one Retry covers: its own, and every other failure.
 *
 * @param {State} state
 * @param {string} place
 */
export function retried({ problems }, place) {
  return Object.keys(problems).filter((at) => problems[at]?.retry && (at === place || problems[at].kind === "problem"));
}
