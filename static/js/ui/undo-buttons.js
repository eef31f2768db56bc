import { byId, setAttributes } from "./dom.js";

/**
 * Undo and Redo, which say what they would take back or do again.
 *
 * @param {{undo(): unknown, redo(): unknown}} explorer
 * @returns {import("../types").View}
 */
export function createUndoButtons(explorer) {
  const undo = byId("undo", HTMLButtonElement);
  const redo = byId("redo", HTMLButtonElement);
  undo.addEventListener("click", () => void explorer.undo());
  redo.addEventListener("click", () => void explorer.redo());
  return (state) => {
    draw(undo, "Undo", state.undo);
    draw(redo, "Redo", state.redo);
  };
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} name
 * @param {string | null} what
 */
function draw(button, name, what) {
  setAttributes(button, {
    "aria-disabled": String(what === null),
    title: what === null ? `Nothing to ${name.toLowerCase()}` : `${name}: ${what}`,
  });
}
