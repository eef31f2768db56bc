/** Other layers for the network on screen: how they are typed and stepped, and the run that they begin. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deepened, problemWith, readLayers, resized } from "../../static/js/model/layering.js";
import { startCore } from "./core.js";
import { openPage } from "./page.js";

const initial = await startCore();

/** @param {number[]} sizes */
const to = (sizes) => ({ change: () => sizes, scheme: "xavier", seed: 0, redraw: false });

test("layers are read with any sign between them", () => {
  for (const text of ["2-3-1", "2 3 1", " 2,3,1 ", "2, 3; 1", "2–3—1", "2−3−1", "2×3x1", "2 → 3 → 1", "2->3->1", "2 - 3 - 1"])
    assert.deepEqual(readLayers(text), { sizes: [2, 3, 1] }, text);
  assert.deepEqual(readLayers("4 4 4 4"), { sizes: [4, 4, 4, 4] });
});

test("what is wrong with typed layers is said in a sentence", () => {
  const said = new Map([
    ["", /whole numbers such as 2-3-1/],
    ["two", /whole numbers such as 2-3-1/],
    ["2-3.5-1", /whole numbers/],
    ["2-", /whole numbers/],
    ["3", /inputs and outputs at least/],
    ["2-2-2-2-2", /2 hidden layers, not for 3/],
    ["2-5-1", /1 to 4 neurons here, not 5/],
    ["0-1", /1 to 4 neurons here, not 0/],
    ["2-999999999", /not 999,999,999/],
  ]);
  for (const [text, problem] of said) {
    const found = readLayers(text);
    assert.match("problem" in found ? found.problem : "", problem, text);
  }
});

test("a new hidden layer is as wide as the one before it, and the last one is removed first", () => {
  assert.deepEqual(deepened([3, 1], 1), [3, 3, 1]);
  assert.deepEqual(deepened([2, 4, 1], 1), [2, 4, 4, 1]);
  assert.deepEqual(deepened([2, 4, 3, 1], -1), [2, 4, 1]);
  assert.notEqual(problemWith(deepened([2, 1], -1)), "", "no hidden layer can be removed from none");
  assert.notEqual(problemWith(deepened([2, 1, 1, 1], 1)), "", "a third one has no room");
  assert.deepEqual(resized([2, 3, 1], 1, 1), [2, 4, 1]);
  assert.deepEqual([problemWith([2, 4, 1]), problemWith([1, 1])], ["", ""]);
});

test("other layers keep the numbers on screen, begin a run, and are undone", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToIteration(3);
  const trained = store.get().frame.experiment.network;
  const begun = await explorer.changeLayers(to([2, 3, 1]));
  const { frame, outline, origin, timeline, originEdited } = store.get();
  assert.deepEqual([outline.sizes, frame.iteration, timeline.known, originEdited], [[2, 3, 1], 0, 1, true]);
  assert.equal(begun?.origin, origin);
  assert.match(begun?.notes.join(" ") ?? "", /^w5, w6, w9 and b\.h3 are new; .* No example has y2 any more\.$/);
  assert.deepEqual(frame.experiment.network.weights[0]?.slice(0, 2), trained.weights[0]);
  assert.deepEqual(frame.experiment.network.weights[1]?.[0]?.slice(0, 2), trained.weights[1]?.[0]);
  await explorer.goToIteration(2);
  await explorer.reset();
  assert.equal(store.get().frame, frame, "Reset leads back to what was set up");
  await explorer.undo();
  await explorer.undo();
  assert.deepEqual([store.get().outline.sizes, store.get().frame.iteration], [[2, 2, 2], 3]);
  assert.deepEqual(store.get().frame.experiment.network, trained);
});

test("in the update phase the updated parameters remain", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToPhase(store.get().outline.last);
  const { next } = store.get().frame;
  await explorer.changeLayers(to([2, 2, 3]));
  assert.deepEqual(store.get().frame.experiment.network.weights[0], next.network.weights[0]);
});

test("drawing all anew keeps the layers and begins a run", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToIteration(3);
  const before = store.get().frame.experiment;
  /** @param {number} seed */
  const draw = async (seed) => {
    await explorer.changeLayers({ change: (sizes) => sizes, scheme: "uniform", seed, redraw: true });
    return store.get().frame.experiment;
  };
  const [one, other, again] = [await draw(0), await draw(1), await draw(0)];
  assert.notDeepEqual(one.network, other.network);
  assert.deepEqual(one, again);
  assert.deepEqual([one.examples, one.iteration, store.get().outline.sizes], [before.examples, 0, [2, 2, 2]]);
});

test("presses that come fast are all done, up to the limit", async () => {
  const { store, explorer } = openPage(initial);
  const press = () => explorer.changeLayers({ ...to([]), change: (sizes) => resized(sizes, 1, 1) });
  const answers = await Promise.all([press(), press(), press()]);
  assert.deepEqual(store.get().outline.sizes, [2, 4, 2]);
  assert.equal(answers.at(-1), null, "a fifth neuron has no room, and nothing happens");
});

test("a network that is smaller again has the numbers that remained", async () => {
  const { store, explorer } = openPage(initial);
  const { experiment } = store.get().frame;
  for (const sizes of [[4, 4, 4, 4], [2, 2, 2]]) await explorer.changeLayers(to(sizes));
  assert.deepEqual(store.get().frame.experiment, experiment);
});
