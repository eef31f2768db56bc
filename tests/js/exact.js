/** Numbers of every kind, and their exact values as fractions of two integers. */

import { numberIn } from "../../static/js/text/numbers.js";

/** @typedef {{above: bigint, below: bigint}} Fraction */

const MINUS = "\u2212";

const EDGES = [
  ...[0, 1, 0.5, 0.1, 0.05, 0.99995, 0.999949, 0.00005, 0.0001, 0.00009999, 0.000099999],
  ...[9.99995, 99.99995, 999.9995, 9999.995, 99999.95, 999999.5, 999999.4, 1e6, 123456.789],
  ...[1e9, 999999999.4, 1e15, 1e21, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308],
  ...[0.0000351018778298, 0.29102777369359933, 1.1059059670597702, 4.386e-5, 1e-5, 1e-7],
];

/**
 * Numbers from 0 to 1 that look random and are the same in every run (mulberry32).
 *
 * @param {number} seed
 */
export function drawing(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Numbers of every magnitude and both signs, and those at which a format changes. */
export function someNumbers() {
  const draw = drawing(7);
  const some = Array.from({ length: 2_000 }, () => (1 + 9 * draw()) * 10 ** (Math.floor(25 * draw()) - 12));
  const positive = [...EDGES, ...some];
  return [...positive, ...positive.filter(Boolean).map((value) => -value)];
}

/** @param {string} text  as the page writes a number */
export function read(text) {
  return numberIn(text);
}

/**
 * The significant digits of a written number.
 *
 * @param {string} text
 */
export function digitsOf(text) {
  return mantissaOf(text).replace(".", "").replace(/^0+/, "").length;
}

/**
 * The mantissa of a written number, without its sign.
 *
 * @param {string} text
 */
export function mantissaOf(text) {
  return (text.split("×")[0] ?? "").trim().replace(/^[+\u2212]/, "");
}

/**
 * Whether a written number is a value rounded to its last digit.
 *
 * @param {string} text
 * @param {number} value
 */
export function isRounded(text, value) {
  return isNear(text, value, placeOf(text));
}

/**
 * Whether a written number is a value rounded to this many significant digits.
 *
 * @param {string} text
 * @param {number} value
 * @param {number} digits
 */
export function isRoundedTo(text, value, digits) {
  const [, exponent] = value.toExponential().split("e");
  return isNear(text, value, Number(exponent) - digits + 1);
}

/**
 * Whether two numbers are at most half a unit of a decimal place apart, in exact arithmetic.
 *
 * @param {string} text
 * @param {number} value
 * @param {number} place  0 for ones, -1 for tenths
 */
function isNear(text, value, place) {
  const digits = BigInt(mantissaOf(text).replace(".", ""));
  const written = times(text.startsWith(MINUS) ? -digits : digits, 10n, placeOf(text));
  const unit = times(1n, 10n, place);
  const there = fractionOf(value);
  const error = written.above * there.below - there.above * written.below;
  return 2n * (error < 0n ? -error : error) * unit.below <= unit.above * written.below * there.below;
}

/**
 * The decimal place of the last written digit.
 *
 * @param {string} text
 */
function placeOf(text) {
  const [, raised = ""] = text.split("×");
  const exponent = Number(raised.trim().slice(2).replace("⁻", "-").replace(/[⁰-⁹¹²³]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit))));
  return exponent - (mantissaOf(text).split(".")[1] ?? "").length;
}

/**
 * @param {number} value
 * @returns {Fraction}
 */
function fractionOf(value) {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const exponent = (bits.getUint16(0) >> 4) & 0x7ff;
  const fraction = bits.getBigUint64(0) & 0xfffffffffffffn;
  const whole = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  return times(value < 0 ? -whole : whole, 2n, Math.max(exponent, 1) - 1075);
}

/**
 * @param {bigint} value
 * @param {bigint} base
 * @param {number} exponent
 * @returns {Fraction}
 */
function times(value, base, exponent) {
  if (exponent >= 0) return { above: value * base ** BigInt(exponent), below: 1n };
  return { above: value, below: base ** BigInt(-exponent) };
}
