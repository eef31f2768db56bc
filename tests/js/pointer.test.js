import assert from "node:assert/strict";
import { test } from "node:test";
import { cellAfter, cellAt, nearest } from "../../static/js/charts/points.js";

test("a place in a picture is the nearest cell of its grid", () => {
  assert.deepEqual(cellAt({ across: 0, up: 1 }, [41, 21]), [0, 20]);
  assert.deepEqual(cellAt({ across: 0.51, up: 0.49 }, [41, 21]), [20, 10]);
});

test("the arrow keys lead from cell to cell, from the middle on, and not over the edge", () => {
  assert.deepEqual(cellAfter("ArrowUp", null, [41, 21]), [20, 11]);
  assert.deepEqual(cellAfter("ArrowRight", [40, 3], [41, 21]), [40, 3]);
  assert.deepEqual(cellAfter("ArrowDown", [0, 0], [41, 21]), [0, 0]);
});

test("Escape leaves the grid, and other keys do nothing in it", () => {
  assert.equal(cellAfter("Escape", [1, 1], [2, 2]), null);
  assert.equal(cellAfter("Enter", [1, 1], [2, 2]), undefined);
});

test("the nearest sample is found between, before and after the samples", () => {
  const samples = [0, 10, 20, 50];
  assert.deepEqual([-5, 4, 6, 34, 36, 99].map((at) => nearest(samples, at)), [0, 0, 1, 2, 3, 3]);
  assert.equal(nearest([], 3), -1);
});
