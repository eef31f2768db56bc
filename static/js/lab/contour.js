/** Where a surface crosses a level. Pure: a grid in, lines out. */

/** @typedef {[number, number]} Point  column and row; may lie between two */

/**
 * The lines along which a grid of numbers equals a level, as pairs of points (marching squares): in
 * each square of four neighbours, a straight line joins the sides where the level is crossed.
 *
 * @param {number[][]} grid
 * @param {number} level
 * @returns {[Point, Point][]}
 */
export function contour(grid, level) {
  /** @type {[Point, Point][]} */
  const lines = [];
  for (const [j, row] of grid.entries()) {
    const above = grid[j + 1];
    if (!above) break;
    for (let i = 0; i + 1 < row.length; i++) {
      const crossings = crossingsOf(
        [at(row, i), at(row, i + 1), at(above, i + 1), at(above, i)].map((value) => value - level),
      ).map(([x, y]) => /** @type {Point} */ ([i + x, j + y]));
      // A saddle has four crossings and two lines.
      for (let k = 0; k + 1 < crossings.length; k += 2)
        lines.push([/** @type {Point} */ (crossings[k]), /** @type {Point} */ (crossings[k + 1])]);
    }
  }
  return lines;
}

/** The corners of a square, going round it. @type {Point[]} */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/**
 * The points on the sides of a square where the sign changes.
 *
 * @param {number[]} corners  the heights of its corners above the level
 * @returns {Point[]}
 */
function crossingsOf(corners) {
  return corners.flatMap((here, k) => {
    const next = at(corners, (k + 1) % 4);
    if (here < 0 === next < 0) return [];
    const [x, y] = /** @type {Point} */ (CORNERS[k]);
    const [toX, toY] = /** @type {Point} */ (CORNERS[(k + 1) % 4]);
    const t = here / (here - next);
    return [/** @type {Point} */ ([x + (toX - x) * t, y + (toY - y) * t])];
  });
}

/**
 * @param {number[]} values
 * @param {number} index
 */
function at(values, index) {
  return values[index] ?? NaN;
}
