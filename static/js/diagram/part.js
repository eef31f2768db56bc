import { shownPhase } from "../model/state.js";

/**
 * A part has the focus and is selected as a button would be. But it is no button to a screen
 * reader: a button's name must hold the text seen on it, and here that is symbols (w₅, ∂E, ▼),
 * which the name says in words.
 */
export const SELECTABLE = {
  role: "img",
  "aria-roledescription": "part of the network",
  tabindex: 0,
};

/**
 * The attributes of what can be dragged sideways to change a part's value, and of the text that
 * shows the value (see `editing/`).
 *
 * @param {string} part
 */
export const grip = (part) => ({ "data-grip": part });

/** @param {string} part */
export const valueOf = (part) => ({ "data-value": part });

/**
 * What every part of the diagram says of itself: whether it is selected, and which numbers it
 * stands for by now.
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
 * Selects a part when it is clicked, or when Enter or Space is pressed on it. A place in it that
 * says which number it asks for (`data-asks`) asks for that one.
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
