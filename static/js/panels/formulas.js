/** Places the formulas that the server typeset, and breaks them into lines. */

import { html } from "../ui/dom.js";

/** @typedef {import("../types").Explanation} Explanation */

/**
 * A formula on lines of its own. It can be scrolled, should a part of it be wider than the line.
 *
 * @param {string} mathml
 * @param {string} name
 * @param {string} [text]
 */
export function formula(mathml, name, text) {
  const box = html("div", { class: name, tabindex: 0, role: "group", ...(text && { "aria-label": text }) });
  fit(box, () => [{ box, mathml }])();
  return box;
}

/**
 * A room for the lines of a formula, which stand side by side where they fit.
 */
export function createLines() {
  const element = html("div", { class: "lines" });
  /** @type {Written[]} */
  let formulas = [];
  const refit = fit(element, () => formulas);
  return {
    element,

    /** @param {{role: string, mathml: string, text: string}[]} lines */
    draw(lines) {
      for (const { box } of formulas) box.remove();
      formulas = lines.map(({ role, mathml, text }) => ({
        box: html("span", { class: `step ${role}`, role: "group", "aria-label": text }),
        mathml,
      }));
      element.append(...formulas.map(({ box }) => box));
      refit();
    },
  };
}

/** @typedef {{box: HTMLElement, mathml: string}} Written */

/**
 * Keeps formulas broken into lines that fit their room, at any width.
 *
 * @param {HTMLElement} room
 * @param {() => Written[]} formulas
 * @returns {() => void} writes them anew
 */
function fit(room, formulas) {
  let width = 0;

  /** @param {Written} written */
  function typeset({ box, mathml }) {
    // Our own server wrote this and escaped its values.
    box.innerHTML = mathml;
  }
  function breakAll() {
    const { left, width: exact } = room.getBoundingClientRect();
    const right = left + Math.min(width, exact);
    for (const { box } of formulas()) breakLines(box, right);
  }
  new ResizeObserver(() => {
    if (room.clientWidth === width) return;
    width = room.clientWidth;
    // What was whole stays the very same, lit or not.
    for (const written of formulas()) if (written.box.querySelector(".continued")) typeset(written);
    breakAll();
  }).observe(room);

  return () => {
    for (const written of formulas()) typeset(written);
    if (width > 0) breakAll();
  };
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
 * A vectorised equation, in symbols and with numbers.
 *
 * @param {{matrices: import("../types").Matrices}} told
 */
export function matrixLines({ matrices: { equation, numbers } }) {
  return [formula(equation, "step symbols"), formula(numbers, "step numbers")];
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

const MATRIX = ".matrix";

/** The least size of matrices, of what they would be with room for them. */
const LEAST = 0.55;

const OPERATORS = new Set(["=", "×", "·", "⋅", "⊙", "∘", "+", "−"]);

/** Parts of a formula that stay whole. */
const WHOLE = "mfrac, msup, msub, msubsup, munder, mover, munderover, mtable, msqrt";

/**
 * @param {HTMLElement} box  holds only a formula
 * @param {number} right  where its lines must end
 */
function breakLines(box, right) {
  let [line] = box.querySelectorAll("math");
  while (line) {
    const place = placeToBreak(line, right);
    line = place && breakBefore(place, line);
  }
  for (const wide of box.querySelectorAll("math")) if (wide.querySelector(MATRIX)) shrink(wide, right);
}

/**
 * Makes matrices smaller that are wider than their room, since they cannot be broken.
 *
 * @param {MathMLElement} line
 * @param {number} right  where it must end
 */
function shrink(line, right) {
  line.style.fontSize = "";
  const size = parseFloat(getComputedStyle(line).fontSize);
  // Step by step, since not all of its width goes with the size.
  for (let part = 0.95; part >= LEAST && line.getBoundingClientRect().right > right; part -= 0.05)
    line.style.fontSize = `${size * part}px`;
}

/**
 * The operator to break the line at: the last of the outermost ones that fit on it. Undefined if the
 * line fits or has no operator.
 *
 * @param {MathMLElement} line
 * @param {number} right  where the line must end
 */
function placeToBreak(line, right) {
  if (line.getBoundingClientRect().right <= right) return undefined;
  const all = [...line.querySelectorAll("mo")].filter(
    (operator) =>
      OPERATORS.has(operator.textContent ?? "") &&
      !operator.closest(WHOLE) &&
      // A sign belongs to its number.
      operator.previousElementSibling !== null,
  );
  const fitting = all.filter((operator) => operator.getBoundingClientRect().right <= right);
  if (!line.querySelector(MATRIX)) return outermost(fitting.slice(1)).at(-1);
  // A symbol and its = stay together, a matrix and its = need not.
  return outermost(fitting).at(-1) ?? outermost(all)[0];
}

/** @param {Element[]} operators */
function outermost(operators) {
  const least = Math.min(...operators.map(depth));
  return operators.filter((operator) => depth(operator) === least);
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
