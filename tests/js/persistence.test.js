import assert from "node:assert/strict";
import { test } from "node:test";
import { learningRate } from "../../static/js/model/edits.js";
import { Timeline } from "../../static/js/model/timeline.js";
import { createSaving, openStorage, restore, UNREADABLE } from "../../static/js/share/persistence.js";
import { startCore } from "./core.js";
import { spoiled } from "./hostile.js";
import { assertBegins, freshOf, openPage, reloaded, storageOf } from "./page.js";

/** @typedef {import("../../static/js/types").Experiment} Experiment */

const KEY = "backprop-explorer";

const initial = await startCore();

/** A page after a short run with a changed rate, and its storage. */
async function visited() {
  const page = openPage(initial);
  await page.explorer.goToIteration(40);
  await page.explorer.edit(learningRate(4));
  await page.explorer.goToIteration(60);
  await page.explorer.goToIteration(50);
  await page.explorer.goToPhase(7);
  await page.explorer.goToIteration(50);
  page.explorer.setScale("log");
  page.explorer.setSpeed("phase-fast");
  page.explorer.setNotation("article");
  page.explorer.select("w5");
  return page;
}

/** @param {Pick<import("./page.js").Page, "store">} page */
function kept({ store }) {
  const storage = storageOf();
  createSaving(storage)(store.get());
  return storage;
}

const before = await visited();
const memory = kept(before);

test("the reader's place is restored to the last digit", async () => {
  const page = openPage(initial, memory);
  const { frame, phase, timeline, scale, speed, notation, selected, problems } = page.store.get();
  const was = before.store.get();
  assert.deepEqual(frame, was.frame);
  assert.deepEqual([phase, timeline.known, scale, speed, notation, selected], [7, 61, "log", "phase-fast", "article", "w5"]);
  assert.ok(page.store.get().revealed);
  assert.deepEqual(problems, {});
  assert.deepEqual(timeline.changed, was.timeline.changed);
  await page.explorer.recall(UNREADABLE);
  assert.deepEqual(page.store.get().timeline.losses, was.timeline.losses);
});

test("stepping back from a restored place gives the same digits", async () => {
  const page = openPage(initial, memory);
  for (const iteration of [49, 40, 39, 0, 60]) {
    await page.explorer.goToIteration(iteration);
    await before.explorer.goToIteration(iteration);
    assert.deepEqual(page.store.get().frame, before.store.get().frame);
  }
});

test("an unknown selected part is dropped", () => {
  const saved = JSON.parse(String(memory.getItem(KEY)));
  const { store } = openPage(initial, storageOf({ [KEY]: JSON.stringify({ ...saved, selected: "w99" }) }));
  assert.equal(store.get().selected, null);
  assert.deepEqual(store.get().problems, {});
});

test("a first visit begins at the beginning, without a note", async () => {
  const page = openPage(initial, storageOf());
  assert.deepEqual(page.store.get().problems, {});
  await assertBegins(page);
});

/**
 * The page with a browser's storage.
 *
 * @param {string} text
 */
