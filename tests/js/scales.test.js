import assert from "node:assert/strict";
import { test } from "node:test";
import { isSeen, linear, linearTicks, logarithmic, logGrid, logTicks, roomFor, roundRange, widened } from "../../static/js/charts/scales.js";

test("the ticks of a linear axis are round", () => {
  assert.deepEqual(linearTicks([-0.7, 0.83], 5), [-0.5, 0, 0.5]);
  assert.deepEqual(linearTicks([0, 12_002], 6), [0, 5_000, 10_000]);
});

test("the ticks of a logarithmic axis are powers of ten, or round numbers if there are too few", () => {
  assert.deepEqual(logTicks([0.01, 100], 9), [0.01, 0.1, 1, 10, 100]);
  assert.deepEqual(logTicks([1e-9, 1], 5), [1e-9, 1e-7, 1e-5, 1e-3, 0.1]);
  assert.deepEqual(logTicks([2, 7], 5), [2, 3, 4, 5, 6, 7]);
});

test("rates are evenly spread by their logarithm, from end to end", () => {
  assert.deepEqual(logGrid([0.01, 100], 5), [0.01, 0.1, 1, 10, 100]);
  const grid = logGrid([3, 3.1], 1000);
  assert.deepEqual([grid.length, grid[0], grid.at(-1)], [1000, 3, 3.1]);
  for (const [i, rate] of grid.entries()) assert.ok(i === 0 || rate > Number(grid[i - 1]), String(rate));
  assert.deepEqual(logGrid([0.5, 0.5], 1), [0.5]);
});

test("a number's place on an axis is from 0 to 1", () => {
  assert.deepEqual([2, 3, 6].map(linear([2, 6])), [0, 0.25, 1]);
  const places = [0.25, 1, 4].map(logarithmic([0.25, 4]));
  assert.deepEqual(places, [0, 0.5, 1]);
});

test("a range of one number is widened, and others stay", () => {
  assert.deepEqual(widened([4, 4]), [2, 6]);
  assert.deepEqual(widened([0, 0]), [-0.5, 0.5]);
  assert.deepEqual(widened([1, 2]), [1, 2]);
});

test("a parameter's range ends at round numbers and has a margin", () => {
  for (const values of [[0.4], [0.4, 0.3589], [-3.9, 0.45], [1e6, -1e6], [0], [5, 5.5, 12.25]]) {
    const [low, high] = roundRange(values);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const extent = Math.max(2, most - least);
    const said = `${values}: ${low} to ${high}`;
    assert.ok(low <= least - extent / 4, said);
    assert.ok(high >= most + extent / 4, said);
    assert.ok(high - low <= 4 * extent, said);
    // Round: multiples of a power of two not much smaller than the range.
    const unit = 2 ** Math.ceil(Math.log2(extent / 2));
    assert.ok(low % unit === 0 && high % unit === 0, said);
  }
});

test("a range does not change for values close to the others", () => {
  assert.deepEqual(roundRange([0.4, 0.41]), roundRange([0.4]));
});

test("there is a margin around the values, even around a single one", () => {
  for (const values of [[1, 2], [3], [0], [-5, 5]]) {
    const [low, high] = roomFor(values);
    assert.ok(low < Math.min(...values) && high > Math.max(...values), `${values}: ${low} to ${high}`);
  }
});

test("points of an axis less than a pixel apart cannot be told apart", () => {
  assert.equal(isSeen([0, 0.5], [0, 1]), true);
  assert.equal(isSeen([0.5, 0], [0, 1]), true);
  assert.equal(isSeen([0.5, 0.501], [0, 1]), false);
});
