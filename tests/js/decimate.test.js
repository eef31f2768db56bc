import assert from "node:assert/strict";
import { test } from "node:test";
import { decimate } from "../../static/js/charts/points.js";
import { drawing } from "./exact.js";

/** @param {number[]} indices */
function assertAscends(indices) {
  assert.deepEqual(indices, [...new Set(indices)].sort((a, b) => a - b));
}

test("few points are all drawn", () => {
  const values = [1, 0.5, 0.25, 0.125];
  assert.deepEqual(decimate(values, 0, 3, 100), [0, 1, 2, 3]);
  assert.deepEqual(decimate(values, 1, 2, 100), [1, 2]);
});

test("of many points the ends, the extremes and about the limit are drawn", () => {
  const draw = drawing(3);
  const values = Array.from({ length: 50_000 }, draw);
  values[12_345] = -5;
  values[40_001] = 5;
  const picked = decimate(values, 0, values.length - 1, 2_000);
  assertAscends(picked);
  for (const index of [0, 12_345, 40_001, 49_999]) assert.ok(picked.includes(index), String(index));
  assert.ok(picked.length >= 1_000 && picked.length <= 2_004, String(picked.length));
});

test("a falling curve keeps its shape", () => {
  const values = Array.from({ length: 10_001 }, (_, index) => 0.3 * Math.exp(-index / 900));
  /** @param {number} index */
  const at = (index) => values[index] ?? NaN;
  const picked = decimate(values, 0, 10_000, 500);
  assert.ok(picked.length < 600);
  let farthest = 0;
  for (const [i, right] of picked.entries()) {
    const left = picked[i - 1] ?? right;
    for (let index = left; index < right; index++) {
      const line = at(left) + ((at(right) - at(left)) * (index - left)) / (right - left);
      farthest = Math.max(farthest, Math.abs(line - at(index)));
    }
  }
  assert.ok(farthest > 0 && farthest < 1e-3, String(farthest));
});

test("points that are not known are left out and hide no others", () => {
  // While losses are computed again after a reload, the curve has holes.
  /** @type {number[]} */
  const losses = [];
  for (let i = 0; i < 9_000; i++) if (i < 1_000 || i > 5_003) losses[i] = 1 / (i + 1);
  const picked = decimate(losses, 0, 8_999, 300);
  assert.deepEqual(picked.filter((index) => index >= 1_000 && index <= 5_003), []);
  /** @param {number} start */
  const someFrom = (start) => picked.some((index) => index >= start && index < start + 60);
  for (let start = 0; start < 960; start += 60) assert.ok(someFrom(start), String(start));
  for (let start = 5_004; start < 8_940; start += 60) assert.ok(someFrom(start), String(start));
});
