/** Numbers as text. A number that is not zero never reads as zero; minus is a true minus. */

const MINUS = "\u2212";

/**
 * Four to six digits, for the diagram: 0.4000, 1.1059, −0.03810, 12.3457, 4.386e−5.
 *
 * @param {number} value
 */
export function short(value) {
  if (value === 0) return "0.0000";
  // Rounded first: 999.9996 is to be written as the 1000 that it becomes.
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(6)))));
  if (exponent < -4 || exponent > 5) return trueMinus(value.toExponential(3));
  if (exponent < 0) return trueMinus(value.toFixed(3 - exponent));
  return trueMinus(value.toFixed(exponent < 2 ? 4 : 5 - exponent));
}

/**
 * At most seven characters and a sign, for narrow columns: 0.7514, 0.02356, 1.75e−5, 8.1e−41.
 *
 * @param {number} value
 */
export function compact(value) {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(4));
  const magnitude = Math.abs(rounded);
  if (magnitude >= 0.01 && magnitude < 1000) return trueMinus(String(rounded));
  // The longer the exponent, the fewer digits before it.
  const [, exponent = ""] = value.toExponential(2).split("e");
  return trueMinus(value.toExponential(4 - exponent.length));
}

/**
 * As given where that is brief (0.05, 0.1), otherwise like `short`: for numbers that people typed.
 *
 * @param {number} value
 */
export function given(value) {
  const text = String(value);
  return text.length <= 6 ? trueMinus(text) : short(value);
}

/**
 * `digits` significant digits without trailing zeros: 0.291027774, 0.0000351018778, 4.2e−9.
 *
 * @param {number} value
 * @param {number} [digits]
 */
export function precise(value, digits = 9) {
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.abs(rounded);
  // String() writes numbers below 1e-6 and from 1e21 on with an exponent, others in full.
  return trueMinus(magnitude < 1e9 ? String(rounded) : rounded.toExponential());
}

/**
 * `short` with its sign always shown: a gradient or a delta is read by its sign first.
 *
 * @param {number} value
 */
export function signed(value) {
  return value > 0 ? `+${short(value)}` : short(value);
}

/**
 * @param {number} count
 */
export function grouped(count) {
  return count.toLocaleString("en");
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/**
 * The name of a part as it is written: w5 as w₅, h1 as h₁.
 *
 * @param {string} name
 */
export function subscripted(name) {
  return name.replace(/\d/g, (digit) => SUBSCRIPTS.charAt(Number(digit)));
}

/** @param {string} text */
function trueMinus(text) {
  return text.replaceAll("-", MINUS);
}
