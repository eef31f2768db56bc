/** Practise on the page: rounds, levels, what is kept, and what the screen shows of a task. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutFor } from "../../static/js/diagram/geometry.js";
import { frameFrom } from "../../static/js/model/frames.js";
import { isPractising, onScreen } from "../../static/js/model/practising.js";
import { decimalSign, withSign } from "../../static/js/practise/decimals.js";
import { stepAbout } from "../../static/js/practise/end.js";
import { KEY, remember, remembered } from "../../static/js/practise/memory.js";
import { mistaken } from "../../static/js/practise/mistaken.js";
import { placeOf } from "../../static/js/practise/places.js";
import * as rounds from "../../static/js/practise/practice.js";
import { sceneOf } from "../../static/js/practise/scene.js";
import { post, step } from "../../static/js/server/api.js";
import { edgeInWords, edgeValues, lossValues, neuronValues, outputValues } from "../../static/js/text/describe.js";
import { stepCalled } from "../../static/js/learn/steps.js";
import { startCore } from "./core.js";
import { freshOf, openPage, outlineOf, storageOf } from "./page.js";

/**
 * @typedef {import("../../static/js/practise/practice.js").Asked} Asked
 * @typedef {import("../../static/js/practise/practice.js").Item} Item
 * @typedef {import("../../static/js/practise/practice.js").Judged} Judged
 * @typedef {import("../../static/js/practise/practice.js").Kind} Kind
 */

const initial = await startCore();
const outline = outlineOf(initial);
const frame = frameFrom(initial.answer);
const { experiment } = frame;

/** @param {Kind} kind @param {number} [level] @param {number} [seed] @returns {Asked} */
const asking = (kind, level = 5, seed = 0) => ({ experiment, kind, level, seed, example: 0, other_numbers: false });

/** @param {Asked} asked @returns {Promise<Item[]>} */
const tasksOf = async (asked) => (await post("/api/practice", asked)).items;

/** @param {Asked} asked @param {object} answer @returns {Promise<Judged>} */
const judge = (asked, answer) => post("/api/practice/answer", { ...asked, ...answer });

/** A judgement that is only right or wrong. @param {boolean} right @param {string} [title] @returns {Judged} */
const judged = (right, title = "") => ({
  ...{ right, title, mistake: title, verdict: "", said: [], solution: [], help: { rule: "", formulas: [] } },
  ...{ right_fields: right ? ["text"] : [], wrong_fields: right ? [] : ["text"] },
});

const predict = await tasksOf(asking("predict"));
const blanks = await tasksOf(asking("fill-in"));
const mistakes = await tasksOf(asking("find-the-mistake"));

/** The state with a task on the screen. @param {Item} item @param {boolean} [done] @param {number} [walked] */
function showing(item, done = false, walked = undefined) {
  const scene = sceneOf({ item, done, frame, outline, example: 0, ...(walked !== undefined && { walked }) });
  return onScreen({ ...freshOf(initial), panel: "practise", scene });
}

test("a prediction is over with its answer, and a wrong one has been told", () => {
  let round = rounds.begun(asking("predict"), predict);
  round = rounds.onward(rounds.answered(round, { choice: "w1" }, judged(true), "net-hidden"));
  round = rounds.answered(round, { choice: "w2" }, judged(false), "loss");
  assert.deepEqual(round.progress.slice(0, 3).map(({ done, shown }) => [done, shown]), [[true, false], [true, true], [false, false]]);
  assert.deepEqual(rounds.reportOf(round).phases, ["loss"]);
});

test("wrong numbers bring a hint, then the formula, then the number; too few digits are not wrong", () => {
  let round = rounds.begun(asking("fill-in"), blanks);
  const helps = [];
  round = rounds.answered(round, { text: "0.4" }, { ...judged(false, "Right so far"), mistake: "" }, "");
  assert.equal(rounds.progressOf(round).wrong, 0);
  for (let wrong = 0; wrong < 3; wrong++) {
    helps.push(rounds.helpWith(round));
    round = rounds.answered(round, { text: "1" }, judged(false, "A bias left out"), "net-hidden");
  }
  assert.deepEqual(helps, [0, 2, 3]);
  const { done, shown, mistakes } = rounds.progressOf(round);
  assert.deepEqual([done, shown, mistakes.length], [true, true, 3]);
  assert.deepEqual(rounds.reportOf(round).mistakes, [["A bias left out", 3]]);
  assert.deepEqual(rounds.toComeAgain(round), [0]);
});

