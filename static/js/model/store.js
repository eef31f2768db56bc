/**
 * The one place that holds the state. `set` merges a change and tells the subscribers, once,
 * and only if something differs.
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
 * Calls `draw` with the newest state before the next frame is painted, however many changes come
 * in between.
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
