/** The positions of everything in the diagram. Pure: numbers in, numbers out. */

import { placesOf } from "./chips.js";
import { narrow, wide } from "./measures.js";

/**
 * @typedef {{x: number, y: number}} Point
 *
 * @typedef {object} Gap  between two layers, where the chips of their weights are
 * @property {import("./chips.js").Form} form  of the chips
 * @property {number} width  of a chip; 0 where there is no room for any
 * @property {boolean} all  whether there is room for all of them at once
 * @property {boolean} dense  whether so many would hide the edges, so that few are shown
 * @property {number[][]} along  the place of a chip along its edge, 0 to 1: by receiver and sender
 *
 * @typedef {object} Layout
 * @property {"wide" | "narrow"} name
 * @property {boolean} small     whether the net inputs of a wide layout stand outside the neurons, too
 * @property {boolean} close     whether a delta has as little room as its neuron
 * @property {number} width      of the view box
 * @property {number} height
 * @property {number[]} columns  x of each layer
 * @property {Point[][]} neurons  of each layer
 * @property {number} radius     of a neuron
 * @property {number} net        distance of the net input from the neuron; 0 if it fits inside
 * @property {{away: number, width: number, height: number, sum: number}} badge  of the delta; `sum` is its
 *   width with a second line, the paths that are added up; 0 where there is no room for one
 * @property {Gap[]} gaps        of each layer of weights
 * @property {Point[]} biases    the bias node of each layer of weights
 * @property {number} biasRadius
 * @property {number[]} biasRooms  for the values beside each of them
 * @property {number} titleY     baseline of the layers' titles
 * @property {{dx: number, half: number} | null} gauge  beside an output; null in the narrow layout
 * @property {{target: [number, number], line: number}} labels  of an output in the narrow layout: how far
 *   beyond the delta its target stands, above and below, and the share of the loss from there
 * @property {Point & {half: number, room: number, low: boolean}} sum  where the outputs' shares of the loss
 *   are added up: between two outputs, which half a bracket joins to it, or below all of them
 * @property {{size: number, dx: number[], dy: number}} picture  of what a neuron sees: the
 *   distance of its middle from the neuron, to the side in each layer, and up or down
 */

/** From this size in pixels on, the wide layout's text is large enough. */
const READABLE = 12;

/** A wide layout's text need not be larger than this to have room for more. */
const COMFORTABLE = 13;

/** So much larger must the narrow layout's text be to take the place of a readable wide one. */
const MUCH = 1.5;

/** The height of the line that adds up the paths back, below or above a delta. */
export const PATHS = 20;

/** The width of a net input that stands outside its neuron, beside other numbers. */
export const NET = 66;

/** The room for the button in the lower left corner of the board, in pixels. */
const BUTTON = { wide: 152, narrow: 96 };

/** Between the boxes of two neurons of a layer. */
const APART = 4;

/**
 * The layout that fills a board: the wide one, or the narrow one where its text is larger and the wide
 * one's is small, or the board is a tall one.
 *
 * @param {number[]} sizes  of the layers
 * @param {number} width  of the available space, in pixels
 * @param {number} height
 * @param {boolean} [pictures]  whether what the neurons see is shown, too
 * @returns {Layout}
 */
export function layoutFor(sizes, width, height, pictures = false) {
  const across = fitted(wide(sizes), sizes, width, height);
  const upright = fitted(narrow(sizes), sizes, width, height);
  const { text } = across;
  return laidOut(text * (text < READABLE ? 1 : MUCH) >= upright.text ? across : upright, sizes, pictures);
}

/**
 * The shape of the narrow layout, width over height. On a phone the board has it.
 *
 * @param {number[]} sizes
 */
export function uprightShape(sizes) {
  const measures = narrow(sizes);
  return measures.left + measures.right + measures.gap[0] * (sizes.length - 1) + " / " + heightOf(measures, sizes);
}

