/**
 * Numbers as colours, from dark to bright. The colours are Viridis: even in lightness, so that
 * they tell the same in every kind of colour blindness, in print, on light and on dark.
 */

/** @typedef {[number, number, number]} Colour  red, green, blue, 0 to 255 */

/** @type {Colour[]} */
const STOPS = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

/**
 * @param {number} t  0 is dark, 1 is bright; what is beyond is taken for the end
 * @returns {Colour}
 */
export function colourAt(t) {
  const place = Math.min(1, Math.max(0, t)) * (STOPS.length - 1);
  const below = Math.min(Math.floor(place), STOPS.length - 2);
  const [from, to] = /** @type {[Colour, Colour]} */ (STOPS.slice(below, below + 2));
  return /** @type {Colour} */ (from.map((part, i) => Math.round(part + ((to[i] ?? 0) - part) * (place - below))));
}

/** @param {Colour} colour */
export function css([red, green, blue]) {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The ramp as a CSS background, dark on the left. */
export const GRADIENT = `linear-gradient(to right, ${STOPS.map(css).join(", ")})`;

/**
 * A picture of a grid, a pixel for each number, as a data URL. The first row is the lowest.
 *
 * @param {(number | undefined)[][]} rows  where there is no number it is transparent
 * @param {(value: number) => number} place  of a value on the ramp, 0 to 1
 */
export function pictureOf(rows, place) {
  const canvas = document.createElement("canvas");
  const width = Math.max(1, ...rows.map((row) => row.length));
  Object.assign(canvas, { width, height: rows.length });
  const context = canvas.getContext("2d");
  if (!context) return "";
  const pixels = context.createImageData(width, rows.length);
  for (const [j, row] of rows.entries())
    for (const [i, value] of row.entries())
      if (value !== undefined) {
        const at = 4 * ((rows.length - 1 - j) * width + i);
        pixels.data.set([...colourAt(place(value)), 255], at);
      }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}
