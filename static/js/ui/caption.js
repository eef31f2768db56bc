import { byId, setAttributes, setText } from "./dom.js";
import { isTold } from "../model/outline.js";
import { wholeIterations } from "../model/state.js";

/**
 * What happens in this phase, as an equation and in words. Until the server has told what is true
 * for the experiment on screen, it says nothing.
 *
 * @returns {import("../types").View}
 */
export function createCaption() {
  const equation = byId("equation", HTMLElement);
  const sentence = byId("sentence", HTMLElement);
  /** @type {import("../types").Phase | undefined} */
  let shown;
  return (state) => {
    const all = wholeIterations(state);
    const phase = all || !isTold(state) ? undefined : state.outline.phases[state.phase];
    if (phase !== shown) {
      // Written by our own server, which escapes what it puts in.
      equation.innerHTML = phase?.equation ?? "";
      setAttributes(equation, { "aria-label": phase?.text ?? "" });
      equation.hidden = phase === undefined;
    }
    shown = phase;
    setText(sentence, all ? "Whole iterations go by: forward, backward, update." : (phase?.sentence ?? ""));
  };
}
