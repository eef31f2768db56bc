/** What the Explain panel asks the server: about the selected number, or about the phase. */

import { askedQuantity, explainedExample } from "./state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Asked} Asked
 */

/**
 * The selected number; null if none is.
 *
 * @param {State} state
 * @returns {Asked | null}
 */
export function numberAsked(state) {
  const quantity = askedQuantity(state);
  return quantity === undefined ? null : { ...about(state), quantity };
}

/**
 * The phase on screen.
 *
 * @param {State} state
 * @returns {Asked}
 */
export function phaseAsked(state) {
  return { ...about(state), phase: state.outline.phases[state.phase]?.id ?? "" };
}

/** @param {State} state */
function about(state) {
  const { frame, notation } = state;
  return { experiment: frame.experiment, example: explainedExample(state), notation };
}

/**
 * Whether an answer to one question is one about the other's number or phase, perhaps of an earlier
 * experiment.
 *
 * @param {Asked} one
 * @param {Asked} other
 */
export function isAlike(one, other) {
  return (
    one.quantity === other.quantity &&
    one.phase === other.phase &&
    one.example === other.example &&
    one.notation === other.notation
  );
}

/**
 * Whether two questions have the same answer.
 *
 * @param {Asked} one
 * @param {Asked} other
 */
export function isSameAsked(one, other) {
  return one.experiment === other.experiment && isAlike(one, other);
}
