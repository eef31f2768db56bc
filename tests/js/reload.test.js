import assert from "node:assert/strict";
import { test } from "node:test";
import { learningRate } from "../../static/js/model/edits.js";
import { startCore } from "./core.js";
import { openPage, reloaded } from "./page.js";

const initial = await startCore();

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

test("after a reload one steps back to the same digits", async () => {
  const page = openPage(initial);
  await page.explorer.goToIteration(250);
  const again = await reloaded(initial, page);
  for (const iteration of [249, 3, 0]) await assertAgree(again, page, iteration);
});

test("a reload keeps a changed rate and what was before it", async () => {
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

test("a reload at once after a reload forgets nothing", async () => {
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
