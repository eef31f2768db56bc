/** Keeps the outline in the state true for the experiment and the notation on screen. */

import { Outline, keyOf } from "../model/outline.js";
import { createAsking } from "./asking.js";

/** @typedef {import("../types").State} State */

/**
 * Asks when something has changed that the words depend on. After a failure it asks again when it
 * is told to, or once the server has answered something else.
 *
 * @param {import("../types").Store<State>} store
 */
export function keepOutline(store) {
  let wanted = store.get().outline.key;
  /** The frame on screen when the question failed. @type {State["frame"] | null} */
  let failedAt = null;
  const ask = createAsking({
    path: "/api/phases",
    answered(answer, { experiment, notation }) {
      failedAt = null;
      store.set({ outline: new Outline(answer, keyOf(experiment, notation)) });
    },
    failed(error) {
      failedAt = store.get().frame;
      const message = error instanceof Error ? error.message : String(error);
      store.set({ notice: { kind: "problem", message, retry } });
    },
  });

  /** @param {State} state */
  function follow({ frame, notation }) {
    const key = keyOf(frame.experiment, notation);
    const again = failedAt !== null && failedAt !== frame;
    if (key === wanted && !again) return;
    wanted = key;
    failedAt = null;
    ask({ experiment: frame.experiment, notation });
  }

  function retry() {
    wanted = "";
    store.set({ notice: null });
    follow(store.get());
  }

  store.subscribe(follow);
  follow(store.get());
}
