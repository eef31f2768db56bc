/** Playing: one step after the other, at the chosen speed, until it is paused. */

import { speedCalled } from "./speeds.js";

/**
 * @param {object} parts
 * @param {import("../types").Store<import("../types").State>} parts.store
 * @param {(unit: "phase" | "iteration") => Promise<void>} parts.step
 */
export function createPlaying({ store, step }) {
  let timer = 0;

  function playOn() {
    const { unit, perSecond } = speedCalled(store.get().speed);
    const mine = setTimeout(async () => {
      await step(unit);
      if (store.get().playing && timer === mine) playOn();
    }, 1000 / perSecond);
    timer = mine;
  }

  return {
    play() {
      store.set({ playing: true });
      playOn();
    },

    pause() {
      clearTimeout(timer);
      store.set({ playing: false });
    },

    /** @param {string} speed */
    setSpeed(speed) {
      store.set({ speed });
      if (!store.get().playing) return;
      clearTimeout(timer);
      playOn();
    },
  };
}
