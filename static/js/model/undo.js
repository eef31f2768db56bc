/** What can be undone and redone: each change with the moment to come back to. */

import { become, momentOf } from "./moments.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Change} Change
 */

/** So many changes can be undone. */
const MOST = 100;

/**
 * Before a change.
 *
 * @param {State} state
 * @param {string} what  is about to be done, in words
 * @param {object} [gesture]  that it is a part of
 * @returns {State}
 */
export function remembered(state, what, gesture) {
  /** @type {Change} */
  const change = { moment: momentOf(state), what, ...(gesture && { gesture }) };
  return { ...state, undo: { done: [...state.undo.done, change].slice(-MOST), undone: [] } };
}

/**
 * Whether the last change was a part of this gesture, which may go on.
 *
 * @param {State} state
 * @param {object} [gesture]
 */
export function continues({ undo }, gesture) {
  return gesture !== undefined && undo.done.at(-1)?.gesture === gesture;
}

/**
 * Takes back the last change.
 *
 * @param {State} state
 * @returns {State}
 */
export function undone(state) {
  const { done, undone } = state.undo;
  const last = done.at(-1);
  if (!last) return state;
  const undo = { done: done.slice(0, -1), undone: [...undone, { ...last, moment: momentOf(state) }] };
  return become({ ...state, undo }, last.moment);
}

/**
 * Does again what was taken back last.
 *
 * @param {State} state
 * @returns {State}
 */
export function redone(state) {
  const { done, undone } = state.undo;
  const last = undone.at(-1);
  if (!last) return state;
  const undo = { done: [...done, { ...last, moment: momentOf(state) }], undone: undone.slice(0, -1) };
  return become({ ...state, undo }, last.moment);
}
