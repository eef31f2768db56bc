/** The button that freezes the selected weight or bias, or lets it move again. */

import { freezing } from "../model/edits.js";
import { isFrozen, namesOf } from "../model/frozen.js";
import { byId, setAttributes } from "../ui/dom.js";
import { pinIcon } from "../ui/pin.js";
import { parameterOf } from "./parameters.js";

/**
 * @param {Pick<import("../types").Parts, "store" | "actions">} parts
 * @returns {import("../types").View}
 */
export function createFreezing({ store, actions }) {
  const button = byId("freeze", HTMLButtonElement);
  button.prepend(pinIcon());
  button.addEventListener("click", () => {
    const found = selectedIn(store.get());
    if (!found) return;
    const { part, called } = found;
    const { frame, outline } = store.get();
    const frozen = isFrozen(frame.experiment, part, outline);
    const names = namesOf(frame.experiment, part, outline);
    void actions.edit(freezing(`${frozen ? "releasing" : "freezing"} ${called}`, names, !frozen));
  });

  return (state) => {
    const found = selectedIn(state);
    button.hidden = !found;
    if (!found) return;
    const { frame, outline } = state;
    setAttributes(button, {
      "aria-pressed": String(isFrozen(frame.experiment, found.part, outline)),
      "aria-label": `Freeze ${found.called}`,
    });
  };
}

/**
 * The selected weight or bias, and what it is called where it is changed.
 *
 * @param {import("../types").State} state
 */
function selectedIn(state) {
  const part = state.outline.parts.find(({ name }) => name === state.selected);
  if (part?.kind !== "weight" && part?.kind !== "bias") return null;
  return { part, called: parameterOf(state, part.name)?.name ?? part.name };
}
