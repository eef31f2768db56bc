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
