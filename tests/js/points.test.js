import assert from "node:assert/strict";
import { test } from "node:test";
import { cellAfter, cellAt, decimate, lineAt, lineThrough, nearest } from "../../static/js/charts/points.js";
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

test("of many points, about the limit are drawn, with the ends and the extremes", () => {
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

test("missing points are left out and hide no others", () => {
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

test("a line goes through its points, to a hundredth of a pixel", () => {
  assert.equal(lineThrough([[0, 1], [2.005, 3], [4, 1 / 3]]), "M0 1L2.01 3L4 0.33");
  assert.equal(lineThrough([]), "");
});

test("a line has a gap at each missing point, and a lone point is a dot", () => {
  assert.equal(lineThrough([[0, 0], [1, 1], null, [3, 3], null, null, [6, 6], [7, 7]]), "M0 0L1 1M3 3h0M6 6L7 7");
  assert.equal(lineThrough([null, [1, 1]]), "M1 1h0");
});

test("the length of a line through a point does not depend on its slope", () => {
  for (const slope of [0, 1, -3, 1e6]) {
    const [x1, y1, x2, y2] = (lineAt([50, 50], slope, 10).match(/-?[\d.]+/g) ?? []).map(Number);
    assert.ok(Math.abs(Math.hypot((x2 ?? 0) - (x1 ?? 0), (y2 ?? 0) - (y1 ?? 0)) - 20) < 0.05, `slope ${slope}`);
  }
});

test("a place in a picture belongs to the nearest cell of its grid", () => {
  assert.deepEqual(cellAt({ across: 0, up: 1 }, [41, 21]), [0, 20]);
  assert.deepEqual(cellAt({ across: 0.51, up: 0.49 }, [41, 21]), [20, 10]);
});

test("the arrow keys move from cell to cell, start in the middle and stop at the edge", () => {
  assert.deepEqual(cellAfter("ArrowUp", null, [41, 21]), [20, 11]);
  assert.deepEqual(cellAfter("ArrowRight", [40, 3], [41, 21]), [40, 3]);
  assert.deepEqual(cellAfter("ArrowDown", [0, 0], [41, 21]), [0, 0]);
});

test("Escape leaves the grid, and other keys do nothing", () => {
  assert.equal(cellAfter("Escape", [1, 1], [2, 2]), null);
  assert.equal(cellAfter("Enter", [1, 1], [2, 2]), undefined);
});

test("the nearest sample is found between, before and after the samples", () => {
  const samples = [0, 10, 20, 50];
  assert.deepEqual([-5, 4, 6, 34, 36, 99].map((at) => nearest(samples, at)), [0, 0, 1, 2, 3, 3]);
  assert.equal(nearest([], 3), -1);
});
