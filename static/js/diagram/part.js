import { knownOf } from "../quantities.js";
import { shownPhase } from "../state.js";

/**
 * What every part of the diagram says of itself: whether it is selected, and which numbers it
 * stands for by now.
 *
 * @param {import("../types").State} state
 * @param {string} part
 */
export function partAttributes(state, part) {
  return {
    "aria-pressed": String(state.selected === part),
    "data-quantities": knownOf(part, shownPhase(state)).join(" "),
  };
}

/**
 * Selects a part when it is clicked, or when Enter or Space is pressed on it.
 *
 * @param {SVGElement} root
 * @param {(part: string) => void} select
 */
export function listenToSelecting(root, select) {
  /** @param {Event} event */
  const selectTarget = (event) => {
    const part = event.target instanceof Element ? event.target.closest("[data-part]") : null;
    if (part) select(part.getAttribute("data-part") ?? "");
  };
  root.addEventListener("click", selectTarget);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    selectTarget(event);
  });
}
