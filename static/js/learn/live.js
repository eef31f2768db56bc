/** Keeps the numbers of a step up with the experiment, the iteration and the notation on screen. */

import { isAbort, post } from "../server/api.js";
import { explainedExample, wholeIterations } from "../model/state.js";
import { changed } from "./changes.js";

/**
 * @typedef {import("../types").State} State
 *
 * @typedef {object} Wanted
 * @property {string} quantity
 * @property {string} change   see `changes.js`; empty for the experiment as it is
 * @property {number} example
 */

/**
 * Under which key the state holds a number.
 *
 * @param {Wanted} wanted
 */
export function keyOf({ quantity, change, example }) {
  return `${quantity}|${change}|${example}`;
}

/**
 * @param {State} state
 * @param {string} quantity
 * @param {string} [change]
 * @returns {number | undefined}
 */
export function liveValue(state, quantity, change = "") {
  return state.learning.live[keyOf({ quantity, change, example: 0 })]?.explanation?.value;
}

/**
 * @param {object} parts
 * @param {import("../types").Store<State>} parts.store
 * @param {(state: State) => Wanted[]} parts.wantedIn  what the step on screen needs
 * @param {(live: import("../types").Learning["live"]) => void} parts.setLive
 */
export function keepLive({ store, wantedIn, setLive }) {
  let asked = "";
  let request = new AbortController();

  /** @param {State} state */
  async function follow(state) {
    if (state.panel !== "learn" || wholeIterations(state)) return;
    const { notation, frame } = state;
    const all = new Map(wantedIn(state).map((wanted) => [keyOf(wanted), wanted]));
    const onDiagram = explainedExample(state);
    const key = JSON.stringify([[...all.keys()], onDiagram, notation, frame.experiment]);
    if (key === asked) return;
    asked = key;
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const answers = await Promise.all(
      [...all].map(async ([name, { quantity, change, example }]) => {
        const experiment = changed(frame.experiment, change);
        try {
          // A step that changes the experiment says which example it means.
          const body = { experiment, quantity, example: change ? example : onDiagram, notation };
          const { explanation } = await post("/api/explain", body, signal);
          return [name, { explanation, problem: null }];
        } catch (error) {
          if (isAbort(error)) return [];
          asked = "";
          return [name, { explanation: null, problem: String(error instanceof Error ? error.message : error) }];
        }
      }),
    );
    if (!signal.aborted) setLive(Object.fromEntries(answers.filter(([name]) => name)));
  }

  store.subscribe((state) => void follow(state));
  void follow(store.get());
}
