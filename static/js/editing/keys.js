/** Changing the value of the part that has the focus, from the keyboard. */

import { arrowStep, stepped } from "../text/numbers.js";

/** For the help. */
export const EDITING_KEYS = [
  { shown: "↑ ↓", does: "Value of the focused part up or down by 0.01" },
  { shown: "Shift ↑ ↓", does: "… by 0.1" },
  { shown: "Alt ↑ ↓", does: "… by 0.001" },
  { shown: "0–9 − .", does: "Type a value for the focused part" },
  { shown: "F2", does: "Change the value of the focused part" },
];

/** As `aria-keyshortcuts` has it. */
export const SHORTCUTS = "ArrowUp ArrowDown F2";

/** What a number begins with. */
const BEGINS_NUMBER = /^[-\u2212.\d]$/;

/**
 * @param {SVGElement} root
 * @param {object} editing
 * @param {import("./changes.js").Changes} editing.changes
 * @param {(part: string, text?: string) => boolean} editing.open  a field for it, if it may be changed
 * @param {(target: Element) => string} editing.partAt
 */
export function listenToEditingKeys(root, { changes, open, partAt }) {
  /** What a key that is held down goes on with. @type {import("./changes.js").Change | null} */
  let held = null;

  /**
   * @param {string} part
   * @param {number} step
   * @param {boolean} again  the key is held down
   */
  function nudge(part, step, again) {
    if (!again || held?.part !== part) held = changes.begin(part);
    held?.to(stepped(held.value, step));
    return held !== null;
  }

  root.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || !(target instanceof Element)) return;
    const part = partAt(target);
    const step = { ArrowUp: 1, ArrowDown: -1 }[key];
    const done =
      (step && nudge(part, step * arrowStep(event), event.repeat)) ||
      (key === "F2" && open(part)) ||
      (!event.altKey && BEGINS_NUMBER.test(key) && open(part, key));
    if (done) event.preventDefault();
  });
}