async function openWith(text) {
  const storage = storageOf({ [KEY]: text });
  const page = openPage(initial, storage);
  await page.explorer.recall(UNREADABLE);
  assert.equal(page.store.get().problems.page, UNREADABLE);
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
  test(`damaged storage is dropped with a note: ${what}`, async () => {
    const saved = JSON.parse(memory.getItem(KEY) ?? "");
    spoil(saved);
    await openWith(JSON.stringify(saved));
  });

test("an unchanged state is not written again", () => {
  const storage = storageOf();
  let writes = 0;
  const save = createSaving({ ...storage, setItem: () => void writes++ });
  const { store } = openPage(initial);
  for (const change of [{}, { pointed: ["w5"] }, { phase: 3 }, { phase: 3, dragged: "w5" }]) {
    store.set(change);
    save(store.get());
  }
  assert.equal(writes, 2);
});

test("without storage the page begins, and saving is silent", () => {
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
  const { fresh, store } = openPage(initial);
  assert.deepEqual(restore(null, fresh).problems, {});
  for (const storage of [null, full]) createSaving(storage)(store.get());
});

test("the view is kept, too", () => {
  const { store, explorer } = openPage(initial);
  explorer.ask("delta.h1");
  explorer.openPanel("figures");
  explorer.openFigures("variants");
  explorer.chooseVariant("updated-weights", true);
  explorer.chooseView("matrices");
  explorer.openLab("surface");
  explorer.chooseInLab("surface", { across: "w1", picture: "surface" });
  explorer.chooseInLab("sweep", { lowest: 0.5, count: 7 });
  explorer.chooseInLab("histories", { group: "deltas" });
  explorer.togglePictures();
  explorer.answer("right");
  const before = store.get();
  const { store: other } = openPage(initial, kept({ store }));
  const { learning, ...look } = other.get();
  for (const name of /** @type {const} */ (["selected", "asked", "panel", "figuresView", "variants", "inspectorView", "lab", "labs", "pictures"]))
    assert.deepEqual(look[name], before[name], name);
  assert.deepEqual(learning.answered, ["loss"]);
});

test("a run that is longer than a link can be is kept", () => {
  const { store } = openPage(initial);
  store.set({ timeline: Timeline.of(store.get().timeline.changed, 300_001) });
  const again = openPage(initial, kept({ store })).store.get();
  assert.deepEqual([again.timeline.known, again.problems], [300_001, {}]);
});

test("with any stored text the page begins: at its place, or at the beginning with a note", () => {
  const fresh = freshOf(initial);
  let dropped = 0;
  for (const value of spoiled(JSON.parse(memory.getItem(KEY) ?? ""))) {
    const { problems, frame, timeline } = restore(storageOf({ [KEY]: JSON.stringify(value) }), fresh);
    if (problems.page) {
      assert.deepEqual([problems, frame], [{ page: UNREADABLE }, fresh.frame]);
      dropped++;
    } else assert.equal(timeline.before(frame.iteration).iteration <= frame.iteration, true);
  }
  assert.ok(dropped > 2000, String(dropped));
});

/**
 * Fails unless both pages show the same numbers at an iteration.
 *
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Page} other
 * @param {number} iteration
 */
async function assertAgree(page, other, iteration) {
  for (const { explorer } of [page, other]) await explorer.goToIteration(iteration);
  assert.equal(page.store.get().frame.iteration, iteration);
  assert.deepEqual(page.store.get().frame, other.store.get().frame);
}

test("stepping back after a reload gives the same digits", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(250);
  const again = await reloaded(initial, page);
  for (const iteration of [249, 3, 0]) await assertAgree(again, page, iteration);
});

test("a reload keeps a changed rate and the iterations before the change", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(40);
  await page.explorer.edit(learningRate(4));
  await page.explorer.goToIteration(100);
  const again = await reloaded(initial, page);
  assert.equal(again.store.get().frame.experiment.learning_rate, 4);
  assert.deepEqual(again.store.get().timeline.losses, page.store.get().timeline.losses);
  for (const [iteration, rate] of [[99, 4], [40, 4], [39, 0.5], [0, 0.5], [100, 4]]) {
    await assertAgree(again, page, Number(iteration));
    assert.equal(again.store.get().frame.experiment.learning_rate, rate);
  }
});

test("a reload in an earlier iteration keeps the later ones", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(10_000);
  const { loss } = page.store.get().frame.pass;
  await page.explorer.goToIteration(20);
  const again = await reloaded(initial, page);
  assert.equal(again.store.get().frame.iteration, 20);
  assert.equal(again.store.get().timeline.known, 10_001);
  await again.explorer.goToIteration(10_000);
  assert.equal(again.store.get().frame.pass.loss, loss);
});

test("two reloads in a row lose nothing", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(5_000);
  await page.explorer.goToIteration(10);
  const again = await reloaded(initial, page, { before: ({ explorer }) => explorer.nextIteration() });
  const once = await reloaded(initial, again);
  assert.equal(once.store.get().frame.iteration, 11);
  assert.deepEqual(once.store.get().timeline.losses, page.store.get().timeline.losses);
});

test("a reset is kept too", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(10);
  await page.explorer.reset();
  const again = await reloaded(initial, page);
  assert.deepEqual([again.store.get().frame, again.store.get().timeline.known], [page.first, 1]);
});
