import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../static/js/model/store.js";
import { follow } from "../../static/js/server/follow.js";

/**
 * A state with a question, and a server that answers on demand.
 *
 * @param {(older: any, newer: any) => boolean} [isWorth]
 */
function following(isWorth) {
  const store = createStore({ asks: /** @type {object | null} */ (null), noise: 0 });
  /** @type {{question: any, signal: AbortSignal, answer: (answer: string) => void, fail: (error: Error) => void}[]} */
  const asked = [];
  /** @type {string[]} */
  const answers = [];
  /** @type {{error: unknown, again: () => void}[]} */
  const failures = [];
  follow({
    store,
    question: ({ asks }) => asks,
    ask: (question, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        asked.push({ question, signal, answer: resolve, fail: reject });
      }),
    answered: (/** @type {string} */ answer) => answers.push(answer),
    failed: (error, again) => failures.push({ error, again }),
    ...(isWorth && { isWorth }),
  });
  /** @param {number} index */
  const request = (index) => {
    const found = asked[index];
    assert.ok(found, `there is no request ${index}`);
    return found;
  };
  return { store, asked, answers, failures, request };
}

/** Waits until the answers have been handled. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a question is asked once, however often the state changes", async () => {
  const { store, asked, answers, request } = following();
  const experiment = {};
  store.set({ asks: { experiment, quantity: "w5" } });
  store.set({ noise: 1 });
  store.set({ asks: { experiment, quantity: "w5" } });
  request(0).answer("one");
  await settled();
  store.set({ asks: { experiment, quantity: "w5" }, noise: 2 });
  await settled();
  assert.deepEqual([asked.length, answers], [1, ["one"]]);
});

test("experiments are compared by identity, lists by their entries", async () => {
  const { store, asked, request } = following();
  const experiment = { rate: 1 };
  store.set({ asks: { experiment, ranges: [[0, 1]] } });
  request(0).answer("one");
  await settled();
  store.set({ asks: { experiment, ranges: [[0, 1]] } });
  assert.equal(asked.length, 1);
  store.set({ asks: { experiment: { rate: 1 }, ranges: [[0, 1]] } });
  assert.equal(asked.length, 2);
});

test("during a request only the newest question waits, and the others are dropped", async () => {
  const { store, asked, answers, request } = following();
  for (const rate of [1, 2, 3, 4]) store.set({ asks: { experiment: { rate } } });
  assert.equal(asked.length, 1);
  request(0).answer("first");
  await settled();
  assert.deepEqual(request(1).question, { experiment: { rate: 4 } });
  request(1).answer("last");
  await settled();
  assert.deepEqual([asked.length, answers], [2, ["first", "last"]]);
});

test("an outdated question is abandoned, and its answer is not shown", async () => {
  const { store, answers, failures, request } = following();
  const experiment = {};
  store.set({ asks: { experiment, quantity: "w5" } });
  store.set({ asks: { experiment, quantity: "h1" } });
  assert.equal(request(0).signal.aborted, true);
  request(0).answer("too late");
  await settled();
  request(1).answer("of h1");
  await settled();
  assert.deepEqual([answers, failures], [["of h1"], []]);
});

test("an abandoned question is asked again if it returns", async () => {
  const { store, answers, request } = following();
  const experiment = {};
  for (const quantity of ["w5", "h1", "w5"]) store.set({ asks: { experiment, quantity } });
  await settled();
  request(1).answer("of w5");
  await settled();
  assert.deepEqual(answers, ["of w5"]);
});

test("without a question the last answer stays, and is not requested again", async () => {
  const { store, asked, answers, request } = following();
  const asks = { experiment: {} };
  store.set({ asks });
  store.set({ asks: null });
  request(0).answer("one");
  await settled();
  store.set({ asks });
  assert.deepEqual([asked.length, answers], [1, ["one"]]);
});

test("a failure is reported, and asked again on Retry or after another question", async () => {
  const { store, asked, answers, failures, request } = following();
  const asks = { experiment: {} };
  store.set({ asks });
  request(0).fail(new Error("away"));
  await settled();
  assert.equal(failures.length, 1);
  store.set({ noise: 1 });
  assert.equal(asked.length, 1, "it is not asked without end");
  failures[0]?.again();
  request(1).fail(new Error("still away"));
  await settled();
  store.set({ asks: { experiment: {} } });
  request(2).answer("back");
  await settled();
  assert.deepEqual([failures.length, answers], [2, ["back"]]);
});

test("the failure of an older question is not reported while a newer one waits", async () => {
  const { store, answers, failures, request } = following();
  store.set({ asks: { experiment: {} } });
  store.set({ asks: { experiment: {} } });
  request(0).fail(new Error("away"));
  await settled();
  request(1).answer("newer");
  await settled();
  assert.deepEqual([answers, failures], [["newer"], []]);
});

test("an answer that leads to another question is followed", async () => {
  const { store, asked, answers, request } = following(() => true);
  store.set({ asks: { from: 0 } });
  request(0).answer("piece");
  await settled();
  store.set({ asks: { from: 1 } });
  request(1).answer("piece");
  await settled();
  assert.deepEqual([asked.map(({ question }) => question.from), answers], [[0, 1], ["piece", "piece"]]);
});
