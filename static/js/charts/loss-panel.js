import { byId, setAttributes, setText } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { loadPlotly } from "./plotly.js";
import { createLossCurve } from "./loss-curve.js";

/**
 * The loss curve with its scale and its way to travel by typing. The curve itself comes when
 * Plotly has come.
 *
 * @param {object} parts
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 * @param {import("../types").Initial} parts.initial
 * @param {import("../model/timeline.js").Timeline} parts.timeline
 * @param {import("../server/variant-runs.js").Variants} parts.variants
 * @returns {import("../types").View}
 */
export function createLossPanel({ explorer, initial, timeline, variants }) {
  const root = byId("loss-curve", HTMLElement);
  const message = byId("loss-message", HTMLElement);
  /** @type {["linear" | "log", HTMLButtonElement][]} */
  const scales = [
    ["linear", byId("scale-linear", HTMLButtonElement)],
    ["log", byId("scale-log", HTMLButtonElement)],
  ];
  for (const [scale, button] of scales)
    button.addEventListener("click", () => explorer.setScale(scale));
  const goTo = numberField(
    byId("go-to-iteration", HTMLInputElement),
    byId("go-to-problem", HTMLElement),
    { whole: true, min: 0, max: () => timeline.known - 1 },
    explorer.goToIteration,
  );

  /** @type {import("../types").View | undefined} */
  let curve;
  /** @type {import("../types").State | undefined} */
  let latest;

  async function load() {
    setText(message, "");
    try {
      const plotly = await loadPlotly(initial.plotly);
      curve = createLossCurve({
        root,
        plotly,
        figures: initial.figures.loss,
        timeline,
        variants,
        goToIteration: (iteration) => void explorer.goToIteration(iteration),
      });
      if (latest) curve(latest);
    } catch (error) {
      setText(message, error instanceof Error ? error.message : String(error));
    }
  }
  // Two frames later the diagram has been painted.
  requestAnimationFrame(() => requestAnimationFrame(() => void load()));

  return (state) => {
    latest = state;
    for (const [scale, button] of scales)
      setAttributes(button, { "aria-pressed": String(scale === state.scale) });
    goTo.show(state.frame.iteration);
    curve?.(state);
  };
}
