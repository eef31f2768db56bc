import { byId, setAttributes } from "./dom.js";

/**
 * Undo and Redo, which say what they would take back or do again.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createUndoButtons({ actions }) {
  const undo = byId("undo", HTMLButtonElement);
  const redo = byId("redo", HTMLButtonElement);
  undo.addEventListener("click", () => void actions.undo());
  redo.addEventListener("click", () => void actions.redo());
  return (state) => {
    draw(undo, "Undo", state.undo.done);
    draw(redo, "Redo", state.undo.undone);
  };
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} name
 * @param {import("../types").Change[]} changes  the latest last
 */
function draw(button, name, changes) {
  const what = changes.at(-1)?.what ?? null;
  setAttributes(button, {
    "aria-disabled": String(what === null),
    title: what === null ? `Nothing to ${name.toLowerCase()}` : `${name}: ${what}`,
  });
}
