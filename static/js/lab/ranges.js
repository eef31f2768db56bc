/** Ranges of axes. */

/** @typedef {[number, number]} Range */

/** Room beside what is drawn, as a share of its extent. */
const MARGIN = 0.06;

/** A smaller share of an axis than this is about a pixel. */
const LEAST_SEEN = 0.002;

/** The least extent of a parameter that is worth looking at. */
const LEAST = 2;

/**
 * A range with all values and a little room.
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
 * A range for a parameter's values with room on either side, between round numbers: so that it
 * holds still while there are more and more values.
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
 * From the first to the last of a grid's values.
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
 * @param {Range} range  of the axis
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
