/**
 * The points of a drawing: the line through them, which of them to draw, and the one nearest to the
 * pointer. Pure.
 */

/** @typedef {[number, number]} Point */

/**
 * A line through points, with a gap at each null. A point between two gaps is a dot.
 *
 * @param {(Point | null)[]} points
 */
export function lineThrough(points) {
  return points
    .map((point, index) => {
      if (!point) return "";
      const alone = !points[index - 1] && !points[index + 1];
      return `${points[index - 1] ? "L" : "M"}${fixed(point[0])} ${fixed(point[1])}${alone ? "h0" : ""}`;
    })
    .join("");
}

/**
 * A straight line around a point. Its length on the screen does not depend on its slope.
 *
 * @param {Point} middle
 * @param {number} slope  on the screen
 * @param {number} half   half of its length
 */
export function lineAt([x, y], slope, half) {
  const reach = half / Math.hypot(1, slope);
  return lineThrough([
    [x - reach, y - reach * slope],
    [x + reach, y + reach * slope],
  ]);
}

/**
 * To a hundredth of a pixel.
 *
 * @param {number} value
 */
export function fixed(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Chooses the points to draw so that the curve looks the same: the lowest and the highest in each
 * of many equal stretches, and both ends.
 *
 * @param {ArrayLike<number>} values
 * @param {number} from   first index
 * @param {number} to     last index
 * @param {number} limit  draw at most about this many
 * @returns {number[]} ascending indices, without those that have no value
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
 * The first and the last index of each stretch without a gap.
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

/** @typedef {[number, number]} Cell  column and row of a grid, from its low left corner */

/** The move of each arrow key in a grid. @type {Record<string, Cell>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

/**
 * The cell of a grid that is nearest to a place.
 *
 * @param {{across: number, up: number}} place  as fractions from the left and from the bottom
 * @param {Cell} size  of the grid
 * @returns {Cell}
 */
export function cellAt({ across, up }, [columns, rows]) {
  return [Math.round(across * (columns - 1)), Math.round(up * (rows - 1))];
}

/**
 * The cell after a key press. Without a cell before it, it starts in the middle. Escape leaves the
 * grid and gives null; any other key gives undefined.
 *
 * @param {string} key  as `KeyboardEvent.key` has it
 * @param {Cell | null} from
 * @param {Cell} size  of the grid
 * @returns {Cell | null | undefined}
 */
export function cellAfter(key, from, size) {
  if (key === "Escape") return null;
  const move = MOVES[key];
  if (!move) return undefined;
  const [column, row] = from ?? [size[0] >> 1, size[1] >> 1];
  return [within(column + move[0], size[0]), within(row + move[1], size[1])];
}

/**
 * The index of the number nearest to a value.
 *
 * @param {number[]} numbers  ascending
 * @param {number} number
 */
export function nearest(numbers, number) {
  const after = numbers.findIndex((one) => one >= number);
  if (after < 0) return numbers.length - 1;
  const before = Math.max(0, after - 1);
  return number - (numbers[before] ?? 0) < (numbers[after] ?? 0) - number ? before : after;
}

/**
 * @param {number} index
 * @param {number} length
 */
function within(index, length) {
  return Math.min(length - 1, Math.max(0, index));
}
