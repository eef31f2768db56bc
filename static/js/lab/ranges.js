/** Ranges of axes. */

/** @typedef {[number, number]} Range */

/** Room beside what is drawn, as a share of its extent. */
const MARGIN = 0.06;

/** The least extent of a parameter that is worth looking at. */
const LEAST = 1;

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
 * @param {number[]} values
 * @returns {Range}
 */
function extent(values) {
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