/**
 * Where a neuron's delta is: above the first one, -1, and below others, 1. In a network with layers of
 * more than two neurons it is below each.
 *
 * @param {number} most
 * @param {number} index
 */
function sideIn(most, index) {
  return most < 3 && index === 0 ? -1 : 1;
}

/**
 * How far a neuron with all that belongs to it reaches up and down from its middle.
 *
 * @param {import("./measures.js").Measures} measures
 * @param {number[]} sizes
 * @param {number} layer
 * @param {number} index
 */
function reachOf({ radius, badge, beyond }, sizes, layer, index) {
  const side = sideIn(Math.max(...sizes), index);
  const outwards = badge.away + 12 + (layer === sizes.length - 1 ? beyond : 0);
  return side < 0 ? { up: outwards, down: radius } : { up: radius, down: layer === 0 ? radius : outwards };
}

/**
 * How many pitches of the fullest layer the first neuron of a layer is above its middle: layers with
 * fewer neurons stand closer together than all the way, and wider apart than the fullest.
 *
 * @param {number} units
 * @param {number} most
 */
function spreadOf(units, most) {
  return most === 1 ? 0 : ((units - 1) / units) * (most / 2);
}

/**
 * The least pitch, and how much room there must be above and below the middle of the layers.
 *
 * @param {import("./measures.js").Measures} measures
 * @param {number[]} sizes
 */
function downOf(measures, sizes) {
  const most = Math.max(...sizes);
  let { pitch } = measures;
  for (const [layer, units] of sizes.entries())
    for (let index = 1; index < units; index++) {
      const reached = reachOf(measures, sizes, layer, index - 1).down + reachOf(measures, sizes, layer, index).up + APART;
      const needed = Math.max(reached, layer === sizes.length - 1 ? (measures.outputs[units] ?? 0) : 0);
      pitch = Math.max(pitch, (needed * (units - 1)) / (2 * spreadOf(units, most)));
    }
  const ends = sizes.map((units, layer) => ({
    up: spreadOf(units, most) * pitch + reachOf(measures, sizes, layer, 0).up,
    down: spreadOf(units, most) * pitch + reachOf(measures, sizes, layer, units - 1).down,
  }));
  const [up, down] = [Math.max(...ends.map((end) => end.up)), Math.max(...ends.map((end) => end.down))];
  return { pitch, up, down };
}

/**
 * @param {import("./measures.js").Measures} measures
 * @param {number[]} sizes
 */
function heightOf(measures, sizes) {
  const { up, down } = downOf(measures, sizes);
  return Math.max(measures.least, measures.top + up + down + measures.bottom);
}

/**
 * The measures with the room that a board has for them, in their own units: one side is the least.
 *
 * @param {import("./measures.js").Measures} measures
 * @param {number[]} sizes
 * @param {number} width   in pixels
 * @param {number} height
 */
function fitted(measures, sizes, width, height) {
  const { left, right, gap, text } = measures;
  const gaps = sizes.length - 1;
  const high = heightOf(measures, sizes);
  const [least, wanted] = gap.map((one) => left + right + gaps * one);
  // What is wide enough for the board's shape, or for a text that can be read well.
  const shaped = Math.max((high * width) / Math.max(1, height), (width * text) / COMFORTABLE);
  const broad = Math.min(Math.max(least ?? 0, shaped), wanted ?? 0);
  const scale = Math.max(0.01, Math.min(width / broad, height / high));
  return {
    measures,
    text: text * scale,
    broad,
    high,
    pixels: Math.max(1, width),
    width: Math.max(broad, width / scale),
    height: Math.max(high, height / scale),
  };
}

/**
 * @param {ReturnType<typeof fitted>} fit
 * @param {number[]} sizes
 * @param {boolean} pictures
 * @returns {Layout}
 */
