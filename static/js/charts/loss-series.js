/** The contents of the loss curve. Pure: losses in, series, axes and words out. */

import { decimate, stretches } from "./points.js";
import { grouped, powerOfTen, precise } from "../text/format.js";
import { lossesOf } from "../server/variants.js";
import { linear, linearTicks, logarithmic, logTicks } from "./scales.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").CurveStyle} CurveStyle
 * @typedef {import("./plane.js").Axis} Axis
 *
 * @typedef {object} Series
 * @property {CurveStyle} style
 * @property {string} name
 * @property {ArrayLike<number>} losses  by iteration; a hole where one is not computed yet
 * @property {number} known              how many there are, holes included
 * @property {boolean} [aside]           whether it was set aside
 */

/** The least number of iterations on the axis, for a run that has just begun. */
const SHORTEST_AXIS = 10;

/** The top of the plot, as a multiple of the highest loss. */
const ROOM = 1.05;

/** Pixels between two ticks. */
const TICK_ROOM = { across: 120, up: 22 };

/** The most ticks of the loss. */
const MOST_TICKS = 6;

/** Points per pixel: the lowest loss and the highest. */
const POINTS_A_PIXEL = 2;

/** How many thinned series are kept: as many as can be drawn at once. */
const MOST_KEPT = 16;

/**
 * The curves in drawing order: the runs set aside, then the run on screen, then the variants.
 *
 * @param {State} state
 * @param {CurveStyle[]} styles
 * @returns {Series[]}
 */
export function seriesOf(state, styles) {
  const { runs, variants, timeline } = state;
  /** @param {string} id */
  const style = (id) => {
    const found = styles.find((one) => one.id === id);
    if (!found) throw new Error(`the curve ${id} has no style`);
    return found;
  };
  const own = style("correct");
  const aside = runs.map(({ name, hidden, moment: { timeline } }, slot) => {
    const { losses, known } = timeline;
    return { hidden, series: { style: style(`run-${slot}`), name, losses, known, aside: true } };
  });
  return [
    ...aside.flatMap(({ hidden, series }) => (hidden ? [] : [series])),
    { style: own, name: own.name, losses: timeline.losses, known: timeline.known },
    ...variants.map((id) => {
      const losses = lossesOf(state, id);
      return { style: style(id), name: style(id).name, losses, known: losses.length };
    }),
  ];
}

/**
 * The iterations of a series to draw: few enough to tell apart, null for a gap.
 *
 * @param {Series} series
 * @param {import("../types").Scale} scale
 * @param {number} limit
 * @param {[number, number]} [range]  of the visible iterations
 * @returns {(number | null)[]}
 */
export function drawnOf({ losses, known }, scale, limit, [from, to] = [0, Infinity]) {
  const first = Math.max(0, from);
  const last = Math.min(known - 1, to);
  /** @param {number | undefined} loss */
  const has = (loss) => loss !== undefined && (scale === "linear" || loss > 0);
  return stretches(losses, first, last, has).flatMap(([start, end], index) => [
    ...(index > 0 ? [null] : []),
    ...decimate(losses, start, end, Math.max(2, (limit * (end - start + 1)) / (last - first + 1))),
  ]);
}

/** Keeps the thinned points of each series, so that a run thins only its own curve again. */
export function createThinning() {
  /** @type {Map<ArrayLike<number>, {known: number, scale: string, width: number, drawn: (number | null)[]}>} */
  let before = new Map();
  /**
   * @param {Series} series
   * @param {import("../types").Scale} scale
   * @param {number} width  of the plot, in pixels
   */
  return (series, scale, width) => {
    const { style, losses, known } = series;
    const kept = before.get(losses);
    if (kept && kept.known === known && kept.scale === scale && kept.width === width) return kept.drawn;
    const drawn = drawnOf(series, scale, POINTS_A_PIXEL * width);
    // After a reload the losses of the run on screen are not computed yet.
    if (style.id !== "correct") before = new Map([...before].slice(1 - MOST_KEPT)).set(losses, { known, scale, width, drawn });
    return drawn;
  };
}

