import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../../static/js/model/edits.js";
import { Outline, isTold, keyOf, phasesIn } from "../../static/js/model/outline.js";
import { askedQuantity } from "../../static/js/model/state.js";
import { post } from "../../static/js/server/api.js";
import { keepAnswered } from "../../static/js/server/answers.js";
import { answeredBy, nobody, startCore } from "./core.js";
import { networkOf, openPage, outlineOf } from "./page.js";

/**
 * @typedef {import("../../static/js/types").Experiment} Experiment
 * @typedef {import("../../static/js/types").State} State
 */

const initial = await startCore();
const outline = outlineOf(initial);
/**
 * The server's outline of an experiment.
 *
 * @param {Experiment} of
 */
async function outlineFor(of) {
  return new Outline(await post("/api/phases", { experiment: of }), keyOf(of, "short"));
}

/**
 * The next state that meets a condition.
 *
 * @param {import("../../static/js/types").Store<State>} store
 * @param {(state: State) => boolean} holds
 * @returns {Promise<State>}
 */
function until(store, holds) {
  if (holds(store.get())) return Promise.resolve(store.get());
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    });
  });
}

/** The page with an outline that follows the state. */
function follow() {
  const page = openPage(initial);
  keepAnswered({ store: page.store, actions: page.explorer });
  /** Waits until the words fit the state. */
  const told = async () => (await until(page.store, isTold)).outline;
  return { ...page, told };
}

/** The quantity that a part shows, for each phase. */
function askedInEach(/** @type {string} */ part) {
  return outline.phases.map((_, phase) => outline.quantityOf(part, phase));
}

test("a weight shows the phase's quantity", () => {
  assert.deepEqual(askedInEach("w5"), [
    ...["w5", "w5", "w5", "term.w5", "w5", "w5", "w5", "gradient.w5", "path.o1.h1", "gradient.w5", "new.w5"],
  ]);
});

test("a neuron shows its latest number", () => {
  assert.deepEqual(new Set(askedInEach("i1")), new Set(["x.i1"]));
  assert.deepEqual(askedInEach("h1"), [
    ...["z.h1", "z.h1", "a.h1", "a.h1", "a.h1", "a.h1", "a.h1", "a.h1", "delta.h1", "delta.h1", "delta.h1"],
  ]);
});

test("a target shows its share of the loss, and the error in the phase that uses it", () => {
  assert.deepEqual(askedInEach("y2").slice(4), [
    ...["y.o2", "loss.o2", "error.o2", "loss.o2", "loss.o2", "loss.o2", "loss.o2"],
  ]);
});

test("each quantity belongs to its part", () => {
  const shown = { "slope.h1": "h1", "path.o1.h1": "w5", "step.b.h1": "b.h1", "error.o2": "y2", "new.loss": "loss", w3: "w3" };
  for (const [quantity, part] of Object.entries(shown)) assert.equal(outline.partOf(quantity), part);
});

test("a quantity lights up all quantities of its part", () => {
  assert.deepEqual(outline.placesOf(["z.o1"]), ["z.o1", "a.o1", "slope.o1", "delta.o1"]);
});

test("more quantities are known in each phase", () => {
  for (const part of outline.parts)
    for (let phase = 1; phase <= outline.last; phase++) {
      const [before, now] = [phase - 1, phase].map((one) => outline.knownOf(part.name, one));
      assert.deepEqual(now?.slice(0, before?.length), before);
    }
  assert.equal(outline.knownFrom("delta.h1"), outline.phaseIndex("delta-hidden"));
  assert.equal(outline.knownFrom("delta.h9"), Infinity);
});

test("every computed quantity is computed in one phase and has a title", () => {
  assert.equal(new Set(outline.computed).size, outline.computed.length);
  assert.ok(!outline.computed.includes("w5"));
  assert.equal(outline.titleOf("gradient.w5"), "Gradient of w5");
});

for (const sizes of [[2, 2, 2], [3, 1], [1, 4, 3, 2], [2, 1, 1, 1, 1]])
  test(`parts and phases of ${sizes.join("-")} are found by their place`, async () => {
    const of = networkOf(initial, sizes);
    const told = await outlineFor(of);
    assert.equal(told.phases.length, phasesIn(of.network));
    for (const [layer, rows] of of.network.weights.entries())
      for (const [to, row] of rows.entries())
        for (const from of row.keys()) {
          const name = told.nameAt("weight", layer, to, from);
          assert.match(name, /^w\d+$/);
          assert.equal(told.partOf(`gradient.${name}`), name);
        }
    assert.deepEqual(
      sizes.flatMap((units, layer) => Array.from({ length: units }, (_, index) => told.nameAt("neuron", layer, index))),
      ["i", "h", "o"].flatMap((letter) => told.of("neuron").map(({ name }) => name).filter((name) => name.startsWith(letter))),
    );
    for (const part of told.parts) assert.ok(told.quantityOf(part.name, told.last));
  });

test("words are requested only after a change they depend on", async () => {
  const { store, explorer, told } = follow();
  const first = store.get().outline;
  await explorer.nextIteration();
  await explorer.edit(edits.learningRate(0.1));
  assert.equal(await told(), first);
  await explorer.edit(edits.loss("binary_cross_entropy"));
  assert.ok(!isTold(store.get()), "old words stand over another loss");
  const next = await told();
  assert.match(next.phases[next.phaseIndex("loss")]?.sentence ?? "", /cross-entropy/);
});

test("of questions in quick succession the newest wins", async () => {
  const { explorer, told } = follow();
  for (const name of ["relu", "tanh", "identity", "tanh"])
    await explorer.edit(edits.activation("hidden activation", 0, name));
  explorer.setNotation("general");
  const outline = await told();
  const { phases } = outline;
  assert.match(phases[2]?.sentence ?? "", /between −1 and 1/);
  assert.equal(phases[2]?.symbol, "a¹");
  assert.equal(outline.gradientOf("w5"), "∇²₁₁");
});

test("a failed question is reported, and asked again once the server answers", async () => {
  const { store, explorer, told } = follow();
  await answeredBy(nobody, async () => {
    explorer.setNotation("article");
    await until(store, ({ problems }) => problems.page !== undefined);
  });
  assert.match(store.get().problems.page?.message ?? "", /does not answer/);
  await explorer.nextIteration();
  assert.equal((await told()).symbols.net, "net");
});

test("Retry asks again", async () => {
  const { store, explorer, told } = follow();
  await answeredBy(nobody, async () => {
    explorer.setNotation("article");
    await until(store, ({ problems }) => problems.page !== undefined);
  });
  explorer.retry("page");
  assert.equal((await told()).symbols.net, "net");
  assert.deepEqual(store.get().problems, {});
});

test("the phase on screen decides which number of the selected part is shown", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToPhase(outline.phaseIndex("gradient-output"));
  explorer.select("w5");
  assert.equal(askedQuantity(store.get()), "gradient.w5");
  explorer.ask("slope.h1");
  assert.deepEqual([store.get().selected, askedQuantity(store.get())], ["h1", "slope.h1"]);
});
