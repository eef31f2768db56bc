import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutFor, lineBetween, pointAlong, ringFraction, strokeWidth } from "../../static/js/diagram/geometry.js";

/**
 * @param {number} value
 * @param {number} expected
 */
function assertNear(value, expected) {
  assert.ok(Math.abs(value - expected) <= 1e-9 * Math.abs(expected), `${value} is not ${expected}`);
}

test("a line begins and ends at the rims of its circles", () => {
  const [left, right] = lineBetween({ x: 0, y: 0 }, { x: 30, y: 40 }, 10, 5);
  assertNear(Math.hypot(left.x, left.y), 10);
  assertNear(Math.hypot(30 - right.x, 40 - right.y), 5);
  assertNear(left.y / left.x, 4 / 3);
  assertNear(right.y / right.x, 4 / 3);
});

test("points stand along a line", () => {
  const [from, to] = [{ x: 10, y: 0 }, { x: 20, y: 40 }];
  assert.deepEqual([0, 0.5, 1].map((t) => pointAlong(from, to, t)), [from, { x: 15, y: 20 }, to]);
});

test("the width of a line grows with the weight, between two limits", () => {
  const weights = [0, 1e-9, 0.1, 0.4, 1, 3, 10, 1e308];
  const widths = weights.map(strokeWidth);
  assert.deepEqual(widths, widths.toSorted((a, b) => a - b));
  assert.ok(Number(widths[0]) >= 1);
  assert.ok(Number(widths.at(-1)) <= 12);
  assert.ok(new Set(widths).size >= weights.length - 2);
  assert.deepEqual(weights.map((weight) => strokeWidth(-weight)), widths);
});

test("a ring is between empty and full", () => {
  assert.deepEqual([-3, 0, 0.25, 1, 7].map(ringFraction), [0, 0, 0.25, 1, 1]);
});

test("the layout is narrow where the wide one's text would be too small", () => {
  const boards = [[377, 504], [620, 830], [620, 483], [682, 328], [682, 483], [935, 442], [1_900, 900], [0, 0]];
  const names = boards.map(([width = 0, height = 0]) => layoutFor([2, 2, 2], width, height).name);
  assert.deepEqual(names, ["narrow", "narrow", "wide", "wide", "wide", "wide", "wide", "wide"]);
});

test("a layout has the shape of its board, and nothing in it leaves it", () => {
  for (const [width = 0, height = 0] of [[377, 504], [320, 700], [682, 483], [935, 442], [874, 401], [1_319, 706], [1_900, 500]]) {
    const layout = layoutFor([2, 2, 2], width, height);
    assert.ok(Math.abs(layout.width / layout.height - width / height) < 5e-3, `${width} x ${height}`);
    const { columns, rows, radius, badge, biases, biasRadius } = layout;
    assert.ok(Math.min(...columns) - radius > 0);
    assert.ok(Math.max(...columns) + badge.width / 2 + 1 < layout.width);
    assert.ok(Math.min(...rows) - badge.away - 12 > layout.titleY);
    assert.ok(Math.max(...biases.map(({ y }) => y)) + biasRadius < layout.height);
    for (const [index, x] of columns.slice(1).entries()) {
      const gap = x - (columns[index] ?? 0);
      assert.ok(gap - 2 * radius >= layout.chip.width, "a chip lies between its neurons");
    }
    assert.ok((columns[1] ?? 0) + badge.sum / 2 < (columns[2] ?? 0) - badge.width / 2);
  }
});

test("a board of another shape spreads the neurons, and keeps the size of the text", () => {
  const [low, high] = [layoutFor([2, 2, 2], 700, 442), layoutFor([2, 2, 2], 700, 500)];
  assert.ok(Number(high.rows[1]) - Number(high.rows[0]) > Number(low.rows[1]) - Number(low.rows[0]));
  const [slim, broad] = [layoutFor([2, 2, 2], 800, 442), layoutFor([2, 2, 2], 1_100, 442)];
  assert.ok(Number(broad.columns[1]) - Number(broad.columns[0]) > Number(slim.columns[1]) - Number(slim.columns[0]));
  assert.equal(broad.height, slim.height);
});
