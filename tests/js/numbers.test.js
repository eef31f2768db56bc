import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { exact, given, precise, short, signed } from "../../static/js/text/format.js";
import { arrowStep, mayBeExpression, numberIn, perPixel, read, readCount, stepped, tidy } from "../../static/js/text/numbers.js";

/** @type {{text: string, value: number | null, digits: number | null}[]} */
const CASES = JSON.parse(await readFile(new URL("../numbers.json", import.meta.url), "utf-8"));

test("numbers are read as the server reads them, with the digits that were typed", () => {
  for (const { text, value, digits } of CASES) {
    const found = read(text);
    if (value === null) assert.ok("reason" in found, text);
    else assert.deepEqual(found, { value, digits }, text);
  }
});

test("what a calculator takes may be an expression, and other text may not", () => {
  for (const text of ["0.5*0.7414*0.1868", "1/(1+e^-0,3775)", "exp(−0.3)", "(0.75-0.01)·0.75·(1−0.75)", "3÷4"])
    assert.ok(mayBeExpression(text), text);
  for (const text of ["", "one half", "0x10", "1.2.3", "w5*h1", "exp", "__import__('os')"])
    assert.ok(!mayBeExpression(text), text);
});

test("zero is read without a sign", () => {
  assert.ok(Object.is(numberIn("−0"), 0));
});

test("text that is not a number is refused with a reason", () => {
  /** @type {[string, RegExp][]} */
  const reasons = [
    ["", /^Nothing is typed\.$/],
    ["0x10", /“0x10” is not a number/],
    ["0.1.2", /“0\.1\.2” has more than one decimal sign/],
    ["1,000,000", /more than one decimal sign/],
    ["Infinity", /is not a number/],
    ["1/0", /divides by zero/],
    ["1e999", /too large/],
    ["1e-999", /too close to zero/],
    [`1${"2".repeat(50)}w`, /^“12{19}…” is not a number\.$/],
  ];
  for (const [text, reason] of reasons) {
    const found = read(text);
    assert.ok("reason" in found, text);
    assert.match(found.reason, reason);
  }
});

test("text that is not a number reads as NaN", () => {
  assert.deepEqual(["0,5", "1/4", "w5"].map(numberIn), [0.5, 0.25, NaN]);
});

test("a count may have commas between its thousands, as the page writes it", () => {
  /** @param {string} text */
  const count = (text) => {
    const found = readCount(text);
    return "reason" in found ? found.reason : found.value;
  };
  assert.deepEqual(["5,000", " 100,000 ", "1,000,000", "12", "1e3", "5000"].map(count), [
    5000, 100_000, 1_000_000, 12, 1000, 5000,
  ]);
  assert.match(String(count("0,5")), /“0,5” is not a whole number/);
  assert.match(String(count("1e300")), /not a whole number/);
  assert.match(String(count("")), /Nothing is typed/);
});

test("every number that the page writes can be read back", () => {
  const values = [0.4, -1.5, 3.51018778e-5, -4.2e-9, 1e300, 5e-324, 123456.789, 0, 1e21, -7e-7];
  for (const value of values)
    for (const write of [short, signed, given, precise, exact]) {
      const found = numberIn(write(value));
      assert.ok(Math.abs(found - value) <= 0.001 * Math.abs(value), `${write(value)} is read as ${found}`);
      assert.equal(found === 0, value === 0);
    }
  for (const value of values) assert.equal(numberIn(exact(value)), value);
});

/**
 * @param {number} value
 * @param {number} expected
 */
function assertNear(value, expected) {
  assert.ok(Math.abs(value - expected) <= 1e-12 * Math.abs(expected), `${value} is not ${expected}`);
}

test("a pixel changes a value by a hundredth, or by a hundredth of a large value's power of ten", () => {
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

test("tidy rounds to the decimals of the step", () => {
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
