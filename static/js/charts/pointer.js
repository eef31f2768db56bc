/** Where a pointer or a key leads in a drawing. Pure. */

/** @typedef {[number, number]} Cell  column and row of a grid, from its low left corner */

/** Where the arrow keys lead in a grid. @type {Record<string, Cell>} */
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
 * The cell that a key leads to from another, or from the middle; null where Escape leaves the
 * grid, and nothing for any other key.
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
 * The index of the number that is nearest to one.
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
