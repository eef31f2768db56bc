/** Places the formulas that the server typeset, and breaks them into lines. */

import { html } from "../ui/dom.js";

/** @typedef {import("../types").Explanation} Explanation */

/**
 * @param {string} mathml
 * @param {string} name
 * @param {string} [text]
 */
export function formula(mathml, name, text) {
  const box = html("div", { class: name, tabindex: 0, role: "group", ...(text && { "aria-label": text }) });
  let width = -1;
  // Shown for the first time, or at another width.
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    typeset();
    breakLines(box);
  }).observe(box);

  function typeset() {
    // Our own server wrote this and escaped its values.
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
 * Makes a click on a number in a formula ask for that number.
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

const OPERATORS = new Set(["=", "×", "·", "⋅", "⊙", "∘", "+", "−"]);

/** Parts of a formula that stay whole. */
const WHOLE = "mfrac, msup, msub, msubsup, munder, mover, munderover, mtable, msqrt";

/**
 * @param {HTMLElement} box  holds only a formula
 */
function breakLines(box) {
  let [line] = box.querySelectorAll("math");
  while (line) {
    const place = placeToBreak(line, box.getBoundingClientRect().right);
    line = place && breakBefore(place, line);
  }
}

/**
 * The operator to break the line at: the last of the outermost ones that fit on it. Undefined if the
 * line fits or has no operator.
 *
 * @param {MathMLElement} line
 * @param {number} right  where the line must end
 */
function placeToBreak(line, right) {
  if (line.getBoundingClientRect().right <= right + 1) return undefined;
  const [, ...places] = [...line.querySelectorAll("mo")].filter(
    (operator) =>
      OPERATORS.has(operator.textContent ?? "") &&
      !operator.closest(WHOLE) &&
      // A sign belongs to its number.
      operator.previousElementSibling !== null &&
      operator.getBoundingClientRect().right <= right,
  );
  const least = Math.min(...places.map(depth));
  return places.findLast((operator) => depth(operator) === least);
}

/**
 * Moves the operator and everything after it to a new line.
 *
 * @param {Element} operator
 * @param {MathMLElement} line
 */
function breakBefore(operator, line) {
  const rest = document.createRange();
  rest.setStartBefore(operator);
  rest.setEnd(line, line.childNodes.length);
  const next = /** @type {MathMLElement} */ (line.cloneNode());
  next.classList.add("continued");
  next.append(rest.extractContents());
  line.after(next);
  return next;
}

/** @param {Element} element */
function depth(element) {
  let count = 0;
  for (let at = element.parentElement; at; at = at.parentElement) count++;
  return count;
}
