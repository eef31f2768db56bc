/** The page without its document: its state, its run and its actions. */

import assert from "node:assert/strict";
import { createExplorer } from "../../static/js/model/explorer.js";
import { frameFrom } from "../../static/js/model/frames.js";
import { Outline, keyOf } from "../../static/js/model/outline.js";
import { initialState } from "../../static/js/model/state.js";
import { createStore } from "../../static/js/model/store.js";
import { exercise, layers, phases, reset, step } from "../../static/js/server/api.js";
import { toCarry } from "../../static/js/share/carried.js";
import { createSaving, outlineKept, restore, UNREADABLE } from "../../static/js/share/persistence.js";

/** @typedef {ReturnType<typeof openPage>} Page */

/**
 * @param {import("../../static/js/types").Initial} initial  of `startCore`
 * @param {Storage | null} [storage]
 * @param {import("../../static/js/model/outline.js").Outline} [outline]  of the network that is stored
 */
export function openPage(initial, storage = null, outline = undefined) {
  const fresh = freshOf(initial);
  const first = fresh.frame;
  const store = createStore(restore(storage, fresh, outline));
  const titles = new Map(initial.presets.map(({ id, title }) => [id, title]));
  const explorer = createExplorer({ store, first, labels: { titles, settings: initial }, step, reset, phases, layers, exercise });
  return { first, fresh, store, explorer };
}

/**
 * The page after a reload: restored from the storage, with its losses computed again.
 *
 * @param {import("../../static/js/types").Initial} initial
 * @param {Page} page
 * @param {object} [during]
 * @param {(page: Page) => unknown} [during.before]  runs before the losses are computed again
 * @returns {Promise<Page>}
 */
export async function reloaded(initial, { store }, { before } = {}) {
  const storage = storageOf();
  createSaving(storage)(store.get());
  const page = openPage(initial, storage, await outlineKept(storage, freshOf(initial), phases));
  const recalled = page.explorer.recall(UNREADABLE);
  await before?.(page);
  await recalled;
  return page;
}

/**
 * The outline of a fresh page.
 *
 * @param {import("../../static/js/types").Initial} initial
 */
export function outlineOf(initial) {
  return new Outline(initial.outline, keyOf(initial.answer.experiment, "short"));
}

/**
 * The state of a fresh page.
 *
 * @param {import("../../static/js/types").Initial} initial
 */
export function freshOf(initial) {
  return initialState(frameFrom(initial.answer), outlineOf(initial), initial.happening);
}

/**
 * The carried content of a fresh page.
 *
 * @param {import("../../static/js/types").Initial} initial
 */
export function exampleOf(initial) {
  return toCarry(freshOf(initial));
}

/**
 * Fails unless the page is at the beginning of the worked example and can step on.
 *
 * @param {Page} page
 */
export async function assertBegins({ first, store, explorer }) {
  const { frame, phase, timeline, preset } = store.get();
  assert.deepEqual([frame, phase, timeline.known, preset], [first, 0, 1, "mazur"]);
  assert.deepEqual(timeline.changed, [first.experiment]);
  await explorer.nextIteration();
  const { frame: next, problems } = store.get();
  assert.equal(next.iteration, 1);
  assert.equal(next.pass.loss, first.nextLoss);
  assert.deepEqual(problems, {});
}

/**
 * A browser's storage with this content.
 *
 * @param {Record<string, string>} [texts]
 * @returns {Storage}
 */
export function storageOf(texts = {}) {
  const held = new Map(Object.entries(texts));
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    getItem: (key) => held.get(key) ?? null,
    key: (index) => [...held.keys()][index] ?? null,
    removeItem: (key) => void held.delete(key),
    setItem: (key, text) => void held.set(key, String(text)),
  };
}

/**
 * The worked example's experiment with a network of other layers. Its numbers are simple, and differ.
 *
 * @param {import("../../static/js/types").Initial} initial
 * @param {number[]} sizes
 * @returns {import("../../static/js/types").Experiment}
 */
export function networkOf(initial, sizes) {
  const { experiment } = initial.answer;
  const units = sizes.slice(1);
  /** @param {number} length @param {number} first */
  const numbers = (length, first) => Array.from({ length }, (_, index) => (first + index) / 10);
  return {
    ...experiment,
    network: {
      weights: units.map((count, layer) => Array.from({ length: count }, (_, row) => numbers(sizes[layer] ?? 0, layer - row))),
      biases: units.map((count) => numbers(count, 1)),
      activations: units.map(() => "sigmoid"),
    },
    iteration: 0,
    examples: { inputs: [numbers(sizes[0] ?? 0, 1)], targets: [numbers(sizes.at(-1) ?? 0, 2)] },
  };
}
