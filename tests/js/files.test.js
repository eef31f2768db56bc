import assert from "node:assert/strict";
import { test } from "node:test";
import { learningRate } from "../../static/js/model/edits.js";
import { toCarry } from "../../static/js/share/carried.js";
import { openFile } from "../../static/js/share/files.js";
import { step } from "../../static/js/server/api.js";
import { startCore } from "./core.js";
import { networkOf, openPage } from "./page.js";

const initial = await startCore();
const { experiment } = initial.answer;

/**
 * A page at iteration 5 that has opened a file.
 *
 * @param {string} name
 * @param {unknown} content  a text, or a value to write as JSON
 */
async function openOnPage(name, content) {
  const page = openPage(initial);
  await page.explorer.goToIteration(5);
  const before = page.store.get();
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await openFile(new File([text], name), { actions: page.explorer, fresh: page.fresh });
  return { ...page, before };
}

/**
 * Fails unless a file is refused with these words, and nothing has changed.
 *
 * @param {unknown} content
 * @param {string | RegExp} said
 */
async function assertRefused(content, said) {
  const { store, before } = await openOnPage("some.json", content);
  const { problems, ...after } = store.get();
  assert.deepEqual({ ...after, problems: {} }, before);
  if (typeof said === "string") assert.equal(problems.page?.message, said);
  else assert.match(problems.page?.message ?? "", said);
}

test("a file that holds no experiment says so, and nothing changes", async () => {
  /** @type {[string, string][]} */
  const cases = [
    ["", "it is not JSON"],
    ["{", "it is not JSON"],
    ["null", "it holds no experiment"],
    ["7", "it holds no experiment"],
    ["[1, 2]", "it holds no experiment"],
    ['{"a": 1}', "it holds no experiment"],
    ['{"changed": [{}]}', "changed[0].network is missing"],
    ['{"changed": {"at": 1}}', "it holds no experiment"],
    ['{"experiment": {"network": 1}}', "changed[0].network is 1, not an object"],
    [" ".repeat(2 ** 20 + 1), "it is longer than 1 MiB"],
  ];
  for (const [content, why] of cases)
    await assertRefused(content, `“some.json” cannot be opened: ${why}. Nothing has changed.`);
});

test("a file with a network that the page cannot show is refused with what it can", async () => {
  for (const sizes of [[2, 5, 2], [5, 1], [2, 2, 2, 2, 2]])
    await assertRefused(networkOf(initial, sizes), new RegExp(`its network is ${sizes.join("-")}, and a page shows up to 2 hidden layers of up to 4 neurons`));
});

test("a file with a network of other layers opens", async () => {
  for (const sizes of [[2, 3, 2], [2, 2, 1], [1, 1], [4, 4, 4, 4]]) {
    const { store, explorer } = await openOnPage("other.json", networkOf(initial, sizes));
    assert.deepEqual(store.get().problems, {});
    assert.deepEqual(store.get().outline.sizes, sizes);
    assert.deepEqual(store.get().frame.experiment, networkOf(initial, sizes));
    await explorer.undo();
    assert.deepEqual(store.get().outline.sizes, [2, 2, 2]);
  }
});

test("a refusal has the server's words, and nothing changes", async () => {
  await assertRefused({ ...experiment, loss: "mse" }, /'binary_cross_entropy' or 'categorical_cross_entropy'; got "mse"\.$/);
  await assertRefused({ ...experiment, rate: 1 }, /Got the unknown field "rate"/);
});

test("an experiment of the API begins a run, alone or in an answer", async () => {
  const answer = await step(experiment, 3);
  const whole = await openOnPage("answer.json", answer);
  assert.deepEqual(whole.store.get().problems, {});
  assert.equal(whole.store.get().frame.iteration, 0);
  assert.equal(whole.store.get().frame.pass.loss, answer.losses.at(-1));
  const shared = { ...experiment, train_biases: "per_layer" };
  const alone = await openOnPage("plain.json", shared);
  assert.deepEqual(alone.store.get().problems, {});
  assert.deepEqual(alone.store.get().timeline.changed, [{ ...shared, iteration: 0 }]);
  const { train_biases: _, ...plain } = experiment;
  const without = await openOnPage("old.json", plain);
  assert.deepEqual(without.store.get().timeline.changed, [{ ...plain, train_biases: false, iteration: 0 }]);
});

test("an exported run opens at its place, with its changes", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToIteration(40);
  await explorer.edit(learningRate(4));
  await explorer.goToIteration(60);
  await explorer.goToIteration(50);
  const carried = toCarry(store.get());
  const other = await openOnPage("experiment.json", carried);
  assert.deepEqual(other.store.get().frame, store.get().frame);
  assert.deepEqual(toCarry(other.store.get()), carried);
  assert.equal(other.store.get().undo.done.at(-1)?.what, "opening");
});
