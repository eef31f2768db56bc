/** Keeps up what the neurons see, while anything shows it. */

import { isRefusal } from "../server/api.js";
import { createAsking } from "../server/asking.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 */

/**
 * Asks for the neurons' activations over the plane of the inputs, of whatever is on screen.
 *
 * @param {import("../types").Store<State>} store
 * @returns {() => void} asks again, after a failure
 */
export function keepSeeing(store) {
  /** @type {Experiment | null} */
  let asked = null;
  const ask = createAsking({
    path: "/api/input-surface",
    answered: ({ inputs, neurons }, { experiment }) =>
      store.set({ seen: { experiment, inputs, neurons }, seenProblem: null }),
    failed(error) {
      const seenProblem = error instanceof Error ? error : new Error(String(error));
      store.set({ seenProblem });
      if (isOpen(store.get())) return;
      // Where the tab is not open, the page says it.
      const retry = isRefusal(error) ? {} : { retry: again };
      store.set({ notice: { kind: "problem", message: seenProblem.message, ...retry } });
    },
  });

  /** @param {State} state */
  function follow(state) {
    const { experiment } = state.frame;
    if (!(state.pictures || isOpen(state)) || experiment === asked) return;
    asked = experiment;
    ask({ experiment });
  }

  function again() {
    asked = null;
    store.set({ seenProblem: null, notice: null });
    follow(store.get());
  }
  store.subscribe(follow);
  return again;
}

/** @param {State} state */
function isOpen(state) {
  return state.lab === "neurons";
}

/** Of a neuron that answers the same everywhere; beside 1, or beside its answer if that is more. */
const LEAST_RANGE = 1e-9;

/**
 * From which activation to which the colours go, and at which the neuron turns from no to yes: in
 * the middle of what its function can answer, or at 1/2 if that has no end.
 *
 * @param {import("../types").SeenNeuron} neuron
 * @returns {{range: [number, number], middle: number}}
 */
export function scaleOf({ range: [least, most], activations }) {
  const low = least ?? Math.min(...activations.flat());
  const distance = LEAST_RANGE * Math.max(1, Math.abs(low));
  const high = most ?? Math.max(...activations.flat(), low + distance);
  return { range: [low, high], middle: least === null || most === null ? 0.5 : (least + most) / 2 };
}