test("a number that had to be told comes again once, after the ten", () => {
  let round = rounds.begun(asking("fill-in"), blanks);
  for (let press = 0; press < 3; press++) round = rounds.helped(round, "net-hidden");
  const found = rounds.alike(blanks.slice(0, 1), blanks.slice(1), true);
  assert.deepEqual([...found.keys()], [], "no other blank is in its phase");
  assert.deepEqual([...rounds.alike(blanks.slice(0, 1), blanks, false).values()], [blanks[0]]);
  const longer = rounds.longer(round, asking("fill-in", 5, 1), blanks.slice(0, 1));
  assert.deepEqual(longer.tasks.at(-1), { asked: 1, item: 0 });
  assert.deepEqual(rounds.toComeAgain(longer), []);
  assert.equal(rounds.reportOf(longer).of, 10);
  assert.deepEqual([rounds.reportOf(longer).helps, rounds.reportOf(longer).shown], [3, 1]);
});

test("a level ends when it was done twice with nothing shown", () => {
  const clean = { ...rounds.begun(asking("predict", 1), predict), at: 10 };
  const first = rounds.standingAfter({ level: 1, clean: 0 }, clean);
  assert.deepEqual(first, { level: 1, clean: 1 });
  assert.deepEqual(rounds.standingAfter(first, clean), { level: 2, clean: 0 });
  const told = rounds.answered({ ...clean, at: 0 }, {}, judged(false), "");
  assert.deepEqual(rounds.standingAfter(first, told), first);
  const last = { ...rounds.begun(asking("predict", 5), predict), at: 10 };
  assert.deepEqual(rounds.standingAfter({ level: 5, clean: 1 }, last), { level: 5, clean: 2 });
  assert.deepEqual(rounds.standingAfter(first, last), { level: 5, clean: 1 }, "anyone may choose a level");
});

test("the browser keeps a round, and nothing that is not one", () => {
  const storage = storageOf();
  assert.deepEqual(remembered(storage), rounds.firstMemory());
  const round = rounds.helped(rounds.begun(asking("fill-in"), blanks), "loss");
  const memory = { ...rounds.firstMemory(), kind: /** @type {const} */ ("fill-in"), rounds: 3, round };
  remember(storage, memory);
  assert.deepEqual(remembered(storage), memory);
  const text = String(storage.getItem(KEY));
  for (const wrong of ['"at":0', '"level":5', '"asked":0', '"help":1', '"weights":'])
    assert.deepEqual(remembered(storageOf({ [KEY]: text.replace(wrong, `${wrong.split(":")[0]}:-1,"no":`) })), rounds.firstMemory(), wrong);
  assert.deepEqual(remembered(storageOf({ [KEY]: "garbage" })), rounds.firstMemory());
  assert.deepEqual(remembered(null), rounds.firstMemory());
});

test("a prediction shows the phases before its own, and its own once it is answered", () => {
  for (const item of predict) {
    const phase = outline.phaseIndex(item.phase);
    assert.equal(showing(item).phase, phase - 1, item.question);
    assert.equal(showing(item, true).phase, phase);
  }
});

test("which way a weight moves is not on the screen before it is asked", () => {
  const update = /** @type {Item} */ (predict.find(({ phase }) => phase === "update"));
  for (const edge of outline.edges) {
    assert.equal(edgeValues(showing(update), edge).direction, undefined);
    assert.ok(!/goes|stays/.test(edgeInWords(showing(update), edge)));
    assert.notEqual(edgeValues(showing(update, true), edge).direction, undefined);
  }
});

test("a blank shows what may be given of its phase, and itself when it is filled", () => {
  for (const item of blanks) {
    for (const done of [false, true]) {
      const state = showing(item, done);
      const words = shownIn(state);
      assert.equal(words.has(item.quantity), done, item.quantity);
      for (const given of item.given) assert.ok(words.has(given), `${item.quantity}: ${given}`);
      for (const other of outline.computedIn(state.phase))
        if (other !== item.quantity && !item.given.includes(other)) assert.ok(!words.has(other), `${item.quantity}: ${other}`);
    }
  }
});

/** The names of the numbers that the diagram shows. @param {import("../../static/js/types").State} state */
function shownIn(state) {
  /** @type {Map<string, unknown>} */
  const values = new Map();
  for (const { name, layer, index } of outline.computing) {
    const { z, a, delta } = neuronValues(state, layer, index);
    for (const [prefix, value] of Object.entries({ z, a, delta })) values.set(`${prefix}.${name}`, value);
    if (layer === 2) values.set(`loss.${name}`, outputValues(state, index).loss);
  }
  for (const edge of outline.edges) {
    const { gradient, before } = edgeValues(state, edge);
    values.set(`gradient.${edge.name}`, gradient).set(`new.${edge.name}`, before);
  }
  values.set("loss", lossValues(state));
  return new Set([...values].flatMap(([name, value]) => (value === undefined ? [] : [name])));
}

