import assert from "node:assert/strict";
import { test } from "node:test";
import { distance } from "../../static/js/diagram/chips.js";
import {
  NET,
  PATHS,
  layoutFor,
  lineBetween,
  neuronAt,
  pointAlong,
  ringFraction,
  sideOf,
  strokeWidth,
  uprightShape,
} from "../../static/js/diagram/geometry.js";

/**
 * @param {number} value
 * @param {number} expected
 */
function assertNear(value, expected) {
  assert.ok(Math.abs(value - expected) <= 1e-9 * Math.abs(expected), `${value} is not ${expected}`);
}

test("a line begins and ends at the rims of its circles", () => {
  const [left, right] = lineBetween({ x: 0, y: 0 }, { x: 30, y: 40 }, 10, 5);
  assertNear(Math.hypot(left.x, left.y), 10);
  assertNear(Math.hypot(30 - right.x, 40 - right.y), 5);
  assertNear(left.y / left.x, 4 / 3);
  assertNear(right.y / right.x, 4 / 3);
});

test("points stand along a line", () => {
  const [from, to] = [{ x: 10, y: 0 }, { x: 20, y: 40 }];
  assert.deepEqual([0, 0.5, 1].map((t) => pointAlong(from, to, t)), [from, { x: 15, y: 20 }, to]);
});

test("the width of a line grows with the weight, between two limits", () => {
  const weights = [0, 1e-9, 0.1, 0.4, 1, 3, 10, 1e308];
  const widths = weights.map(strokeWidth);
  assert.deepEqual(widths, widths.toSorted((a, b) => a - b));
  assert.ok(Number(widths[0]) >= 1);
  assert.ok(Number(widths.at(-1)) <= 12);
  assert.ok(new Set(widths).size >= weights.length - 2);
  assert.deepEqual(weights.map((weight) => strokeWidth(-weight)), widths);
});

test("a ring is between empty and full", () => {
  assert.deepEqual([-3, 0, 0.25, 1, 7].map(ringFraction), [0, 0, 0.25, 1, 1]);
});

test("the layout is narrow where the wide one's text would be too small", () => {
  const boards = [[377, 504], [620, 830], [620, 483], [682, 328], [682, 483], [935, 442], [1_900, 900], [0, 0]];
  const names = boards.map(([width = 0, height = 0]) => layoutFor([2, 2, 2], width, height).name);
  assert.deepEqual(names, ["narrow", "narrow", "wide", "wide", "wide", "wide", "wide", "wide"]);
});

test("a board of another shape spreads the neurons, and keeps the size of the text", () => {
  /** @param {number} width @param {number} height */
  const firstOf = (width, height) => layoutFor([2, 2, 2], width, height).neurons.slice(0, 2).map(([first]) => first);
  const rows = (/** @type {number} */ height) => layoutFor([2, 2, 2], 700, height).neurons[0] ?? [];
  assert.ok(Number(rows(500)[1]?.y) - Number(rows(500)[0]?.y) > Number(rows(442)[1]?.y) - Number(rows(442)[0]?.y));
  const [slim, broad] = [firstOf(800, 442), firstOf(1_100, 442)];
  assert.ok(Number(broad[1]?.x) - Number(broad[0]?.x) > Number(slim[1]?.x) - Number(slim[0]?.x));
  assert.equal(layoutFor([2, 2, 2], 800, 442).height, layoutFor([2, 2, 2], 1_100, 442).height);
});

/** The rooms of the board: beside a panel on a laptop, on a projector, a square one, on a phone. */
const ROOMS = [[935, 442], [874, 390], [1_319, 706], [660, 520], [377, 0]];

/**
 * Every network that a page shows.
 *
 * @returns {Generator<number[]>}
 */
function* everySize() {
  for (const layers of [2, 3, 4])
    for (let code = 0; code < 4 ** layers; code++)
      yield Array.from({ length: layers }, (_, layer) => 1 + (Math.floor(code / 4 ** layer) % 4));
}

/**
 * @param {number[]} sizes
 * @param {number[]} room
 */
function laidOut(sizes, [width = 0, height = 0]) {
  // On a phone the board has the shape of its network.
  const [across = 1, up = 1] = uprightShape(sizes).split(" / ").map(Number);
  return layoutFor(sizes, width, height || (width * up) / across);
}

/**
 * @typedef {object} Thing  a box or, with a radius, a disc
 * @property {string} what
 * @property {number} x
 * @property {number} y
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [radius]
 * @property {[number, number]} [of]  the chips of different neurons may be shown in turn
 */

/**
 * Everything in a layout, as large as it gets.
 *
 * @param {import("../../static/js/diagram/geometry.js").Layout} layout
 * @returns {Thing[]}
 */
