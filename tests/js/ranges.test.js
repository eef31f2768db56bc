import assert from "node:assert/strict";
import { test } from "node:test";
import { isSeen, roomFor, roundRange } from "../../static/js/charts/scales.js";

test("a parameter's range is between round numbers and has room", () => {
  for (const values of [[0.4], [0.4, 0.3589], [-3.9, 0.45], [1e6, -1e6], [0], [5, 5.5, 12.25]]) {
    const [low, high] = roundRange(values);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const extent = Math.max(2, most - least);
    const said = `${values}: ${low} to ${high}`;
    assert.ok(low <= least - extent / 4, said);
    assert.ok(high >= most + extent / 4, said);
    assert.ok(high - low <= 4 * extent, said);
    // Round: whole numbers of a power of two that is not much smaller than the range.
    const unit = 2 ** Math.ceil(Math.log2(extent / 2));
    assert.ok(low % unit === 0 && high % unit === 0, said);
  }
});

test("a range holds still while values come that are near the others", () => {
  assert.deepEqual(roundRange([0.4, 0.41]), roundRange([0.4]));
});

test("there is a little room beside all values, even beside one", () => {
  for (const values of [[1, 2], [3], [0], [-5, 5]]) {
    const [low, high] = roomFor(values);
    assert.ok(low < Math.min(...values) && high > Math.max(...values), `${values}: ${low} to ${high}`);
  }
});

test("points of an axis that are less than a pixel apart are not told apart", () => {
  assert.equal(isSeen([0, 0.5], [0, 1]), true);
  assert.equal(isSeen([0.5, 0], [0, 1]), true);
  assert.equal(isSeen([0.5, 0.501], [0, 1]), false);
});
