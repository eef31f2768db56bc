/** Shared by all parts of the diagram: selecting, fitting text to its room, gliding numbers. */

import { shownPhase } from "../model/state.js";
import { setAttributes } from "../ui/dom.js";

/**
 * A part takes the focus and is selected like a button. But it does not have the role of a button: a
 * button's name must contain its visible text. Here that text is symbols (w₅, ∂E, ▼), and the name
 * says them in words.
 */
export const SELECTABLE = {
  role: "img",
  "aria-roledescription": "part of the network",
  tabindex: 0,
};

/**
 * The attributes of a grip, which is dragged sideways to change a part's value, and of the text
 * that shows the value (see `editing/`).
 *
 * @param {string} part
 */
export const grip = (part) => ({ "data-grip": part });

/** @param {string} part */
export const valueOf = (part) => ({ "data-value": part });

/**
 * Marks each part of the diagram: whether it is selected, and which of its numbers are known.
 *
 * @param {import("../types").State} state
 * @param {string} part
 */
export function partAttributes(state, part) {
  return {
    "data-selected": String(state.selected === part),
    "data-quantities": state.outline.knownOf(part, shownPhase(state)).join(" "),
  };
}

/**
 * Selects a part when it is clicked, or when Enter or Space is pressed on it. A click on a place
 * with `data-asks` asks for the number named there.
 *
 * @param {SVGElement} root
 * @param {(part: string, quantity: string | null) => void} select
 */
export function listenToSelecting(root, select) {
  /** @param {Event} event */
  const selectTarget = (event) => {
    if (!(event.target instanceof Element)) return;
    const part = event.target.closest("[data-part]")?.getAttribute("data-part");
    const asked = event.target.closest("[data-asks]")?.getAttribute("data-asks") ?? null;
    if (part) select(part, asked);
  };
  root.addEventListener("click", selectTarget);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    selectTarget(event);
  });
}

/**
 * Squeezes a text that is wider than its room, such as −4.386e+304. It measures only when the length
 * or the room has changed, because measuring makes the browser lay the page out.
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

/**
 * A view of something on the board. It is placed again when the board's width changes.
 *
 * @param {HTMLElement} board
 * @param {(width: number) => void} place  in pixels
 * @param {import("../types").View} draw
 * @returns {import("../types").View}
 */
export function placedOn(board, place, draw) {
  /** @type {import("../types").State | undefined} */
  let latest;
  place(board.clientWidth);
  new ResizeObserver(() => {
    place(board.clientWidth);
    if (latest) draw(latest);
  }).observe(board);
  return (state) => {
    latest = state;
    draw(state);
  };
}

/** The duration of a glide, in milliseconds. */
const DURATION = 220;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A function that shows a value: at once the first time, later with a glide. The glide ends at
 * exactly the given value.
 *
 * @param {(value: number) => void} draw
 * @returns {(value: number, glide?: boolean) => void}
 */
export function gliding(draw) {
  /** @type {number | undefined} */
  let shown;
  let goal = NaN;
  let frame = 0;
  return (value, glide = true) => {
    if (Object.is(value, goal)) return;
    cancelAnimationFrame(frame);
    const start = shown;
    goal = value;
    if (!glide || start === undefined || reducedMotion.matches) {
      shown = value;
      draw(value);
      return;
    }
    const began = performance.now();
    /** @param {number} now */
    const tick = (now) => {
      const t = Math.min(1, Math.max(0, (now - began) / DURATION));
      const eased = 1 - (1 - t) ** 3;
      shown = t === 1 ? value : start + (value - start) * eased;
      draw(shown);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };
}
