/** Formulas as the server typeset them, put in their place. */

import { html } from "../ui/dom.js";
import { breakLines } from "./line-breaks.js";

/** @typedef {import("../types").Explanation} Explanation */

/**
 * @param {string} mathml
 * @param {string} name
 * @param {string} [text]
 */
export function formula(mathml, name, text) {
  const box = html("div", { class: name, tabindex: 0, role: "group", ...(text && { "aria-label": text }) });
  let width = -1;
  // Seen for the first time, or in another width.
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    typeset();
    breakLines(box);
  }).observe(box);

  function typeset() {
    // Written by our own server, which escapes what it puts in.
    box.innerHTML = mathml;
  }
  typeset();
  return box;
}

/**
 * The chain rule, line by line.
 *
 * @param {Explanation} explanation
 */
export function chainLines({ chain }) {
  return chain.map(({ role, mathml, text }) => formula(mathml, `step ${role}`, text));
}

/**
 * The vectorised equation, in symbols and with numbers.
 *
 * @param {Explanation} explanation
 */
export function matrixLines({ matrices }) {
  return [formula(matrices.equation, "step symbols"), formula(matrices.numbers, "step numbers")];
}

/**
 * Asks for a number when it is clicked in a formula.
 *
 * @param {HTMLElement} root
 * @param {(quantity: string) => void} ask
 */
export function listenToAsking(root, ask) {
  root.addEventListener("click", (event) => {
    const term = event.target instanceof Element ? event.target.closest("[data-quantities]") : null;
    const [quantity, ...others] = term?.getAttribute("data-quantities")?.split(" ") ?? [];
    if (quantity && others.length === 0) ask(quantity);
  });
}
