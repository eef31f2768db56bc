import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowStep, perPixel, stepped, tidy } from "../../static/js/text/numbers.js";

/**
 * @param {number} value
 * @param {number} expected
 */
function assertNear(value, expected) {
  assert.ok(Math.abs(value - expected) <= 1e-12 * Math.abs(expected), `${value} is not ${expected}`);
}

test("a pixel is a hundredth, and of large values a hundredth of their power of ten", () => {
  const steps = new Map([
    [0, 0.01],
    [0.0004, 0.01],
    [-0.4, 0.01],
    [9.99, 0.01],
    [10, 0.1],
    [-55, 0.1],
    [100, 1],
    [1e6, 1e4],
  ]);
  for (const [value, step] of steps) {
    assertNear(perPixel(value, false), step);
    assertNear(perPixel(value, true), step / 10);
  }
});

test("tidy leaves no more decimals than the step has", () => {
  /** @type {[number, number, number][]} */
  const cases = [
    [0.4300000001, 0.01, 0.43],
    [0.35891648, 0.01, 0.36],
    [0.35891648, 0.001, 0.359],
    [-0.001, 0.01, 0],
    [52.04, 0.1, 52],
    [12345.6, 100, 12346],
    [1.7e308, 0.01, 1.7e308],
  ];
  // Strictly equal, so that it is 0 and not −0.
  for (const [value, step, tidied] of cases) assert.equal(tidy(value, step), tidied);
});

test("an arrow key moves by its step and leaves no noise", () => {
  /** @type {[number, number, number][]} */
  const cases = [
    [0.1, 0.2, 0.3],
    [0.45, 0.1, 0.55],
    [0.01, -0.01, 0],
    [0.4, 0.001, 0.401],
    [0.35891648, 0.01, 0.36891648],
    [-1, 0.01, -0.99],
  ];
  for (const [value, step, moved] of cases) assert.equal(stepped(value, step), moved);
});

test("Shift makes an arrow key's step larger, and Alt smaller", () => {
  assert.equal(arrowStep({ shiftKey: false, altKey: false }), 0.01);
  assert.equal(arrowStep({ shiftKey: false, altKey: true }), 0.001);
  assert.equal(arrowStep({ shiftKey: true, altKey: false }), 0.1);
  assert.equal(arrowStep({ shiftKey: true, altKey: true }), 0.001);
});
