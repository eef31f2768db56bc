/** How far a number moves. Pure. */

const COARSE = 0.01;
const FINE = 0.1;

/** Decimals beyond which there is only the noise of binary fractions. */
const DECIMALS = 12;

/**
 * By how much a pixel of a drag changes a value: by a hundredth, from 10 on by a hundredth of the
 * value's power of ten.
 *
 * @param {number} value
 * @param {boolean} fine
 */
export function perPixel(value, fine) {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return COARSE * 10 ** Math.max(0, magnitude) * (fine ? FINE : 1);
}

/**
 * A value with no more decimals than a step that is a power of ten: 0.43, not 0.4300000001.
 *
 * @param {number} value
 * @param {number} step
 */
export function tidy(value, step) {
  return rounded(value, Math.max(0, -Math.round(Math.log10(step))));
}

/**
 * How far an arrow key moves a value.
 *
 * @param {{shiftKey: boolean, altKey: boolean}} modifiers
 */
export function arrowStep({ shiftKey, altKey }) {
  if (altKey) return 0.001;
  return shiftKey ? 0.1 : 0.01;
}

/**
 * A value and a step more, without the noise: 0.1 and 0.2 are 0.3.
 *
 * @param {number} value
 * @param {number} step
 */
export function stepped(value, step) {
  return rounded(value + step, DECIMALS);
}

/**
 * @param {number} value
 * @param {number} decimals
 */
function rounded(value, decimals) {
  // Adding 0 makes 0 of −0.
  return Number(value.toFixed(decimals)) + 0;
}