function laidOut({ measures, broad, high, width, height, pixels }, sizes, pictures) {
  const { name, radius, net, badge, shares, biasRadius, titleY, labels } = measures;
  const most = Math.max(...sizes);
  const gaps = sizes.length - 1;
  const outputs = sizes.at(-1) ?? 0;
  const [across, down] = [width - broad, height - high];

  const beside = BUTTON[name] * (width / pixels);
  const gap = (broad - measures.left - measures.right + shares.gap * across) / gaps;
  const left = measures.left + shares.left * across;
  const columns = sizes.map((_, layer) => round(left + layer * gap));

  const rows = downOf(measures, sizes);
  const pitch = most === 1 ? 0 : rows.pitch + (0.6 * down) / (most - 1);
  const spare = high - (measures.top + rows.up + rows.down + measures.bottom);
  const middle = measures.top + rows.up + (spare + down) / 2;
  const neurons = sizes.map((units, layer) => {
    const apart = units === 1 ? 0 : (2 * spreadOf(units, most) * pitch) / (units - 1);
    return Array.from({ length: units }, (_, index) => ({
      x: columns[layer] ?? 0,
      y: round(middle + (index - (units - 1) / 2) * apart),
    }));
  });

  const last = neurons.at(-1) ?? [];
  const x = columns.at(-1) ?? 0;
  const apart = (last[1]?.y ?? Infinity) - (last[0]?.y ?? 0);
  const dx = round(measures.gauge + shares.dx * across);
  const gauge = measures.gauge ? { dx, half: round(Math.min(45, (apart - 26) / 2)) } : null;
  const roomy = most < 3;
  const sum = sumAt();
  // The first one is beside the button, and the others make room for its value.
  const shift = Math.max(0, beside + biasRadius - left - 0.6 * gap);
  const biases = sizes.slice(1).map((_, layer) => ({
    x: round(left + (layer + 0.6) * gap + shift * (1 - layer / gaps)),
    y: round(height - measures.biasY),
  }));
  const picture = pictureIn(measures, sizes);

  return {
    name,
    small: gauge !== null && net > 0,
    close: most > 2,
    width: Math.round(width),
    height: Math.round(height),
    columns,
    neurons,
    radius,
    net,
    badge,
    gaps: neurons.slice(1).map((to, layer) => {
      const obstacles = obstaclesIn(measures, neurons, layer, sum);
      if (pictures && !roomy) obstacles.push(...to.map(({ x, y }) => ({ x: x + (picture.dx[layer + 1] ?? 0), y, width: picture.size, height: picture.size })));
      return placesOf(neurons[layer] ?? [], to, measures, obstacles);
    }),
    biases,
    biasRadius,
    biasRooms: biases.map((at, layer) => {
      const end = biases[layer + 1] ? (biases[layer + 1]?.x ?? 0) - biasRadius : sum.low && gauge ? sum.x : width;
      return round(end - at.x - biasRadius - 14);
    }),
    titleY,
    gauge,
    labels,
    sum,
    picture,
  };

  /** Two shares are added up between their outputs; more of them below. */
  function sumAt() {
    const between = outputs === 2 && (roomy || gauge !== null);
    if (!gauge)
      return between
        ? { x, y: round(((last[0]?.y ?? 0) + (last[1]?.y ?? 0)) / 2), half: 0, room: badge.width, low: false }
        : { x: round(width - 100), y: round(height - measures.biasY - measures.sum - 8), half: 0, room: 190, low: true };
    if (between) {
      const y = round(((last[0]?.y ?? 0) + (last[1]?.y ?? 0)) / 2);
      return { x: round(x + dx), y, half: round(apart / 2 - gauge.half - 14), room: round(width - x - dx - 20), low: false };
    }
    return { x: round(x + dx - 12), y: round(height - 22), half: 0, room: round(width - x - dx - 8), low: true };
  }
}

/**
 * Where what a neuron sees is shown: beyond the delta, where an output's target never stands; in a
 * network with little room, before the neuron.
 *
 * @param {import("./measures.js").Measures} measures
 * @param {number[]} sizes
 * @returns {Layout["picture"]}
 */
