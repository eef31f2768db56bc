/**
 * Which of many points to draw, so that the curve looks the same: in each of a number of equal
 * stretches the lowest and the highest, and the ends of it all.
 *
 * @param {ArrayLike<number>} values
 * @param {number} from   first index
 * @param {number} to     last index
 * @param {number} limit  draw at most about this many
 * @returns {number[]} indices in ascending order, those without a value left out
 */
export function decimate(values, from, to, limit) {
  const stretch = Math.max(1, Math.ceil((2 * (to - from + 1)) / limit));
  const picked = new Set();
  for (let start = from; start <= to; start += stretch) {
    const end = Math.min(start + stretch - 1, to);
    let low = -1;
    let high = -1;
    for (let i = start; i <= end; i++) {
      const value = values[i];
      if (value === undefined) continue;
      if (low < 0 || value < at(values, low)) low = i;
      if (high < 0 || value > at(values, high)) high = i;
    }
    picked.add(low).add(high);
  }
  picked.add(from).add(to);
  return [...picked].filter((index) => values[index] !== undefined).sort((a, b) => a - b);
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} index
 */
function at(values, index) {
  return values[index] ?? NaN;
}

/**
 * Where there is something to draw: the first and the last index of each stretch without a gap.
 *
 * @param {ArrayLike<number>} values
 * @param {number} from   first index
 * @param {number} to     last index
 * @param {(value: number | undefined) => boolean} has
 * @returns {[number, number][]}
 */
export function stretches(values, from, to, has) {
  /** @type {[number, number][]} */
  const found = [];
  let start = -1;
  for (let i = from; i <= to + 1; i++) {
    const drawn = i <= to && has(values[i]);
    if (drawn && start < 0) start = i;
    if (!drawn && start >= 0) {
      found.push([start, i - 1]);
      start = -1;
    }
  }
  return found;
}
