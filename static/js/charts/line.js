/** Lines through points. Pure: geometry in, the `d` of a path out. */

/** @typedef {[number, number]} Point */

/**
 * A line through points, with a gap where there is none. A point between two gaps is a dot.
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
 * A line as long on the screen however steep, with its middle at a point.
 *
 * @param {Point} middle
 * @param {number} slope  on the screen
 * @param {number} half   of its length
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
