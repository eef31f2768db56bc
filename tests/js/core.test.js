import assert from "node:assert/strict";
import { test } from "node:test";
import { frameFrom } from "../../static/js/model/frames.js";
import { ApiError, isRefusal, reset, step } from "../../static/js/server/api.js";
import { startCore } from "./core.js";

const initial = await startCore();

test("the page begins with the answer to a step from the worked example", async () => {
  const { experiment } = await reset("mazur", -1);
  assert.deepEqual(await step(experiment, 1), initial.answer);
});

test("steps at once and one by one end at the same digits", async () => {
  const first = frameFrom(initial.answer);
  const atOnce = await step(first.experiment, 3);
  const two = await step(first.experiment, 2);
  const oneByOne = await step(two.experiment, 1);
  assert.deepEqual(frameFrom(oneByOne), frameFrom(atOnce));
  assert.deepEqual(atOnce.losses.length, 4);
});

test("a refusal is said as the server says it", async () => {
  const { experiment } = initial.answer;
  await assert.rejects(step({ ...experiment, loss: "mse" }, 1), (/** @type {unknown} */ error) => {
    assert.ok(error instanceof ApiError && isRefusal(error));
    assert.match(error.message, /got "mse"\.$/);
    return true;
  });
});
