/** Shared by all parts of the diagram: selecting, fitting text to its room, gliding numbers. */

import { written } from "../model/layers.js";
import { shownPhase } from "../model/state.js";
import { precise } from "../text/format.js";
import { setAttributes } from "../ui/dom.js";
import { layoutFor } from "./geometry.js";

/**
 * A computed part, which is pressed to be explained. It does not have the role of a button: a button's
 * name must contain its visible text. Here that text is symbols (h₁, z, δ), and the name says them in
 * words.
 */
export const COMPUTED = { role: "img", "aria-roledescription": "part of the network", tabindex: 0 };

/** A part with a value that is changed by the arrow keys, by typing and by dragging, and can be pressed too. */
export const spin = { role: "spinbutton", tabindex: 0 };

/**
 * Tells the value of a part with the role of `spin`.
 *
 * @param {Element} element
 * @param {number | undefined} value  none while the part stands for several values
 */
export function tellValue(element, value) {
  if (value !== undefined) return setAttributes(element, { "aria-valuenow": value, "aria-valuetext": precise(value) });
  element.removeAttribute("aria-valuenow");
  setAttributes(element, { "aria-valuetext": "several values" });
}

/**
 * The one code of signs, of weights, deltas, gradients and steps: a class with its colour.
 *
 * @param {number} value
 */
export const signOf = (value) => (value < 0 ? "negative" : "positive");

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

/** Texts to be measured, with their rooms. @type {Map<SVGElement, number>} */
const due = new Map();

/** Whether texts are being written that are measured together. */
let writing = false;

/**
 * Squeezes a text that is wider than its room, such as −4.386e+304. It is called whenever the text has
 * been written, while a number glides too: squeezed to the width of an earlier text, the next one would
 * be drawn as wide. It measures only when more than digits has changed, which are all as wide, because
 * measuring makes the browser lay the page out.
 *
 * @param {SVGElement} text
 * @param {number} width
 */
export function fit(text, width) {
  if (text.dataset.measured === inRoom(text, width) && !due.has(text)) return;
  due.set(text, width);
  if (!writing) measure();
}

/**
 * Writes texts and then measures them together, so that the page is laid out once.
 *
 * @param {() => void} write
 */
export function measuredOnce(write) {
  if (writing) return write();
  writing = true;
  try {
    write();
  } finally {
    writing = false;
    measure();
  }
}

/**
 * @param {SVGElement} text
 * @param {number} width
 */
function inRoom(text, width) {
  return `${(text.textContent ?? "").replace(/\d/g, "0")} in ${width}`;
}

function measure() {
  const texts = [...due].filter(([text, width]) => text.dataset.measured !== inRoom(text, width));
  due.clear();
  if (texts.length === 0) return;
  for (const [text] of texts) text.removeAttribute("textLength");
  const lengths = texts.map(([text]) => /** @type {SVGTextElement} */ (text).getComputedTextLength());
  for (const [index, [text, width]] of texts.entries()) {
    if ((lengths[index] ?? 0) > width) setAttributes(text, { textLength: width, lengthAdjust: "spacingAndGlyphs" });
    text.dataset.measured = inRoom(text, width);
  }
}

/**
 * A view of something on the board. It is made for the layers of the network, made anew when they
 * change, and placed again when the board's size does.
 *
 * @param {HTMLElement} board
 * @param {(outline: import("../model/outline.js").Outline) => {
 *   place: (layout: import("./geometry.js").Layout) => void, draw: import("../types").View}} make
 * @returns {import("../types").View}
 */
export function placedOn(board, make) {
  /** @type {import("../types").State | undefined} */
  let latest;
  /** @type {ReturnType<typeof make> | undefined} */
  let made;
  /** @type {number[]} */
  let sizes = [];
  let pictures = false;
  const place = () => made?.place(layoutFor(sizes, board.clientWidth, board.clientHeight, pictures));
  new ResizeObserver(() => {
    place();
    if (latest) made?.draw(latest);
  }).observe(board);
  return (state) => {
    latest = state;
    const { outline } = state;
    const isOther = written(sizes) !== written(outline.sizes);
    const isPictured = pictures !== state.pictures;
    [sizes, pictures] = [outline.sizes, state.pictures];
    if (!made || isOther) made = make(outline);
    if (isOther || isPictured) place();
    made.draw(state);
  };
}

/** The duration of a glide, in milliseconds. */
const DURATION = 220;

export const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** What glides: all of it moves in the same frame. @type {Set<(now: number) => boolean>} */
const moving = new Set();

let isDue = false;

/** @param {(now: number) => boolean} move  whether it has arrived */
function begin(move) {
  moving.add(move);
  if (!isDue) requestAnimationFrame(moveAll);
  isDue = true;
}

/** @param {number} now */
function moveAll(now) {
  measuredOnce(() => {
    for (const move of moving) if (move(now)) moving.delete(move);
  });
  isDue = moving.size > 0;
  if (isDue) requestAnimationFrame(moveAll);
}

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
  /** @type {(now: number) => boolean} */
  let move = () => true;
  return (value, glide = true) => {
    if (Object.is(value, goal) && (glide || Object.is(shown, goal))) return;
    moving.delete(move);
    const start = shown;
    goal = value;
    if (!glide || start === undefined || reducedMotion.matches) {
      shown = value;
      draw(value);
      return;
    }
    const began = performance.now();
    move = (now) => {
      const t = Math.min(1, Math.max(0, (now - began) / DURATION));
      const eased = 1 - (1 - t) ** 3;
      shown = t === 1 ? value : start + (value - start) * eased;
      draw(shown);
      return t === 1;
    };
    begin(move);
  };
}
