import { byId, setAttributes } from "./dom.js";
import { grouped } from "../text/format.js";

/**
 * A slider over all iterations so far.
 *
 * @param {{goToIteration(iteration: number): unknown}} explorer
 * @returns {import("../types").View}
 */
export function createTimeSlider(explorer) {
  const slider = byId("time", HTMLInputElement);
  slider.addEventListener("input", () => void explorer.goToIteration(slider.valueAsNumber));

  return ({ frame, known, run }) => {
    const last = known - 1;
    setAttributes(slider, {
      max: last,
      "aria-valuetext": `Iteration ${grouped(frame.iteration)} of ${grouped(last)}`,
    });
    slider.disabled = last === 0;
    // While it is dragged it is ahead of the screen.
    if (run || !slider.matches(":active")) slider.value = String(frame.iteration);
  };
}
