/**
 * Writes numbers; `numbers.js` reads them. Only zero is written as zero. Minus is a true minus. Powers
 * of ten are 3.51 × 10⁻⁵, or 3.51×10⁻⁵ where space is short.
 */

/** Significant digits of a number in full, as in the server's formulas. */
const DIGITS = 9;

/** Numbers outside this range are written with a power of ten. */
const SMALLEST = 1e-4;
const LARGEST = 1e9;

const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Four to six digits, for the diagram: 0.4000, 1.1059, −0.03810, 12.3457, 4.386×10⁻⁵.
 *
 * @param {number} value
 */
export function short(value) {
  if (value === 0) return "0.0000";
  // Rounded first: 999.9996 becomes 1000, and is written like it.
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(6)))));
  if (exponent < -4 || exponent > 5) return tight(value.toExponential(3));
  if (exponent < 0) return trueMinus(value.toFixed(3 - exponent));
  return trueMinus(value.toFixed(exponent < 2 ? 4 : 5 - exponent));
}

/**
 * At most four digits, for narrow columns: 0.7514, 0.02356, 1.8×10⁻⁵, 8×10⁻⁴¹.
 *
 * @param {number} value
 */
export function compact(value) {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(4));
  const magnitude = Math.abs(rounded);
  if (magnitude >= 0.01 && magnitude < 1000) return trueMinus(String(rounded));
  // A longer exponent leaves fewer digits before it.
  const [, exponent = ""] = value.toExponential(1).split("e");
  return tight(value.toExponential(Math.max(0, 3 - exponent.length)));
}

/**
 * A typed number: as given if that is brief (0.05, 0.1), otherwise like `short`.
 *
 * @param {number} value
 */
export function given(value) {
  const text = String(value);
  return text.length <= 6 ? tight(text) : short(value);
}

/**
 * `digits` significant digits without trailing zeros: 0.291027774, 3.51018778 × 10⁻⁵.
 *
 * @param {number} value
 * @param {number} [digits]
 */
export function precise(value, digits = DIGITS) {
  const rounded = Number(value.toPrecision(digits));
  return spaced(isPlain(rounded) ? String(rounded) : rounded.toExponential());
}

/**
 * All digits of a number, to copy: 0.2983711087600027.
 *
 * @param {number} value
 */
export function exact(value) {
  return spaced(isPlain(value) ? String(value) : value.toExponential());
}

/**
 * `DIGITS` significant digits with trailing zeros, to compare digit by digit, and the power of ten, if
 * any.
 *
 * @param {number} value
 */
export function padded(value) {
  const plain = isPlain(Number(value.toPrecision(DIGITS)));
  const [mantissa = "", exponent] = (plain ? value.toPrecision(DIGITS) : value.toExponential(DIGITS - 1)).split("e");
  return { mantissa: trueMinus(mantissa), power: exponent === undefined ? "" : ` × ${powerOfTen(exponent)}` };
}

/**
 * A power of ten: 10⁻⁵.
 *
 * @param {string | number} exponent
 */
export function powerOfTen(exponent) {
  const raised = String(Number(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
  return `10${raised.replace("-", "⁻")}`;
}

/**
 * `short`, always with a sign, for gradients and deltas.
 *
 * @param {number} value
 */
export function signed(value) {
  return value > 0 ? `+${short(value)}` : short(value);
}

/**
 * A count: 10,000.
 *
 * @param {number} count
 */
export function grouped(count) {
  return count.toLocaleString("en");
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/**
 * The name of a part with subscripts: w5 as w₅, h1 as h₁.
 *
 * @param {string} name
 */
export function subscripted(name) {
  return name.replace(/\d/g, (digit) => SUBSCRIPTS.charAt(Number(digit)));
}

/** @param {number} value */
function isPlain(value) {
  return value === 0 || (Math.abs(value) >= SMALLEST && Math.abs(value) < LARGEST);
}

/** @param {string} text  of a number, as JavaScript writes it */
function spaced(text) {
  const [mantissa = "", exponent] = text.split("e");
  return trueMinus(mantissa) + (exponent === undefined ? "" : ` × ${powerOfTen(exponent)}`);
}

/** @param {string} text  of a number, as JavaScript writes it */
function tight(text) {
  return spaced(text).replace(" × ", "×");
}

/** @param {string} text */
function trueMinus(text) {
  return text.replaceAll("-", MINUS);
}