function thingsIn(layout) {
  const { neurons, radius, net, badge, biases, biasRadius, columns, titleY, gauge, labels, sum, gaps, name } = layout;
  const last = neurons.length - 1;
  const line = name === "wide" ? 15 : 13;
  /** @type {Thing[]} */
  const things = columns.map((x, layer) => ({ what: `title ${layer}`, x, y: titleY - 4, width: 60, height: line }));
  for (const [layer, points] of neurons.entries())
    for (const [index, { x, y }] of points.entries()) {
      const side = sideOf(layout, index);
      things.push({ what: `neuron ${layer} ${index}`, x, y, radius });
      if (layer === 0) continue;
      if (net) things.push({ what: `net ${layer} ${index}`, x, y: y + side * net, width: NET, height: 13 });
      const paths = badge.sum && (neurons[layer + 1]?.length ?? 0) > 1 ? PATHS : 0;
      things.push({
        what: `badge ${layer} ${index}`,
        x,
        y: y + side * (badge.away + paths / 2),
        width: paths ? badge.sum : badge.width,
        height: badge.height + paths,
      });
      if (layer < last) continue;
      if (gauge) {
        things.push({ what: `gauge ${index}`, x: x + gauge.dx, y, width: 20, height: 2 * gauge.half });
        things.push({ what: `target ${index}`, x: x + gauge.dx + 14 + 43, y, width: 84, height: 2 * gauge.half + 14 });
      } else {
        const away = badge.away + labels.target[side < 0 ? 0 : 1];
        things.push({ what: `target ${index}`, x, y: y + side * away, width: 76, height: 13 });
        things.push({ what: `share ${index}`, x, y: y + side * away + labels.line, width: 70, height: 13 });
      }
    }
  for (const [layer, { x, y }] of biases.entries()) {
    things.push({ what: `bias ${layer}`, x, y, radius: biasRadius });
    things.push({ what: `bias value ${layer}`, x: x + biasRadius + 8 + 29, y, width: 58, height: 17 });
  }
  if ((neurons[last]?.length ?? 0) > 1) {
    const centre = gauge ? sum.x + sum.room / 2 : sum.x;
    things.push({ what: "sum", x: centre, y: sum.y, width: Math.min(sum.room, 120), height: 2 * 17 });
  }
  for (const [layer, gap] of gaps.entries())
    for (const [to, row] of gap.width > 0 ? gap.along.entries() : [])
      for (const [from, t] of row.entries()) {
        const middle = pointAlong(neuronAt(layout, layer, from), neuronAt(layout, layer + 1, to), t);
        const { lines, line: high } = gap.form;
        things.push({ what: `chip ${layer}: ${from} to ${to}`, ...middle, width: gap.width, height: lines * high + 6, ...(!gap.all && { of: [to, from] }) });
      }
  return things;
}

/** Chips may touch what they are beside. */
const TOUCHING = -1.5;

/**
 * @param {Thing} one
 * @param {Thing} other
 */
function between(one, other) {
  if (one.of && other.of && one.of[0] !== other.of[0] && one.of[1] !== other.of[1]) return Infinity;
  if (one.radius && other.radius) return Math.hypot(one.x - other.x, one.y - other.y) - one.radius - other.radius;
  const [box, second] = one.radius ? [other, one] : [one, other];
  return distance(/** @type {any} */ (box), /** @type {any} */ (second));
}

for (const room of ROOMS)
  test(`no two things overlap and none leaves the board of ${room.join(" x ")}, for networks of any size`, () => {
    for (const [index, sizes] of [...everySize()].entries()) {
      // Rooms of nearly the same shape need not all be tried with every network.
      if (room === ROOMS[0] || room === ROOMS[2]) if (index % 7 > 0) continue;
      const layout = laidOut(sizes, room);
      const things = thingsIn(layout);
      const named = sizes.join("-");
      for (const [index, one] of things.entries()) {
        const [across, up] = [(one.width ?? 2 * (one.radius ?? 0)) / 2, (one.height ?? 2 * (one.radius ?? 0)) / 2];
        assert.ok(one.x - across >= -1 && one.x + across <= layout.width + 1, `${named}: ${one.what} is beside the board`);
        assert.ok(one.y - up >= -1 && one.y + up <= layout.height + 1, `${named}: ${one.what} is above or below the board`);
        for (const other of things.slice(index + 1))
          assert.ok(between(one, other) >= TOUCHING, `${named}: ${one.what} is over ${other.what} by ${-between(one, other)}`);
      }
    }
  });

test("a layout has the shape of its board, and its text can be read", () => {
  for (const sizes of [[1, 1], [2, 2, 2], [3, 4, 4, 2], [4, 4, 4, 4]])
    for (const room of ROOMS) {
      const layout = laidOut(sizes, room);
      const [width = 0, height = 0] = room;
      if (height) assert.ok(Math.abs(layout.width / layout.height - width / height) < 5e-3, `${sizes}: ${room}`);
      const text = ((layout.name === "wide" ? 15 : 13) * width) / layout.width;
      assert.ok(text > 11.5, `${sizes} in ${room}: ${text}`);
    }
});

test("up to three neurons and three, every number has a place beside a panel", () => {
  for (const sizes of everySize()) {
    if (Math.max(...sizes) > 3) continue;
    for (const room of ROOMS.slice(0, sizes.length < 4 ? 4 : 3)) for (const { all, dense } of laidOut(sizes, room).gaps) assert.ok(all && !dense, `${sizes} in ${room}`);
  }
});
