import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, keyOf } from "../../static/js/learn/live.js";
import { compare, judgeDirection, judgeNumber, judgePart, judgePhase } from "../../static/js/learn/question.js";
import { STEPS } from "../../static/js/learn/steps.js";
import { frameFrom } from "../../static/js/model/frames.js";
import { initialState } from "../../static/js/model/state.js";
import { post } from "../../static/js/server/api.js";
import { startCore } from "./core.js";
import { outlineOf } from "./page.js";

/**
 * @typedef {import("../../static/js/types").State} State
 * @typedef {import("../../static/js/learn/steps.js").Question} Question
 * @typedef {{right: string, wrong: string, verdict: string, hint: string}} Answers
 */

const initial = await startCore();
const page = await (await fetch("/")).text();
const fresh = initialState(frameFrom(initial.answer), outlineOf(initial), initial.happening);

/**
 * By hand, from the worked example at iteration 0: a right answer, a wrong answer, the verdict on the
 * wrong one, and words of its hint.
 *
 * @type {Record<string, Answers>}
 */
const ANSWERS = {
  "weights": { right: "w6", wrong: "w7", verdict: "w7", hint: "the other way across" },
  "net-input": { right: "0.02", wrong: "0.3775", verdict: "wrong", hint: "Only one line is meant" },
  "activation": { right: "h1", wrong: "o2", verdict: "o2", hint: "nearest to 0.5" },
  "forward": { right: "activation-output", wrong: "loss", verdict: "loss", hint: "One too far" },
  "loss": { right: "y1", wrong: "o2", verdict: "o2", hint: "Compare how far" },
  "descent": { right: "up", wrong: "down", verdict: "down", hint: "go the other way" },
  "goal": { right: "gradient-hidden", wrong: "gradient-output", verdict: "gradient-output", hint: "Half of them" },
  "chain-rule": { right: "o2", wrong: "h2", verdict: "h2", hint: "That is where" },
  "one-term": { right: "0.597", wrong: "0.596", verdict: "near", hint: "check the third digit" },
  "delta": { right: "o1", wrong: "o2", verdict: "o2", hint: "Compare the sizes" },
  "paths": { right: "-0.0210", wrong: "0,0210", verdict: "sign", hint: "the sign is not" },
  "local-slope": { right: "w7", wrong: "w6", verdict: "w6", hint: "crosses over" },
  "recursion": { right: "w6", wrong: "w7", verdict: "w7", hint: "easily swapped" },
  "output-delta": { right: "−0.217", wrong: "-0.0381", verdict: "wrong", hint: "so do not multiply" },
  "vector-deltas": { right: "w7", wrong: "w6", verdict: "w6", hint: "before transposing" },
  "outer-product": { right: "w3", wrong: "w2", verdict: "w2", hint: "Transposed!" },
  "update": { right: "0.0413", wrong: "hello", verdict: "unreadable", hint: "Type a plain number" },
  "examples": { right: "down", wrong: "up", verdict: "up", hint: "Look at the mean below" },
};

/**
 * The state at a question, with the numbers that judge its answers.
 *
 * @param {Question} question
 * @param {State["frame"]["experiment"]} [experiment]
 * @returns {Promise<State>}
 */
async function asked(question, experiment = fresh.frame.experiment) {
  const quantities = question.kind === "largest" ? Object.values(question.of) : [];
  if ("quantity" in question) quantities.push(question.quantity);
  const change = "change" in question ? (question.change ?? "") : "";
  const live = await Promise.all(
    quantities.map(async (quantity) => {
      const { explanation } = await post("/api/explain", { experiment: changed(experiment, change), quantity });
      return [keyOf({ quantity, change, example: 0 }), { explanation, problem: null }];
    }),
  );
  return { ...fresh, answers: { live: Object.fromEntries(live) } };
}

/**
 * @param {Question} question
 * @param {string} answer
 * @param {State} state
 */
function judge(question, answer, state) {
  if (question.kind === "phase") return judgePhase(question, answer);
  if (question.kind === "number") return judgeNumber(question, answer, state);
  if (question.kind === "direction") return judgeDirection(question, answer, state);
  return judgePart(question, answer, state);
}

/**
 * The words of the page for a verdict on an answer.
 *
 * @param {string} step
 * @param {string} verdict
 */
function feedback(step, verdict) {
  const [, lesson = ""] = page.split(`data-step="${step}"`);
  const [own = ""] = lesson.split("data-step=");
  const hint = new RegExp(`<template data-feedback="${verdict}">(.*?)</template>`, "s");
  const [, html = ""] = hint.exec(own) ?? /<template data-feedback="wrong">(.*?)<\/template>/s.exec(own) ?? [];
  return html.replace(/<[^>]*>/g, "");
}

for (const { id, question } of STEPS)
  test(`the question of ${id} accepts the right answer, and gives a hint for a wrong one`, async () => {
    const answers = ANSWERS[id];
    assert.ok(answers);
    const state = await asked(question);
    assert.equal(judge(question, answers.right, state), "right");
    assert.equal(judge(question, answers.wrong, state), answers.verdict);
    assert.ok(feedback(id, answers.verdict).includes(answers.hint), feedback(id, answers.verdict));
    assert.ok(feedback(id, "right"), "there are words for the right answer");
  });

test("an answer holds for the network on screen", async () => {
  const step = STEPS.find(({ id }) => id === "one-term");
  assert.ok(step && step.question.kind === "number");
  const { experiment } = await post("/api/step", { experiment: fresh.frame.experiment, steps: 2000 });
  const state = await asked(step.question, experiment);
  const { explanation } = await post("/api/explain", { experiment, quantity: "a.h2" });
  assert.equal(judge(step.question, explanation.value.toPrecision(3), state), "right");
  assert.notEqual(judge(step.question, "0.597", state), "right");
});

test("only a question of the same kind judges an answer", async () => {
  for (const { id, question } of STEPS) {
    const state = await asked(question);
    const verdicts = {
      phase: judgePhase(question, "input"),
      number: judgeNumber(question, "0.5", state),
      direction: judgeDirection(question, "up", state),
      part: judgePart(question, "w1", state),
    };
    const kind = question.kind === "select" || question.kind === "largest" ? "part" : question.kind;
    for (const [name, verdict] of Object.entries(verdicts)) assert.equal(verdict !== null, name === kind, id);
  }
});

test("no answer is judged before its numbers arrive", () => {
  for (const { id, question } of STEPS)
    if (question.kind !== "select" && question.kind !== "phase")
      assert.equal(judge(question, ANSWERS[id]?.right ?? "", fresh), null, id);
});

test("a number is right to three digits, and a near one or a wrong sign is recognised", () => {
  /** @type {[number, number, string][]} */
  const cases = [
    [0.02, 0.02, "right"],
    [0.597, 0.596884378, "right"],
    [0.596, 0.596884378, "near"],
    [0.5974, 0.596884378, "near"],
    [0.59738, 0.596884378, "right"],
    [-0.597, 0.596884378, "sign"],
    [0.62, 0.596884378, "wrong"],
    [0, 0, "right"],
    [1e-9, 0, "wrong"],
    [NaN, 0.5, "unreadable"],
    [3.51e-5, 0.0000351018778, "right"],
    [-123, -123.4, "right"],
  ];
  for (const [typed, value, verdict] of cases) assert.equal(compare(typed, value), verdict, `${typed} for ${value}`);
});
