import { statusSentence } from "../text/describe.js";
import { byId, setText } from "./dom.js";
import { grouped, precise } from "../text/format.js";
import { isRunning, shownLoss } from "../model/state.js";

/** While much goes by, it is said at most this often, in milliseconds. */
const PAUSE = 1000;

/**
 * Where one is, as a sentence that is spoken when it changes. During a run it is brought up to
 * date only now and then: nobody can listen to a sentence a frame.
 *
 * @returns {import("../types").View}
 */
export function createStatus() {
  const root = byId("status", HTMLElement);
  let said = -Infinity;
  return (state) => {
    const running = isRunning(state);
    if (running && performance.now() - said < PAUSE) return;
    said = running ? performance.now() : -Infinity;
    setText(root, statusSentence(state));
  };
}

/**
 * Iteration and loss in the header; the loss can be asked for.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPlace({ actions }) {
  const iteration = byId("iteration", HTMLElement);
  const loss = byId("loss", HTMLButtonElement);
  loss.addEventListener("click", () => actions.select("loss"));
  return (state) => {
    setText(iteration, grouped(state.frame.iteration));
    setText(loss, precise(shownLoss(state)));
  };
}
