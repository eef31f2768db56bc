/** The keys of the whole page, and those of the focused part of the diagram. */

import { arrowStep, stepped } from "../text/numbers.js";

/**
 * @typedef {object} Key
 * @property {string} key    as `KeyboardEvent.key` has it
 * @property {boolean} shift
 * @property {boolean} [control]  Ctrl, or Command
 * @property {string} shown
 * @property {string} does
 * @property {(actions: Actions) => void} action
 *
 * @typedef {import("../model/explorer.js").Explorer & {
 *   showKeys(): void; showExamples(): void; toggleFullScreen(): void;
 *   nextStep(): void; previousStep(): void }} Actions
 */

/** In the order of the help dialog. @type {readonly Key[]} */
export const KEYS = [
  {
    key: "ArrowRight",
    shift: false,
    shown: "→",
    does: "Next phase",
    action: (a) => void a.nextPhase(),
  },
  {
    key: "ArrowLeft",
    shift: false,
    shown: "←",
    does: "Previous phase",
    action: (a) => void a.previousPhase(),
  },
  {
    key: "PageDown",
    shift: false,
    shown: "Page Down",
    does: "Next phase, as a presenter’s clicker says it",
    action: (a) => void a.nextPhase(),
  },
  {
    key: "PageUp",
    shift: false,
    shown: "Page Up",
    does: "Previous phase",
    action: (a) => void a.previousPhase(),
  },
  {
    key: "ArrowRight",
    shift: true,
    shown: "Shift →",
    does: "Next iteration",
    action: (a) => void a.nextIteration(),
  },
  {
    key: "ArrowLeft",
    shift: true,
    shown: "Shift ←",
    does: "Previous iteration",
    action: (a) => void a.previousIteration(),
  },
  {
    key: "z",
    shift: false,
    control: true,
    shown: "Ctrl Z",
    does: "Undo",
    action: (a) => void a.undo(),
  },
  {
    key: "z",
    shift: true,
    control: true,
    shown: "Ctrl Shift Z",
    does: "Redo",
    action: (a) => void a.redo(),
  },
  {
    key: "y",
    shift: false,
    control: true,
    shown: "Ctrl Y",
    does: "Redo",
    action: (a) => void a.redo(),
  },
  { key: " ", shift: false, shown: "Space", does: "Play or pause", action: (a) => a.togglePlay() },
  { key: "r", shift: false, shown: "R", does: "Reset", action: (a) => void a.reset() },
  {
    key: "n",
    shift: false,
    shown: "N",
    does: "Next step of the derivation",
    action: (a) => a.nextStep(),
  },
  {
    key: "p",
    shift: false,
    shown: "P",
    does: "Previous step of the derivation",
    action: (a) => a.previousStep(),
  },
  { key: "Escape", shift: false, shown: "Esc", does: "Back from a number to the phase", action: (a) => a.unselect() },
  ...[
    { letter: "e", panel: "explain", does: "Explain" },
    { letter: "x", panel: "experiment", does: "Experiment" },
    { letter: "l", panel: "lab", does: "Lab" },
    { letter: "c", panel: "check", does: "Check" },
    { letter: "g", panel: "figures", does: "Figures" },
    { letter: "d", panel: "learn", does: "Learn: the derivation" },
    { letter: "q", panel: "practise", does: "Practise: questions, blanks and mistakes" },
  ].map(({ letter, panel, does }) => ({
    key: letter,
    shift: false,
    shown: letter.toUpperCase(),
    does,
    action: (/** @type {Actions} */ a) => a.openPanel(panel),
  })),
  { key: "o", shift: false, shown: "O", does: "Other examples", action: (a) => a.showExamples() },
  { key: "f", shift: false, shown: "F", does: "Full screen", action: (a) => a.toggleFullScreen() },
  { key: "?", shift: true, shown: "?", does: "Show these keys", action: (a) => a.showKeys() },
];

/** Elements with their own undo, and elements in front of the page. */
const OWN_UNDO = "input:not([type=checkbox], [type=radio], [type=range]), textarea, [role=textbox], dialog[open]";

/** Elements that Escape leaves, and elements that it closes. A closed one may keep the focus for a moment. */
const OWN_ESCAPE = "input, select, textarea, [role=textbox]";
const OPEN = ":popover-open, dialog[open]";

/**
 * @param {Document} document
 * @param {Actions} actions
 */
export function listenToKeys(document, actions) {
  document.addEventListener("keydown", (event) => {
    const withControl = event.ctrlKey || event.metaKey;
    const pressed = /^[A-Z]$/.test(event.key) ? event.key.toLowerCase() : event.key;
    const found = KEYS.find(
      ({ key, shift, control = false }) =>
        key === pressed && control === withControl && (key === "?" || shift === event.shiftKey),
    );
    if (!found || event.altKey || isTaken(event)) return;
    event.preventDefault();
    found.action(actions);
  });
}

/**
 * Whether the focused element handles the key itself.
 *
 * @param {KeyboardEvent} event
 */
function isTaken(event) {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (event.ctrlKey || event.metaKey) return target.closest(OWN_UNDO) !== null;
  if (event.key === "Escape") return target.closest(OWN_ESCAPE) !== null || document.querySelector(OPEN) !== null;
  if (target.closest(`input, select, textarea, ${OPEN}, [role=tablist], [role=textbox]`)) return true;
  // A region that has been gone to scrolls by these keys.
  if (event.key.startsWith("Page") && target.closest(".scroll[tabindex]")) return true;
  return event.key === " " && target.closest("button, a, summary, [data-part]") !== null;
}

/** The keys as the help shows them. */
export const EDITING_KEYS = [
  { shown: "↑ ↓", does: "Value of the focused part up or down by 0.01" },
  { shown: "Shift ↑ ↓", does: "… by 0.1" },
  { shown: "Alt ↑ ↓", does: "… by 0.001" },
  { shown: "0–9 − .", does: "Type a value for the focused part" },
  { shown: "F2", does: "Change the value of the focused part" },
];

/** The keys of a task of Practise, as the help shows them. */
export const PRACTICE_KEYS = [
  { shown: "1–9", does: "In Practise: choose an answer" },
  { shown: "H", does: "In Practise: help, in three steps" },
];

/** The keys in the format of `aria-keyshortcuts`. */
export const SHORTCUTS = "ArrowUp ArrowDown F2";

/** The characters a number can begin with. */
const BEGINS_NUMBER = /^[-\u2212.\d]$/;

/**
 * Lets keys change the value of the focused part.
 *
 * @param {SVGElement} root
 * @param {object} editing
 * @param {import("../editing/parameters.js").Changes} editing.changes
 * @param {(part: string, text?: string) => boolean} editing.open  opens its field, if it can be changed
 * @param {(target: Element) => string} editing.partAt
 */
export function listenToEditingKeys(root, { changes, open, partAt }) {
  /** The change that a held key continues. @type {import("../editing/parameters.js").Change | null} */
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
