/** The phases of an iteration in a row, and the caption of the current one. */

import { isTold } from "../model/outline.js";
import { isPractising, walks } from "../model/practising.js";
import { wholeIterations } from "../model/state.js";
import { byId, html, setAttributes, setText } from "./dom.js";

/**
 * The row of phases. A click goes to a phase.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createStrip({ actions }) {
  const root = byId("phases", HTMLElement);
  /** @type {ReturnType<typeof createPhase>[]} */
  let places = [];

  return (state) => {
    const { phases } = state.outline;
    if (places.map(({ id }) => id).join() !== phases.map(({ id }) => id).join()) {
      places = phases.map((phase, index) => createPhase(phase, () => void actions.goToPhase(index)));
      root.replaceChildren(...places.map(({ element }) => element));
    }
    const all = wholeIterations(state);
    const told = isTold(state);
    for (const [index, { button, symbol }] of places.entries()) {
      const phase = /** @type {import("../types").Phase} */ (phases[index]);
      setText(symbol, phase.symbol);
      setAttributes(button, {
        title: told ? phase.sentence : "",
        "aria-current": !all && index === state.phase ? "step" : "false",
        "aria-disabled": String(isPractising(state) && !walks(state)),
        class: index < state.phase || all ? "done" : "",
      });
    }
  };
}

/**
 * Screen readers speak the full name. The button shows its first words and the symbol.
 *
 * @param {import("../types").Phase} phase
 * @param {() => void} go
 */
function createPhase({ id, name, label, direction }, go) {
  const symbol = html("span", { class: "symbol", "aria-hidden": "true" });
  const button = html("button", { type: "button" }, [
    html("span", { class: "label", "aria-hidden": "true" }, [label]),
    html("span", { class: "unseen" }, [name]),
    symbol,
  ]);
  button.addEventListener("click", go);
  return { id, symbol, button, element: html("li", { class: direction }, [button]) };
}

/**
 * The caption: the phase, and in a sentence what happens in it. It is empty until the server's words
 * fit the experiment on screen.
 *
 * @returns {import("../types").View}
 */
export function createCaption() {
  const name = byId("phase-name", HTMLElement);
  const sentence = byId("sentence", HTMLElement);
  return (state) => {
    const all = wholeIterations(state);
    const phase = all || !isTold(state) ? undefined : state.outline.phases[state.phase];
    setText(name, phase ? `${phase.name}.` : "");
    setText(sentence, all ? "Whole iterations go by: forward, backward, update." : (phase?.sentence ?? ""));
  };
}
