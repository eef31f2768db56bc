import { setAttributes } from "../ui/dom.js";

/**
 * Squeezes a text that is wider than its room, such as −4.386e+304. Measured only when its length
 * or its room has changed: measuring makes the browser lay the page out.
 *
 * @param {SVGElement} text
 * @param {number} width
 */
export function fit(text, width) {
  const measured = `${(text.textContent ?? "").length} in ${width}`;
  if (text.dataset.measured === measured) return;
  text.removeAttribute("textLength");
  if (/** @type {SVGTextElement} */ (text).getComputedTextLength() > width)
    setAttributes(text, { textLength: width, lengthAdjust: "spacingAndGlyphs" });
  text.dataset.measured = measured;
}
