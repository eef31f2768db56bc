import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, toCarry } from "../../static/js/share/carried.js";
import { startCore } from "./core.js";
import { exampleOf, openPage } from "./page.js";

const initial = await startCore();
const example = exampleOf(initial);

const SENTENCES = [
  "it is of another version",
  "its network has other layers than the one that this page draws",
  "it holds no experiment",
  "its numbers contradict one another",
];

/** What takes the place of a part of something that is carried. @type {unknown[]} */
const HOSTILE = [
  ...[null, true, 0, -1, 0.5, 1e300, "", "x", "constructor", [], [1], [[]], {}],
  ...[{ at: 1 }, { at: {}, length: 2 }, { length: 3 }, { valueOf: 1, toString: 1 }],
];

/**
 * Every value in a JSON value with another one in its place.
 *
 * @param {unknown} value
 * @param {unknown} other
 * @returns {Generator<unknown>}
 */
function* spoiled(value, other) {
  yield other;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value))
    for (const bad of spoiled(part, other))
      yield Array.isArray(value) ? value.with(Number(key), bad) : { ...value, [key]: bad };
}

test("what a page carries is what another one opens", async () => {
  const { store, timeline, explorer } = openPage(initial);
  await explorer.goToIteration(40);
  await explorer.setLearningRate(4);
  await explorer.goToIteration(100);
  await explorer.goToIteration(70);
  await explorer.goToPhase(7);
  explorer.setNotation("article");
  explorer.ask("delta.h1");
  const carried = toCarry(store.get(), timeline.changed);
  assert.deepEqual(judge(JSON.parse(JSON.stringify(carried)), example), carried);

  const other = openPage(initial);
  await other.explorer.open(carried.changed, carried);
  const { frame, phase, known, notation, selected } = other.store.get();
  assert.deepEqual(frame, store.get().frame);
  assert.deepEqual([phase, known, notation, selected], [7, 101, "article", "h1"]);
  for (const iteration of [39, 40, 100]) {
    await explorer.goToIteration(iteration);
    await other.explorer.goToIteration(iteration);
    assert.deepEqual(other.store.get().frame, store.get().frame);
  }
});

test("what is left out is as in the example, at the last change", () => {
  const [start] = example.changed;
  assert.ok(start);
  assert.deepEqual(judge({ changed: [start] }, example), example);
  const changed = [start, { ...start, iteration: 12, learning_rate: 2 }];
  assert.deepEqual(judge({ changed }, example), { ...example, changed, iteration: 12, known: 13 });
});

test("every way to train biases can be carried", () => {
  for (const train_biases of [true, false, "per_layer"]) {
    const changed = example.changed.map((experiment) => ({ ...experiment, train_biases }));
    assert.deepEqual(judge({ ...example, changed }, example).changed, changed);
  }
});

test("what cannot be opened is told by half a sentence", () => {
  const [start] = example.changed;
  assert.ok(start);
  const wide = { weights: [[[1, 1], [1, 1], [1, 1]], [[1, 1, 1], [1, 1, 1]]], biases: [[1, 1, 1], [1, 1]] };
  const { loss: _, ...lossless } = start;
  /** @type {[unknown, number][]} */
  const cases = [
    [{ ...example, version: 99 }, 0],
    [{ ...example, changed: [{ ...start, network: { ...start.network, ...wide } }] }, 1],
    [null, 2],
    [[1], 2],
    ["text", 2],
    [{ ...example, changed: [] }, 2],
    [{ ...example, changed: [{}] }, 2],
    [{ ...example, changed: [lossless] }, 2],
    [{ ...example, changed: { at: 1 } }, 2],
    [{ ...example, phase: 11 }, 3],
    [{ ...example, iteration: -1 }, 3],
    [{ ...example, iteration: 7 }, 3],
    [{ ...example, iteration: example.known }, 3],
    [{ ...example, known: 1e15 }, 3],
    [{ ...example, example: 3 }, 3],
    [{ ...example, notation: "roman" }, 3],
    [{ ...example, changed: [{ ...start, iteration: 2 }] }, 3],
    [{ ...example, known: 9, changed: [start, { ...start, iteration: 3 }, { ...start, iteration: 3 }] }, 3],
  ];
  for (const [value, sentence] of cases)
    assert.throws(() => judge(value, example), { message: SENTENCES[sentence] }, JSON.stringify(value));
});

test("nothing that can be written in JSON shows an engine's message", () => {
  const carried = { ...example, changed: [...example.changed, ...example.changed.map((e) => ({ ...e, iteration: 3 }))], known: 9 };
  let refused = 0;
  for (const other of HOSTILE)
    for (const value of spoiled(carried, other))
      try {
        judge(value, example);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        assert.ok(SENTENCES.includes(said), `${said}: ${JSON.stringify(value)}`);
        refused++;
      }
  assert.ok(refused > 500, String(refused));
});

test("what is selected is a part of the diagram, or nothing", async () => {
  const { store, explorer } = openPage(initial);
  for (const [carried, selected] of [["loss", "loss"], ["w99", null], ["", null]]) {
    await explorer.open(example.changed, judge({ ...example, selected: carried }, example));
    assert.equal(store.get().selected, selected);
  }
});
