import { byId, setAttributes, setText } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { createLossCurve } from "./loss-curve.js";
import { createLargeLoss } from "./loss-large.js";

const LEFT_OUT = "A loss of 0 has no place on a logarithmic scale: it is left out.";

/**
 * The loss curve with its scale, its way to travel by typing, and the same curve enlarged.
 *
 * @param {object} parts
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 * @param {import("../types").Initial} parts.initial
 * @param {import("../model/timeline.js").Timeline} parts.timeline
 * @param {import("../server/variant-runs.js").Variants} parts.variants
 * @returns {import("../types").View}
 */
export function createLossPanel({ explorer, initial, timeline, variants }) {
  const message = byId("loss-message", HTMLElement);
  /** @type {NodeListOf<HTMLButtonElement>} */
  const scales = document.querySelectorAll("button[data-scale]");
  for (const button of scales)
    button.addEventListener("click", () => explorer.setScale(button.dataset.scale === "log" ? "log" : "linear"));
  const goTo = numberField(
    byId("go-to-iteration", HTMLInputElement),
    byId("go-to-problem", HTMLElement),
    { whole: true, min: 0, max: () => timeline.known - 1 },
    explorer.goToIteration,
  );
  const sources = { styles: initial.lossCurves, timeline, variantLosses: variants.losses };
  /** @param {number} iteration */
  const goToIteration = (iteration) => void explorer.goToIteration(iteration);
  const curve = createLossCurve({ root: byId("loss-curve", HTMLElement), sources, goToIteration });
  const large = createLargeLoss({ initial, sources, goToIteration });

  return (state) => {
    for (const button of scales)
      setAttributes(button, { "aria-pressed": String(button.dataset.scale === state.scale) });
    setText(message, state.scale === "log" && timeline.losses.at(-1) === 0 ? LEFT_OUT : "");
    goTo.show(state.frame.iteration);
    curve(state);
    large(state);
  };
}
