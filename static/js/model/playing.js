/** Playing: one step after the other, at the chosen speed, until it is paused. */

import { speedCalled } from "./speeds.js";

/**
 * @param {object} parts
 * @param {import("./model.js").Model} parts.model
 * @param {(unit: "phase" | "iteration") => Promise<void>} parts.step
 */
export function createPlaying({ model: { get, set }, step }) {
  let timer = 0;

  function playOn() {
    const { unit, perSecond } = speedCalled(get().speed);
    const mine = setTimeout(async () => {
      await step(unit);
      if (get().playing && timer === mine) playOn();
    }, 1000 / perSecond);
    timer = mine;
  }

  return {
    play() {
      set({ playing: true });
      playOn();
    },

    pause() {
      clearTimeout(timer);
      set({ playing: false });
    },

    /** @param {string} speed */
    setSpeed(speed) {
      set({ speed });
      if (!get().playing) return;
      clearTimeout(timer);
      playOn();
    },
  };
}