function pictureIn({ radius, gauge }, sizes) {
  const hidden = sizes.slice(1);
  if (Math.max(...sizes) > 2) {
    const size = Math.min(36, 2 * radius - 28);
    return { size, dx: sizes.map(() => -radius - size / 2 - 3), dy: 0 };
  }
  return gauge
    ? { size: 44, dx: [...hidden.map(() => 126), 91], dy: 76 }
    : { size: 36, dx: [...hidden.map(() => 0), -72], dy: 97 };
}

/**
 * What a chip in a gap must not cover: the neurons on both sides, and what stands below and above them.
 *
 * @param {import("./measures.js").Measures} measures
 * @param {Point[][]} neurons
 * @param {number} layer  of weights
 * @param {Layout["sum"]} sum
 * @returns {import("./chips.js").Obstacle[]}
 */
function obstaclesIn({ radius, net, badge, gauge, labels }, neurons, layer, sum) {
  const most = Math.max(...neurons.map((points) => points.length));
  // Without a gauge, two outputs have their sum between them.
  const between = !gauge && !sum.low && layer === neurons.length - 2;
  const added = between ? [{ x: sum.x, y: sum.y, width: sum.room, height: 36 }] : [];
  const beside = [layer, layer + 1].flatMap((column) => {
    const points = neurons[column] ?? [];
    return points.flatMap(({ x, y }, index) => {
      const side = sideIn(most, index);
      /** @type {import("./chips.js").Obstacle[]} */
      const all = [{ x, y, radius }];
      if (column === 0) return all;
      // With the paths that are added up, where there are several.
      const adds = badge.sum > 0 && (neurons[column + 1]?.length ?? 0) > 1;
      all.push({ x, y: y + side * (badge.away + (adds ? PATHS / 2 : 0)), width: adds ? badge.sum : badge.width, height: badge.height + (adds ? PATHS : 0) });
      if (net) all.push({ x, y: y + side * net, width: NET, height: 14 });
      const away = badge.away + labels.target[side < 0 ? 0 : 1];
      if (!gauge && column === neurons.length - 1) all.push({ x, y: y + side * away + labels.line / 2, width: 76, height: labels.line + 14 });
      return all;
    });
  });
  return [...beside, ...added];
}

/**
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @returns {Point}
 */
export function neuronAt(layout, layer, index) {
  return layout.neurons[layer]?.[index] ?? { x: 0, y: 0 };
}

/**
 * Whether what belongs to a neuron stands above it, -1, or below, 1.
 *
 * @param {Layout} layout
 * @param {number} index  in its layer
 */
export function sideOf({ neurons }, index) {
  return sideIn(Math.max(...neurons.map((points) => points.length)), index);
}

/**
 * The middle of a neuron's picture.
 *
 * @param {Layout} layout
 * @param {number} layer
 * @param {number} index
 * @returns {Point}
 */
export function pictureAt(layout, layer, index) {
  const { x, y } = neuronAt(layout, layer, index);
  const { dx, dy } = layout.picture;
  return { x: x + (dx[layer] ?? 0), y: y + sideOf(layout, index) * dy };
}

/**
 * The part of the line between two circles' centres that lies outside both.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} fromRadius
 * @param {number} toRadius
 * @returns {[Point, Point]}
 */
export function lineBetween(from, to, fromRadius, toRadius) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return [pointAlong(from, to, fromRadius / length), pointAlong(from, to, 1 - toRadius / length)];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} t  0 at `from`, 1 at `to`
 * @returns {Point}
 */
export function pointAlong(from, to, t) {
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}

/** @param {[Point, Point]} line */
export function pathOf([from, to]) {
  return `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
}

/**
 * The width of an edge. It grows with the weight's magnitude, between two limits.
 *
 * @param {number} weight
 */
export function strokeWidth(weight) {
  return round(1.5 + 8 * (1 - Math.exp(-Math.abs(weight) / 1.5)));
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * The share of the ring that an activation fills.
 *
 * @param {number} activation
 */
export function ringFraction(activation) {
  return Math.min(1, Math.max(0, activation));
}
