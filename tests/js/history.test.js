import assert from "node:assert/strict";
import { test } from "node:test";
import { thinned } from "../../static/js/lab/history.js";

test("thinning keeps every other sample and both ends", () => {
  const later = Array.from({ length: 90 }, (_, i) => 250 + i * 111);
  const iterations = [...Array(200).keys(), ...later];
  const kept = thinned({ iterations, values: { w1: iterations.map((i) => i / 2) } });
  assert.deepEqual([kept.iterations[0], kept.iterations.at(-1)], [0, 250 + 89 * 111]);
  assert.equal(kept.iterations.length, 290 / 2 + 1);
  assert.deepEqual(kept.iterations, [...new Set(kept.iterations)].sort((a, b) => a - b));
  assert.deepEqual(kept.values.w1, kept.iterations.map((iteration) => iteration / 2));
});
