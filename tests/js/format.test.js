import assert from "node:assert/strict";
import { test } from "node:test";
import { compact, exact, given, grouped, padded, powerOfTen, precise, short, signed, subscripted } from "../../static/js/text/format.js";
import { digitsOf, isRounded, isRoundedTo, mantissaOf, read, someNumbers } from "./exact.js";

const MINUS = "\u2212";
const NUMBERS = someNumbers();
const FORMATS = Object.entries({ short, compact, signed, given, exact, precise: (/** @type {number} */ value) => precise(value) });

/**
 * @param {(value: number) => string} format
 * @param {[number, string][]} cases
 */
function assertWrites(format, cases) {
  for (const [value, text] of cases) assert.equal(format(value), text);
}

test("short rounds to the digits it shows", () => {
  for (const value of NUMBERS) assert.ok(isRounded(short(value), value), `${value}: ${short(value)}`);
});

test("only zero is written as zero, and minus is a true minus", () => {
  for (const [name, format] of FORMATS)
    for (const value of NUMBERS) {
      const text = format(value);
      const said = `${name} of ${value}: ${text}`;
      assert.equal(read(text) === 0, value === 0, said);
      assert.equal(text.startsWith(MINUS), value < 0, said);
      assert.ok(!text.includes("-"), said);
    }
});

test("zero has no sign", () => {
  for (const [name, format] of FORMATS)
    for (const zero of [0, -0]) {
      assert.equal(read(format(zero)), 0, name);
      assert.match(format(zero), /^\d/, name);
    }
});

test("short has four to six digits", () => {
  for (const value of NUMBERS.filter(Boolean)) {
    const text = short(value);
    const some = digitsOf(text) >= 4 && digitsOf(text) <= 6;
    assert.ok(some || (Math.abs(value) > 0.1 && Math.abs(value) < 10), `${value}: ${text}`);
    assert.ok(text.length <= 13, text);
  }
});

test("short looks like the article", () => {
  assertWrites(short, [
    [0.4, "0.4000"],
    [0.05, "0.05000"],
    [1.10590596706, "1.1059"],
    [-0.0380982365, `${MINUS}0.03810`],
    [12.34567, "12.3457"],
    [123.4567, "123.457"],
    [0.0004385677, "0.0004386"],
    [4.3856e-5, "4.386×10⁻⁵"],
    [1234567, "1.235×10⁶"],
    [0, "0.0000"],
  ]);
});

test("signed always has a sign, except for zero", () => {
  assertWrites(signed, [
    [0.0821670406, "+0.08217"],
    [-0.0226025405, `${MINUS}0.02260`],
    [0, "0.0000"],
  ]);
});

test("precise has nine significant digits without trailing zeros", () => {
  for (const value of NUMBERS) {
    const text = precise(value);
    assert.ok(isRoundedTo(text, value, 9) || read(text) === value, `${value}: ${text}`);
    assert.ok(!/\.\d*0$/.test(mantissaOf(text)), text);
  }
});

test("precise writes losses as the status shows them", () => {
  assertWrites((value) => precise(value), [
    [0.291027773694, "0.291027774"],
    [0.0001, "0.0001"],
    [3.510187783e-5, "3.51018778 × 10⁻⁵"],
    [4.2e-9, "4.2 × 10⁻⁹"],
    [0.25, "0.25"],
    [-1.5, `${MINUS}1.5`],
    [12345678.9, "12345678.9"],
    [1e300, "1 × 10³⁰⁰"],
  ]);
});

test("brief typed numbers stay as they are", () => {
  assertWrites(given, [
    [0.05, "0.05"],
    [0.1, "0.1"],
    [0.99, "0.99"],
    [1, "1"],
    [-0.25, `${MINUS}0.25`],
    [1e-7, "1×10⁻⁷"],
  ]);
});

test("compact is brief, and rounds to the digits it shows", () => {
  for (const value of NUMBERS) {
    const text = compact(value);
    const said = `${value}: ${text}`;
    assert.ok(text.replace(/^\u2212/, "").length <= 8, said);
    assert.ok(text.includes("×") ? isRounded(text, value) : isRoundedTo(text, value, 4), said);
  }
  assertWrites(compact, [
    [0, "0"],
    [0.75136507, "0.7514"],
    [-1.5, `${MINUS}1.5`],
    [3614.9, "3.6×10³"],
    [0.0000176, "1.8×10⁻⁵"],
    [8.11e-41, "8×10⁻⁴¹"],
    [1e300, "1×10³⁰⁰"],
  ]);
});

test("all digits can be copied", () => {
  for (const value of NUMBERS) assert.equal(read(exact(value)), value, exact(value));
  assertWrites(exact, [
    [3.510187782978859e-5, "3.510187782978859 × 10⁻⁵"],
    [-0.5, `${MINUS}0.5`],
  ]);
});

test("a padded number has nine digits, and its power of ten separately", () => {
  assert.deepEqual(padded(0.25), { mantissa: "0.250000000", power: "" });
  assert.deepEqual(padded(-3.5e-5), { mantissa: `${MINUS}3.50000000`, power: " × 10⁻⁵" });
});

test("a power of ten is written with a raised exponent", () => {
  assert.deepEqual([-5, 0, 12, -310].map(powerOfTen), ["10⁻⁵", "10⁰", "10¹²", "10⁻³¹⁰"]);
});

test("counts are grouped", () => {
  assert.deepEqual([0, 999, 10_000, 100_000].map(grouped), ["0", "999", "10,000", "100,000"]);
});

test("names are set with subscripts", () => {
  assert.deepEqual(["w5", "h1", "w10"].map(subscripted), ["w₅", "h₁", "w₁₀"]);
});
