import assert from "node:assert/strict";
import { test } from "node:test";
import { recall, remember } from "../../static/js/learn/memory.js";
import { storageOf } from "./page.js";

const KEY = "backprop-explorer-learn";
const NOWHERE = { spotlight: null, verdict: null, live: {} };

test("a step and what was answered are kept", () => {
  const storage = storageOf();
  remember(storage, { ...NOWHERE, step: "recursion", answered: ["weights", "recursion"] });
  assert.deepEqual(recall(storage), { step: "recursion", answered: ["weights", "recursion"] });
});

test("what was kept and is no longer understood does no harm", () => {
  /** @type {[string, object][]} */
  const cases = [
    ['{"step": "gone", "answered": ["gone", 7, "weights"]}', { answered: ["weights"] }],
    ['{"step": 1, "answered": "weights"}', {}],
    ['{"step": {}, "answered": {"includes": 1}}', {}],
    ["garbage", {}],
    ["null", {}],
    ["7", {}],
  ];
  for (const [kept, understood] of cases) assert.deepEqual(recall(storageOf({ [KEY]: kept })), understood, kept);
});

test("where nothing can be stored, nothing is kept", () => {
  const full = {
    ...storageOf(),
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  for (const storage of [null, full]) {
    remember(storage, { ...NOWHERE, step: "recursion", answered: [] });
    assert.deepEqual(recall(storage), {});
  }
});