test("an iteration with a mistake shows the wrong numbers, and leaves the right ones as they were", () => {
  const { numbers } = /** @type {Item} */ (mistakes[0]);
  const before = JSON.stringify(frame);
  const wrong = mistaken(frame, numbers, outline, 0);
  assert.equal(JSON.stringify(frame), before);
  const of = new Map(numbers.map(({ quantity, value }) => [quantity, value]));
  assert.equal(wrong.pass.z[0]?.[0]?.[1], of.get("z.h2"));
  assert.equal(wrong.pass.a[2]?.[0]?.[0], of.get("a.o1"));
  assert.equal(wrong.pass.deltas[0]?.[0]?.[1], of.get("delta.h2"));
  assert.equal(wrong.pass.gradients.weights[1]?.[1]?.[0], of.get("gradient.w7"));
  assert.equal(wrong.next.network.weights[0]?.[1]?.[1], of.get("new.w4"));
  assert.equal(wrong.outputLosses[0]?.[1], of.get("loss.o2"));
  assert.equal(wrong.pass.loss, of.get("loss"));
  assert.notEqual(wrong.pass.loss, frame.pass.loss);
});

test("one walks through an iteration with a mistake, and through no other task", () => {
  const item = /** @type {Item} */ (mistakes[0]);
  assert.deepEqual([showing(item, false, 5).phase, showing(item).scene?.walks], [5, true]);
  assert.equal(showing(/** @type {Item} */ (predict[0])).scene?.walks, false);
});

test("a task lights the part that it is about, but not the part that it asks for", () => {
  const [first] = predict;
  assert.equal(first?.question, "What adds the most, in size, to the net input of h1?");
  assert.equal(showing(/** @type {Item} */ (first)).selected, "h1");
  const which = /** @type {Item} */ (predict.find(({ asks }) => asks === "largest-gradient"));
  assert.equal(showing(which).selected, null);
});

test("while a task is on the screen, the experiment waits", async () => {
  const page = openPage(initial);
  const item = /** @type {Item} */ (predict[0]);
  page.explorer.openPanel("practise");
  page.explorer.practise({ practice: null, scene: sceneOf({ item, done: false, frame, outline, example: 0 }) });
  assert.ok(isPractising(page.store.get()));
  page.explorer.openPanel("explain");
  assert.ok(!isPractising(page.store.get()));
  assert.equal(onScreen(page.store.get()), page.store.get());
});

test("every blank has a place of its own within the diagram, in every layout", async () => {
  for (const sizes of [[2, 2, 2], [1, 1], [4, 4, 4, 4]])
    for (const [width, height] of /** @type {[number, number][]} */ ([[900, 450], [390, 480]])) {
      const told = sizes.join() === "2,2,2" ? outline : await outlineFor(sizes);
      const layout = layoutFor(sizes, width, height);
      const computed = told.computed.filter((name) => /^(z|a|delta|gradient|new|loss)\b/.test(name) && !/^new\.loss/.test(name));
      for (const name of computed) {
        const { x, y } = placeOf(name, layout, told, [0.5, 0.5, 0.5, 0.5]);
        assert.ok(x > 0 && x < layout.width && y > 0 && y < layout.height, `${name} of ${sizes} at ${x}, ${y}`);
      }
    }
});

/** @param {number[]} sizes */
async function outlineFor(sizes) {
  const { experiment: other } = await post("/api/layers", { experiment, layers: sizes, scheme: "uniform", seed: 1, redraw: true });
  await step(other, 1);
  const { Outline, keyOf } = await import("../../static/js/model/outline.js");
  return new Outline(await post("/api/phases", { experiment: other, notation: "short" }), keyOf(other, "short"));
}

test("the judge of the server is understood", async () => {
  const asked = asking("fill-in", 1);
  const round = rounds.begun(asked, await tasksOf(asked));
  const answers = await Promise.all(["0,0275", "0.38", "0.3775"].map((text) => judge(asked, { item: 0, text })));
  const after = answers.map((answer) => rounds.progressOf(rounds.answered(round, {}, answer, "")));
  assert.deepEqual(after.map(({ wrong, done }) => [wrong, done]), [[1, false], [0, false], [0, true]]);
  assert.deepEqual(answers.map(rounds.isTooShort), [false, true, false]);
});

test("numbers are written with the sign of the language", () => {
  assert.deepEqual(["en", "de", "fr", "pl"].map((language) => decimalSign(language)), [".", ",", ",", ","]);
  assert.equal(withSign("It is −0.0381. The loss of o1 is 1.5e-3.", ","), "It is −0,0381. The loss of o1 is 1,5e-3.");
  assert.equal(withSign("0.5", "."), "0.5");
});

test("every phase has a step of the derivation", () => {
  for (const { id } of outline.phases.slice(1)) assert.equal(stepCalled(stepAbout(id)).id, stepAbout(id), id);
});
