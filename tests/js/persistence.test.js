import assert from "node:assert/strict";
import { test } from "node:test";
import { createSaving, restore, UNREADABLE } from "../../static/js/share/persistence.js";
import { openStorage } from "../../static/js/ui/storage.js";
import { startCore } from "./core.js";
import { assertBegins, openPage, outlineOf, storageOf } from "./page.js";

/** @typedef {import("../../static/js/types").Experiment} Experiment */

const KEY = "backprop-explorer";

const initial = await startCore();

/** A page that ran a little and had its rate changed, and what a browser keeps of it. */
async function visited() {
  const page = openPage(initial);
  await page.explorer.goToIteration(40);
  await page.explorer.setLearningRate(4);
  await page.explorer.goToIteration(60);
  await page.explorer.goToIteration(50);
  await page.explorer.goToPhase(7);
  page.explorer.setScale("log");
  page.explorer.setSpeed("phase-fast");
  page.explorer.setNotation("article");
  page.explorer.select("w5");
  return page;
}

/** @param {Awaited<ReturnType<typeof visited>>} page */
function kept({ store, timeline }) {
  const storage = storageOf();
  createSaving(storage)(store.get(), timeline.changed);
  return storage;
}

const before = await visited();
const memory = kept(before);

test("what was kept is where the reader was, to the last digit", async () => {
  const page = openPage(initial, memory);
  const { frame, phase, known, scale, speed, notation, selected, notice } = page.store.get();
  const was = before.store.get();
  assert.deepEqual(frame, was.frame);
  assert.deepEqual([phase, known, scale, speed, notation, selected], [7, 61, "log", "phase-fast", "article", "w5"]);
  assert.equal(notice, null);
  assert.deepEqual(page.timeline.changed, before.timeline.changed);
  await page.explorer.recall(known, UNREADABLE);
  assert.deepEqual(page.timeline.losses, before.timeline.losses);
});

test("from what was kept one steps back to the same digits", async () => {
  const page = openPage(initial, memory);
  for (const iteration of [49, 40, 39, 0, 60]) {
    await page.explorer.goToIteration(iteration);
    await before.explorer.goToIteration(iteration);
    assert.deepEqual(page.store.get().frame, before.store.get().frame);
  }
});

test("of a part that there is not nothing is selected", () => {
  const saved = JSON.parse(String(memory.getItem(KEY)));
  const { store } = openPage(initial, storageOf({ [KEY]: JSON.stringify({ ...saved, selected: "w99" }) }));
  assert.equal(store.get().selected, null);
  assert.equal(store.get().notice, null);
});

test("a first visit begins at the beginning, without a word", async () => {
  const page = openPage(initial, storageOf());
  assert.equal(page.store.get().notice, null);
  await assertBegins(page);
});

/**
 * The page with what a browser kept from before.
 *
 * @param {string} text
 */
async function openWith(text) {
  const storage = storageOf({ [KEY]: text });
  const page = openPage(initial, storage);
  await page.explorer.recall(page.store.get().known, UNREADABLE);
  assert.equal(page.store.get().notice, UNREADABLE);
  await assertBegins(page);
  return storage;
}

for (const text of ["", "not JSON", "null", "7", "[]", "{}", '"a"', '{"version": 1}', "\0", "{".repeat(5000)])
  test(`garbage is dropped with a note: ${JSON.stringify(text.slice(0, 20))}`, async () => {
    const storage = await openWith(text);
    assert.equal(storage.getItem(KEY), null);
  });

/** @type {Record<string, (saved: any) => unknown>} */
const SPOILERS = {
  "another version": (saved) => (saved.version = 99),
  "no frame": (saved) => delete saved.frame,
  "a phase in words": (saved) => (saved.phase = "loss"),
  "no loss": (saved) => (saved.frame.pass.loss = null),
  "no experiment": (saved) => (saved.changed = []),
  "fewer weights": (saved) => saved.frame.experiment.network.weights.pop(),
  "a negative iteration": (saved) => (saved.frame.iteration = -1),
  "endless": (saved) => (saved.known = 1e15),
  "an unknown loss": (saved) => experimentsOf(saved).map((experiment) => (experiment.loss = "nonsense")),
  "an unknown activation": (saved) =>
    experimentsOf(saved).map(({ network }) => (network.activations = ["sigmoid", "nonsense"])),
  "an unknown scale": (saved) => (saved.scale = "cubic"),
  "an unknown speed": (saved) => (saved.speed = "ludicrous"),
  "too many to run": (saved) => (saved.iterationsToRun = -5),
};

/**
 * @param {any} saved
 * @returns {Experiment[]}
 */
function experimentsOf({ changed, frame }) {
  return [...changed, frame.experiment, frame.next];
}

for (const [what, spoil] of Object.entries(SPOILERS))
  test(`a spoiled memory is dropped with a note: ${what}`, async () => {
    const saved = JSON.parse(memory.getItem(KEY) ?? "");
    spoil(saved);
    await openWith(JSON.stringify(saved));
  });

test("what did not change is not written again", () => {
  const storage = storageOf();
  let writes = 0;
  const save = createSaving({ ...storage, setItem: () => void writes++ });
  const { store, timeline } = openPage(initial);
  for (const change of [{}, { pointed: ["w5"] }, { phase: 3 }, { phase: 3, panel: "learn" }]) {
    store.set(change);
    save(store.get(), timeline.changed);
  }
  assert.equal(writes, 2);
});

test("where nothing can be stored the page begins and saving is silent", () => {
  const forbidden = {
    get localStorage() {
      throw new DOMException("The operation is insecure.", "SecurityError");
      return storageOf();
    },
  };
  const full = {
    ...storageOf(),
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  assert.equal(openStorage(forbidden), null);
  const { first, store, timeline } = openPage(initial);
  assert.equal(restore(null, first, outlineOf(initial)).state.notice, null);
  for (const storage of [null, full]) createSaving(storage)(store.get(), timeline.changed);
});
