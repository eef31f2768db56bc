import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../../static/js/learn/live.js";
import { stepIn } from "../../static/js/learn/learn.js";
import { STEPS, stepBeside, stepCalled } from "../../static/js/learn/steps.js";
import { startCore } from "./core.js";
import { outlineOf } from "./page.js";

const initial = await startCore();
const page = await (await fetch("/")).text();
const { experiment } = initial.answer;
const outline = outlineOf(initial);

/**
 * The values of an attribute in the page, in order.
 *
 * @param {string} attribute
 */
function valuesOf(attribute) {
  return [...page.matchAll(new RegExp(` ${attribute}="([^"]+)"`, "g"))].map(([, value]) => String(value));
}

test("the page has the steps of the script, in order", () => {
  assert.equal(STEPS.length, 18);
  assert.deepEqual(valuesOf("data-step"), STEPS.map(({ id }) => id));
});

test("every change of a step changes the experiment", () => {
  const asked = STEPS.flatMap(({ question }) => ("change" in question ? [String(question.change)] : []));
  const changes = new Set([...valuesOf("data-change"), ...asked]);
  assert.ok(changes.size > 3);
  for (const change of changes) assert.notEqual(changed(experiment, change), experiment, change);
});

test("a change affects only the thing it names", () => {
  assert.deepEqual(changed(experiment, "cross-entropy"), { ...experiment, loss: "binary_cross_entropy" });
  assert.deepEqual(changed(experiment, "squared-error"), { ...experiment, loss: "half_squared_error" });
  assert.deepEqual(changed(experiment, "biases-stay"), { ...experiment, train_biases: false });
  assert.deepEqual(changed(experiment, "biases-own"), { ...experiment, train_biases: true });
  assert.deepEqual(changed(experiment, "biases-shared"), { ...experiment, train_biases: "per_layer" });
  const two = { inputs: [[0.05, 0.1], [0.1, 0.05]], targets: [[0.01, 0.99], [0.99, 0.01]] };
  assert.deepEqual(changed(experiment, "two-examples"), { ...experiment, examples: two });
  const many = { ...experiment, examples: two };
  assert.equal(changed(many, "two-examples"), many, "of several examples all stay");
});

test("every step has a phase, and asks for a different one", () => {
  for (const { id, phase, question } of STEPS) {
    assert.ok(outline.phaseIndex(phase) >= 0, id);
    if (question.kind !== "phase") continue;
    assert.ok(outline.phaseIndex(question.phase) >= 0, id);
    assert.notEqual(question.phase, phase, id);
  }
});

test("Next and Previous walk through all steps, and stop at the ends", () => {
  for (const [i, { id }] of STEPS.entries()) {
    assert.equal(stepBeside(id, 1), STEPS[i + 1]);
    assert.equal(stepBeside(id, -1), STEPS[i - 1]);
  }
  assert.equal(stepCalled("nothing"), STEPS[0]);
});

test("an address names its step", () => {
  for (const { id } of STEPS) assert.equal(stepIn(`#learn/${id}`, "weights"), id);
  assert.equal(stepIn("#learn", "paths"), "paths");
  for (const hash of ["", "#", "#learn/", "#learn/nothing", "#learning", "#run=AAAA"])
    assert.equal(stepIn(hash, "paths"), undefined, hash);
});
