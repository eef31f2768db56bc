import { html, setAttributes } from "./dom.js";
import { PHASES } from "../model/phases.js";
import { wholeIterations } from "../model/state.js";

/**
 * The eleven phases, to be seen at a glance and to be clicked.
 *
 * @param {HTMLElement} root
 * @param {(phase: number) => void} goToPhase
 * @returns {import("../types").View}
 */
export function createStrip(root, goToPhase) {
  const buttons = PHASES.map((phase, index) => {
    // Spoken is the name in full, seen are its first words and the symbol.
    const button = html("button", { type: "button", title: phase.equation }, [
      html("span", { class: "label", "aria-hidden": "true" }, [phase.label]),
      html("span", { class: "unseen" }, [phase.name]),
      html("span", { class: "symbol", "aria-hidden": "true" }, [phase.symbol]),
    ]);
    button.addEventListener("click", () => goToPhase(index));
    return button;
  });
  root.append(
    ...PHASES.map((phase, index) =>
      html("li", { class: phase.direction }, [/** @type {Node} */ (buttons[index])]),
    ),
  );
  return (state) => {
    const all = wholeIterations(state);
    for (const [index, button] of buttons.entries()) {
      const current = !all && index === state.phase;
      setAttributes(button, {
        "aria-current": current ? "step" : "false",
        class: index < state.phase || all ? "done" : "",
      });
    }
  };
}
