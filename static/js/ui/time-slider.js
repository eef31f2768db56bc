import { byId, setAttributes } from "./dom.js";
import { grouped } from "../text/format.js";
import { isRunning } from "../model/state.js";

/**
 * A slider over all iterations so far.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createTimeSlider({ actions }) {
  const slider = byId("time", HTMLInputElement);
  slider.addEventListener("input", () => void actions.goToIteration(slider.valueAsNumber));

  return (state) => {
    const { frame, timeline } = state;
    const last = timeline.known - 1;
    setAttributes(slider, {
      max: last,
      "aria-valuetext": `Iteration ${grouped(frame.iteration)} of ${grouped(last)}`,
    });
    slider.disabled = last === 0;
    // While it is dragged it is ahead of the screen.
    if (isRunning(state) || !slider.matches(":active")) slider.value = String(frame.iteration);
  };
}
