import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../../static/js/model/edits.js";
import { isTold } from "../../static/js/model/outline.js";
import { toCarry } from "../../static/js/share/carried.js";
import { startCore } from "./core.js";
import { networkOf, openPage, reloaded } from "./page.js";

const initial = await startCore();

/** Networks that a page shows: with and without hidden layers, the least and the largest. */
const SIZES = [[1, 1], [2, 1], [1, 1, 1, 1], [2, 3, 1], [4, 2, 4], [3, 4, 4, 2], [4, 4, 4, 4]];

/**
 * Goes through two iterations phase by phase, there and back.
 *
 * @param {import("./page.js").Page} page
 */
async function walk({ store, explorer }) {
  const { outline } = store.get();
  const steps = 2 * outline.phases.length;
  for (let step = 0; step < steps; step++) await explorer.nextPhase();
  const { frame, phase } = store.get();
  assert.deepEqual([frame.iteration, phase], [2, 0]);
  for (let step = 0; step < steps; step++) await explorer.previousPhase();
  assert.deepEqual([store.get().frame.iteration, store.get().phase], [0, 0]);
  assert.equal(store.get().outline, outline, "words of these layers are asked for once");
}

for (const sizes of SIZES) {
  const name = sizes.join("-");

  test(`a run of ${name} opens, steps, is undone and redone`, async () => {
    const page = openPage(initial);
    const { store, explorer } = page;
    const before = store.get();
    await explorer.open([networkOf(initial, sizes)]);
    assert.deepEqual(store.get().outline.sizes, sizes);
    assert.ok(isTold(store.get()));
    await walk(page);
    await explorer.undo();
    assert.equal(store.get().outline, before.outline);
    assert.equal(store.get().frame, before.frame);
    await explorer.redo();
    assert.deepEqual(store.get().outline.sizes, sizes);
    await walk(page);
  });

  test(`a run of ${name} is there again after a reload`, async () => {
    const page = openPage(initial);
    await page.explorer.open([networkOf(initial, sizes)]);
    page.explorer.select("w1");
    await page.explorer.goToIteration(7);
    const again = await reloaded(initial, page);
    assert.deepEqual(again.store.get().frame, page.store.get().frame);
    assert.equal(again.store.get().selected, "w1");
    assert.deepEqual(again.store.get().problems, {});
    assert.deepEqual(toCarry(again.store.get()), toCarry(page.store.get()));
    await again.explorer.goToIteration(0);
    await walk(again);
  });
}

test("what names a part that the other network lacks is left", async () => {
  const { store, explorer } = openPage(initial);
  explorer.ask("delta.h2");
  explorer.openPanel("lab");
  explorer.select("w8");
  explorer.chooseInLab("surface", { across: "w7", up: "w8" });
  await explorer.goToPhase(8);
  assert.equal(store.get().labs.slice.parameter, "w8");
  await explorer.open([networkOf(initial, [2, 1])]);
  const { selected, asked, askedBefore, labs, phase } = store.get();
  assert.deepEqual([selected, asked, askedBefore, phase], [null, null, [], 0]);
  assert.deepEqual([labs.slice.parameter, labs.surface.across, labs.surface.up], ["w1", "w1", "w2"]);
  await explorer.undo();
  assert.deepEqual([store.get().phase, store.get().outline.sizes], [8, [2, 2, 2]]);
});

test("a change of the layers begins a run, which Reset leads back to", async () => {
  const { store, explorer } = openPage(initial);
  explorer.keepRuns(true);
  await explorer.goToIteration(3);
  const other = networkOf(initial, [2, 3, 2]);
  await explorer.edit(edits.layers("layers", other));
  const { frame, timeline, preset, originEdited, runs } = store.get();
  assert.deepEqual(frame.experiment, other);
  assert.deepEqual([timeline.known, preset, originEdited], [1, "mazur", true]);
  assert.deepEqual(runs.map(({ name }) => name), ["2-2-2"]);
  await explorer.goToIteration(5);
  await explorer.reset();
  assert.deepEqual([store.get().frame.iteration, store.get().frame.experiment], [0, other]);
  await explorer.undo();
  await explorer.undo();
  assert.deepEqual([store.get().frame.iteration, store.get().outline.sizes], [3, [2, 2, 2]]);
});

test("a run of other layers can be made current again", async () => {
  const { store, explorer } = openPage(initial);
  explorer.keepRuns(true);
  await explorer.goToIteration(3);
  await explorer.edit(edits.layers("layers", networkOf(initial, [3, 4, 4, 2])));
  await explorer.goToIteration(2);
  await explorer.makeCurrent(store.get().runs[0]?.id ?? 0);
  assert.deepEqual([store.get().frame.iteration, store.get().outline.sizes], [3, [2, 2, 2]]);
  assert.deepEqual(store.get().runs.map(({ name }) => name), ["3-4-4-2"]);
});

test("a number that the network on screen lacks is not gone to", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.open([networkOf(initial, [2, 1])]);
  const { frame, phase } = store.get();
  await explorer.goTo({ iteration: 5, phase: "delta-hidden", quantity: "delta.h1" });
  assert.deepEqual([store.get().frame, store.get().phase], [frame, phase]);
  assert.match(store.get().problems.page?.message ?? "", /other layers/);
});