/**
 * The last iteration of the axis.
 *
 * @param {Series[]} series
 */
export function lastOf(series) {
  return series.reduce((most, { known }) => Math.max(most, known - 1), SHORTEST_AXIS);
}

/**
 * @param {number} last
 * @param {number} width  of the plot, in pixels
 * @returns {Axis}
 */
export function iterationAxis(last, width) {
  const ticks = linearTicks([0, last], Math.max(2, Math.floor(width / TICK_ROOM.across)));
  return { place: linear([0, last]), ticks: ticks.filter(Number.isInteger), write: grouped, title: "iterations" };
}

/**
 * The highest loss of the run on screen and its variants.
 *
 * @param {Series[]} series
 */
export function highestOf(series) {
  let highest = 0;
  for (const { losses, aside } of series)
    // A long run has too many losses to be the arguments of a function.
    if (!aside) for (let at = 0; at < losses.length; at++) highest = Math.max(highest, losses[at] ?? 0);
  return highest;
}

/**
 * The axis of the loss: the range of the run on screen and its variants. A run set aside may leave it.
 *
 * @param {Series[]} series
 * @param {(number | null)[][]} drawn  of each
 * @param {import("../types").Scale} scale
 * @param {number} height  of the plot, in pixels
 * @returns {Axis}
 */
export function lossAxis(series, drawn, scale, height) {
  const losses = series.flatMap((one, i) =>
    one.aside ? [] : (drawn[i] ?? []).flatMap((at) => (at === null ? [] : [one.losses[at] ?? 0])),
  );
  const most = Math.max(2, Math.min(MOST_TICKS, Math.floor(height / TICK_ROOM.up)));
  const highest = losses.reduce((a, b) => Math.max(a, b), 0) || 1;
  if (scale === "linear") {
    const top = Math.min(highest * ROOM, Number.MAX_VALUE);
    return { place: linear([0, top]), ticks: linearTicks([0, top], most), write: tick, title: "E", grid: true };
  }
  const lowest = losses.reduce((a, b) => Math.min(a, b), highest);
  /** @type {[number, number]} */
  const range = [lowest / 1.5, Math.min(highest * 1.5, Number.MAX_VALUE)];
  return { place: logarithmic(range), ticks: logTicks(range, most), write: tick, title: "E", grid: true };
}

/**
 * The label of a tick: a power of ten as such, another number with the digits it needs.
 *
 * @param {number} value
 */
function tick(value) {
  const [mantissa, exponent = "0"] = value.toExponential().split("e");
  return mantissa === "1" && Math.abs(Number(exponent)) > 2 ? powerOfTen(exponent) : precise(value, 3);
}

/**
 * The curve in words, for screen readers.
 *
 * @param {State} state
 * @param {Series[]} series
 */
export function inWords({ frame, scale }, series) {
  const own = /** @type {Series} */ (series.find(({ style }) => style.id === "correct"));
  const last = own.known - 1;
  const [first, end] = [own.losses[0], own.losses[last]];
  const course =
    first === undefined || end === undefined
      ? "the losses are being computed again"
      : last === 0
        ? `the loss is ${precise(first)}`
        : `the loss goes from ${precise(first)} to ${precise(end)}`;
  const others = series.filter((one) => one !== own).map(({ name, known }) => `${name} up to iteration ${grouped(known - 1)}`);
  return [
    `Loss curve, iterations 0 to ${grouped(last)}, ${scale === "log" ? "logarithmic" : "linear"}: ${course}.`,
    `Here: iteration ${grouped(frame.iteration)}, loss ${precise(frame.pass.loss)}.`,
    ...(others.length > 0 ? [`Beside it: ${others.join("; ")}.`] : []),
    "Type an iteration to travel to it.",
  ].join(" ");
}
