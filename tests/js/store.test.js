import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../static/js/model/store.js";

test("a store notifies of changes only, until unsubscribed", () => {
  const store = createStore({ a: 1, b: NaN });
  /** @type {number[]} */
  const told = [];
  const stop = store.subscribe(({ a }) => told.push(a));
  store.set({ a: 1 });
  store.set({ b: NaN });
  store.set({});
  store.set({ a: 2 });
  store.set({ a: 3, b: 4 });
  stop();
  store.set({ a: 5 });
  assert.deepEqual(told, [2, 3]);
  assert.deepEqual(store.get(), { a: 5, b: 4 });
});
