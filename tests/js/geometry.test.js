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

test("the layout is narrow when the wide one would be too small", () => {
  const names = [0, 380, 639, 640, 1_900].map((width) => layoutFor(width).name);
  assert.deepEqual(names, ["narrow", "narrow", "narrow", "wide", "wide"]);
});
