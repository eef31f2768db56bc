/** The inputs that vary in the pictures of what neurons see, and the values at which the others are held. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MEAN } from "../../static/js/model/state.js";
import { inputsAsked } from "../../static/js/lab/inputs.js";
import { judge, toCarry } from "../../static/js/share/carried.js";
import { startCore } from "./core.js";
import { networkOf, openPage } from "./page.js";

const initial = await startCore();

/**
 * A page with a network of these layers, and two examples.
 *
 * @param {number[]} sizes
 */
async function openNetwork(sizes) {
  const page = openPage(initial);
  const experiment = networkOf(initial, sizes);
  const { inputs: [row = []], targets: [target = []] } = experiment.examples;
  const examples = { inputs: [row, row.map((x) => x + 1)], targets: [target, target] };
  await page.explorer.open([{ ...experiment, examples }]);
  return page;
}

test("of one or two inputs nothing is asked beside the experiment", async () => {
  for (const sizes of [[1, 1], [2, 2, 2]]) assert.deepEqual(inputsAsked((await openNetwork(sizes)).store.get()), {});
});

test("other inputs are held as in the example on screen, or at a value of one's own", async () => {
  const { store, explorer } = await openNetwork([4, 2, 1]);
  assert.deepEqual(inputsAsked(store.get()), { plane: ["i1", "i2"], held: [["i3", 0.3], ["i4", 0.4]] });
  explorer.showExample(1);
  explorer.chooseInLab("neurons", { across: "i4", held: { i1: -2, i4: 9 } });
  assert.deepEqual(inputsAsked(store.get()), { plane: ["i4", "i2"], held: [["i1", -2], ["i3", 1.3]] });
  explorer.showExample(MEAN);
  assert.deepEqual(inputsAsked(store.get()).held, [["i1", -2], ["i3", 0.8]]);
});

test("what a smaller network lacks is left, and what remains is kept", async () => {
  const { store, explorer } = await openNetwork([4, 2, 1]);
  explorer.chooseInLab("neurons", { across: "i3", up: "i1", held: { i2: 5, i4: 6 } });
  await explorer.open([networkOf(initial, [3, 1])]);
  assert.deepEqual(store.get().labs.neurons, { across: "i3", up: "i1", held: { i2: 5 } });
  await explorer.open([networkOf(initial, [2, 1])]);
  assert.deepEqual(store.get().labs.neurons, { across: "i1", up: "i2", held: { i2: 5 } });
});

test("a link of an earlier version has no choice of inputs", async () => {
  const { store, fresh } = await openNetwork([3, 1]);
  const carried = toCarry(store.get());
  const { neurons: _, ...labs } = carried.labs;
  assert.deepEqual(judge({ ...carried, labs }, fresh), carried);
  const strange = { ...carried.labs, neurons: { across: "i1", up: "i2", held: { i3: "1" } } };
  assert.throws(() => judge({ ...carried, labs: strange }, fresh), /labs\.neurons\.held\.i3 is "1", not a finite number/);
});
