/** The measures of the two layouts of a network, in units of their text: what needs how much room. */

/**
 * @typedef {import("./geometry.js").Layout} Layout
 *
 * @typedef {object} Measures  of a layout, in units of its text
 * @property {"wide" | "narrow"} name
 * @property {number} text       its size
 * @property {number} radius
 * @property {number} net
 * @property {Layout["badge"]} badge
 * @property {number} pitch      the least distance between two neurons of the fullest layer
 * @property {number[]} outputs  the least distance between two outputs of so many, for what is beside them
 * @property {number} top        the space for the titles, and for the biases at the bottom
 * @property {number} bottom
 * @property {number} left       the space beside the first layer, and beside the last one
 * @property {number} right
 * @property {[number, number]} gap  the least and the wanted distance between two layers
 * @property {{left: number, gap: number, dx: number}} shares  of the width that is left over
 * @property {number} least      the least height
 * @property {number} beyond     how far an output's labels reach beyond its delta
 * @property {number} biasRadius
 * @property {number} biasY      from the bottom
 * @property {number} titleY
 * @property {number} gauge      the distance of the gauge from an output; 0 without one
 * @property {Layout["labels"]} labels
 * @property {import("./chips.js").Form[]} forms  of the chips, the most telling first
 * @property {number} crossing   the place of a chip on a crossing edge of two neurons and two
 * @property {number} sum        the height of a line of its own for the sum of three shares or more
 */

/**
 * Beside a panel.
 *
 * @param {number[]} sizes  of the layers
 * @returns {Measures}
 */
export function wide(sizes) {
  const most = Math.max(...sizes);
  const radius = [46, 46, 46, 42, 30][most] ?? 30;
  const small = most > 3;
  const roomy = most < 3;
  const net = small ? radius + 9 : 0;
  const away = roomy ? radius + 18 : small ? radius + 29 : radius + 16;
  const gap = roomy ? 250 : 280;
  const lines = roomy ? 19 : 16;
  return {
    name: "wide",
    text: 15,
    radius,
    net,
    badge: { away, width: roomy ? 128 : 84, height: roomy ? 24 : 22, sum: roomy ? 212 : 0 },
    pitch: roomy ? 184 : small ? 101 : 116,
    outputs: [0, 0, 146, 100, 100],
    top: roomy ? 45 : 32,
    bottom: roomy ? 59 : 44,
    left: radius + 10,
    right: radius + (small ? 162 : 158),
    gap: [roomy ? gap : 204, gap],
    shares: sizes.length > 2 ? { left: 0.08, gap: 0.72, dx: 0.08 } : { left: 0.25, gap: 0.4, dx: 0.03 },
    least: 440,
    beyond: 0,
    biasRadius: roomy ? 17 : 14,
    biasY: 20,
    titleY: 20,
    gauge: radius + (small ? 26 : 20),
    labels: { target: [0, 0], line: 0 },
    forms: [
      { name: "full", lines: 2, line: lines, widths: [92, 160], margin: 18 },
      { name: "line", lines: 1, line: lines, widths: [88, 110], margin: 18 },
      { name: "number", lines: 1, line: lines, widths: [54, 66], margin: 4 },
    ],
    crossing: 0.355,
    sum: 0,
  };
}

/**
 * Upright, as on a phone.
 *
 * @param {number[]} sizes
 * @returns {Measures}
 */
export function narrow(sizes) {
  const most = Math.max(...sizes);
  const roomy = most < 3;
  const few = sizes.length < 4;
  const radius = few && most < 4 ? 30 : 26;
  const outputs = sizes.at(-1) ?? 0;
  const many = outputs > (roomy ? 2 : 1);
  const gap = [274, 137, 105][sizes.length - 2] ?? 105;
  return {
    name: "narrow",
    text: 13,
    radius,
    net: radius + 13,
    badge: { away: radius + 34, width: few ? (roomy ? 92 : 84) : 76, height: 24, sum: roomy && few ? 152 : 0 },
    pitch: roomy ? 160 : most > 3 ? 134 : 150,
    outputs: [0, 0, 130, 0, 0],
    top: 28,
    bottom: many ? 98 : 56,
    left: radius + 3,
    right: few ? 49 : 46,
    gap: [gap, gap],
    shares: { left: 0.1, gap: 0.8, dx: 0 },
    least: 476,
    beyond: many ? 34 : 40,
    biasRadius: 14,
    biasY: 26,
    titleY: 19,
    gauge: 0,
    labels: many ? { target: [37, 22], line: 16 } : { target: [43, 27], line: 17 },
    forms: [
      { name: "full", lines: 3, line: 14, widths: [70, sizes.length > 2 ? Infinity : 120], margin: 0 },
      { name: "line", lines: 1, line: 14, widths: [72, 88], margin: 0 },
      { name: "stack", lines: 2, line: 14, widths: [46, 66], margin: 0 },
      { name: "number", lines: 1, line: 14, widths: [44, 58], margin: 0 },
    ],
    crossing: 0.345,
    sum: many ? 30 : 0,
  };
}
