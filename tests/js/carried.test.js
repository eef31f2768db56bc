import assert from "node:assert/strict";
import { test } from "node:test";
import { learningRate } from "../../static/js/model/edits.js";
import { Timeline } from "../../static/js/model/timeline.js";
import { judge, mostKnown, toCarry, toShare } from "../../static/js/share/carried.js";
import { startCore } from "./core.js";
import { spoiled } from "./hostile.js";
import { exampleOf, freshOf, networkOf, openPage } from "./page.js";

const initial = await startCore();
const fresh = freshOf(initial);
const example = exampleOf(initial);

/** The reasons in our own sentences: about a field or about the whole. */
const SENTENCE = new RegExp(
  [
    "^it is of another version$",
    "^its network is .+, and a page shows up to 2 hidden layers of up to 4 neurons, inputs and outputs likewise$",
    "^its layers change in the middle of the run$",
    "^it holds no experiment$",
    "^its run has [\\d,]+ iterations, and at most 100,000 can be opened$",
    "^[a-z][\\w.[\\]]* is missing$",
    "^[a-z][\\w.[\\]]* is .+, not (a|an|one|true) ?.*$",
  ].join("|"),
  "i",
);

test("another page opens exactly the carried run", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToIteration(40);
  await explorer.edit(learningRate(4));
  await explorer.goToIteration(100);
  await explorer.goToIteration(70);
  await explorer.goToPhase(7);
  await explorer.goToIteration(70);
  explorer.setNotation("article");
  explorer.ask("delta.h1");
  const carried = toCarry(store.get());
  assert.deepEqual(judge(JSON.parse(JSON.stringify(carried)), fresh), carried);

  const other = openPage(initial);
  await other.explorer.open(carried.changed, carried);
  const { frame, phase, timeline, notation, selected } = other.store.get();
  assert.deepEqual(frame, store.get().frame);
  assert.deepEqual([phase, timeline.known, notation, selected], [7, 101, "article", "h1"]);
  assert.ok(other.store.get().revealed);
  for (const iteration of [39, 40, 100]) {
    await explorer.goToIteration(iteration);
    await other.explorer.goToIteration(iteration);
    assert.deepEqual(other.store.get().frame, store.get().frame);
  }
});

test("missing fields are as in the example, and the place is the last change", () => {
  const [start] = example.changed;
  assert.ok(start);
  assert.deepEqual(judge({ changed: [start] }, fresh), example);
  const changed = [start, { ...start, iteration: 12, learning_rate: 2 }];
  assert.deepEqual(judge({ changed }, fresh), { ...example, changed, iteration: 12, known: 13 });
});

test("every way to train biases can be carried", () => {
  for (const train_biases of [true, false, "per_layer"]) {
    const changed = example.changed.map((experiment) => ({ ...experiment, train_biases }));
    assert.deepEqual(judge({ ...example, changed }, fresh).changed, changed);
  }
});

test("what is frozen is carried, and an experiment that says nothing of it freezes nothing", () => {
  const frozen = example.changed.map((experiment) => ({ ...experiment, frozen: ["w5", "b.h1"] }));
  assert.deepEqual(judge({ ...example, changed: frozen }, fresh).changed, frozen);
  const earlier = example.changed.map(({ frozen: _, ...experiment }) => experiment);
  assert.deepEqual(judge({ ...example, changed: earlier }, fresh).changed, example.changed);
});

