import { byId, setAttributes, setText } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { createLossCurve } from "./loss-curve.js";
import { createLargeLoss } from "./loss-large.js";

const LEFT_OUT = "A loss of 0 has no place on a logarithmic scale: it is left out.";

/**
 * The loss curve with its scale, its way to travel by typing, and the same curve enlarged.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLossPanel(parts) {
  const { store, actions, initial } = parts;
  const message = byId("loss-message", HTMLElement);
  /** @type {NodeListOf<HTMLButtonElement>} */
  const scales = document.querySelectorAll("button[data-scale]");
  for (const button of scales)
    button.addEventListener("click", () => actions.setScale(button.dataset.scale === "log" ? "log" : "linear"));
  const goTo = numberField(
    byId("go-to-iteration", HTMLInputElement),
    byId("go-to-problem", HTMLElement),
    { whole: true, min: 0, max: () => store.get().timeline.known - 1 },
    actions.goToIteration,
  );
  /** @param {number} iteration */
  const goToIteration = (iteration) => void actions.goToIteration(iteration);
  const curve = createLossCurve({ root: byId("loss-curve", HTMLElement), styles: initial.lossCurves, goToIteration });
  const large = createLargeLoss({ ...parts, goToIteration });

  return (state) => {
    for (const button of scales)
      setAttributes(button, { "aria-pressed": String(button.dataset.scale === state.scale) });
    setText(message, state.scale === "log" && state.timeline.losses.at(-1) === 0 ? LEFT_OUT : "");
    goTo.show(state.frame.iteration);
    curve(state);
    large(state);
  };
}
