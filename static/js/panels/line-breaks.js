/**
 * Breaks formulas that are wider than their place before an operator, as one would on paper:
 * browsers do not break MathML.
 */

const OPERATORS = new Set(["=", "×", "·", "⋅", "⊙", "∘", "+", "−"]);

/** Parts of a formula that stay whole. */
const WHOLE = "mfrac, msup, msub, msubsup, munder, mover, munderover, mtable, msqrt";

/**
 * @param {HTMLElement} box  which holds a formula and nothing else
 */
export function breakLines(box) {
  let [line] = box.querySelectorAll("math");
  while (line) {
    const place = placeToBreak(line, box.getBoundingClientRect().right);
    line = place && breakBefore(place, line);
  }
}

/**
 * The operator before which to break: of those that fit on the line the outermost, and of these
 * the last. None, if the line fits or has none.
 *
 * @param {MathMLElement} line
 * @param {number} right  where the line has to end
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
 * Moves all from the operator on to a line of its own.
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