test("each reason against opening is half a sentence", () => {
  const [start] = example.changed;
  assert.ok(start);
  const network = (/** @type {number[]} */ ...sizes) => networkOf(initial, sizes).network;
  const ragged = { ...start.network, weights: [[[1, 1], [1]], [[1, 1], [1, 1]]] };
  const { loss: _, ...lossless } = start;
  const at3 = { ...start, iteration: 3 };
  /** @type {[unknown, string][]} */
  const cases = [
    [{ ...example, version: 99 }, "it is of another version"],
    [{ ...example, changed: [{ ...start, network: network(3, 8, 2) }] }, "its network is 3-8-2, and a page shows up to 2 hidden layers of up to 4 neurons, inputs and outputs likewise"],
    [{ ...example, changed: [{ ...start, network: network(2, 2, 2, 2, 2) }] }, "its network is 2-2-2-2-2, and a page shows up to 2 hidden layers of up to 4 neurons, inputs and outputs likewise"],
    [{ ...example, changed: [{ ...start, network: network(2, 3, 1) }] }, "changed[0].examples.targets[0] is a list, not a list of 1"],
    [{ ...example, changed: [{ ...start, network: ragged }] }, "changed[0].network.weights[0][1] is a list, not a list of 2"],
    [{ ...example, changed: [start, { ...networkOf(initial, [2, 3, 1]), iteration: 3 }] }, "its layers change in the middle of the run"],
    [null, "it holds no experiment"],
    [[1], "it holds no experiment"],
    ["text", "it holds no experiment"],
    [{ ...example, changed: [] }, "it holds no experiment"],
    [{ ...example, changed: { at: 1 } }, "it holds no experiment"],
    [{ ...example, changed: [{}] }, "changed[0].network is missing"],
    [{ ...example, changed: [lossless] }, "changed[0].loss is missing"],
    [{ ...example, changed: [{ ...start, frozen: "w5" }] }, 'changed[0].frozen is "w5", not a list without an entry twice'],
    [{ ...example, changed: [{ ...start, frozen: ["w5", "w5"] }] }, "changed[0].frozen is a list, not a list without an entry twice"],
    [{ ...example, changed: [{ ...start, frozen: [5] }] }, "changed[0].frozen[0] is 5, not a text"],
    [{ ...example, phase: 11 }, "phase is 11, not a whole number from 0 to 10"],
    [{ ...example, revealed: 1 }, "revealed is 1, not true or false"],
    [{ ...example, iteration: -1 }, "iteration is -1, not a whole number from 0 to 0"],
    [{ ...example, iteration: 7 }, "iteration is 7, not a whole number from 0 to 0"],
    [{ ...example, iteration: example.known }, "iteration is 1, not a whole number from 0 to 0"],
    [{ ...example, known: 100_002 }, "its run has 100,001 iterations, and at most 100,000 can be opened"],
    [{ ...example, example: 3 }, "example is 3, not a whole number from -1 to 0"],
    [{ ...example, selected: 7 }, "selected is 7, not a text"],
    [{ ...example, panel: "none" }, 'panel is "none", not one of "explain", "experiment", "lab", "check", "figures", "learn", "practise"'],
    [{ ...example, variants: ["a", "a"] }, "variants is a list, not a list without an entry twice"],
    [{ ...example, labs: { ...example.labs, slice: { parameter: "w5", span: 0 } } }, "labs.slice.span is 0, not a number above 0"],
    [{ ...example, changed: [{ ...start, iteration: 2 }] }, "changed[0].iteration is 2, not a whole number from 0 to 0"],
    [{ ...example, known: 9, changed: [start, at3, at3] }, "changed[2].iteration is 3, not a whole number from 4 on"],
  ];
  for (const [value, message] of cases) assert.throws(() => judge(value, fresh), { message }, JSON.stringify(value));
});

test("no JSON value leads to a message of the JavaScript engine", () => {
  const carried = { ...example, changed: [...example.changed, ...example.changed.map((e) => ({ ...e, iteration: 3 }))], known: 9 };
  let refused = 0;
  for (const value of spoiled(carried))
    try {
      judge(value, fresh);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      assert.match(said, SENTENCE, JSON.stringify(value));
      refused++;
    }
  assert.ok(refused > 500, String(refused));
});

test("a run that is too long to open is shared up to the limit, with a note", () => {
  const { store } = openPage(initial);
  const state = store.get();
  assert.deepEqual(toShare(state), { carried: toCarry(state), note: "" });
  const long = { ...state, timeline: Timeline.of(state.timeline.changed, 150_001) };
  const { carried, note } = toShare(long);
  assert.equal(note, "It goes up to iteration 100,000; what comes after that is left out.");
  assert.deepEqual(judge(carried, fresh), { ...toCarry(long), known: mostKnown() });
  const beyond = { ...long, frame: { ...state.frame, iteration: 120_000 } };
  assert.throws(() => toShare(beyond), /^RangeError: This is too long to be opened: at most 100,000 iterations can be/);
});
