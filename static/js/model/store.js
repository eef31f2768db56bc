/** The store holds the state and notifies its subscribers. Actions change it through the model. */

/** @typedef {import("../types").State} State */

/**
 * The one place that holds the state. `set` merges a change and notifies the subscribers once, if
 * something differs.
 *
 * @template {object} S
 * @param {S} initial
 * @returns {import("../types").Store<S>}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<(state: S) => void>} */
  const listeners = new Set();
  return {
    get: () => state,
    set(change) {
      const keys = /** @type {(keyof S)[]} */ (Object.keys(change));
      if (keys.every((key) => Object.is(state[key], change[key]))) return;
      state = { ...state, ...change };
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Calls `draw` once before the next frame is painted, with the newest state.
 *
 * @template {object} S
 * @param {import("../types").Store<S>} store
 * @param {(state: S) => void} draw
 */
export function drawOnChange(store, draw) {
  let due = false;
  store.subscribe(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      draw(store.get());
    });
  });
  draw(store.get());
}

/**
 * What the actions need to change the state. Only they receive it; everything else gets a read-only
 * store.
 *
 * @typedef {object} Model
 * @property {() => State} get
 * @property {(change: Partial<State>) => void} set
 * @property {import("./frames.js").Frames} frames
 * @property {typeof import("../server/api.js").step} step
 * @property {typeof import("../server/api.js").reset} reset
 * @property {typeof import("../server/api.js").phases} phases
 * @property {typeof import("../server/api.js").layers} layers
 * @property {Labels} labels
 *
 * @typedef {object} Labels  names for the reader
 * @property {Map<string, string>} titles  of the presets
 * @property {import("../types").Settings} settings
 *
 */

/**
 * Turns functions `(state, ...) => change` into actions `(...) => void` on a model.
 *
 * @template {Record<string, (state: State, ...rest: any[]) => Partial<State>>} C
 * @param {Model} model
 * @param {C} changes
 * @returns {{ [K in keyof C]: C[K] extends (state: State, ...rest: infer R) => any ? (...rest: R) => void : never }}
 */
export function actionsOf(model, changes) {
  const actions = Object.entries(changes).map(([name, change]) => [
    name,
    /** @param {any[]} rest */
    (...rest) => model.set(change(model.get(), ...rest)),
  ]);
  return Object.fromEntries(actions);
}
