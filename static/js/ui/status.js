import { statusSentence } from "../text/describe.js";
import { setText } from "./dom.js";
import { grouped, precise } from "../text/format.js";
import { shownLoss } from "../model/state.js";

/** While much goes by, it is said at most this often, in milliseconds. */
const PAUSE = 1000;

/**
 * Where one is, as a sentence that is spoken when it changes. During a run it is brought up to
 * date only now and then: nobody can listen to a sentence a frame.
 *
 * @param {HTMLElement} root
 * @returns {import("../types").View}
 */
export function createStatus(root) {
  let said = -Infinity;
  return (state) => {
    if (state.run && performance.now() - said < PAUSE) return;
    said = state.run ? performance.now() : -Infinity;
    setText(root, statusSentence(state));
  };
}

/**
 * Iteration and loss in the header.
 *
 * @param {HTMLElement} iteration
 * @param {HTMLElement} loss
 * @returns {import("../types").View}
 */
export function createPlace(iteration, loss) {
  return (state) => {
    setText(iteration, grouped(state.frame.iteration));
    setText(loss, precise(shownLoss(state)));
  };
}
