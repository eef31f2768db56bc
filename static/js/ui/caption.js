import { html, setText } from "./dom.js";
import { PHASES } from "../model/phases.js";
import { wholeIterations } from "../model/state.js";

/**
 * What happens in this phase, as an equation and in words.
 *
 * @param {HTMLElement} equation
 * @param {HTMLElement} sentence
 * @returns {import("../types").View}
 */
export function createCaption(equation, sentence) {
  /** @type {string | undefined} */
  let shown;
  return (state) => {
    const phase = PHASES[state.phase];
    if (!phase) return;
    const all = wholeIterations(state);
    const text = all ? "" : phase.equation;
    if (text !== shown) equation.replaceChildren(...typeset(text));
    shown = text;
    setText(sentence, all ? "Whole iterations go by: forward, backward, update." : phase.sentence);
  };
}

/**
 * `δ_o h` with its index set low.
 *
 * @param {string} equation
 */
function typeset(equation) {
  return equation
    .split(/_(\w)/)
    .map((piece, index) => (index % 2 === 0 ? piece : html("sub", {}, [piece])));
}
