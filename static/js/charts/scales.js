/** The axes of a drawing: their ranges, the places of numbers on them, and their ticks. Pure. */

/** @typedef {[number, number]} Range  lowest and highest */

/**
 * A number's place in a range, 0 to 1.
 *
 * @param {Range} range
 * @returns {(value: number) => number}
 */
export function linear([low, high]) {
  return (value) => (value - low) / (high - low);
}

/**
 * A number's place on a logarithmic axis, 0 to 1. The range lies above 0.
 *
 * @param {Range} range
 * @returns {(value: number) => number}
 */
export function logarithmic([low, high]) {
  const place = linear([Math.log(low), Math.log(high)]);
  return (value) => place(Math.log(value));
}

/**
 * Round numbers in a range, in steps of 1, 2 or 5, up to a given count.
 *
 * @param {Range} range
 * @param {number} most
 */
export function linearTicks([low, high], most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  // toPrecision makes 3 times 0.1 be 0.3.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/**
 * Powers of ten in a range, up to about a given count; other round numbers if there are fewer than two.
 *
 * @param {Range} range
 * @param {number} most
 */
export function logTicks([low, high], most) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last <= first) return linearTicks([low, high], most);
  const stride = Math.ceil((last - first + 1) / most);
  const count = Math.floor((last - first) / stride) + 1;
  return Array.from({ length: count }, (_, i) => Number(`1e${first + i * stride}`));
}

/**
 * Numbers from the lowest to the highest, evenly spaced by their logarithm, and rounded to few
 * digits.
 *
 * @param {Range} range  above 0
 * @param {number} count
 */
export function logGrid([low, high], count) {
  if (count === 1) return [low];
  const grid = Array.from({ length: count - 2 }, (_, i) =>
    Number((low * (high / low) ** ((i + 1) / (count - 1))).toPrecision(6)),
  );
  return [low, ...grid, high];
}

/**
 * The range itself, or a wider one if it is a single number.
 *
 * @param {Range} range
 * @returns {Range}
 */
export function widened([low, high]) {
  const room = low === high ? Math.abs(low) * 0.5 || 0.5 : 0;
  return [low - room, high + room];
}

/** The margin around the values, as a share of their extent. */
const MARGIN = 0.06;

/** A distance of about a pixel, as a share of an axis. */
const LEAST_SEEN = 0.002;

/** The least extent of a parameter's range. */
const LEAST = 2;

/**
 * A range that holds all values, with a little margin.
 *
 * @param {number[]} values
 * @returns {Range}
 */
export function roomFor(values) {
  const [low, high] = extent(values);
  const room = (high - low || Math.abs(high) || 1) * MARGIN;
  return [low - room, high + room];
}

/**
 * A range for a parameter's values, with a margin on either side. Its ends are round numbers, so it
 * stays the same while more values arrive.
 *
 * @param {number[]} values
 * @returns {Range}
 */
export function roundRange(values) {
  const [low, high] = extent(values);
  const width = Math.max(high - low, LEAST);
  const unit = 2 ** Math.ceil(Math.log2(width / 2));
  const room = width / 4;
  return [Math.floor((low - room) / unit) * unit, Math.ceil((high + room) / unit) * unit];
}

/**
 * The range from the first to the last of a grid's values.
 *
 * @param {number[]} grid
 * @returns {Range}
 */
export function rangeOf(grid) {
  return /** @type {Range} */ ([grid[0], grid.at(-1)]);
}

/**
 * Whether two points of an axis can be told apart on the screen.
 *
 * @param {[number, number]} points
 * @param {Range} range  the range of the axis
 */
export function isSeen([one, other], [low, high]) {
  return Math.abs(other - one) > (high - low) * LEAST_SEEN;
}

/**
 * @param {number[]} values
 * @returns {Range}
 */
function extent(values) {
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
